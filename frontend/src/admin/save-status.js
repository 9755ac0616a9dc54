/** One line that tells whether the text is safe. */
import { h } from "../shared/dom.js";

export class SaveStatus {
  /** @param {HTMLElement | null} element */
  constructor(element) {
    this.element = element;
  }

  show(state, text) {
    if (!this.element) return;
    this.element.dataset.state = state;
    this.element.textContent = text;
    this.element.title = text;
  }

  /** Something is unsaved and will be tried soon; an error stays until it is gone. */
  typing() {
    if (this.element?.dataset.state !== "error") this.show("dirty", "");
  }

  /** @param {string | undefined} time ISO; the browser's own clock when missing */
  saved(time) {
    const moment = time ? new Date(time) : new Date();
    const clock = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    this.show("saved", `Saved ${clock}`);
    this.element?.replaceChildren("Saved ", h("span", { class: "hide-small" }, clock));
  }
}

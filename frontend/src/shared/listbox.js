/**
 * The options of a combobox (WAI-ARIA): focus stays in the input, the arrows
 * move `aria-activedescendant`.
 */
import { h, uniqueId } from "./dom.js";

export class Listbox {
  /**
   * @param {HTMLElement} input element that keeps the focus
   * @param {{label: string, choose: (item: any) => void, draw: (item: any) => Node[]}} options
   */
  constructor(input, { label, choose, draw }) {
    Object.assign(this, { input, choose, draw, items: [], current: 0 });
    this.element = h("div", { role: "listbox", id: uniqueId("options"), "aria-label": label });
    this.element.className = "options";
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Show these items, the first one current. An item with `group` opens a new group. */
  show(items) {
    this.items = items;
    this.element.replaceChildren(...this.#rows());
    this.element.hidden = items.length === 0;
    this.input.setAttribute("aria-controls", this.element.id);
    this.move(0);
  }

  #rows() {
    let group;
    return this.items.flatMap((item, index) => {
      const option = h("div", { role: "option", id: `${this.element.id}-${index}` });
      option.append(...this.draw(item));
      const heading = item.group && item.group !== group ? [groupHeading(item.group)] : [];
      group = item.group;
      return [...heading, option];
    });
  }

  /** Make the option at `index` current, going round at both ends. */
  move(index) {
    const options = this.#options();
    this.current = options.length ? (index + options.length) % options.length : 0;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === this.current));
    const active = options[this.current];
    if (!active) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  /** @returns {boolean} whether the key was one of ours */
  key(event) {
    const steps = { ArrowDown: this.current + 1, ArrowUp: this.current - 1 };
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === "Enter" && this.items.length) this.choose(this.items[this.current]);
    else return false;
    event.preventDefault();
    return true;
  }

  /** Forget the options, so that the input no longer points at them. */
  clear() {
    this.show([]);
    this.input.removeAttribute("aria-controls");
  }

  #clicked(event) {
    const index = this.#options().indexOf(event.target.closest('[role="option"]'));
    if (index >= 0) this.choose(this.items[index]);
  }

  #options() {
    return [...this.element.querySelectorAll('[role="option"]')];
  }
}

const groupHeading = (text) => h("div", { class: "options-group", role: "presentation" }, text);

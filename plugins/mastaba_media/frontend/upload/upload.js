/** One file on its way into a folder, and its row. */
import { h } from "../../../../frontend/src/shared/dom.js";
import { nameOf } from "../../../../frontend/src/shared/files.js";
import { csrfToken } from "../../../../frontend/src/shared/http.js";
import { sendFile } from "../../../../frontend/src/shared/send-file.js";
import { sizeWords, tooLarge } from "../../../../frontend/src/shared/sizes.js";

const LIMIT = () => Number(document.querySelector("meta[name=media-limit]")?.content);

export class Upload {
  /**
   * @param {string} url @param {File} file
   * @param {() => void} changed called when it wants to be run (again), or was left out
   */
  constructor(url, file, changed) {
    Object.assign(this, { url, file, changed, state: "waiting", duplicate: "ask" });
    this.name = nameOf(file);
    this.bar = h("progress", { max: 1, value: 0, "aria-label": `Progress of ${this.name}` });
    this.note = h("span", { class: "upload-note" });
    this.tools = h("span", { class: "upload-tools" });
    const words = h("span", { class: "upload-name" }, h("strong", {}, this.name), h("small", {}, sizeWords(file.size)));
    this.element = h("li", {}, words, this.bar, this.note, this.tools);
    this.#show();
  }

  /** @returns {Promise<object | null>} what the server says of the file; null when it is not there */
  async run() {
    this.abort = new AbortController();
    const large = tooLarge(this.file, LIMIT());
    if (large) return this.#turn("failed", large), null;
    this.#turn("running");
    const url = new URL(this.url, location.href);
    url.search = new URLSearchParams({ name: this.name, duplicate: this.duplicate });
    const progress = (sent) => this.#sent(sent);
    try {
      const item = await sendFile(url.href, this.file, csrfToken(), { signal: this.abort.signal, progress });
      this.#turn("done", item);
      return item;
    } catch (error) {
      if (this.abort.signal.aborted) this.#turn("gone");
      else if (error.status === 409 && error.answer.duplicates?.length) this.#turn("same", error.answer.duplicates[0]);
      else this.#turn("failed", error.message);
      return null;
    }
  }

  #sent(part) {
    this.bar.value = part;
    if (part < 1) return;
    this.bar.removeAttribute("value"); // all of it is sent; now the server looks at it
    this.note.textContent = "being looked at…";
  }

  #turn(state, about) {
    Object.assign(this, { state, about });
    this.#show();
  }

  #show() {
    const { state, about } = this;
    this.element.dataset.state = state;
    this.bar.hidden = state !== "running";
    this.bar.value = 0;
    const notes = { waiting: "waiting", failed: about, same: `is there already as “${about?.title}”`, done: "uploaded" };
    this.note.textContent = notes[state] ?? "";
    this.tools.replaceChildren(...this.#tools(state, about));
    if (state === "gone") this.element.remove();
  }

  #tools(state, about) {
    const leave = (label, say) => this.#tool(label, say, () => this.leave());
    switch (state) {
      case "waiting":
      case "running":
        return [leave("Cancel", "Cancel the upload of")];
      case "failed":
        return [this.#tool("Try again", "Try again to upload", () => this.again()), leave("Leave out", "Leave out")];
      case "same":
        return [
          this.#tool("Use it", "Use the one that is there instead of", () => this.again("use")),
          this.#tool("Keep both", "Keep both of", () => this.again("keep")),
        ];
      case "done":
        return about.edit_url ? [h("a", { href: about.edit_url, "aria-label": `Open ${about.title}` }, "Open")] : [];
    }
    return [];
  }

  #tool = (label, say, onclick) =>
    h("button", { type: "button", class: "button button-small", "aria-label": `${say} ${this.name}`, onclick }, label);

  again(duplicate = this.duplicate) {
    this.duplicate = duplicate;
    this.#turn("waiting");
    this.changed();
  }

  leave() {
    if (this.state === "running") this.abort.abort();
    else this.#turn("gone");
    this.changed();
  }
}

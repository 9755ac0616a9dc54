/**
 * A place where files are uploaded: `<div data-media-upload="URL">` inside a `[data-media-drop]`.
 *
 * A button, files dropped on what is round it (folders, too), pictures that are pasted. When all
 * is done, `mastaba:uploaded` is fired with what the server said of each file.
 */
import { debounce, h } from "../../../../frontend/src/shared/dom.js";
import { filesOf } from "../../../../frontend/src/shared/files.js";
import { filesIn } from "./folders.js";
import { Queue } from "./queue.js";

const SAID = "mastaba.uploaded";

export function startUploads(root) {
  for (const place of root.querySelectorAll("[data-media-upload]")) {
    if (place.dataset.mediaUpload && !place.hasChildNodes()) new Spot(place);
  }
}

class Spot {
  constructor(place) {
    const { mediaSingle, mediaAccept, mediaLabel } = place.dataset;
    this.place = place;
    this.single = mediaSingle !== undefined;
    this.zone = place.closest("[data-media-drop]") ?? place;
    this.dialog = place.closest("dialog");
    this.input = h("input", { type: "file", multiple: !this.single, accept: mediaAccept, class: "sr-only", tabindex: "-1", "aria-label": "Files to upload", onchange: () => this.#chosen() });
    this.button = h("button", { type: "button", class: "button button-strong", onclick: () => this.input.click() }, mediaLabel ?? (this.single ? "Upload a file…" : "Upload files…"));
    const hint = h("span", { class: "upload-hint" }, `or drop ${this.single ? "it" : "them"} here, or paste a picture`);
    this.rows = h("ul", { class: "uploads" });
    this.told = h("p", { class: "upload-told" });
    this.spoken = h("p", { class: "sr-only", role: "status" });
    this.speak = debounce((sentence) => (this.spoken.textContent = sentence), 1000); // not at every file
    this.fresh = h("button", { type: "button", class: "button button-small", hidden: true, onclick: () => this.#again() }, "Show the new files");
    const line = h("div", { class: "upload-line" }, this.button, this.input, hint);
    place.append(line, h("div", { class: "upload-told-line" }, this.told, this.fresh), this.spoken, this.rows);
    this.queue = new Queue(place.dataset.mediaUpload, this.rows, (sentence) => this.#say(sentence), (items) => this.#rests(items));
    this.#listen();
    this.#recall();
  }

  #say(sentence) {
    this.told.textContent = sentence;
    this.speak(sentence);
  }

  /** What was said before the list was read again. */
  #recall() {
    const said = sessionStorage.getItem(SAID);
    if (said) this.#say(said);
    sessionStorage.removeItem(SAID);
  }

  #listen() {
    const { zone } = this;
    let depth = 0;
    const over = (by) => zone.toggleAttribute("data-over", (depth = Math.max(0, depth + by)) > 0);
    zone.addEventListener("dragenter", (event) => hasFiles(event) && over(1));
    zone.addEventListener("dragleave", (event) => hasFiles(event) && over(-1));
    zone.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    zone.addEventListener("drop", (event) => {
      over(-depth);
      if (!hasFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      void this.#dropped(event.dataTransfer);
    });
    const pasted = (event) => this.#pasted(event, pasted);
    document.addEventListener("paste", pasted);
  }

  async #dropped(data) {
    this.#take(await filesIn(data));
  }

  /** A paste belongs to the dialog on top, and never to somebody who writes. */
  #pasted(event, listener) {
    if (!this.place.isConnected) return document.removeEventListener("paste", listener);
    const covered = document.querySelector("dialog[open]") && !this.dialog?.open;
    if (covered || event.defaultPrevented || event.target.closest?.("[contenteditable=true], .ProseMirror")) return;
    const files = filesOf(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    this.#take(files);
  }

  #chosen() {
    this.#take([...this.input.files]);
    this.input.value = "";
  }

  #take(files) {
    if (files.length) this.queue.add(this.single ? files.slice(0, 1) : files);
  }

  #rests(items) {
    if (items.length) this.#uploaded(items);
    if (this.fresh.hidden || !this.queue.isClear) return;
    this.#again();
  }

  #uploaded(items) {
    this.place.dispatchEvent(new CustomEvent("mastaba:uploaded", { bubbles: true, detail: items }));
    if (this.dialog) this.#choose(items);
    else if (this.place.dataset.mediaAfter !== "none") this.fresh.hidden = false;
  }

  /** The new files appear in the list; by itself when nothing is left to decide. */
  #again() {
    sessionStorage.setItem(SAID, this.queue.summary);
    location.reload();
  }

  /** In a chooser, what was uploaded is what was meant. */
  #choose(items) {
    const chosen = items.map(({ uid, title, thumb, edit_url }) => ({ uid, title, thumb, url: edit_url }));
    this.place.dispatchEvent(new CustomEvent("mastaba:choose", { bubbles: true, detail: chosen }));
  }
}

const hasFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes("Files"));

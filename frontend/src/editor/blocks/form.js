/** The form of a block: fields made by the server from its schema, in a dialog. */
import { h, isMod } from "../../shared/dom.js";
import { showDialog } from "../../shared/dialog.js";
import { postForMarkup, RequestError } from "../../shared/http.js";

/**
 * Ask for the data of a block.
 *
 * @param {import("./kit.js").BlockKit} kit
 * @param {import("./kit.js").Descriptor} descriptor
 * @param {object} data what its fields show
 * @param {boolean} isNew whether Save puts the block into the text
 * @returns {Promise<{data: object, version?: number} | null>} null when it was cancelled
 */
export const askForData = (kit, descriptor, data, isNew) =>
  new Promise((answer) => new BlockForm(kit, descriptor, isNew, answer).open(data));

class BlockForm {
  constructor(kit, descriptor, isNew, answer) {
    Object.assign(this, { kit, descriptor, isNew, answer, typed: false });
    this.note = h("p", { class: "dialog-note block-form-note", role: "alert" });
    this.fields = h("div", { class: "block-fields", "aria-busy": "true" });
    this.form = h("form", { id: "block-form", novalidate: true }, this.fields, this.note);
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.addEventListener("input", () => (this.typed = true));
    this.form.addEventListener("keydown", (event) => this.#key(event));
  }

  async open(data) {
    this.dialog = this.#show();
    const { name } = this.descriptor;
    const asked = JSON.stringify({ type: name, data });
    try {
      this.#fill(await postForMarkup(this.kit.address("block-form"), asked, this.kit.token));
    } catch (error) {
      this.note.textContent = `The form cannot be shown: ${error.message}.`;
    }
  }

  #show() {
    const { title, description } = this.descriptor;
    const cancel = h("button", { type: "button", class: "button", onclick: () => this.dialog.close("") }, "Cancel");
    this.save = h("button", { class: "button button-strong", form: "block-form" }, this.isNew ? "Add" : "Save");
    const dialog = showDialog({
      title: this.isNew ? `Add: ${title}` : title,
      body: [description && h("p", { class: "dialog-note" }, description), this.form],
      footer: [cancel, this.save],
      className: "dialog-block",
      stays: true,
    });
    dialog.addEventListener("cancel", (event) => this.#leave(event));
    dialog.addEventListener("close", () => this.answer(this.result ?? null));
    return dialog;
  }

  /** Put the server's fields in, and let the admin's scripts start what they hold. */
  #fill(markup) {
    this.fields.innerHTML = markup;
    this.fields.removeAttribute("aria-busy");
    this.fields.dispatchEvent(new CustomEvent("mastaba:entry", { bubbles: true }));
    const field = "input:not([type=hidden], [hidden]), select, textarea:not([hidden]), .ProseMirror, .chosen + button";
    (this.form.querySelector("[aria-invalid=true]:not([hidden])") ?? this.form.querySelector(field))?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.save.disabled) return;
    this.save.disabled = true;
    this.note.textContent = "";
    await this.#check(new FormData(this.form));
    this.save.disabled = false;
  }

  async #check(form) {
    form.set("type", this.descriptor.name);
    try {
      this.result = JSON.parse(await postForMarkup(this.kit.address("block-check"), form, this.kit.token));
      this.dialog.close("saved");
    } catch (error) {
      if (error instanceof RequestError && error.status === 422) return this.#refused(error.answer);
      this.note.textContent = `Not saved: ${error.message}. What you typed is still here.`;
    }
  }

  #refused(markup) {
    this.#fill(markup);
    this.note.textContent = "Please look at the marked fields.";
  }

  #key(event) {
    if (!isMod(event, "enter")) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  /** The first Esc keeps what was typed; browsers let the second one close. */
  #leave(event) {
    if (!this.typed) return;
    event.preventDefault();
    this.typed = false;
    this.note.textContent = "Press Esc again to close without saving.";
  }
}

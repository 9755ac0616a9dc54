/** Save the edit form by itself, tell how it went, and never lose a word. */
import { debounce, h } from "../shared/dom.js";
import { csrfToken, postForm, RequestError } from "../shared/http.js";
import { labelsOf, showFieldErrors } from "./field-errors.js";
import { fillForm } from "./fill-form.js";
import { LocalCopy } from "./local-copy.js";
import { noticeButton, showNotice } from "./notice.js";
import { Saver } from "./saver.js";
import { SaveStatus } from "./save-status.js";

/** Browsers refuse larger requests that outlive their page (Fetch standard, keepalive). */
const KEEPALIVE_LIMIT = 60_000;

export class Autosave {
  #leaving = false;
  #gone = false;

  constructor(form) {
    this.form = form;
    this.copy = new LocalCopy(form.dataset.autosave);
    this.status = new SaveStatus(document.querySelector("[data-save-status]"));
    this.saver = new Saver({ send: () => this.#send(), changed: this.#changed });
    this.keepCopy = debounce(() => this.#keep(), 400);
    this.#offerCopy();
    this.#listen();
  }

  /** Save what is written now. */
  saveNow = () => (this.#ready() ? this.saver.saveNow() : this.#keep());

  get unsaved() {
    return this.saver.unsaved;
  }

  #listen() {
    const { form } = this;
    form.addEventListener("input", () => this.#edited());
    form.addEventListener("focusout", (event) => this.#left(event));
    form.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.#hide());
    addEventListener("pagehide", () => this.#hide({ last: true }));
    addEventListener("pageshow", () => (this.#gone = false));
    addEventListener("online", () => this.saveNow());
    addEventListener("beforeunload", (event) => this.#warn(event));
  }

  #edited() {
    this.keepCopy();
    if (this.#ready()) return this.saver.edited();
    this.saver.state = "dirty";
    this.status.show("dirty", "Not saved yet: it needs a title");
  }

  /** A page without a title cannot be saved; asking the server would only nag. */
  #ready() {
    const title = this.form.querySelector("[data-title][required]");
    return !title || title.value.trim() !== "";
  }

  /** Leaving a field saves, moving about inside the text does not. */
  #left({ target, relatedTarget }) {
    if (!this.form.contains(relatedTarget) || target.closest("mastaba-body") === null) this.saveNow();
  }

  async #send() {
    const data = new FormData(this.form);
    return postForm(this.form.dataset.autosave, data, csrfToken(this.form));
  }

  #changed = (state, detail) => {
    if (detail && !(detail instanceof Error)) this.#acknowledged(detail);
    if (state === "clean") this.#allSaved(detail);
    if (state === "dirty") this.status.typing();
    if (state === "saving") this.status.show("saving", "Saving…");
    if (state === "failed") this.#failed(detail);
    if (state === "conflict") this.#conflict(detail);
  };

  #allSaved({ saved: time }) {
    this.keepCopy.cancel();
    this.copy.drop();
    this.status.saved(time);
  }

  #acknowledged(answer) {
    this.#takeVersion(answer.version);
    this.#moveTo(answer);
    showFieldErrors(this.form, {});
    if (answer.behind) this.#behind(answer);
    this.form.dispatchEvent(new CustomEvent("mastaba:saved", { detail: answer, bubbles: true }));
  }

  /** Somebody else saved the page: go on, both texts are kept. */
  #behind({ behind, merge_url: address }) {
    if (this.form.querySelector("[data-behind]")) return;
    const see = h("a", { class: "button button-small", href: address }, "See both and decide");
    showNotice(this.form.querySelector(".edit-main") ?? this.form, {
      kind: "danger",
      title: behind,
      text: "What you write is kept. When you save it, you see both texts and decide.",
      actions: [see],
    }).dataset.behind = "";
  }

  #takeVersion(version) {
    const field = this.form.elements.namedItem("version");
    if (field && version !== undefined) field.value = version;
  }

  /** A new page has got its own address. */
  #moveTo({ edit_url: address, autosave_url: autosave }) {
    if (autosave && autosave !== this.form.dataset.autosave) {
      this.copy.drop();
      this.form.dataset.autosave = autosave;
      this.copy = new LocalCopy(autosave);
    }
    if (!address || new URL(address, location.href).pathname === location.pathname) return;
    history.replaceState(null, "", address);
    this.form.setAttribute("action", address); // a button named action hides the property
  }

  #failed(error) {
    const kept = this.#keep();
    const where = kept ? "kept in this browser" : "copy it before you leave";
    const errors = error instanceof RequestError ? (error.answer.fields ?? {}) : {};
    const labels = labelsOf(this.form, errors);
    const why = labels.length ? `see ${labels.join(", ")}` : error.message;
    this.status.show("error", `Not saved: ${why}, ${where}`);
    showFieldErrors(this.form, errors);
  }

  #conflict(error) {
    this.#keep();
    this.status.show("conflict", "Not saved: the page is not where it was");
    const { url } = error.answer;
    const see = url && h("a", { class: "button button-small", href: url, target: "_blank" }, "See what happened");
    showNotice(this.form.querySelector(".edit-main") ?? this.form, {
      kind: "danger",
      title: `${error.message}.`,
      text: "What you wrote is kept in this browser.",
      actions: [see].filter(Boolean),
    });
  }

  #keep() {
    this.keepCopy.cancel();
    return this.copy.keep(new FormData(this.form), this.form.elements.namedItem("version")?.value);
  }

  /** The page may be gone in a moment: keep a copy, and send once what fits. */
  #hide({ last = false } = {}) {
    if (!this.saver.unsaved || this.#leaving || this.#gone) return;
    this.#gone = last;
    this.#keep();
    if (this.saver.state === "saving" || this.saver.state === "conflict" || !this.#ready()) return;
    if (last) this.#lastWord();
    else this.saver.saveNow();
  }

  /** A request that outlives its page. */
  #lastWord() {
    const body = new URLSearchParams(new FormData(this.form));
    if (body.toString().length > KEEPALIVE_LIMIT) return;
    const headers = { "X-CSRF-Token": csrfToken(this.form), Accept: "application/json" };
    fetch(this.form.dataset.autosave, { method: "POST", body, headers, keepalive: true }).catch(() => {});
  }

  #warn(event) {
    if (this.saver.unsaved && !this.#leaving) event.preventDefault();
  }

  /** A running autosave would make the submitted version stale: wait for it. */
  async #submitted(event) {
    if (event.defaultPrevented || this.#leaving) return;
    const { submitter } = event;
    event.preventDefault();
    await this.saver.stop();
    // A form that is still telling of its submission ignores being submitted (HTML, 4.10.22.3).
    await new Promise((go) => setTimeout(go));
    this.#leaving = true;
    setTimeout(() => (this.#leaving = false), 10_000);
    this.form.requestSubmit(submitter);
  }

  #offerCopy() {
    const copy = this.copy.find(new FormData(this.form));
    if (!copy) return;
    const time = new Date(copy.time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const moved = String(copy.version ?? "") !== this.form.elements.namedItem("version")?.value;
    showNotice(this.form.querySelector(".edit-main") ?? this.form, {
      kind: "warn",
      title: `This browser kept text from ${time} that did not reach the server.`,
      text: moved ? "The page was changed since then; what is there now stays in the history." : "",
      actions: [
        noticeButton("Bring it back", () => this.#bringBack(copy), true),
        noticeButton("Discard it", () => this.copy.drop()),
      ],
    });
  }

  #bringBack({ fields }) {
    fillForm(this.form, fields);
    this.saver.edited();
  }
}

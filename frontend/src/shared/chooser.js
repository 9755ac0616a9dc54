/**
 * Choose content in a dialog: a screen of a plugin, of which the server sends a piece of markup.
 *
 * In it, elements with `data-choose='{"uid", "title", "thumb"}'` choose; links and GET forms stay
 * in the dialog; `data-remember="folder=x"` is added to the address the next time. After each
 * piece `mastaba:fragment` is fired on it. A plugin's script may choose by firing
 * `mastaba:choose` (`detail`: a list of such objects), and have the piece read again by
 * `mastaba:again`.
 */
import { showDialog } from "./dialog.js";
import { debounce, h } from "./dom.js";
import { getMarkup } from "./http.js";
import { neighbour } from "./grid.js";

/**
 * @typedef {{uid: string, title: string, thumb?: string}} Choice
 * @param {{url: string, title: string, several?: boolean}} options
 * @returns {Promise<Choice[] | null>} null when nothing was chosen
 */
export const choose = (options) => new Promise((answer) => new Chooser(options, answer).open());

class Chooser {
  constructor({ url, title, several = false }, answer) {
    Object.assign(this, { title, several, answer, picked: new Map() });
    this.first = new URL(url, location.href);
    this.memory = `mastaba.chooser:${this.first.pathname}`;
    this.place = h("div", { class: "chooser", "aria-busy": "true" });
    this.told = h("p", { class: "sr-only", role: "status" });
    this.later = debounce((form) => this.#submit(form), 250);
    for (const [event, run] of Object.entries(this.#listeners)) this.place.addEventListener(event, run);
  }

  open() {
    this.add = h("button", { type: "button", class: "button button-strong", onclick: () => this.#finish([...this.picked.values()]) }, "Add");
    this.dialog = showDialog({
      title: this.title,
      body: [this.place, this.told],
      footer: this.several ? [this.add] : [],
      className: "dialog-chooser",
      stays: true,
    });
    this.dialog.addEventListener("close", () => this.answer(this.result ?? null));
    this.#count();
    void this.#load(this.#remembered(), true);
  }

  #remembered() {
    const url = new URL(this.first);
    const kept = new URLSearchParams(localStorage.getItem(this.memory) ?? "");
    for (const [name, value] of kept) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
    return url;
  }

  async #load(url, isFirst = false) {
    const own = (this.loading = new AbortController());
    this.place.setAttribute("aria-busy", "true");
    try {
      const markup = await getMarkup(url, { signal: own.signal });
      if (own === this.loading) this.#fill(markup, url, isFirst);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (isFirst && localStorage.getItem(this.memory)) return this.#forget();
      this.place.replaceChildren(h("p", { class: "dialog-note", role: "alert" }, `This cannot be shown: ${error.message}.`));
    }
    this.place.removeAttribute("aria-busy");
  }

  /** What was open the last time may be gone. */
  #forget() {
    localStorage.removeItem(this.memory);
    void this.#load(this.first, true);
  }

  #fill(markup, url, isFirst) {
    const focus = this.#focused();
    this.shown = url;
    this.place.innerHTML = markup; // our server's own; scripts in it do not run
    const kept = this.place.querySelector("[data-remember]")?.dataset.remember;
    if (kept !== undefined) localStorage.setItem(this.memory, kept);
    this.#mark();
    this.place.dispatchEvent(new CustomEvent("mastaba:fragment", { bubbles: true, detail: { several: this.several } }));
    this.#refocus(focus, isFirst);
    const said = this.place.querySelector("[data-say]")?.textContent;
    if (said && !isFirst) this.told.textContent = said;
  }

  #focused() {
    const { activeElement: at } = document;
    return this.place.contains(at) ? { name: at.getAttribute("name"), caret: at.selectionStart } : null;
  }

  /** A search goes on where it was; a followed link begins at the first choice. */
  #refocus(focus, isFirst) {
    const same = focus?.name && this.place.querySelector(`[name="${CSS.escape(focus.name)}"]`);
    const next = same || (focus || isFirst ? this.#choices()[0] ?? this.place.querySelector("input:not([type=hidden]), a[href], button") : null);
    next?.focus();
    if (same && focus.caret !== null && same.type === "search") same.setSelectionRange(focus.caret, focus.caret);
  }

  #listeners = {
    click: (event) => this.#clicked(event),
    keydown: (event) => this.#key(event),
    submit: (event) => this.#submitted(event),
    input: ({ target }) => target.type === "search" && this.later(target.form),
    change: ({ target }) => target.matches("select, [type=checkbox], [type=radio]") && target.form?.method === "get" && this.#submit(target.form),
    "mastaba:choose": ({ detail }) => this.#chosen(detail),
    "mastaba:again": () => this.#load(this.shown),
  };

  #clicked(event) {
    const choice = event.target.closest("[data-choose]");
    const link = event.target.closest("a[href]");
    if (choice) {
      event.preventDefault();
      this.#pick(JSON.parse(choice.dataset.choose));
    } else if (link && !link.target && !link.hasAttribute("download")) {
      event.preventDefault();
      void this.#load(new URL(link.getAttribute("href"), this.shown));
    }
  }

  #key(event) {
    const choices = this.#choices();
    const next = choices.includes(event.target) && neighbour(choices, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #submitted(event) {
    if (event.target.method !== "get") return;
    event.preventDefault();
    this.#submit(event.target);
  }

  #submit(form) {
    if (!form?.isConnected) return;
    this.later.cancel();
    const url = new URL(form.getAttribute("action") || this.shown, this.shown);
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
    void this.#load(url);
  }

  #pick(choice) {
    if (!this.several) return this.#finish([choice]);
    if (!this.picked.delete(choice.uid)) this.picked.set(choice.uid, choice);
    this.#mark();
    this.#count();
  }

  /** Chosen by a script, such as what was just uploaded. */
  #chosen(choices) {
    if (!this.several && choices.length === 1) return this.#finish(choices);
    for (const choice of this.several ? choices : []) this.picked.set(choice.uid, choice);
    this.#count();
    void this.#load(this.shown);
  }

  #mark() {
    for (const element of this.several ? this.#choices() : []) {
      element.setAttribute("aria-pressed", String(this.picked.has(JSON.parse(element.dataset.choose).uid)));
    }
  }

  #count() {
    const { size } = this.picked;
    this.add.disabled = !size;
    this.add.textContent = size ? `Add ${size}` : "Add";
    if (size) this.told.textContent = `${size} chosen`;
  }

  #finish(choices) {
    this.result = choices;
    this.dialog.close("chosen");
  }

  #choices() {
    return [...this.place.querySelectorAll("[data-choose]")];
  }
}

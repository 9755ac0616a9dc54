/** Repeated entries: add, remove and move them without asking the server. */
import { h } from "../shared/dom.js";

const NAMED = ["id", "name", "for", "aria-describedby", "data-error-for"];

export function startEntries() {
  start(document);
  document.addEventListener("mastaba:entry", ({ target }) => start(target));
}

function start(root) {
  for (const list of root.querySelectorAll("[data-entries]")) new Entries(list);
}

class Entries {
  constructor(root) {
    Object.assign(this, { root, name: root.dataset.entries, label: root.dataset.label });
    this.list = root.querySelector("[data-entry-list]");
    this.template = root.querySelector(":scope > template");
    this.status = root.querySelector("[data-entry-status]");
    root.addEventListener("click", (event) => this.#pressed(event));
    root.addEventListener("mastaba:entries", ({ detail }) => this.#haveAtLeast(detail));
  }

  #pressed(event) {
    const button = event.target.closest("[data-entry-step]");
    if (!button) return;
    event.preventDefault();
    const entry = button.closest("[data-entry]");
    ({ add: this.#add, remove: this.#remove, up: this.#up, down: this.#down })[button.dataset.entryStep](entry, button);
  }

  #add = () => {
    const entry = this.#append();
    this.#changed(`${this.label} ${this.list.children.length} added.`);
    entry.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  };

  #append() {
    this.list.append(this.template.content.cloneNode(true));
    this.#number();
    const entry = this.list.lastElementChild;
    entry.dispatchEvent(new CustomEvent("mastaba:entry", { bubbles: true }));
    return entry;
  }

  #haveAtLeast(count) {
    while (this.list.children.length < count) this.#append();
  }

  #remove = (entry) => {
    const next = entry.nextElementSibling;
    const beside = next ?? entry.previousElementSibling;
    const number = this.#place(entry);
    entry.remove();
    this.#changed(`${this.label} ${number} removed.`, () => this.#putBack(entry, next));
    (beside?.querySelector("[data-entry-step=remove]") ?? this.root.querySelector("[data-entry-step=add]")).focus();
  };

  #putBack(entry, next) {
    if (next?.parentElement === this.list) next.before(entry);
    else this.list.append(entry);
    this.#changed(`${this.label} ${this.#place(entry)} is back.`);
    entry.querySelector("[data-entry-step=remove]").focus();
  }

  #up = (entry, button) => this.#move(entry, entry.previousElementSibling, "before", button);

  #down = (entry, button) => this.#move(entry, entry.nextElementSibling, "after", button);

  #move(entry, other, side, button) {
    if (!other) return;
    other[side](entry);
    this.#changed(`${this.label} is number ${this.#place(entry)} now.`);
    button.focus();
  }

  #place = (entry) => [...this.list.children].indexOf(entry) + 1;

  /** Tell people and the form, which saves itself. */
  #changed(sentence, undo) {
    this.#number();
    const button = undo && h("button", { type: "button", class: "button button-small", onclick: undo }, "Undo");
    this.status.replaceChildren(sentence, ...(button ? [" ", button] : []));
    this.root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #number() {
    [...this.list.children].forEach((entry, at) => {
      const inner = [...entry.querySelectorAll("*")];
      for (const element of inner) this.#rename(element, at);
      entry.querySelector("[data-entry-number]").textContent = at + 1;
      for (const button of entry.querySelectorAll("[data-entry-step]")) {
        button.value = `${button.dataset.entryStep} ${this.name} ${at + 1}`;
        button.setAttribute("aria-label", `${button.title}: ${this.label} ${at + 1}`);
      }
    });
  }

  /** `speakers.0.name` becomes `speakers.1.name` wherever a part is named. */
  #rename(element, at) {
    const own = new RegExp(`(^|f-| )${this.name}\\.(?:\\d+|NEW)\\.`, "g");
    for (const attribute of NAMED) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(own, `$1${this.name}.${at}.`));
    }
  }
}

/** Fields that refer to pages: found by their title. What is sent stays the addresses. */
import { ChosenField } from "./chosen-field.js";
import { debounce, h } from "../shared/dom.js";
import { Listbox } from "../shared/listbox.js";
import { pageSearch } from "../shared/pages.js";

export function startPageFields() {
  start(document);
  document.addEventListener("mastaba:entry", ({ target }) => start(target));
}

function start(root) {
  for (const place of root.querySelectorAll("[data-pages]")) {
    if (place.closest("[data-pages-started]")) continue;
    place.dataset.pagesStarted = "";
    if (place.dataset.chooser) new ChosenField(place);
    else if (place.dataset.pages === "several") new Several(place);
    else new One(place);
  }
}

/** An input with suggestions below it (WAI-ARIA combobox). */
class Finder {
  constructor(place, input, choose) {
    const address = new URL(place.dataset.findUrl, location.href);
    if (place.dataset.types) address.searchParams.set("type", place.dataset.types);
    this.search = pageSearch(address.href);
    this.input = input;
    const chosen = (page) => (this.close(), choose(page));
    this.list = new Listbox(input, { label: "Pages", choose: chosen, draw });
    this.list.element.classList.add("page-options");
    this.note = h("p", { class: "help", role: "status" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", autocomplete: "off" })) {
      input.setAttribute(name, value);
    }
    input.after(this.list.element, this.note);
    this.close();
    this.later = debounce(() => this.#find(), 200);
    input.addEventListener("input", this.later);
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
  }

  close() {
    this.later?.cancel();
    this.list.clear();
    this.note.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  async #find() {
    const words = this.input.value.trim();
    if (!words) return this.close();
    const pages = await this.search(words).catch(() => []);
    if (!pages || document.activeElement !== this.input) return;
    this.list.show(pages);
    this.input.setAttribute("aria-expanded", String(pages.length > 0));
    this.note.classList.toggle("sr-only", pages.length > 0);
    const none = isAddress(words) ? "" : `Nothing found for “${words}”.`;
    this.note.textContent = pages.length ? `${pages.length} found` : none;
  }

  #key(event) {
    if (event.key === "Escape" && this.list.items.length) {
      event.preventDefault();
      this.close();
    } else this.list.key(event);
  }
}

const isAddress = (text) => /^(\/|library:|https?:)/.test(text);

const draw = ({ title, path, state }) => [
  h("span", { class: "option-title" }, title),
  h("span", { class: "option-path" }, path),
  state && state !== "published" ? h("span", { class: "option-state" }, state) : "",
];

const edited = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

const HOW = "Type a part of the title, and choose from the list.";

class One {
  constructor(place) {
    const input = place.querySelector("input[type=text]");
    const hint = place.querySelector("[data-pages-hint]");
    const finder = new Finder(place, input, (page) => {
      input.value = page.address ?? page.path;
      edited(input);
      hint.replaceChildren(h("strong", {}, page.title));
      finder.later.cancel();
    });
    input.placeholder = "Title or address";
    if (!input.value) hint.textContent = HOW;
    input.addEventListener("input", () => (hint.textContent = input.value ? "" : HOW));
  }
}

/** The textarea keeps the addresses; people see titles with a button each. */
class Several {
  constructor(place) {
    this.field = place.querySelector("textarea");
    this.titles = new Map(
      [...place.querySelectorAll("[data-pages-titles] > [data-address]")].map(({ dataset, textContent }) => [dataset.address, textContent]),
    );
    this.chips = h("ul", { class: "page-chips" });
    this.label = place.querySelector("label");
    this.input = h("input", { type: "text", id: `${this.field.id}-find`, placeholder: "Title or address" });
    const described = this.field.getAttribute("aria-describedby");
    if (described) this.input.setAttribute("aria-describedby", described);
    this.label.htmlFor = this.input.id;
    this.field.hidden = true;
    this.field.before(this.chips, this.input);
    new Finder(place, this.input, (page) => this.#choose(page));
    this.input.addEventListener("keydown", (event) => this.#typed(event));
    this.field.addEventListener("input", () => this.#draw());
    place.querySelector("[data-pages-hint]").textContent = "Type to find a page, and choose it to add it.";
    this.#draw();
  }

  get addresses() {
    return this.field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  #choose(page) {
    const address = page.address ?? page.path;
    this.titles.set(address, page.title);
    this.#add(address);
  }

  /** An address that was typed or pasted in full needs no list. */
  #typed(event) {
    const text = this.input.value.trim();
    if (event.key !== "Enter" || event.defaultPrevented) return;
    event.preventDefault();
    if (isAddress(text)) this.#add(text);
  }

  #add(address) {
    this.input.value = "";
    this.#set([...new Set([...this.addresses, address])]);
  }

  #set(addresses) {
    this.field.value = addresses.join("\n");
    edited(this.field);
  }

  #draw() {
    this.chips.replaceChildren(...this.addresses.map((address) => this.#chip(address)));
    this.chips.hidden = !this.chips.children.length;
  }

  #chip(address) {
    const title = this.titles.get(address) ?? address;
    const remove = () => {
      this.#set(this.addresses.filter((other) => other !== address));
      this.input.focus();
    };
    const button = h("button", { type: "button", class: "icon-button icon-button-small", "aria-label": `Remove ${title}`, title: "Remove", onclick: remove }, "×");
    return h("li", { title: address }, h("span", {}, title), button);
  }
}

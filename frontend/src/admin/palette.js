/** Ctrl+K: find a page, make a new one, go to a screen. */
import { debounce, h, isMod } from "../shared/dom.js";
import { showDialog } from "../shared/dialog.js";
import { Listbox } from "../shared/listbox.js";
import { pageSearch } from "../shared/pages.js";

const SCREENS = ".sidebar a.side-link[href], #new-menu a[href], #account-menu a[href]";

export function startPalette() {
  const url = findUrl();
  if (!document.querySelector(SCREENS) && !url) return;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isMod(event, "k") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    new Palette(url);
  });
  document.querySelectorAll("[data-palette-open]").forEach((opener) => {
    opener.addEventListener("click", () => new Palette(url, opener.value));
    opener.addEventListener("input", () => handOver(opener, url));
  });
}

/** Typing in the top bar's search goes on in the palette. */
function handOver(opener, url) {
  if (document.querySelector("dialog[open]")) return;
  new Palette(url, opener.value);
  opener.value = "";
}

function findUrl() {
  const body = document.querySelector("mastaba-body[data-find-url]")?.dataset.findUrl;
  return document.body.dataset.findUrl ?? body;
}

class Palette {
  constructor(url, words = "") {
    this.search = url && pageSearch(url);
    this.screens = screens();
    this.input = h("input", {
      class: "dialog-input",
      role: "combobox",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      "aria-label": "Find a page or a screen",
      placeholder: "Find a page or a screen",
      autofocus: true,
      autocomplete: "off",
      spellcheck: "false",
      oninput: debounce(() => this.#find(), 150),
      onkeydown: (event) => this.list.key(event),
    });
    this.list = new Listbox(this.input, { label: "Results", choose: this.#go, draw });
    this.note = h("p", { class: "dialog-note", role: "status" });
    this.dialog = showDialog({ title: "Go to", body: [this.input, this.list.element, this.note], className: "dialog-palette" });
    this.input.value = words;
    this.#find();
  }

  async #find() {
    const words = this.input.value.trim();
    const screens = matching(this.screens, words);
    if (!words || !this.search) return this.#show([], screens, words);
    try {
      const pages = await this.search(words);
      if (pages) this.#show(pages, screens, words);
    } catch (error) {
      this.#show([], screens, words);
      this.note.textContent = `Pages cannot be searched: ${error.message}.`;
    }
  }

  #show(pages, screens, words) {
    const found = pages.map((page) => ({ ...page, group: "Pages" }));
    this.list.show([...found, ...screens]);
    const none = words && !found.length && !screens.length;
    this.note.textContent = none ? `Nothing is called “${words}”.` : "";
  }

  #go = ({ url }) => {
    this.dialog.close();
    if (url) location.assign(url);
  };
}

function screens() {
  const seen = new Set();
  return [...document.querySelectorAll(SCREENS)].flatMap((link) => {
    const title = (link.querySelector("span") ?? link).textContent.trim();
    if (seen.has(link.href)) return [];
    seen.add(link.href);
    const isNew = Boolean(link.closest("#new-menu"));
    return [{ title: isNew ? `New ${title.toLowerCase()}` : title, url: link.href, group: isNew ? "New" : "Screens" }];
  });
}

function matching(items, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const sorted = [...items].sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));
  return sorted.filter(({ title }) => wanted.every((word) => title.toLowerCase().includes(word)));
}

const draw = ({ title, path, state }) => [
  h("span", { class: "option-title" }, title),
  path ? h("span", { class: "option-path" }, path) : "",
  state && state !== "published" ? h("span", { class: "option-state" }, state) : "",
];

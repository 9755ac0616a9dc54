/** Link the selection: search a page, or paste an address. */
import { debounce, h } from "../shared/dom.js";
import { showDialog } from "../shared/dialog.js";
import { Listbox } from "../shared/listbox.js";
import { isPublic, pageByUid, pageSearch } from "../shared/pages.js";
import { asAddress } from "./address.js";
import { deadUids } from "./dead-links.js";

/** @param {import("@tiptap/core").Editor} editor @param {string | undefined} findUrl */
export function openLinkDialog(editor, findUrl) {
  new LinkDialog(editor, findUrl);
}

class LinkDialog {
  constructor(editor, findUrl) {
    Object.assign(this, { editor, findUrl, search: findUrl && pageSearch(findUrl) });
    this.link = editor.isActive("link") ? editor.getAttributes("link") : null;
    this.input = this.#field();
    this.list = new Listbox(this.input, { label: "Pages", choose: this.#choose, draw: drawPage });
    this.note = h("p", { class: "dialog-note", role: "status" });
    this.dialog = this.#open();
    this.later = debounce(() => this.#find(), 200);
    this.#find();
    this.#tellTarget();
  }

  /** An internal link is a uid: say which page that is. */
  async #tellTarget() {
    if (!this.link?.uid || !this.findUrl) return;
    const page = await pageByUid(this.findUrl, this.link.uid);
    this.note.textContent = page ? `Links to “${page.title}” now.${waiting(page)}` : lost(this.link.uid);
  }

  #field() {
    return h("input", {
      class: "dialog-input",
      role: "combobox",
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      "aria-label": "Search a page, or paste an address",
      placeholder: "Search a page, or paste an address",
      autocomplete: "off",
      spellcheck: "false",
      value: this.link?.href ?? "",
      oninput: () => this.later(),
      onkeydown: (event) => this.list.key(event),
    });
  }

  #open() {
    const remove = h("button", { type: "button", class: "button", onclick: this.#remove }, "Remove link");
    const dialog = showDialog({
      title: this.link ? "Change link" : "Link",
      body: [this.input, this.list.element, this.note],
      footer: this.link ? [remove] : [],
      className: "dialog-link",
    });
    this.input.select();
    return dialog;
  }

  async #find() {
    const words = this.input.value.trim();
    const address = asAddress(words);
    const own = address ? [{ address, title: address, path: "Link to this address" }] : [];
    this.list.show(own);
    if (!this.search || (address && /:/.test(address))) return;
    await this.#pages(words, own);
  }

  async #pages(words, own) {
    try {
      const pages = await this.search(words);
      if (!pages) return;
      this.list.show([...pages, ...own]);
      if (!pages.length && !own.length) this.note.textContent = `No page found for “${words}”.`;
      else if (words) this.note.textContent = "";
    } catch (error) {
      this.note.textContent = `Pages cannot be searched: ${error.message}.`;
    }
  }

  #choose = (item) => {
    const attributes = item.uid ? { href: null, uid: item.uid } : { href: item.address };
    this.dialog.addEventListener("close", () => this.#apply(attributes, item.title));
    this.dialog.close("link");
  };

  /** Without a selection the title becomes the text of the link. */
  #apply(attributes, title) {
    const blank = { href: null, uid: null, anchor: null, title: null };
    const chain = this.editor.chain().focus();
    if (this.link) chain.extendMarkRange("link");
    if (!this.link && this.editor.state.selection.empty) {
      const marks = [{ type: "link", attrs: { ...blank, ...attributes } }];
      return chain.insertContent({ type: "text", text: title, marks }).run();
    }
    return chain.setMark("link", { ...blank, ...attributes }).run();
  }

  #remove = () => {
    this.dialog.close("removed");
    this.editor.chain().focus().extendMarkRange("link").unsetLink().run();
  };
}

const waiting = (page) => (isPublic(page) ? "" : " It is not public yet: visitors see the words without the link.");

const lost = (uid) =>
  deadUids().has(uid) ? "Links to a page that is not there any more." : "Links to a page you cannot see.";

const drawPage = ({ title, path, state }) => [
  h("span", { class: "option-title" }, title),
  h("span", { class: "option-path" }, path),
  state && state !== "published" ? h("span", { class: "option-state" }, state) : "",
];

/**
 * `<mastaba-body><textarea name="body">JSON</textarea></mastaba-body>`: the writing
 * surface. The textarea stays the submitted field; without script it is all there is.
 */
import { Editor, getSchema } from "@tiptap/core";
import { debounce, h } from "../shared/dom.js";
import { toast } from "../admin/toasts.js";
import { BlockKit } from "./blocks/kit.js";
import { refusal, refusedBlocks } from "./blocks/refused.js";
import { bubble } from "./bubble.js";
import { languageList } from "./code-block.js";
import { DeadLinks, jumpTo } from "./dead-links.js";
import { toEdited, toStored } from "./document.js";
import { extensions } from "./extensions.js";
import { openHelp } from "./help.js";
import { icon } from "./icons.js";
import { openLinkDialog } from "./link-dialog.js";
import { cleanPaste } from "./paste.js";
import { Toolbar } from "./toolbar.js";
import { countWords } from "./words.js";

export class MastabaBody extends HTMLElement {
  connectedCallback() {
    if (this.editor) return;
    this.field = this.querySelector("textarea");
    try {
      this.#build();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  disconnectedCallback() {
    this.editor?.destroy();
    this.editor = null;
  }

  /** Where pages are searched; the page's own address serves all editors on it. */
  get findUrl() {
    return this.dataset.findUrl || document.body.dataset.findUrl;
  }

  /** Replace the text by another stored one. */
  setText(text) {
    this.editor?.commands.setContent(toEdited(text, this.editor.schema));
    this.flush();
  }

  /** Put the caret into the link that an `a[data-jump-link]` of the page names. */
  jumpTo(names) {
    return Boolean(this.editor) && jumpTo(this.editor, names);
  }

  /** Go on writing at the start of the text. */
  focusStart() {
    this.editor?.commands.setTextSelection(1);
    this.editor?.view.focus();
  }

  /** Write the text into the form field now. */
  flush() {
    if (!this.editor) return;
    const text = toStored(this.editor.getJSON());
    if (text === this.stored) return;
    this.stored = text;
    this.field.value = text;
  }

  #build() {
    this.surface = h("div", { class: "surface" });
    this.#actions.kit = new BlockKit(this);
    this.editor = this.#makeEditor();
    this.stored = toStored(this.editor.getJSON());
    this.toolbar = new Toolbar(this.editor, this.#actions);
    this.count = h("span", { class: "words" });
    const told = h("p", { class: "sr-only", role: "status", "data-told": true });
    this.append(this.toolbar.element, this.surface, this.#foot(), told, ...languageList());
    this.field.hidden = true;
    this.#listen();
    this.#countWords();
  }

  #actions = {
    openLink: () => void openLinkDialog(this.editor, this.findUrl),
    openHelp: () => void openHelp(),
    toToolbar: () => this.toolbar.focus() ?? true,
  };

  #makeEditor() {
    const known = [
      ...extensions({ ...this.#actions, placeholder: this.dataset.placeholder, allow: this.dataset.allow }),
      bubble(this.findUrl, this.#actions),
      DeadLinks,
    ];
    return new Editor({
      element: this.surface,
      injectCSS: false,
      extensions: known,
      content: toEdited(this.field.value, getSchema(known)),
      editorProps: {
        attributes: this.#attributes(),
        transformPastedHTML: (html) => this.#pasted(html),
      },
    });
  }

  #pasted(html) {
    const refused = refusedBlocks(html, this.editor.schema);
    if (refused.length) toast(refusal(refused), "error");
    return cleanPaste(html);
  }

  /** What the field said for screen readers, the text now says. */
  #attributes() {
    const described = this.field.getAttribute("aria-describedby");
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.#label(),
      ...(described && { "aria-describedby": described }),
    };
  }

  #label() {
    const label = this.field.labels?.[0]?.textContent.trim();
    return this.field.getAttribute("aria-label") || label || this.dataset.label || "Text";
  }

  #foot() {
    const help = h("button", {
      type: "button",
      class: "tool",
      "aria-label": "Keyboard shortcuts",
      title: "Keyboard shortcuts",
      html: icon("help"),
      onclick: openHelp,
    });
    return h("div", { class: "body-foot" }, this.count, help);
  }

  #listen() {
    const later = debounce(() => this.flush(), 300);
    const counting = debounce(() => this.#countWords(), 300);
    this.editor.on("update", () => {
      later();
      counting();
      this.#announce();
    });
    this.editor.on("blur", () => this.flush());
    this.field.form?.addEventListener("formdata", (event) => this.#submit(event));
  }

  /** Tell the form that somebody typed; the trailing empty line does not count. */
  #announce() {
    if (this.changed || toStored(this.editor.getJSON()) !== this.stored) {
      this.changed = true;
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** A form that is read (autosave, submit) always gets the text of this moment. */
  #submit({ formData }) {
    this.flush();
    if (this.field.name) formData.set(this.field.name, this.field.value);
  }

  #countWords() {
    const { doc } = this.editor.state;
    const words = countWords(doc.textBetween(0, doc.content.size, " ", " "));
    this.count.textContent = words === 1 ? "1 word" : `${words.toLocaleString()} words`;
  }

  /** Text that cannot be shown is never lost: the field stays, with its JSON. */
  #giveUp(error) {
    this.editor?.destroy();
    this.editor = null;
    this.field.hidden = false;
    const note = `The text cannot be opened for writing (${error.message}). It is below as stored.`;
    this.prepend(h("p", { class: "body-error", role: "alert" }, note));
    console.warn(error);
  }
}

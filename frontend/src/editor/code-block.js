/** A code block with a small field for its language. */
import { CodeBlock } from "@tiptap/extension-code-block";
import { h } from "../shared/dom.js";

const LANGUAGES =
  "bash c c++ css diff html ini java javascript json markdown php python ruby rust sql toml xml yaml";

export const LanguageCodeBlock = CodeBlock.extend({
  addNodeView: () => (props) => new CodeView(props),
});

class CodeView {
  constructor({ node, editor, getPos }) {
    Object.assign(this, { node, editor, getPos });
    this.contentDOM = h("code", { spellcheck: "false" });
    this.field = this.#languageField();
    this.dom = h("div", { class: "code" }, this.field, h("pre", {}, this.contentDOM));
  }

  #languageField() {
    return h("input", {
      class: "code-language",
      contenteditable: "false",
      placeholder: "language",
      "aria-label": "Language of this code",
      list: "code-languages",
      maxlength: 40,
      value: this.node.attrs.language ?? "",
      onchange: (event) => this.#setLanguage(event.target.value.trim()),
      onkeydown: (event) => this.#key(event),
    });
  }

  #setLanguage(language) {
    const change = this.editor.state.tr;
    this.editor.view.dispatch(change.setNodeAttribute(this.getPos(), "language", language || null));
  }

  #key(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    this.editor.commands.focus(this.getPos() + 1);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.field.value = node.attrs.language ?? "";
    return true;
  }

  stopEvent = (event) => this.field.contains(event.target);

  ignoreMutation = (record) => !this.contentDOM.contains(record.target);
}

/** The suggestions every language field of the page shares: one list, or none when it is there. */
export const languageList = () =>
  document.getElementById("code-languages")
    ? []
    : [h("datalist", { id: "code-languages" }, LANGUAGES.split(" ").map((value) => h("option", { value })))];

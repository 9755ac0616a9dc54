/** A + beside the empty line the caret is on; it opens the slash menu there. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { h } from "../shared/dom.js";
import { icon } from "./icons.js";

export const PlusButton = Extension.create({
  name: "plusButton",
  addProseMirrorPlugins() {
    return [new Plugin({ view: (view) => new PlusView(view, this.editor) })];
  },
});

class PlusView {
  constructor(view, editor) {
    this.button = h("button", {
      type: "button",
      class: "plus",
      tabindex: "-1",
      "aria-label": "Add a block",
      html: icon("plus"),
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => editor.chain().focus().insertContent("/").run(),
    });
    view.dom.parentElement.append(this.button);
    this.update(view);
  }

  update(view) {
    const { empty, $from } = view.state.selection;
    const line = $from.parent;
    const shown = empty && $from.depth === 1 && line.isTextblock && !line.content.size;
    this.button.hidden = !shown || line.type.spec.code;
    if (this.button.hidden) return;
    const { top, bottom } = view.coordsAtPos($from.pos);
    const middle = (top + bottom) / 2 - view.dom.parentElement.getBoundingClientRect().top;
    this.button.style.top = `${middle}px`;
  }

  destroy() {
    this.button.remove();
  }
}

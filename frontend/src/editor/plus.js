/** A + beside the empty line the caret is on; it opens the slash menu there. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { h } from "../shared/dom.js";
import { icon } from "./icons.js";
import { isBlock } from "./move.js";

/** Pixels the button needs beside the text. */
const MARGIN = 44;

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
    this.surface = view.dom.parentElement;
    this.surface.append(this.button);
    this.watch = new ResizeObserver(() => this.update(view));
    this.watch.observe(view.dom);
  }

  update(view) {
    const { empty, $from } = view.state.selection;
    const line = $from.parent;
    const inBlock = $from.depth > 1 && isBlock($from.node(-1));
    const shown = empty && ($from.depth === 1 || inBlock) && line.isTextblock && !line.content.size;
    this.button.hidden = !shown || line.type.spec.code;
    if (!this.button.hidden) this.#place(view.nodeDOM($from.before()), inBlock);
  }

  /** In the margin when there is room, else at the end of the line, as in a block. */
  #place(line, inBlock) {
    if (!(line instanceof HTMLElement)) return;
    const frame = this.surface.getBoundingClientRect();
    const { top, height, right } = line.getBoundingClientRect();
    const column = this.surface.closest("main, form")?.getBoundingClientRect().left ?? 0;
    const atEnd = inBlock || frame.left - column < MARGIN;
    this.button.classList.toggle("plus-end", atEnd);
    this.button.style.top = `${top - frame.top + height / 2}px`;
    this.button.style.right = atEnd ? `${frame.right - right}px` : "";
  }

  destroy() {
    this.watch.disconnect();
    this.button.remove();
  }
}

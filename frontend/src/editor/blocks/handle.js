/** A handle beside the block under the pointer: drag it, or press it for the block's menu. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { h } from "../../shared/dom.js";
import { icon } from "../icons.js";
import { pickedBlocks } from "../move.js";
import { startDrag, stopDrag } from "./drag.js";
import { openBlockMenu } from "./menu.js";

/** @param {import("./kit.js").BlockKit} kit */
export const blockHandle = (kit) =>
  Extension.create({
    name: "blockHandle",
    addProseMirrorPlugins() {
      return [new Plugin({ view: (view) => new HandleView(view, this.editor, kit) })];
    },
  });

class HandleView {
  constructor(view, editor, kit) {
    Object.assign(this, { view, editor, kit, position: null });
    this.button = h("button", {
      type: "button",
      class: "block-handle",
      draggable: "true",
      tabindex: "-1",
      hidden: true,
      "aria-label": "Move or change this block",
      title: "Drag to move, press for more",
      html: icon("grip"),
      onclick: () => openBlockMenu(editor, kit, this.position, this.button),
      ondragstart: (event) => startDrag(view, this.position, event),
      ondragend: () => stopDrag(view),
    });
    this.surface = view.dom.parentElement;
    this.surface.append(this.button);
    this.surface.addEventListener("pointermove", this.#moved);
    this.surface.addEventListener("pointerleave", this.#hide);
  }

  /** A change of the text moves the blocks under the handle. */
  update(view, before) {
    if (view.state.doc !== before.doc) this.#hide();
  }

  #hide = () => {
    this.button.hidden = true;
  };

  #moved = (event) => {
    if (event.pointerType !== "mouse" || event.buttons || this.button.contains(event.target)) return;
    const position = this.#under(event);
    if (position === null) return;
    this.position = position;
    this.#place(this.view.nodeDOM(position));
  };

  /** The block at this height: innermost for the pointer inside a container. */
  #under({ clientX, clientY }) {
    const { left, right } = this.view.dom.getBoundingClientRect();
    const x = Math.min(Math.max(clientX, left + 1), right - 1);
    const found = this.view.posAtCoords({ left: x, top: clientY });
    if (!found) return null;
    const { doc } = this.view.state;
    const inside = found.inside >= 0 && doc.nodeAt(found.inside)?.isLeaf ? found.inside : found.pos;
    const $place = doc.resolve(inside);
    if (doc.nodeAt(inside)?.isLeaf && doc.nodeAt(inside)?.isBlock) return inside;
    return pickedBlocks({ $from: $place, $to: $place })?.start ?? null;
  }

  #place(block) {
    if (!(block instanceof HTMLElement)) return this.#hide();
    const frame = this.surface.getBoundingClientRect();
    const { left, top } = block.getBoundingClientRect();
    const line = block.matches(".block") ? 0 : Number.parseFloat(getComputedStyle(block).lineHeight) / 2 - 14 || 0;
    this.button.style.top = `${top - frame.top + line}px`;
    this.button.style.left = `${left - frame.left - 26}px`;
    this.button.hidden = false;
  }

  destroy() {
    this.surface.removeEventListener("pointermove", this.#moved);
    this.surface.removeEventListener("pointerleave", this.#hide);
    this.button.remove();
  }
}

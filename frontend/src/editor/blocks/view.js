/** How a block is shown: a bar with its name and tools, then its preview or its own content. */
import { NodeSelection } from "@tiptap/pm/state";
import { h } from "../../shared/dom.js";
import { icon } from "../icons.js";
import { change } from "./actions.js";
import { startDrag, stopDrag } from "./drag.js";
import { openBlockMenu } from "./menu.js";
import { Preview } from "./preview.js";
import { hints, summary } from "./summary.js";

export class BlockView {
  /** @param {import("./kit.js").BlockKit} kit */
  constructor({ node, editor, getPos }, kit) {
    Object.assign(this, { node, editor, getPos, kit, descriptor: kit.of(node) });
    this.title = h("span", { class: "block-title" });
    this.bar = this.#bar();
    this.preview = this.descriptor.leaf ? new Preview(kit, this.descriptor, editor) : null;
    this.contentDOM = this.preview ? undefined : h("div", { class: "block-content" });
    this.dom = h("div", { class: this.preview ? "block block-leaf" : "block", role: "group" });
    this.dom.append(this.bar, this.preview?.element ?? this.contentDOM);
    this.#show();
  }

  #bar() {
    const face = h("span", { class: "block-face", html: this.kit.face(this.descriptor) });
    const bar = h("div", { class: "block-bar", contenteditable: "false", draggable: "true" });
    bar.append(face, this.title, h("span", { class: "block-tools" }, this.#tools()));
    bar.addEventListener("mousedown", (event) => this.#pressed(event));
    bar.addEventListener("dragstart", (event) => startDrag(this.editor.view, this.getPos(), event));
    bar.addEventListener("dragend", () => stopDrag(this.editor.view));
    return bar;
  }

  #tools() {
    const { editor, kit, descriptor, getPos } = this;
    const { title } = descriptor;
    const more = (event) => openBlockMenu(editor, kit, getPos(), event.currentTarget);
    return [
      descriptor.form && blockTool("pencil", `Change ${title}`, () => change(editor, kit, getPos())),
      blockTool("ellipsis", `More for ${title}`, more),
    ];
  }

  /** A press on the bar chooses the whole block. */
  #pressed(event) {
    if (event.target.closest("button")) return;
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, this.getPos())));
    view.focus();
  }

  #show() {
    const { title, defaults } = this.descriptor;
    const { data, uid } = this.node.attrs;
    const said = summary(data, defaults);
    this.title.replaceChildren(h("strong", {}, title), said && !this.preview ? ` ${said}` : "");
    this.dom.setAttribute("aria-label", said ? `${title}: ${said}` : title);
    this.dom.dataset.block = this.node.type.name;
    this.dom.dataset.with = hints(data);
    if (uid) this.dom.dataset.uid = uid;
    this.preview?.show(this.node);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    const same = node.attrs === this.node.attrs;
    this.node = node;
    if (!same) this.#show();
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  /** Buttons and the bar are ours; what is dropped here is the editor's. */
  stopEvent = (event) => this.bar.contains(event.target) && !/^(drop|dragover|dragenter)$/.test(event.type);

  ignoreMutation = (record) =>
    record.type !== "selection" && !(this.contentDOM?.contains(record.target) && record.target !== this.dom);

  destroy() {
    this.preview?.destroy();
  }
}

const blockTool = (name, label, run) =>
  h("button", {
    type: "button",
    class: "tool",
    tabindex: "-1", // by keyboard: Enter on the chosen block, and the Block menu of the toolbar
    "aria-label": label,
    title: label,
    html: icon(name),
    onclick: run,
  });

/** The toolbar over the text: one tab stop, arrows inside (WAI-ARIA toolbar). */
import { h, keyName } from "../shared/dom.js";
import { BLOCKS } from "./blocks.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu-button.js";
import { TABLE_ACTIONS } from "./table.js";

/** Marks as buttons, used by the bubble too. */
export const MARKS = [
  ["bold", "Bold", "Mod+B"],
  ["italic", "Italic", "Mod+I"],
  ["strike", "Strikethrough", "Mod+Shift+S"],
  ["code", "Code", "Mod+E"],
];

export class Toolbar {
  constructor(editor, actions) {
    this.editor = editor;
    this.actions = actions;
    this.element = h("div", { class: "tools", role: "toolbar", "aria-label": "Formatting" });
    this.element.append(...this.#parts());
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusin", (event) => this.#stop(event.target));
    editor.on("transaction", () => this.#refresh());
    this.#stop(this.#tools()[0]);
    this.#refresh();
  }

  /** Move the focus here, as Alt+F10 does. */
  focus() {
    this.#tools().find((tool) => tool.tabIndex === 0)?.focus();
  }

  #parts() {
    const marks = MARKS.map(([name, label, keys]) => markButton(this.editor, name, label, keys));
    const { editor, actions } = this;
    return [
      ...this.#styleMenu(),
      ...this.#insertMenu(),
      ...this.#tableMenu(),
      separator(),
      ...marks,
      tool("link", `Link (${keyName("Mod+K")})`, actions.openLink, "link"),
      separator(),
      ...["bulletList", "orderedList", "blockquote"].map((id) => blockButton(editor, id)),
      separator(),
      tool("undo", `Undo (${keyName("Mod+Z")})`, () => editor.chain().focus().undo().run()),
      tool("redo", `Redo (${keyName("Mod+Shift+Z")})`, () => editor.chain().focus().redo().run()),
    ];
  }

  #styleMenu() {
    const items = BLOCKS.filter(({ id }) => /^(paragraph|heading)/.test(id)).map(this.#command);
    const { button, panel } = menuButton({ label: "Style", face: '<span data-style-name>Text</span>', items });
    this.styleName = button.querySelector("[data-style-name]");
    return [button, panel];
  }

  #insertMenu() {
    const items = BLOCKS.filter(({ group }) => group === "Blocks").map(this.#command);
    const { button, panel } = menuButton({ label: "Add a block", face: icon("plus"), items });
    return [button, panel];
  }

  #tableMenu() {
    const items = TABLE_ACTIONS.map(
      (action) => action && { title: action[0], run: () => this.editor.chain().focus()[action[1]]().run() },
    );
    const { button, panel } = menuButton({ label: "Table", face: icon("table"), items });
    this.tableButton = button;
    return [button, panel];
  }

  #command = (item) => ({
    ...item,
    run: () => (item.dialog ? this.actions.openLink() : item.run(this.editor.chain().focus()).run()),
    active: () => item.active?.(this.editor),
  });

  #refresh() {
    const heading = BLOCKS.find((item) => item.id.startsWith("heading") && item.active(this.editor));
    this.styleName.textContent = heading?.title ?? "Text";
    this.tableButton.hidden = !this.editor.isActive("table");
    for (const button of this.element.querySelectorAll("[data-mark]")) {
      button.setAttribute("aria-pressed", String(this.editor.isActive(button.dataset.mark)));
    }
  }

  #key(event) {
    if (event.target.closest("[popover]")) return;
    if (event.key === "Escape") this.editor.commands.focus();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const tools = this.#tools().filter((tool) => !tool.hidden);
    const next = tools.indexOf(document.activeElement) + step;
    tools[(next + tools.length) % tools.length].focus();
  }

  #stop(current) {
    if (!current.classList.contains("tool")) return;
    for (const tool of this.#tools()) tool.tabIndex = tool === current ? 0 : -1;
  }

  #tools() {
    return [...this.element.querySelectorAll(".tool")];
  }
}

const separator = () => h("span", { class: "tools-gap", "aria-hidden": "true" });

/** A button that leaves the selection in the text alone. */
export function tool(iconName, label, run, mark) {
  return h("button", {
    type: "button",
    class: "tool",
    "aria-label": label,
    title: label,
    "data-mark": mark,
    "aria-pressed": mark && "false",
    html: icon(iconName),
    onpointerdown: (event) => event.preventDefault(),
    onclick: run,
  });
}

/** The button of one mark. */
export const markButton = (editor, name, label, keys) =>
  tool(name, `${label} (${keyName(keys)})`, () => editor.chain().focus().toggleMark(name).run(), name);

function blockButton(editor, id) {
  const item = BLOCKS.find((block) => block.id === id);
  return tool(item.icon, item.title, () => item.run(editor.chain().focus()).run(), id);
}

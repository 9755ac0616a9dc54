/** The toolbar over the text: one tab stop, arrows inside (WAI-ARIA toolbar). */
import { h, keyName } from "../shared/dom.js";
import { currentBlock } from "./blocks/actions.js";
import { blockItems, insertBlock, mayStand } from "./blocks/insert.js";
import { openBlockMenu } from "./blocks/menu.js";
import { allowedIn, BLOCKS } from "./menu-items.js";
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
    const { editor, actions } = this;
    const { schema } = editor;
    const marks = MARKS.filter(([name]) => name in schema.marks).map((mark) => markButton(editor, ...mark));
    const lists = allowedIn(schema).filter(({ id }) => /List$|^blockquote$/.test(id));
    return [
      ...withGap([...this.#styleMenu(), ...this.#insertMenu(), ...this.#tableMenu(), ...this.#blockMenu()]),
      ...marks,
      tool("link", `Link (${keyName("Mod+K")})`, actions.openLink, "link"),
      separator(),
      ...lists.map((item) => blockButton(editor, item)),
      separator(),
      tool("undo", `Undo (${keyName("Mod+Z")})`, () => editor.chain().focus().undo().run()),
      tool("redo", `Redo (${keyName("Mod+Shift+Z")})`, () => editor.chain().focus().redo().run()),
    ];
  }

  #styleMenu() {
    const styles = allowedIn(this.editor.schema).filter(({ id }) => /^(paragraph|heading)/.test(id));
    if (styles.length < 2) return [];
    const items = styles.map(this.#command);
    const { button, panel } = menuButton({ label: "Style", face: '<span data-style-name>Text</span>', items });
    this.styleName = button.querySelector("[data-style-name]");
    return [button, panel];
  }

  #insertMenu() {
    const own = allowedIn(this.editor.schema).filter(({ group }) => group === "Blocks");
    const blocks = [...own, ...blockItems(this.actions.kit)];
    if (blocks.length < 2) return []; // a link has a button of its own
    const items = blocks.map(this.#command);
    const { button, panel } = menuButton({ label: "Add a block", face: icon("plus"), items });
    return [button, panel];
  }

  #tableMenu() {
    if (!this.editor.schema.nodes.table) return [];
    const items = TABLE_ACTIONS.map(
      (action) => action && { title: action[0], run: () => this.editor.chain().focus()[action[1]]().run() },
    );
    const { button, panel } = menuButton({ label: "Table", face: icon("table"), items });
    this.tableButton = button;
    return [button, panel];
  }

  /** What can be done with the block that the caret is in: the keyboard's way to its tools. */
  #blockMenu() {
    if (this.actions.kit.isShort) return [];
    const open = () => {
      const position = currentBlock(this.editor.state);
      if (position !== null) openBlockMenu(this.editor, this.actions.kit, position, button);
    };
    const button = tool("grip", "Block tools", open);
    button.setAttribute("aria-haspopup", "menu");
    return [button];
  }

  #command = (item) => ({
    ...item,
    run: () => this.#run(item),
    active: () => item.active?.(this.editor),
    possible: () => !item.descriptor || mayStand(this.editor.state, item.descriptor),
  });

  #run(item) {
    if (item.descriptor) void insertBlock(this.editor, this.actions.kit, item.descriptor);
    else if (item.dialog) this.actions.openLink();
    else item.run(this.editor.chain().focus()).run();
  }

  #refresh() {
    const heading = BLOCKS.find((item) => item.id.startsWith("heading") && item.active(this.editor));
    if (this.styleName) this.styleName.textContent = heading?.title ?? "Text";
    if (this.tableButton) this.tableButton.hidden = !this.editor.isActive("table");
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

const withGap = (tools) => (tools.length ? [...tools, separator()] : []);

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

const blockButton = (editor, item) =>
  tool(item.icon, item.title, () => item.run(editor.chain().focus()).run(), item.id);

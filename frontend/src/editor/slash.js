/** The menu that `/` opens at the start of a block. */
import { Extension } from "@tiptap/core";
import { Suggestion } from "@tiptap/suggestion";
import { h } from "../shared/dom.js";
import { Listbox } from "../shared/listbox.js";
import { follow } from "../shared/place.js";
import { blockItems, insertBlock, mayStand } from "./blocks/insert.js";
import { allowedIn, BLOCKS, matching } from "./menu-items.js";
import { icon } from "./icons.js";

export const SlashMenu = Extension.create({
  name: "slashMenu",
  addOptions: () => ({ openLink: () => {}, kit: null }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    const all = [...BLOCKS, ...blockItems(options.kit)];
    return [
      Suggestion({
        editor,
        char: "/",
        startOfLine: true,
        allowSpaces: true,
        items: ({ query }) => matching(query, possible(editor, all)),
        allow: ({ state, range }) => startsBlock(state.doc.resolve(range.from)),
        command: ({ range, props }) => insert(editor, range, props, options),
        render: () => new SlashView(editor),
      }),
    ];
  },
});

const startsBlock = ($from) => $from.parentOffset === 0 && !$from.parent.type.spec.code;

const possible = (editor, items) =>
  allowedIn(editor.schema, items).filter(({ descriptor }) => !descriptor || mayStand(editor.state, descriptor));

function insert(editor, range, item, { openLink, kit }) {
  const chain = editor.chain().focus().deleteRange(range);
  (item.descriptor ? chain : item.run(chain)).run();
  if (item.descriptor) void insertBlock(editor, kit, item.descriptor);
  if (item.dialog) openLink();
}

class SlashView {
  constructor(editor) {
    this.editor = editor;
  }

  onStart = (props) => {
    this.list = new Listbox(this.editor.view.dom, {
      label: "Formats and blocks",
      choose: (item) => this.props.command(item),
      draw: drawBlock,
    });
    this.panel = h("div", { class: "slash-menu", tabindex: "0" }, this.list.element);
    this.editor.view.dom.closest("mastaba-body").append(this.panel);
    this.stop = follow(this.panel, { getBoundingClientRect: () => this.props.clientRect() });
    this.onUpdate(props);
  };

  onUpdate = (props) => {
    this.props = props;
    if (!this.list) return;
    this.list.show(props.items);
    this.panel.hidden = props.items.length === 0;
  };

  onKeyDown = ({ event }) => this.list?.key(event) ?? false;

  onExit = () => {
    this.stop?.();
    this.list?.clear();
    this.panel?.remove();
    this.list = null;
  };
}

const drawBlock = ({ title, icon: name, face, description, hint }) => [
  h("span", { class: "option-icon", html: face ?? icon(name) }),
  h("span", { class: "option-title" }, title),
  ...(description ? [h("span", { class: "option-about" }, description)] : []),
  ...(hint ? [h("kbd", { "aria-hidden": "true" }, hint)] : []),
];

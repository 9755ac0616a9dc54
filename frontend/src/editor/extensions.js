/** Everything the editor knows, in one list. Names agree with the server's `mastaba.blocks`. */
import StarterKit from "@tiptap/starter-kit";
import { Extension } from "@tiptap/core";
import { Placeholder } from "@tiptap/extensions";
import { blockHandle } from "./blocks/handle.js";
import { blockKeys } from "./blocks/keys.js";
import { blockNodes } from "./blocks/nodes.js";
import { LanguageCodeBlock } from "./code-block.js";
import { incomingFiles } from "./files/extension.js";
import { InlineCode, PageLink, Subscript, Superscript } from "./marks.js";
import { isBlock, MoveBlock } from "./move.js";
import { PlusButton } from "./plus.js";
import { SlashMenu } from "./slash.js";
import { tableExtensions } from "./table.js";
import { blockUid } from "./uid-plugin.js";
import { UnknownBlock, UnknownInline, UnknownMark } from "./unknown.js";

/**
 * @param {{openLink: () => void, openHelp: () => void, toToolbar: () => boolean,
 *   kit: import("./blocks/kit.js").BlockKit, placeholder?: string, allow?: string}} actions `allow`
 *   names the parts and marks of a short text, with spaces between; without it everything is allowed
 */
export const extensions = (actions) => [
  StarterKit.configure({
    ...refused(actions.allow),
    link: false,
    underline: false,
    code: false,
    codeBlock: false,
    dropcursor: { class: "drop-line", color: false, width: 3 },
  }),
  ...[HeadingAnchor, InlineCode, PageLink, Subscript, Superscript, LanguageCodeBlock, ...tableExtensions].filter(
    ({ name }) => !actions.allow || actions.allow.split(" ").includes(name),
  ),
  ...[UnknownBlock, UnknownInline, UnknownMark, PlusButton, MoveBlock.configure({ kit: actions.kit })],
  ...[...blockNodes(actions.kit), blockKeys(actions.kit), ...(actions.kit.isShort ? [] : [blockHandle(actions.kit)])],
  incomingFiles(actions.kit),
  blockUid(actions.kit.descriptors.map(({ name }) => name)),
  SlashMenu.configure({ openLink: actions.openLink, kit: actions.kit }),
  Placeholder.configure({ placeholder: hint(actions.placeholder), showOnlyCurrent: true, includeChildren: true }),
  shortcuts(actions),
];

/** What TipTap's kit has and a short text may not hold. */
function refused(allow) {
  const heading = { heading: { levels: [2, 3, 4, 5, 6] } };
  if (!allow) return heading;
  const kit = ["heading", "blockquote", "bulletList", "orderedList", "listItem", "horizontalRule", "hardBreak"];
  const names = [...kit, "bold", "italic", "strike"].filter((name) => !allow.split(" ").includes(name));
  return { ...heading, ...Object.fromEntries(names.map((name) => [name, false])) };
}

/** The id an imported heading is linked by: kept, not edited. */
const HeadingAnchor = Extension.create({
  name: "headingAnchor",
  addGlobalAttributes: () => [
    { types: ["heading"], attributes: { anchor: { default: null, rendered: false } } },
  ],
});

const HINT = "Write, or type / for headings, lists, tables…";

const INSIDE = "Write, or type /";

const hint =
  (text = HINT) =>
  ({ editor, node, pos }) => {
    if (node.type.name === "heading") return "Heading";
    if (isWithinBlock(editor.state.doc, pos)) return INSIDE;
    return editor.isEmpty ? text : "";
  };

/** While a paste is applied, `editor.state` is the text before it: the place may not be there yet. */
const isWithinBlock = (doc, pos) => pos <= doc.content.size && isBlock(doc.resolve(pos).parent);

const shortcuts = ({ openLink, openHelp, toToolbar }) =>
  Extension.create({
    name: "bodyShortcuts",
    priority: 1000,
    addKeyboardShortcuts() {
      return {
        "Mod-k": () => openLink() ?? true,
        "Mod-/": () => openHelp() ?? true,
        "Mod-Enter": () => this.editor.commands.exitCode() || publish(this.editor),
        "Alt-F10": toToolbar,
      };
    },
  });

/** ProseMirror keeps Enter for itself, so the form is told by an event. */
const publish = ({ view }) => view.dom.dispatchEvent(new CustomEvent("mastaba:publish", { bubbles: true }));

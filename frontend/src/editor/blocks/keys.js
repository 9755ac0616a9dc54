/** Keys about whole blocks, and what is said when one is chosen. */
import { Extension } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import { isBlock } from "../move.js";
import { change, currentBlock, duplicate, placeIn } from "./actions.js";
import { summary } from "./summary.js";

/** @param {import("./kit.js").BlockKit} kit */
export const blockKeys = (kit) =>
  Extension.create({
    name: "blockKeys",
    addKeyboardShortcuts() {
      const { editor } = this;
      return {
        Escape: () => chooseAround(editor.view),
        Enter: () => open(editor, kit) || leave(editor.view),
        Backspace: () => emptied(editor.state) && chooseAround(editor.view),
        "Mod-Shift-d": () => again(editor.view, kit),
      };
    },
    addProseMirrorPlugins: () => [new Plugin({ props: { handleTextInput: keepBlock } })],
    onSelectionUpdate() {
      tell(this.editor.state.selection, kit);
    },
  });

function tell(selection, kit) {
  const { node } = selection;
  const descriptor = kit.of(node);
  if (!descriptor) return;
  const said = [descriptor.title, summary(node.attrs.data, descriptor.defaults)].filter(Boolean).join(": ");
  const enter = descriptor.form ? "Enter changes it" : "Enter goes on after it";
  kit.say(`${said}. Chosen as a whole. ${enter}, Delete removes it, Alt+Shift+arrows move it.`);
}

/** Esc in a container chooses it; on a chosen block, the one round it. */
function chooseAround({ state, dispatch }) {
  const { $from, node } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (!isBlock($from.node(depth))) continue;
    dispatch(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(depth))));
    return true;
  }
  return Boolean(node && isBlock(node));
}

/** Whether the caret is in a container without a word: Backspace then means the container. */
function emptied({ selection: { empty, $from } }) {
  const container = $from.depth > 1 && $from.node($from.depth - 1);
  return empty && container && isBlock(container) && container.childCount === 1 && !$from.parent.content.size;
}

/** Enter on a chosen block: its form, else into it, else a new line after it. */
function open(editor, kit) {
  const { selection, doc, tr } = editor.state;
  const { node, from } = selection;
  if (!node || !isBlock(node)) return false;
  if (kit.of(node)?.form) void change(editor, kit, from);
  else if (!node.isLeaf) editor.view.dispatch(tr.setSelection(placeIn(doc, from)));
  else lineAfter(editor.view, "");
  return true;
}

/** Enter on the empty last line of a container leaves it, as it leaves a list. */
function leave({ state, dispatch }) {
  const { $from, empty } = state.selection;
  const { parent, depth } = $from;
  const container = depth > 1 && $from.node(depth - 1);
  if (!empty || !container || !isBlock(container) || parent.content.size || !parent.isTextblock) return false;
  if (container.childCount < 2 || $from.index(depth - 1) < container.childCount - 1) return false;
  const outer = roomOutside($from, parent.type);
  if (!outer) return false;
  const change = state.tr.delete($from.before(), $from.after());
  const at = change.mapping.map(outer);
  change.insert(at, parent.type.create());
  dispatch(change.setSelection(TextSelection.create(change.doc, at + 1)).scrollIntoView());
  return true;
}

function roomOutside($from, type) {
  for (let depth = $from.depth - 2; depth >= 0; depth--) {
    const index = $from.indexAfter(depth);
    if ($from.node(depth).canReplaceWith(index, index, type)) return $from.after(depth + 1);
  }
  return null;
}

function again(view, kit) {
  const position = currentBlock(view.state);
  if (position !== null) duplicate(view, position, kit);
  return true;
}

/** What is typed on a chosen block becomes a line after it, instead of taking its place. */
function keepBlock(view, _from, _to, text) {
  const { node } = view.state.selection;
  return Boolean(node && isBlock(node) && lineAfter(view, text));
}

function lineAfter(view, text) {
  const { state } = view;
  const { $to, to } = state.selection;
  const { paragraph } = state.schema.nodes;
  if (!$to.parent.canReplaceWith($to.index(), $to.index(), paragraph)) return false;
  const change = state.tr.insert(to, paragraph.create(null, text ? state.schema.text(text) : null));
  view.dispatch(change.setSelection(TextSelection.create(change.doc, to + 1 + text.length)).scrollIntoView());
  return true;
}

/** What can be done with a block of the text. Each is one step to undo. */
import { NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import { isBlock, moveBlocks, nextPlace, ownStep } from "../move.js";
import { askForData } from "./form.js";

/**
 * The block that the selection is about: the chosen one, else the innermost block round the caret,
 * else the part of the text that the caret is in.
 *
 * @returns {number | null} its position
 */
export function currentBlock({ selection }) {
  const { $from, node } = selection;
  if (node?.isBlock) return selection.from;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (isBlock($from.node(depth))) return $from.before(depth);
  }
  return $from.depth ? $from.before(1) : null;
}

/** @returns {{id: string, title: string, icon: string, keys?: string, run: () => void}[]} */
export function actionsFor(editor, kit, position) {
  const { state, view } = editor;
  const { doc } = state;
  const node = doc.nodeAt(position);
  const picked = pickedAt(doc, position);
  const child = childType(node);
  const step = (by) => moveBlocks(choose(view, position), picked, by, kit);
  return [
    kit.of(node)?.form && { id: "change", title: "Change…", icon: "pencil", keys: "Enter", run: () => change(editor, kit, position) },
    child && { id: "child", title: `Add ${kit.titleOf({ type: child }).toLowerCase()}`, icon: "plus", run: () => addChild(view, position, child) },
    nextPlace(doc, picked, -1) && { id: "up", title: "Move up", icon: "arrowUp", keys: "Alt+Shift+↑", run: () => step(-1) },
    nextPlace(doc, picked, 1) && { id: "down", title: "Move down", icon: "arrowDown", keys: "Alt+Shift+↓", run: () => step(1) },
    mayRepeat(doc, position) && { id: "copy", title: "Duplicate", icon: "copy", keys: "Mod+Shift+D", run: () => duplicate(view, position, kit) },
    { id: "delete", title: "Delete", icon: "trash", keys: "Del", danger: true, run: () => remove(view, position, kit) },
  ].filter(Boolean);
}

/** Ask for other data and put it into the block, wherever it has gone meanwhile. */
export async function change(editor, kit, position) {
  const { view } = editor;
  const node = view.state.doc.nodeAt(position);
  const { defaults } = kit.of(node);
  const answer = await askForData(kit, kit.of(node), node.attrs.data ?? defaults, false);
  if (answer && view.state.doc.nodeAt(position)?.type === node.type) {
    const { data, version = node.attrs.version } = answer;
    const { attrs } = view.state.doc.nodeAt(position);
    const markup = view.state.tr.setNodeMarkup(position, null, { ...attrs, version, data });
    if (node.isLeaf) markup.setSelection(NodeSelection.create(markup.doc, position));
    ownStep(view, markup);
    kit.say(`${kit.titleOf(node)} changed.`);
  }
  view.focus();
}

export function duplicate(view, position, kit) {
  const { state } = view;
  const node = state.doc.nodeAt(position);
  if (!mayRepeat(state.doc, position)) return;
  const after = position + node.nodeSize;
  const copied = state.tr.insert(after, node);
  ownStep(view, copied.setSelection(placeIn(copied.doc, after)));
  kit.say(`${kit.titleOf(node)} duplicated.`);
}

export function remove(view, position, kit) {
  const { state } = view;
  const node = state.doc.nodeAt(position);
  const change = state.tr.delete(position, position + node.nodeSize);
  const near = Selection.near(change.doc.resolve(Math.min(position, change.doc.content.size)), -1);
  ownStep(view, change.setSelection(near));
  kit.say(`${kit.titleOf(node)} deleted. Undo brings it back.`);
}

/** The caret in the first text of a container; a block without text as a whole. */
export function placeIn(doc, position) {
  const node = doc.nodeAt(position);
  if (node.isLeaf) return NodeSelection.create(doc, position);
  return TextSelection.near(doc.resolve(position + 1));
}

function choose(view, position) {
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, position)));
  return view;
}

function pickedAt(doc, position) {
  const node = doc.nodeAt(position);
  return { start: position, end: position + node.nodeSize, nodes: NodeSelection.create(doc, position).content().content };
}

function mayRepeat(doc, position) {
  const place = doc.resolve(position);
  const after = place.index() + 1;
  return place.parent.canReplaceWith(after, after, doc.nodeAt(position).type);
}

/** The kind of block that only stands in this one, when one more fits: a column. */
function childType(node) {
  if (!isBlock(node) || node.isLeaf) return null;
  const type = node.contentMatchAt(node.childCount).defaultType;
  return type?.name.includes(".") ? type : null;
}

function addChild(view, position, type) {
  const { state } = view;
  const end = position + state.doc.nodeAt(position).nodeSize - 1;
  const change = state.tr.insert(end, type.createAndFill());
  ownStep(view, change.setSelection(placeIn(change.doc, end)));
}

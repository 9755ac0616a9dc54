/**
 * Alt+Shift+Up and Down move the selected blocks to the next place where they may stand: past a
 * neighbour, into a container beside them, out of the one they are in.
 */
import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Fragment } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";

/** Names of plugins' and the core's blocks have a dot, those of the text itself have none. */
export const isBlock = (node) => node.type.name.includes(".");

const holdsBlocks = (node) => node.type.name === "doc" || (isBlock(node) && !node.isLeaf && !node.inlineContent);

/** Its option `kit` is told where the block went. */
export const MoveBlock = Extension.create({
  name: "moveBlock",
  addOptions: () => ({ kit: null }),
  addKeyboardShortcuts() {
    const run = (step) => () => move(this.editor.view, step, this.options.kit);
    return { "Alt-Shift-ArrowUp": run(-1), "Alt-Shift-ArrowDown": run(1) };
  },
});

/** Move the selected blocks up (-1) or down (1), if there is a place. */
export function move(view, step, kit) {
  const picked = pickedBlocks(view.state.selection);
  if (picked) moveBlocks(view, picked, step, kit);
  return true;
}

/** @typedef {{start: number, end: number, nodes: Fragment}} Picked neighbours in one container */

/** Move these blocks; the selection goes with them when it is inside. */
export function moveBlocks(view, picked, step, kit) {
  const { state } = view;
  const place = nextPlace(state.doc, picked, step);
  if (!place) return;
  const change = state.tr.delete(picked.start, picked.end);
  const at = change.mapping.map(place.position, step < 0 ? -1 : 1);
  change.insert(at, picked.nodes);
  carrySelection(state, change, picked, at - picked.start);
  ownStep(view, change);
  const { parent, index } = locate(view.state.doc, at);
  const where = isBlock(parent) ? ` in ${kit.titleOf(parent)}` : "";
  kit.say(`Moved: ${index + 1} of ${parent.childCount}${where}.`);
}

function locate(doc, position) {
  const place = doc.resolve(position);
  return { parent: place.parent, index: place.index() };
}

/**
 * The blocks of the innermost container that the selection reaches into.
 *
 * @returns {Picked | null} null for a caret between two blocks
 */
export function pickedBlocks({ $from, $to }) {
  let depth = $from.sharedDepth($to.pos);
  while (!holdsBlocks($from.node(depth))) depth -= 1;
  const parent = $from.node(depth);
  const first = $from.index(depth);
  const last = $to.indexAfter(depth);
  if (last <= first) return null;
  const start = $from.posAtIndex(first, depth);
  const nodes = Fragment.fromArray(parent.children.slice(first, last));
  return { start, end: start + nodes.size, nodes };
}

/** The nearest gap between blocks, before or after the picked ones, where they may stand. */
export function nextPlace(doc, { start, end, nodes }, step) {
  const beyond = ({ position }) => (step < 0 ? position < start : position > end);
  const fits = ({ parent, index }) => parent.canReplace(index, index, nodes);
  const places = gaps(doc).filter((gap) => beyond(gap) && fits(gap));
  return (step < 0 ? places.at(-1) : places[0]) ?? null;
}

/** Make a change that undo takes back by itself, however soon another comes before or after it. */
export function ownStep(view, change) {
  view.dispatch(closeHistory(change).scrollIntoView());
  view.dispatch(closeHistory(view.state.tr));
}

/** Every gap between blocks in order: in the text, and in each container. */
function gaps(parent, start = 0) {
  const found = [];
  parent.forEach((child, offset, index) => {
    found.push({ parent, index, position: start + offset });
    if (holdsBlocks(child)) found.push(...gaps(child, start + offset + 1));
  });
  return [...found, { parent, index: parent.childCount, position: start + parent.content.size }];
}

function carrySelection({ selection }, change, { start, end }, by) {
  if (selection.from < start || selection.to > end) return;
  change.setSelection(Selection.fromJSON(change.doc, shifted(selection.toJSON(), by)));
}

const shifted = (json, by) =>
  Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, typeof value === "number" ? value + by : value]),
  );

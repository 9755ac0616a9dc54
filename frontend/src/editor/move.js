/** Alt+Shift+Up and Down move the top-level blocks of the selection. */
import { Extension } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { Selection } from "@tiptap/pm/state";

export const MoveBlock = Extension.create({
  name: "moveBlock",
  addKeyboardShortcuts() {
    const run = (step) => () => move(this.editor.state, step, this.editor.view.dispatch);
    return { "Alt-Shift-ArrowUp": run(-1), "Alt-Shift-ArrowDown": run(1) };
  },
});

/** Swap the selected blocks with the one before (-1) or after (1) them. */
export function move(state, step, dispatch) {
  const { doc, selection } = state;
  const from = selection.$from.index(0);
  const to = Math.max(from, selection.to > selection.from ? selection.$to.index(0) : from);
  const other = step < 0 ? from - 1 : to + 1;
  if (!doc.maybeChild(other)) return true;
  const change = swap(state, from, to, other);
  const shift = (step < 0 ? -1 : 1) * doc.child(other).nodeSize;
  const selected = Selection.fromJSON(change.doc, shifted(selection.toJSON(), shift));
  dispatch(change.setSelection(selected).scrollIntoView());
  return true;
}

function swap(state, from, to, other) {
  const first = Math.min(from, other);
  const last = Math.max(to, other);
  const blocks = [];
  for (let index = first; index <= last; index++) blocks.push(state.doc.child(index));
  if (other < from) blocks.push(blocks.shift());
  else blocks.unshift(blocks.pop());
  const start = startOf(state.doc, first);
  const end = startOf(state.doc, last) + state.doc.child(last).nodeSize;
  return state.tr.replaceWith(start, end, Fragment.fromArray(blocks));
}

function startOf(doc, index) {
  let position = 0;
  for (let before = 0; before < index; before++) position += doc.child(before).nodeSize;
  return position;
}

const shifted = (json, by) =>
  Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, typeof value === "number" ? value + by : value]),
  );

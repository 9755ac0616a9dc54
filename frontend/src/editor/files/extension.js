/** Files that are pasted or dropped into the text, or chosen by its button, become blocks. */
import { Extension } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { toast } from "../../admin/toasts.js";
import { filesOf } from "../../shared/files.js";
import { ownStep } from "../move.js";
import { Batch } from "./batch.js";
import { blockFor } from "./incoming.js";

const KEY = new PluginKey("incomingFiles");

/** @param {import("../blocks/kit.js").BlockKit} kit */
export const incomingFiles = (kit) =>
  Extension.create({
    name: "incomingFiles",
    priority: 900, // before a paste is read as text
    addProseMirrorPlugins() {
      return [plugin(kit)];
    },
  });

const plugin = (kit) =>
  new Plugin({
    key: KEY,
    state: { init: () => DecorationSet.empty, apply: moved },
    props: {
      decorations: (state) => KEY.getState(state),
      handlePaste: (view, event) => take(view, kit, filesOf(event.clipboardData), view.state.selection.to),
      handleDrop(view, event, _slice, isOwn) {
        if (isOwn) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        return take(view, kit, filesOf(event.dataTransfer), at ? at.pos : view.state.selection.to);
      },
    },
    view: () => ({ destroy: () => running(kit).forEach((batch) => batch.cancel()) }),
  });

/** The boxes move with the text; one whose place is deleted stays beside it. */
function moved(change, boxes) {
  const { add, remove } = change.getMeta(KEY) ?? {};
  let mapped = boxes.map(change.mapping, change.doc);
  if (add) mapped = mapped.add(change.doc, [add]);
  if (remove) mapped = mapped.remove(mapped.find(undefined, undefined, ({ batch }) => batch === remove));
  return mapped;
}

const running = (kit) => (kit.incoming ??= new Set());

/** @returns {boolean} whether the files are ours to deal with */
function take(view, kit, files, position) {
  if (!files.length || kit.isShort) return false;
  const { nodes } = view.state.schema;
  const possible = kit.descriptors.filter(({ name, insertable }) => insertable && name in nodes);
  const wanted = files.map((file) => ({ file, descriptor: blockFor(file, possible) }));
  const refused = wanted.filter(({ descriptor }) => !descriptor).map(({ file }) => file.name);
  if (refused.length) toast(`This text cannot hold ${refused.map((name) => `“${name}”`).join(", ")}.`, "error");
  const taken = wanted.filter(({ descriptor }) => descriptor);
  if (taken.length) start(view, kit, taken, position);
  return true;
}

function start(view, kit, taken, position) {
  const { state } = view;
  const gap = gapAt(state.doc.resolve(position), state.schema.nodes[taken[0].descriptor.name]);
  if (gap === null) return toast("There is no room for this here. Put the caret into the text first.", "error");
  const close = () => {
    running(kit).delete(batch);
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(KEY, { remove: batch }));
    if (!running(kit).size) removeEventListener("beforeunload", warn);
  };
  const batch = new Batch(kit, taken, (made) => put(view, kit, batch, made), close);
  running(kit).add(batch);
  addEventListener("beforeunload", warn);
  const box = Decoration.widget(gap, batch.element, { side: 1, batch, ignoreSelection: true, stopEvent: () => true });
  view.dispatch(state.tr.setMeta(KEY, { add: box }));
  kit.say(taken.length > 1 ? `Adding ${taken.length} files.` : `Adding ${taken[0].file.name}.`);
  void batch.run();
}

const warn = (event) => event.preventDefault();

/** All that was made, in the place of the box, as one step to undo. */
function put(view, kit, batch, made) {
  if (view.isDestroyed) return;
  const { state } = view;
  const { nodes } = state.schema;
  const box = KEY.getState(state).find(undefined, undefined, (spec) => spec.batch === batch)[0];
  const blocks = made.map(({ type, attrs: { version, data } }) => nodes[type].createAndFill({ version, data }));
  const gap = gapAt(state.doc.resolve(box ? box.from : state.selection.to), blocks[0].type);
  ownStep(view, state.tr.insert(gap ?? state.doc.content.size, Fragment.fromArray(blocks)));
  kit.say(blocks.length > 1 ? `${blocks.length} added.` : `${kit.titleOf(blocks[0])} added.`);
}

/** The nearest place for a block: before an empty line, else after what `position` is in. */
function gapAt($place, type) {
  for (let depth = $place.depth; depth >= 0; depth--) {
    const container = $place.node(depth);
    if (container.isTextblock) continue;
    const inside = $place.depth > depth;
    const before = inside && $place.node(depth + 1).isTextblock && !$place.parentOffset;
    const index = inside && !before ? $place.indexAfter(depth) : $place.index(depth);
    if (!container.canReplaceWith(index, index, type)) continue;
    if (!inside) return $place.pos;
    return before ? $place.before(depth + 1) : $place.after(depth + 1);
  }
  return null;
}

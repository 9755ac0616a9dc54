/**
 * Links to pages that are not there any more: marked in the text, and found from the list above it.
 *
 * The page names them: `[data-dead-links="uid uid"]`; `a[data-jump-link=UID][data-jump-block=UID]`
 * puts the caret into such a link.
 */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const TOLD = "This page is not there any more";

/** @returns {Set<string>} uids that lead nowhere, as far as the page knew when it was opened */
export const deadUids = () =>
  new Set((document.querySelector("[data-dead-links]")?.dataset.deadLinks ?? "").split(" ").filter(Boolean));

export const DeadLinks = Extension.create({
  name: "deadLinks",
  addProseMirrorPlugins: () => [plugin(deadUids())],
});

/** Go to a link that the list above the text names; the first of its target in that block. */
export function jumpTo(editor, { jumpBlock, jumpLink }) {
  const { doc } = editor.state;
  const range = find(doc, jumpBlock, jumpLink);
  const chosen = range ? null : findBlock(doc, jumpBlock, jumpLink);
  if (range) editor.chain().focus().setTextSelection(range).scrollIntoView().run();
  else if (chosen !== null) editor.chain().focus().setNodeSelection(chosen).scrollIntoView().run();
  return Boolean(range) || chosen !== null;
}

function plugin(dead) {
  const mark = ({ doc }) => (dead.size ? DecorationSet.create(doc, decorations(doc, dead)) : DecorationSet.empty);
  return new Plugin({
    key: new PluginKey("deadLinks"),
    state: {
      init: (_config, state) => mark(state),
      apply: (change, old, _before, state) => (change.docChanged ? mark(state) : old),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}

function decorations(doc, dead) {
  const found = [];
  doc.descendants((node, position) => {
    if ([...dead].some((uid) => refersTo(node, uid))) found.push(Decoration.node(position, position + node.nodeSize, { class: "block-dead", title: TOLD }));
    if (!dead.has(target(node))) return;
    found.push(Decoration.inline(position, position + node.nodeSize, { class: "link-dead", title: TOLD }));
  });
  return found;
}

function find(doc, block, uid) {
  let range = null;
  doc.forEach((node, start) => {
    if (range || (block && node.attrs.uid !== block)) return;
    node.descendants((child, offset) => {
      if (target(child) !== uid) return;
      const from = start + 1 + offset;
      if (!range) range = { from, to: from + child.nodeSize };
      else if (range.to === from) range.to += child.nodeSize;
    });
  });
  return range;
}

/** A block whose form names the page. */
function findBlock(doc, block, uid) {
  let found = null;
  doc.forEach((node, start) => {
    if (found !== null || (block && node.attrs.uid !== block)) return;
    if (refersTo(node, uid)) found = start;
    node.descendants((child, offset) => void (found === null && refersTo(child, uid) && (found = start + 1 + offset)));
  });
  return found;
}

const refersTo = ({ attrs }, uid) => Boolean(attrs.data) && JSON.stringify(attrs.data).includes(uid);

const target = (node) => node.marks.find((mark) => mark.type.name === "link")?.attrs.uid;

/** Keep the uids of `uid.js` true while the document changes. */
import { Extension } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { settle, uuid7 } from "./uid.js";

const BLOCKS = [
  "paragraph", "heading", "bulletList", "orderedList", "blockquote", "codeBlock", "table",
  "horizontalRule", "unknownBlock",
];

/** @param {string[]} names kinds of blocks beyond those of the text itself */
export const blockUid = (names) => Extension.create({
  name: "blockUid",
  addGlobalAttributes: () => [{ types: [...BLOCKS, ...names], attributes: { uid: attribute } }],
  addProseMirrorPlugins: () => [uidPlugin()],
});

const attribute = {
  default: null,
  keepOnSplit: false,
  parseHTML: (element) => element.getAttribute("data-uid"),
  renderHTML: ({ uid }) => (uid ? { "data-uid": uid } : {}),
};

function uidPlugin() {
  const known = new Set();
  return new Plugin({
    key: new PluginKey("blockUid"),
    appendTransaction(transactions, before, after) {
      if (before.doc === after.doc || sameBlocks(before.doc, after.doc)) return null;
      before.doc.forEach((node) => known.add(node.attrs.uid));
      return repair(transactions, before.doc, after);
    },
    props: { transformPasted: (slice, view) => withoutCopies(slice, view, known) },
  });
}

/** Whether typing only changed the inside of blocks, as it does nearly always. */
function sameBlocks(oldDoc, doc) {
  if (oldDoc.childCount !== doc.childCount) return false;
  for (let index = 0; index < doc.childCount; index++) {
    const [was, is] = [oldDoc.child(index), doc.child(index)];
    if (was !== is && (!is.attrs.uid || was.attrs.uid !== is.attrs.uid || inner(is).length)) return false;
  }
  return true;
}

function repair(transactions, oldDoc, state) {
  const blocks = describe(oldDoc, state.doc, (position) => mapped(transactions, position));
  const uids = settle(blocks, uuid7);
  const change = state.tr.setMeta("addToHistory", false);
  blocks.forEach((block, index) => setUid(change, block, uids[index]));
  return change.docChanged ? change : null;
}

function setUid(change, block, uid) {
  if (block.node.attrs.uid !== uid) change.setNodeAttribute(block.position, "uid", uid);
  block.node.descendants((node, offset) => {
    if (!node.attrs.uid) return;
    change.setNodeAttribute(block.position + 1 + offset, "uid", null);
  });
}

const mapped = (transactions, position) =>
  transactions.reduce((at, { mapping }) => mapping.map(at, -1), position);

function describe(oldDoc, doc, map) {
  const places = new Map();
  oldDoc.forEach((node, offset) => places.set(node.attrs.uid, map(offset)));
  const blocks = [];
  doc.forEach((node, position) => {
    const { uid } = node.attrs;
    blocks.push({ node, position, uid, stayed: places.get(uid) === position, inner: inner(node) });
  });
  return keepWithText(blocks, oldDoc);
}

function inner(node) {
  const uids = [];
  node.descendants((child) => void (child.attrs.uid && uids.push(child.attrs.uid)));
  return uids;
}

/** Enter at the start of a block leaves an empty one before it: the text keeps the uid. */
function keepWithText(blocks, oldDoc) {
  const old = new Map();
  oldDoc.forEach((node) => old.set(node.attrs.uid, node));
  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    const was = old.get(block.uid);
    if (!was?.content.size || block.node.content.size || !next) return;
    if (next.uid && next.uid !== block.uid) return;
    if (next.node.type !== was.type || !next.node.content.eq(was.content)) return;
    Object.assign(next, { uid: block.uid, stayed: true });
    block.uid = null;
  });
  return blocks;
}

/** Pasted blocks keep a uid only when they were cut from this very document, or are dragged in it. */
function withoutCopies(slice, { state: { doc }, dragging }, known) {
  if (dragging) return slice;
  const present = new Set();
  doc.forEach((node) => present.add(node.attrs.uid));
  const keep = (uid) => known.has(uid) && !present.has(uid);
  const nodes = slice.content.content.map((node) =>
    node.attrs.uid && !keep(node.attrs.uid)
      ? node.type.create({ ...node.attrs, uid: null }, node.content, node.marks)
      : node,
  );
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}

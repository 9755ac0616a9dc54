/**
 * What this editor does not know survives it: a node of a plugin that is absent,
 * a mark from a later version. Such a part is kept as its JSON, word for word,
 * and shown as a grey box (or as plain text, for a mark).
 */
import { Mark, Node, mergeAttributes } from "@tiptap/core";

export const UnknownBlock = Node.create({
  name: "unknownBlock",
  group: "block",
  atom: true,
  addAttributes: () => ({ json: jsonAttribute }),
  parseHTML: () => [{ tag: "div[data-unknown]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { class: "unknown" }),
    `This part (${node.attrs.json?.type}) cannot be edited here. It is kept as it is.`,
  ],
});

export const UnknownInline = Node.create({
  name: "unknownInline",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ json: jsonAttribute }),
  parseHTML: () => [{ tag: "span[data-unknown]:not([data-unknown-mark])" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { class: "unknown" }),
    String(node.attrs.json?.type),
  ],
});

export const UnknownMark = Mark.create({
  name: "unknownMark",
  excludes: "",
  addAttributes: () => ({ json: jsonAttribute }),
  parseHTML: () => [{ tag: "span[data-unknown-mark]" }],
  renderHTML: ({ HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { class: "unknown-mark", "data-unknown-mark": "" }),
    0,
  ],
});

const jsonAttribute = {
  default: null,
  parseHTML: (element) => parse(element.getAttribute("data-unknown")),
  renderHTML: ({ json }) => ({ "data-unknown": JSON.stringify(json) }),
};

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Replace what `schema` does not know by the nodes above.
 *
 * @param {object} doc stored document
 * @param {{nodes: object, marks: object}} schema ProseMirror schema
 */
export function wrapUnknown(doc, schema) {
  return { ...doc, content: (doc.content ?? []).map((node) => wrapBlock(node, schema)) };
}

/** A block whose content does not fit is kept whole rather than repaired. */
function wrapBlock(node, schema) {
  const wrapped = wrap(node, schema, false);
  try {
    schema.nodeFromJSON(wrapped).check();
    return wrapped;
  } catch {
    return boxed("unknownBlock", node);
  }
}

function wrap(node, schema, inline) {
  if (!schema.nodes[node.type]) return boxed(inline ? "unknownInline" : "unknownBlock", node);
  const inside = schema.nodes[node.type].inlineContent;
  return {
    ...node,
    ...(node.content && { content: node.content.map((child) => wrap(child, schema, inside)) }),
    ...(node.marks && { marks: wrapMarks(node.marks, schema) }),
  };
}

/** Marks in the schema's own order: ProseMirror refuses another one. */
function wrapMarks(marks, schema) {
  const rank = ({ type }) => schema.marks[type].rank;
  return marks.map((mark) => wrapMark(mark, schema)).sort((a, b) => rank(a) - rank(b));
}

const wrapMark = (mark, schema) =>
  schema.marks[mark.type] ? mark : { type: "unknownMark", attrs: { json: mark } };

const boxed = (type, json) => ({ type, attrs: { json, uid: json.attrs?.uid ?? null } });

/** The opposite of {@link wrapUnknown}; a copied block tells its new uid. */
export function unwrapUnknown(node) {
  if (node.type === "unknownBlock" || node.type === "unknownInline") return unboxed(node);
  return {
    ...node,
    ...(node.content && { content: node.content.map(unwrapUnknown) }),
    ...(node.marks && {
      marks: node.marks.map((mark) => (mark.type === "unknownMark" ? mark.attrs.json : mark)),
    }),
  };
}

function unboxed({ attrs: { json, uid } }) {
  if (!uid || json.attrs?.uid === uid) return json;
  return { ...json, attrs: { ...json.attrs, uid } };
}

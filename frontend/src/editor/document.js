/**
 * Between the stored document and the one being edited.
 *
 * `stored` is the server's JSON: only attributes that say something, unknown parts
 * as they are. `edited` is what ProseMirror holds.
 */
import { fillUids } from "./uid.js";
import { unwrapUnknown, wrapUnknown } from "./unknown.js";

export const EMPTY = { type: "doc", content: [{ type: "paragraph" }] };

/** @throws {Error} when the text is no document at all */
export function toEdited(text, schema) {
  const doc = text.trim() ? JSON.parse(text) : EMPTY;
  if (doc?.type !== "doc") throw new Error("The stored text is not a document.");
  const known = wrapUnknown(doc.content?.length ? doc : EMPTY, schema);
  return fillUids(known);
}

/** The text of the form field: the document without defaults and a last empty line. */
export function toStored(edited) {
  const blocks = withoutLastLine(edited.content).map(lean);
  return JSON.stringify({ type: "doc", content: blocks.map(unwrapUnknown) });
}

function withoutLastLine(blocks) {
  const last = blocks.at(-1);
  const empty = last?.type === "paragraph" && !last.content?.length;
  return empty && blocks.length > 1 ? blocks.slice(0, -1) : blocks;
}

const DEFAULTS = { colspan: 1, rowspan: 1, start: 1 };

/** A node without attributes that hold nothing or the default. */
function lean(node) {
  const attrs = Object.entries(node.attrs ?? {}).filter(
    ([name, value]) => value !== null && value !== undefined && DEFAULTS[name] !== value,
  );
  return {
    type: node.type,
    ...(attrs.length && { attrs: Object.fromEntries(attrs) }),
    ...(node.content && { content: node.content.map(lean) }),
    ...(node.marks && { marks: node.marks.map(lean) }),
    ...("text" in node && { text: node.text }),
  };
}

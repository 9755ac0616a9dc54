import assert from "node:assert/strict";
import { test } from "node:test";
import { Schema } from "@tiptap/pm/model";
import { EMPTY, toEdited, toStored } from "../src/editor/document.js";

const attrs = (...names) => Object.fromEntries(names.map((name) => [name, { default: null }]));

const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", attrs: attrs("uid") },
    bulletList: { content: "listItem+", group: "block", attrs: attrs("uid") },
    listItem: { content: "paragraph block*" },
    unknownBlock: { group: "block", atom: true, attrs: attrs("uid", "json") },
    unknownInline: { group: "inline", inline: true, atom: true, attrs: attrs("uid", "json") },
    text: { group: "inline" },
  },
  marks: { link: { excludes: "", attrs: attrs("href", "uid") }, bold: { excludes: "" }, unknownMark: { excludes: "", attrs: attrs("json") } },
});

const doc = (...content) => JSON.stringify({ type: "doc", content });
const paragraph = (uid, ...content) => ({ type: "paragraph", attrs: { uid }, content });
const text = (words, ...marks) => ({ type: "text", ...(marks.length && { marks }), text: words });
const through = (stored) => toStored(schema.nodeFromJSON(toEdited(stored, schema)).toJSON());

const KEPT = {
  "plain text": doc(paragraph("a", text("Hello"))),
  "a block of an absent plugin, nulls and all": doc({ type: "event.map", attrs: { uid: "a", zoom: null }, content: [{ type: "pin" }] }),
  "an unknown inline part": doc(paragraph("a", { type: "emoji", attrs: { name: "tada" } }, text("!"))),
  "an unknown mark": doc(paragraph("a", text("Odd", { type: "sparkle", attrs: { n: 1 } }))),
  "a known block with a place we do not understand": doc({ type: "bulletList", attrs: { uid: "a" }, content: [{ type: "task" }] }),
  "an unknown block deep inside": doc({
    type: "bulletList",
    attrs: { uid: "a" },
    content: [{ type: "listItem", content: [{ type: "paragraph" }, { type: "chart", attrs: { of: [1] } }] }],
  }),
};

for (const [what, stored] of Object.entries(KEPT)) {
  test(`${what} comes back word for word`, () => {
    assert.deepEqual(JSON.parse(through(stored)), JSON.parse(stored));
  });
}

test("marks in the server's order fit ours", () => {
  const stored = doc(paragraph("a", text("x", { type: "bold" }, { type: "link", attrs: { uid: "p" } })));
  assert.deepEqual(JSON.parse(through(stored)).content[0].content[0].marks.map(({ type }) => type), ["link", "bold"]);
});

test("nothing and an empty document are one empty paragraph", () => {
  for (const empty of ["", "  ", JSON.stringify(EMPTY), doc()]) {
    assert.deepEqual(toEdited(empty, schema).content.map(({ type }) => type), ["paragraph"]);
  }
});

test("the empty line at the end is not stored, an only one is", () => {
  const stored = doc(paragraph("a", text("Hello")), { type: "paragraph", attrs: { uid: "b" } });
  assert.equal(JSON.parse(through(stored)).content.length, 1);
  assert.equal(JSON.parse(through(doc({ type: "paragraph", attrs: { uid: "b" } }))).content.length, 1);
});

test("what is no document is refused", () => {
  assert.throws(() => toEdited('{"type": "page"}', schema), /not a document/);
  assert.throws(() => toEdited("hello", schema));
});

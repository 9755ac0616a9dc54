import assert from "node:assert/strict";
import { test } from "node:test";
import { Schema } from "@tiptap/pm/model";
import { TextSelection, NodeSelection } from "@tiptap/pm/state";
import { fitted } from "../src/editor/blocks/public-look.js";
import { refusal, refusedBlocks } from "../src/editor/blocks/refused.js";
import { hints, summary } from "../src/editor/blocks/summary.js";
import { nextPlace, pickedBlocks } from "../src/editor/move.js";

const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block" },
    quote: { content: "block+", group: "block" },
    "core.callout": { content: "block+", group: "block" },
    "core.columns": { content: "core_dcolumn{2,4}", group: "block" },
    "core.column": { content: "block+", group: "core_dcolumn" },
    "core.listing": { group: "block", atom: true },
    text: { group: "inline" },
  },
});

const node = (type, ...content) => schema.nodes[type].create(null, content);
const p = (words) => node("paragraph", schema.text(words));
const DOC = node(
  "doc",
  p("a"),
  node("core.callout", p("b")),
  node("core.columns", node("core.column", p("c")), node("core.column", p("d"))),
  node("quote", node("core.listing")),
);

/** Where the words stand after the picked block has gone to `place`. */
const outline = (parent) =>
  parent.children.map((child) => (child.isTextblock ? child.textContent : `${child.type.name.replace("core.", "")}(${outline(child)})`)).join(" ");

function walk(selection, step) {
  const seen = [];
  const picked = pickedBlocks(selection);
  const rest = DOC.cut(0);
  for (let at = picked; ; ) {
    const place = nextPlace(rest, at, step);
    if (!place) return seen;
    seen.push(`${place.parent.type.name}:${place.index}`);
    at = { ...at, start: place.position, end: place.position };
  }
}

const caret = (words) => {
  let found;
  DOC.descendants((child, position) => void (child.isText && child.text === words && (found = position)));
  return TextSelection.create(DOC, found);
};

test("a block finds every place where it may stand, in order, and none in a quote or between columns", () => {
  assert.deepEqual(walk(caret("a"), 1), [
    "core.callout:0", "core.callout:1", "doc:2", "core.column:0", "core.column:1", "core.column:0", "core.column:1",
    "doc:3", "doc:4",
  ]);
  assert.deepEqual(walk(caret("c"), -1), ["doc:2", "core.callout:1", "core.callout:0", "doc:1", "doc:0"]);
});

test("a column only goes among columns, and nothing goes into itself", () => {
  const column = DOC.child(0).nodeSize + DOC.child(1).nodeSize + 1;
  assert.deepEqual(walk(NodeSelection.create(DOC, column), 1), ["core.columns:2"]);
  assert.deepEqual(walk(NodeSelection.create(DOC, column), -1), []);
});

test("the innermost container decides what is picked", () => {
  assert.equal(outline({ children: pickedBlocks(caret("b")).nodes.content }), "b");
  const whole = TextSelection.create(DOC, caret("a").from, caret("c").to);
  assert.equal(outline({ children: pickedBlocks(whole).nodes.content }), "a callout(b) columns(column(c) column(d))");
});

test("the bar says what is not the default", () => {
  const data = { kind: "tip", title: "Dogs", shape: "equal", page: "0199c0de-0000-7000-8000-000000000000", opened: true, n: 3 };
  assert.equal(summary(data, { shape: "equal" }), "Tip · Dogs");
  assert.equal(summary(null), "");
  assert.ok(summary({ title: "x".repeat(90) }).length <= 60);
  assert.equal(hints({ ...data, words: "Not short" }), "kind:tip shape:equal opened:true");
});

test("public styles are fitted for a shadow tree", () => {
  const css = ':root{--a:1}@media (prefers-color-scheme:dark){:root{--a:2}}@font-face{src:url("./a.woff2"),url(data:x)}';
  assert.equal(
    fitted(css, "https://example.org/-/static/site.css", "light"),
    'html{--a:1}@media (width < 0px){html{--a:2}}@font-face{src:url("https://example.org/-/static/a.woff2"),url(data:x)}',
  );
  assert.ok(fitted(css, "https://example.org/", "").includes("prefers-color-scheme"));
});

test("blocks that a text cannot hold are named by their titles", () => {
  const html = '<div data-block="core.callout" data-title="Callout"><p>x</p></div><div data-block="gone.map"></div><p data-block="x">';
  assert.deepEqual(refusedBlocks(html, { nodes: {} }), ["Callout", "gone.map"]);
  assert.deepEqual(refusedBlocks(html, { nodes: { "core.callout": {}, "gone.map": {} } }), []);
  assert.match(refusal(["Callout", "Map"]), /“Callout” and “Map”/);
});

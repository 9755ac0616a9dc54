import assert from "node:assert/strict";
import { test } from "node:test";
import { sameText } from "../src/admin/local-copy.js";
import { asAddress } from "../src/editor/address.js";
import { matching } from "../src/editor/menu-items.js";
import { isSafeAddress } from "../src/editor/safe-address.js";
import { countWords } from "../src/editor/words.js";
import { manifestOf } from "../tools/publish.mjs";

const ADDRESSES = [
  ["https://example.org/a?b#c", "https://example.org/a?b#c"],
  ["example.org", "https://example.org"],
  ["example.org/path", "https://example.org/path"],
  ["ada@example.org", "mailto:ada@example.org"],
  ["tel:+4930123", "tel:+4930123"],
  ["/visit", "/visit"],
  ["#hours", "#hours"],
  ["opening hours", null],
  ["opening", null],
  ["e.g.", null],
  ["javascript:alert(1)", null],
  ["JaVaScript:alert(1)", null],
  ["data:text/html,x", null],
  ["", null],
];

for (const [typed, address] of ADDRESSES) {
  test(`"${typed}" is ${address ? `the address ${address}` : "a search"}`, () => {
    assert.equal(asAddress(typed), address);
  });
}

test("a scheme hidden by characters that browsers drop is seen", () => {
  for (const address of ["java\tscript:alert(1)", "\u0001javascript:x", " javascript:x", "vbscript:x"]) {
    assert.equal(isSafeAddress(address), false, JSON.stringify(address));
  }
  for (const address of ["a/b:c", "?q=a:b", "#a:b", "mailto:a@b.org"]) assert.ok(isSafeAddress(address));
});

test("the slash menu finds by the start of any word, titles first", () => {
  const titles = (query) => matching(query).map(({ title }) => title);
  assert.deepEqual(titles("heading 3"), ["Heading 3"]);
  assert.equal(titles("ta")[0], "Table");
  assert.deepEqual(titles("h4"), ["Heading 4"]);
  assert.deepEqual(titles("xyz"), []);
  assert.ok(titles("").length > 8);
  assert.deepEqual(titles(" "), []);
});

test("words are counted in scripts without spaces too", () => {
  assert.equal(countWords("Two words."), 2);
  assert.equal(countWords(""), 0);
  assert.ok(countWords("今日は良い天気です") > 2);
});

test("copies are the same when only spacing and line ends differ", () => {
  const body = '{"type":"doc","content":[{"type":"paragraph","attrs":{"a":1,"b":2}}]}';
  const spaced = '{"content": [{"attrs": {"b": 2, "a": 1}, "type": "paragraph"}], "type": "doc"}';
  assert.ok(sameText([["summary", "a\r\nb"], ["body", body]], [["body", spaced], ["summary", "a\nb"]]));
  assert.ok(!sameText([["body", body]], [["body", body.replace("1", "3")]]));
  assert.ok(!sameText([["tags", "a"]], [["tags", "a"], ["tags", "b"]]));
});

test("two sources of one name are refused", () => {
  assert.deepEqual(manifestOf([{ logical: "b", name: "b-1" }, { logical: "a", name: "a-1" }]), { a: "a-1", b: "b-1" });
  assert.throws(() => manifestOf([{ logical: "a", name: "a-1" }, { logical: "a", name: "a-2" }]), /both called/);
});

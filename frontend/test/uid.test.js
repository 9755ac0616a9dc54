import assert from "node:assert/strict";
import { test } from "node:test";
import { fillUids, settle, uuid7 } from "../src/editor/uid.js";

const block = (uid, { stayed = true, inner = [] } = {}) => ({ uid, stayed, inner });
const counter = () => {
  let count = 0;
  return () => `new-${++count}`;
};

test("a uid is a UUIDv7 of its millisecond", () => {
  const uid = uuid7(0x0199_c0de_0000, new Uint8Array(10).fill(0xff));
  assert.equal(uid, "0199c0de-0000-7fff-bfff-ffffffffffff");
  assert.match(uuid7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("uids sort by time", () => {
  assert.ok(uuid7(1_000) < uuid7(1_001));
});

test("blocks keep what they have and get what they lack", () => {
  assert.deepEqual(settle([block("a"), block(null), block("b")], counter()), ["a", "new-1", "b"]);
});

test("the copy gets a new uid, wherever it was put", () => {
  const copyFirst = [block("a", { stayed: false }), block("a")];
  assert.deepEqual(settle(copyFirst, counter()), ["new-1", "a"]);
  assert.deepEqual(settle(copyFirst.toReversed(), counter()), ["a", "new-1"]);
});

test("of two newcomers the first keeps the uid", () => {
  const newcomers = [block("a", { stayed: false }), block("a", { stayed: false })];
  assert.deepEqual(settle(newcomers, counter()), ["a", "new-1"]);
});

test("a wrapper takes over the uid of what it wraps, unless that is still in use", () => {
  assert.deepEqual(settle([block(null, { inner: ["a", "b"] })], counter()), ["a"]);
  assert.deepEqual(settle([block("a"), block(null, { inner: ["a", "b"] })], counter()), ["a", "b"]);
  assert.deepEqual(settle([block("a"), block(null, { inner: ["a"] })], counter()), ["a", "new-1"]);
});

test("a stored document without uids gets distinct ones and keeps the rest", () => {
  const doc = fillUids(
    {
      type: "doc",
      content: [
        { type: "paragraph", attrs: { uid: "a" } },
        { type: "heading", attrs: { uid: "a", level: 2 } },
        { type: "paragraph" },
      ],
    },
    counter(),
  );
  assert.deepEqual(doc.content.map(({ attrs }) => attrs), [
    { uid: "a" },
    { uid: "new-1", level: 2 },
    { uid: "new-2" },
  ]);
});

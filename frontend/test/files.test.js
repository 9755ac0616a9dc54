import assert from "node:assert/strict";
import { test } from "node:test";
import { blockFor } from "../src/editor/files/incoming.js";
import { nameOf } from "../src/shared/files.js";
import { sizeWords, tooLarge } from "../src/shared/sizes.js";
import { neighbour } from "../src/shared/grid.js";

const ANY = { name: "a.file", takes: ["*/*"] };
const IMAGE = { name: "a.image", takes: ["image/*"] };
const GIF = { name: "a.gif", takes: ["image/gif", "video/*"] };

test("a file becomes the block that fits best", () => {
  const all = [{ name: "a.note" }, ANY, IMAGE, GIF];
  assert.equal(blockFor({ type: "image/png" }, all), IMAGE);
  assert.equal(blockFor({ type: "image/gif" }, all), GIF);
  assert.equal(blockFor({ type: "" }, all), ANY);
  assert.equal(blockFor({ type: "text/plain" }, [IMAGE, GIF]), undefined);
});

test("a pasted picture is called by its time, a file keeps its name", () => {
  const now = new Date(2026, 10, 2, 9, 5, 7);
  assert.equal(nameOf({ name: "image.png", type: "image/png" }, now), "Picture 2026-11-02 09.05.07.png");
  assert.equal(nameOf({ name: "image.heic", type: "image/heif" }, now), "image.heic");
  assert.equal(nameOf({ name: "", type: "image/svg+xml" }, now), "Picture 2026-11-02 09.05.07.svg");
  assert.equal(nameOf({ name: "README", type: "" }, now), "README");
  assert.equal(nameOf({ name: "image of us.jpg", type: "image/jpeg" }, now), "image of us.jpg");
});

test("a file that is too large is not sent", () => {
  assert.equal(tooLarge({ size: 5_200_000 }, 5_000_000), "It has 5.2 MB; at most 5 MB are taken.");
  assert.equal(tooLarge({ size: 5 }, 5), "");
  assert.equal(tooLarge({ size: 5 }, undefined), "");
  assert.deepEqual([999, 1000, 12_345, 3_000_000_000].map(sizeWords), ["999 bytes", "1 kB", "12 kB", "3 GB"]);
});

test("arrows go to the neighbour in the row and to the nearest in the next row", () => {
  const box = (left, top) => ({ getBoundingClientRect: () => ({ left, top, right: left + 10, bottom: top + 10, width: 10, height: 10 }) });
  const [a, b, c, d, e] = [box(0, 0), box(12, 0), box(24, 0), box(0, 12), box(12, 12)];
  const all = [a, b, c, d, e];
  assert.equal(neighbour(all, a, "ArrowRight"), b);
  assert.equal(neighbour(all, b, "ArrowDown"), e);
  assert.equal(neighbour(all, c, "ArrowDown"), e);
  assert.equal(neighbour(all, d, "ArrowUp"), a);
  assert.equal(neighbour(all, a, "ArrowUp"), undefined);
  assert.equal(neighbour(all, b, "End"), e);
  assert.equal(neighbour(all, b, "x"), undefined);
});

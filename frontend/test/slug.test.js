import assert from "node:assert/strict";
import { test } from "node:test";
import { slugify } from "../src/admin/slug.js";

const CASES = [
  ["Opening hours", "opening-hours"],
  ["  Über uns: Köln & Bonn! ", "über-uns-köln-bonn"],
  ["4,000 pages in 3.5 days", "4-000-pages-in-3.5-days"],
  ["snake_case", "snake-case"],
  ["Große Straße", "grosse-strasse"],
  ["\uff21\uff22\uff23", "abc"],
  ["日本語 ページ", "日本語-ページ"],
  ["مرحبا بالعالم", "مرحبا-بالعالم"],
  ["...", ""],
  ["!!!", ""],
];

for (const [title, slug] of CASES) {
  test(`"${title}" becomes "${slug}"`, () => assert.equal(slugify(title), slug));
}

test("a long title is cut, without a hyphen at the end", () => {
  assert.equal(slugify(`${"x".repeat(119)} y`), "x".repeat(119));
  assert.equal(slugify("😀x".repeat(200)).length, 119);
});

test("a slug is its own slug", () => {
  for (const [, slug] of CASES) assert.equal(slugify(slug), slug);
});

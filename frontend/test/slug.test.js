import assert from "node:assert/strict";
import { test } from "node:test";
import { slugify } from "../src/admin/slug.js";

const CASES = [
  ["Opening hours", "opening-hours"],
  ["  Über uns: Köln & Bonn! ", "uber-uns-koln-bonn"],
  ["Don't panic", "dont-panic"],
  ["Straße in Łódź", "strasse-in-lodz"],
  ["İstanbul", "istanbul"],
  ["日本語 ページ", "日本語-ページ"],
  ["مرحبا بالعالم", "مرحبا-بالعالم"],
  ["कृपया पढ़ें", "कृपया-पढ़ें".normalize("NFC")],
  ["C++ / C#", "c-c"],
  ["!!!", ""],
];

for (const [title, slug] of CASES) {
  test(`"${title}" becomes "${slug}"`, () => assert.equal(slugify(title), slug));
}

test("a long title is cut between words", () => {
  const slug = slugify("seven ".repeat(30));
  assert.ok(slug.length <= 80);
  assert.match(slug, /^(seven-)+seven$/);
});

test("one long word is cut", () => assert.equal(slugify("x".repeat(200)).length, 80));

test("a slug is its own slug", () => {
  for (const [, slug] of CASES) assert.equal(slugify(slug), slug);
});

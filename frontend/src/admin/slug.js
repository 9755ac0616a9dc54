/** The address follows the title until somebody writes their own. */

const MAX_LENGTH = 80;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };

/** `"Über uns: Köln"` -> `"uber-uns-koln"`; other scripts keep their letters. */
export function slugify(title) {
  const plain = title
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter])
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC");
  const words = plain.replace(/['’]/g, "").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return cut(words.join("-"));
}

function cut(slug) {
  if (slug.length <= MAX_LENGTH) return slug;
  return slug.slice(0, MAX_LENGTH + 1).replace(/-[^-]*$/, "").slice(0, MAX_LENGTH);
}

/** Only a new page's address follows: changing a live one is a decision. */
export function startSlug(form) {
  const title = form?.querySelector("[data-title]");
  const slug = form?.elements.namedItem("slug");
  if (!title || !slug || slug.value) return;
  let own = false;
  slug.addEventListener("input", () => (own = slug.value !== ""));
  title.addEventListener("input", () => {
    if (!own) slug.value = slugify(title.value);
  });
}

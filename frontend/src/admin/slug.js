/** The address follows the title until somebody writes their own. */

const MAX_LENGTH = 120;
const SEPARATORS = /[^\p{L}\p{M}\p{N}.]+/gu;
const EDGES = /^[-.]+|[-.]+$/g;

/**
 * The server's rule (`mastaba.tree.slugs.slugify`): lower case, words joined by hyphens, letters
 * of every script kept. `"Über uns: Köln"` -> `"über-uns-köln"`; nothing usable -> `""`.
 */
export function slugify(title) {
  const folded = title.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").normalize("NFC");
  const joined = folded.replace(SEPARATORS, "-").replace(EDGES, "");
  return [...joined].slice(0, MAX_LENGTH).join("").replace(EDGES, "");
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

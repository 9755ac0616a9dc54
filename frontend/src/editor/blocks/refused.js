/** Blocks on the clipboard that a text may not hold. */

const NAMED = /<div\b[^>]*?\sdata-block="([a-z0-9_.-]+)"/gi;

/** @returns {string[]} names of blocks in pasted HTML that `schema` does not have */
export function refusedBlocks(html, schema) {
  const names = [...html.matchAll(NAMED)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => !(name in schema.nodes));
}

/** A sentence for people about what stays behind. */
export const refusal = (names) =>
  `This text cannot hold ${names.map((name) => `“${name}”`).join(" and ")}: only the words in it were pasted.`;

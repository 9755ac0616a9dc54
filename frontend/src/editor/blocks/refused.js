/** Blocks on the clipboard that a text may not hold. */

const BLOCK = /<div\b[^>]*?\sdata-block="([a-z0-9_.-]+)"[^>]*>/gi;
const TITLE = /\sdata-title="([^"<>]*)"/;

/** @returns {string[]} titles of blocks in pasted HTML that `schema` does not have */
export function refusedBlocks(html, schema) {
  const blocks = [...html.matchAll(BLOCK)].filter(([, name]) => !(name in schema.nodes));
  return [...new Set(blocks.map(([tag, name]) => TITLE.exec(tag)?.[1] ?? name))];
}

/** A sentence for people about what stays behind. */
export const refusal = (titles) =>
  `This text cannot hold ${titles.map((title) => `“${title}”`).join(" and ")}. Only the words in it were pasted.`;

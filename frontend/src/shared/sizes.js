/** Bytes as people say them: `812 kB`, `2.4 MB`. */
export function sizeWords(bytes) {
  for (const [unit, size] of [["GB", 1e9], ["MB", 1e6], ["kB", 1e3]]) {
    if (bytes >= size) return `${(bytes / size).toFixed(bytes < 10 * size ? 1 : 0).replace(/\.0$/, "")} ${unit}`;
  }
  return `${bytes} bytes`;
}

/** Why a file cannot be sent, before it is tried; empty when it can. */
export const tooLarge = ({ size }, limit) =>
  limit && size > limit ? `It has ${sizeWords(size)}; at most ${sizeWords(limit)} are taken.` : "";

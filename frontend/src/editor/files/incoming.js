/** Which files become which blocks. */

const RANKS = [(main, type) => type, (main) => `${main}/*`, () => "*/*"];

/**
 * The block that a file becomes: of the exact type before those of its kind before any.
 *
 * @param {{type: string}} file
 * @param {import("../blocks/kit.js").Descriptor[]} descriptors
 */
export function blockFor(file, descriptors) {
  const type = file.type || "application/octet-stream";
  const [main] = type.split("/");
  for (const wanted of RANKS.map((rank) => rank(main, type))) {
    const found = descriptors.find(({ takes }) => takes?.includes(wanted));
    if (found) return found;
  }
  return undefined;
}

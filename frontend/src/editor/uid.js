/**
 * One stable `uid` (UUIDv7, RFC 9562) on every top-level block.
 *
 * A uid stays with its text: the copy gets a new one, a block that is wrapped
 * (paragraph -> list) hands its uid to the wrapper, and a paragraph that moves
 * down because Enter was pressed at its start keeps its own.
 */

/** A new UUIDv7: 48 bits of Unix milliseconds, then random bits. */
export function uuid7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const time = now.toString(16).padStart(12, "0");
  const bytes = [...random];
  bytes[0] = (bytes[0] & 0x0f) | 0x70;
  bytes[2] = (bytes[2] & 0x3f) | 0x80;
  const rest = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [time.slice(0, 8), time.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join("-");
}

/**
 * Decide the uid of every top-level block.
 *
 * @param {{uid: string|null, stayed: boolean, inner: string[]}[]} blocks in order; `stayed` =
 *   this block is where the block with its uid was before the change, `inner` = uids found
 *   deeper inside it
 * @param {() => string} make
 * @returns {string[]}
 */
export function settle(blocks, make) {
  const owners = ownersOf(blocks);
  const taken = new Set(owners.keys());
  return blocks.map((block, index) => {
    if (block.uid && owners.get(block.uid) === index) return block.uid;
    const uid = block.inner.find((inner) => !taken.has(inner)) ?? make();
    taken.add(uid);
    return uid;
  });
}

/** Of several blocks with one uid, the one that stayed owns it, else the first. */
function ownersOf(blocks) {
  const owners = new Map();
  blocks.forEach(({ uid, stayed }, index) => {
    if (!uid) return;
    const owner = owners.get(uid);
    if (owner === undefined || (stayed && !blocks[owner].stayed)) owners.set(uid, index);
  });
  return owners;
}

/** Give every top-level block of a stored document a uid of its own. */
export function fillUids(doc, make = uuid7) {
  const blocks = (doc.content ?? []).map((node) => ({
    uid: node.attrs?.uid ?? null,
    stayed: true,
    inner: [],
  }));
  const uids = settle(blocks, make);
  const content = (doc.content ?? []).map((node, index) => ({
    ...node,
    attrs: { ...node.attrs, uid: uids[index] },
  }));
  return { ...doc, content };
}

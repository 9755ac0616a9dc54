/** The server's rule for addresses (`mastaba.blocks.attributes.href`): no scheme that runs. */

const IGNORED_BY_BROWSERS = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g;
const SAFE = /^(https?|mailto|tel)$/i;

/** Whether the server would keep this address: an allowed scheme, or a relative one. */
export function isSafeAddress(address) {
  const scheme = /^([^/?#:]*):/.exec(address.replace(IGNORED_BY_BROWSERS, ""));
  return !scheme || SAFE.test(scheme[1]);
}

/** HTML of this site's own addresses, as elements. */

/** @returns {Promise<DocumentFragment>} what stands at `url`, without the page around it */
export async function fetchPart(url) {
  const address = new URL(url, location.href);
  address.searchParams.set("part", "1");
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return parse(await answer.text());
}

/** @returns {DocumentFragment} */
export function parse(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
}

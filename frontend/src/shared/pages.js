/** The page search that the link dialog and the command palette share. */
import { getJson } from "./http.js";

/** @typedef {{uid: string, title: string, path: string, state: string, url?: string}} Page */

/**
 * A search that forgets a running request when the next one starts.
 *
 * @param {string} url address that answers `?q=`
 * @returns {(words: string) => Promise<Page[] | null>} null = overtaken by a later call
 */
export function pageSearch(url) {
  let running;
  return async (words) => {
    running?.abort();
    const own = (running = new AbortController());
    try {
      const pages = await getJson(withQuery(url, { q: words }), { signal: own.signal });
      return own.signal.aborted ? null : pages;
    } catch (error) {
      if (error.name === "AbortError") return null;
      throw error;
    }
  };
}

/** @returns {Promise<Page | undefined>} the page with this uid, as far as one may see it */
export async function pageByUid(url, uid) {
  const pages = await getJson(withQuery(url, { uid })).catch(() => []);
  return pages.find((page) => page.uid === uid);
}

/** @param {Page} page @returns whether visitors see it, as far as their rights go */
export const isPublic = ({ state }) => state === "published" || state === "changed";

function withQuery(url, values) {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return address.href;
}

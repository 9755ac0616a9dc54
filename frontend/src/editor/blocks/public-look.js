/** The public site's style sheets, made fit for a shadow tree. */

const DARK = /\(prefers-color-scheme:\s*dark\)/g;
const FITTED = `
  :host { all: initial; display: block; color-scheme: inherit; }
  html, body { min-block-size: 0; background: none; }
  body { display: block; padding: 0; color: var(--ink, inherit); }
  html { padding: 0.75rem 1rem; background: var(--paper, transparent); overflow: hidden; }
  .body { grid-template-columns: [text-start] minmax(0, 1fr) [text-end wide-end]; }
  .body > * { margin-inline: 0; }`;

/**
 * The styles that a public page loads: those of its theme, and what plugins add to every page.
 *
 * @param {string} page address of a public page
 * @param {string} usual address of the style sheet for when that page cannot be read
 * @returns {Promise<CSSStyleSheet[]>}
 */
export async function publicLook(page, usual) {
  const found = await stylesOf(page).catch(() => []);
  const addresses = found.length ? found : [usual];
  const sheets = (await Promise.all(addresses.map(read))).map(sheetOf);
  document.adoptedStyleSheets.push(...sheets.map(fontsOf));
  return [...sheets, sheetOf(FITTED)];
}

async function stylesOf(page) {
  const response = await fetch(page, { credentials: "same-origin" });
  if (response.redirected || !response.ok) return [];
  const { head } = new DOMParser().parseFromString(await response.text(), "text/html");
  const links = head.querySelectorAll('link[rel="stylesheet"]');
  return [...links].map((link) => new URL(link.getAttribute("href"), response.url).href);
}

async function read(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  return response.ok ? fitted(await response.text(), response.url) : "";
}

/** No `:root` in a shadow tree; addresses are about the sheet's own; dark when the admin is. */
export function fitted(css, base, theme = document.documentElement.dataset.theme) {
  const scheme = { dark: "(width >= 0px)", light: "(width < 0px)" }[theme];
  const themed = scheme ? css.replace(DARK, scheme) : css;
  return themed
    .replace(/:root/g, "html")
    .replace(/url\((["']?)(?!data:|#)([^"')]+)\1\)/g, (_all, _quote, path) => `url("${new URL(path, base).href}")`);
}

function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Faces belong to the document: a shadow tree does not load them. */
function fontsOf(sheet) {
  const faces = [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
  return sheetOf(faces.map(({ cssText }) => cssText).join("\n"));
}

/**
 * Turn what word processors put on the clipboard into plain structure.
 *
 * Word writes lists as paragraphs of class MsoListParagraph whose `mso-list` style
 * tells the level; Google Docs wraps everything in a `<b>` of normal weight and
 * writes emphasis as styles.
 */

const EMPHASIS = [
  [/font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/font-style:\s*italic/i, "em"],
  [/text-decoration[^;]*line-through/i, "s"],
  [/vertical-align:\s*super/i, "sup"],
  [/vertical-align:\s*sub/i, "sub"],
];

/** @param {string} html @param {(html: string) => Document} parse @returns {string} */
export function cleanPaste(html, parse = parseHtml) {
  const inert = html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!\[[^>]*>/g, "")
    .replace(/(<[^>]*?)\sstyle=/gi, "$1 data-style=");
  const page = parse(inert);
  const body = page.body;
  if (body.querySelector("[data-pm-slice]")) return html;
  body.querySelectorAll("style, script, meta, link, title, img, o\\:p").forEach((part) => part.remove());
  unwrapGoogle(body);
  listsOfWord(body);
  emphasis(body);
  lowerHeadings(body);
  body.querySelectorAll("p, h2, h3, h4").forEach(dropEmpty);
  body.querySelectorAll("br").forEach(dropBetweenBlocks);
  return body.innerHTML;
}

const parseHtml = (html) => new DOMParser().parseFromString(html, "text/html");

const styleOf = (element) => element.getAttribute("data-style") ?? "";

function unwrapGoogle(body) {
  body.querySelectorAll('b[id^="docs-internal-guid"]').forEach((b) => b.replaceWith(...b.childNodes));
}

function emphasis(body) {
  for (const span of body.querySelectorAll("span[data-style]")) {
    const tags = EMPHASIS.filter(([style]) => style.test(styleOf(span))).map(([, tag]) => tag);
    for (const tag of tags) wrapContent(span, tag);
  }
  body.querySelectorAll("[data-style]").forEach((element) => element.removeAttribute("data-style"));
}

function wrapContent(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** The page's title is the only first level; below the fourth everything is the fourth. */
function lowerHeadings(body) {
  for (const [from, to] of [["h1", "h2"], ["h5", "h4"], ["h6", "h4"]]) {
    body.querySelectorAll(from).forEach((heading) => rename(heading, to));
  }
}

function rename(element, tag) {
  const fresh = element.ownerDocument.createElement(tag);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
}

function dropEmpty(block) {
  const inside = block.closest("li, td, th");
  if (!inside && !block.textContent.replace(/\u00a0/g, " ").trim()) block.remove();
}

const BLOCKS = "p, ul, ol, h2, h3, h4, table, blockquote, pre, hr, div";

/** Docs puts a line break between two blocks; inside a line it stays. */
function dropBetweenBlocks(line) {
  const { previousSibling: before, nextSibling: after } = line;
  if ([before, after].some((beside) => beside?.nodeType === 1 && beside.matches(BLOCKS))) line.remove();
}

function listsOfWord(body) {
  let open = [];
  for (const paragraph of [...body.querySelectorAll('p[class*="MsoList"]')]) {
    const level = Number(/mso-list:[^;]*level(\d)/i.exec(styleOf(paragraph))?.[1] ?? 1);
    const follows = open.length && paragraph.previousElementSibling === open[0].list;
    if (!follows) open = [];
    open = open.slice(0, level);
    addItem(paragraph, open, level);
  }
}

function addItem(paragraph, open, level) {
  const page = paragraph.ownerDocument;
  const marker = paragraph.querySelector('[data-style*="mso-list:Ignore" i]');
  const ordered = /^\s*[\w]{1,3}[.)]/.test(marker?.textContent ?? "");
  marker?.remove();
  while (open.length < level) openList(page, paragraph, open, ordered ? "ol" : "ul");
  const item = page.createElement("li");
  item.append(...paragraph.childNodes);
  open.at(-1).list.append(item);
  open.at(-1).item = item;
  paragraph.remove();
}

function openList(page, paragraph, open, tag) {
  const list = page.createElement(tag);
  const parent = open.at(-1);
  if (!parent) paragraph.before(list);
  else (parent.item ?? parent.list.appendChild(page.createElement("li"))).append(list);
  open.push({ list, item: null });
}

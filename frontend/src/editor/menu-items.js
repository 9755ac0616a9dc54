/** The formats and blocks of the slash menu, the + button and the toolbar: one list. */

/** `descriptor` marks a block of the core or a plugin, whose `face` is its icon's markup.
 *
 * @typedef {{id: string, group: string, title: string, icon: string, hint: string, words: string,
 *   run: (chain: any) => any, active?: (editor: any) => boolean, face?: string,
 *   description?: string, descriptor?: import("./blocks/kit.js").Descriptor}} BlockItem */

const heading = (level, hint, words) => ({
  id: `heading${level}`,
  group: "Formats",
  title: `Heading ${level}`,
  icon: `heading${level}`,
  hint,
  words,
  run: (chain) => chain.setNode("heading", { level }),
  active: (editor) => editor.isActive("heading", { level }),
});

/** @type {BlockItem[]} */
export const BLOCKS = [
  {
    id: "paragraph", group: "Formats", title: "Text", icon: "paragraph", hint: "",
    words: "paragraph plain normal",
    run: (chain) => chain.setParagraph(),
    active: (editor) => editor.isActive("paragraph"),
  },
  heading(2, "##", "h2 title big"),
  heading(3, "###", "h3 subtitle"),
  heading(4, "####", "h4 small"),
  {
    id: "bulletList", group: "Formats", title: "Bulleted list", icon: "list", hint: "-",
    words: "ul points unordered",
    run: (chain) => chain.toggleBulletList(),
    active: (editor) => editor.isActive("bulletList"),
  },
  {
    id: "orderedList", group: "Formats", title: "Numbered list", icon: "listOrdered", hint: "1.",
    words: "ol steps ordered",
    run: (chain) => chain.toggleOrderedList(),
    active: (editor) => editor.isActive("orderedList"),
  },
  {
    id: "blockquote", group: "Formats", title: "Quote", icon: "quote", hint: ">",
    words: "blockquote citation",
    run: (chain) => chain.toggleBlockquote(),
    active: (editor) => editor.isActive("blockquote"),
  },
  {
    id: "codeBlock", group: "Blocks", title: "Code", icon: "codeBlock", hint: "```",
    words: "pre source program block",
    run: (chain) => chain.toggleCodeBlock(),
    active: (editor) => editor.isActive("codeBlock"),
  },
  {
    id: "table", group: "Blocks", title: "Table", icon: "table", hint: "",
    words: "grid rows columns",
    run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  },
  {
    id: "divider", group: "Blocks", title: "Divider", icon: "minus", hint: "---",
    words: "line rule separator hr",
    run: (chain) => chain.setHorizontalRule(),
  },
  {
    id: "link", group: "Blocks", title: "Link to a page", icon: "link", hint: "",
    words: "page url address reference",
    dialog: true,
    run: (chain) => chain,
  },
];

/** The node or mark that an item makes. */
const MAKES = { heading2: "heading", heading3: "heading", heading4: "heading", divider: "horizontalRule" };

/** Items that the text of this editor may hold: a short text has fewer. */
export const allowedIn = ({ nodes, marks }, items = BLOCKS) =>
  items.filter(({ id }) => (MAKES[id] ?? id) in { ...nodes, ...marks });

/** Items whose title or words start with what was typed; title matches come first. After a space: none. */
export function matching(query, items = BLOCKS) {
  const wanted = query.trim().toLowerCase();
  if (!query) return items;
  if (!wanted || query.startsWith(" ")) return [];
  const rank = ({ title, words }) => {
    if (title.toLowerCase().startsWith(wanted)) return 0;
    return `${title} ${words}`.toLowerCase().split(" ").some((w) => w.startsWith(wanted)) ? 1 : 2;
  };
  const found = items.filter((item) => rank(item) < 2).sort((a, b) => rank(a) - rank(b));
  return found.map((item) => ({ ...item, group: "" }));
}

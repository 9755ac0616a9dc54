/** Marks beyond TipTap's own: our link, subscript and superscript. */
import { Mark, mergeAttributes } from "@tiptap/core";
import { Code } from "@tiptap/extension-code";
import { Link } from "@tiptap/extension-link";
import { isSafeAddress } from "./safe-address.js";

/** A link to a page of this site (`uid`, perhaps `anchor`) or to an address (`href`). */
export const PageLink = Link.extend({
  addAttributes: () => ({
    href: { default: null },
    uid: dataAttribute("uid", "data-page"),
    anchor: dataAttribute("anchor", "data-anchor"),
    title: { default: null },
  }),
  parseHTML: () => [
    { tag: "a[data-page]" },
    { tag: "a[href]", getAttrs: (a) => (isSafeAddress(a.getAttribute("href")) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", mergeAttributes(HTMLAttributes), 0],
}).configure({
  openOnClick: false,
  defaultProtocol: "https",
  isAllowedUri: (address) => isSafeAddress(address ?? ""),
});

function dataAttribute(name, attribute) {
  return {
    default: null,
    parseHTML: (element) => element.getAttribute(attribute),
    renderHTML: (values) => (values[name] ? { [attribute]: values[name] } : {}),
  };
}

/** Code may be a link or bold too, as on the server. */
export const InlineCode = Code.extend({ excludes: "" });

export const Subscript = scriptMark("subscript", "sub", "Mod-,");
export const Superscript = scriptMark("superscript", "sup", "Mod-.");

function scriptMark(name, tag, key) {
  return Mark.create({
    name,
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });
}

/** A small toolbar over the selected text; over a link it tells where the link goes. */
import { BubbleMenu } from "@tiptap/extension-bubble-menu";
import { h, keyName } from "../shared/dom.js";
import { isPublic, pageByUid } from "../shared/pages.js";
import { deadUids } from "./dead-links.js";
import { MARKS, markButton, tool } from "./toolbar.js";

/** @returns the extension; `element` is made here and placed by TipTap */
export function bubble(findUrl, actions) {
  const element = h("div", { class: "bubble", role: "toolbar", "aria-label": "Selection" });
  return BubbleMenu.extend({
    onCreate() {
      fill(element, this.editor, findUrl, actions);
    },
  }).configure({
    element,
    updateDelay: 120,
    shouldShow: ({ editor, state }) => editor.view.hasFocus() && worth(editor, state),
    options: { strategy: "fixed", placement: "top", offset: 8, flip: { padding: 60 }, shift: { padding: 8 } },
  });
}

function worth(editor, { selection, doc }) {
  if (editor.isActive("codeBlock") || selection.node) return false;
  if (editor.isActive("link")) return true;
  return !selection.empty && doc.textBetween(selection.from, selection.to).length > 0;
}

function fill(element, editor, findUrl, actions) {
  const target = h("a", { class: "bubble-target", target: "_blank", rel: "noopener" });
  const unlink = tool("unlink", "Remove link", () => removeLink(editor));
  const { schema } = editor;
  const headings = (schema.nodes.heading ? [2, 3] : []).map((level) =>
    tool(`heading${level}`, `Heading ${level}`, () =>
      editor.chain().focus().toggleHeading({ level }).run(),
    ),
  );
  const formats = [...MARKS.filter(([name]) => name in schema.marks).map((mark) => markButton(editor, ...mark)), ...headings];
  const link = tool("link", `Link (${keyName("Mod+K")})`, actions.openLink, "link");
  element.append(...formats, target, link, unlink);
  editor.on("transaction", () => refresh(editor, { element, formats, unlink, target }, findUrl));
}

const removeLink = (editor) => editor.chain().focus().extendMarkRange("link").unsetLink().run();

/** With the caret in a link and nothing selected, only the link matters. */
function refresh(editor, { element, formats, unlink, target }, findUrl) {
  for (const button of element.querySelectorAll("[data-mark]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.mark)));
  }
  const link = editor.isActive("link") ? editor.getAttributes("link") : null;
  formats.forEach((button) => (button.hidden = editor.state.selection.empty));
  unlink.hidden = !link;
  target.hidden = !link || !editor.state.selection.empty;
  if (link) describe(target, link, findUrl);
}

/** Show the address, or the title of the page behind a uid (asked once per link). */
async function describe(target, { href, uid }, findUrl) {
  const of = uid ?? href;
  if (target.dataset.of === of) return;
  target.dataset.of = of;
  show(target, href ?? "…", href);
  if (!uid) return;
  const page = findUrl && (await pageByUid(findUrl, uid));
  if (target.dataset.of === of) show(target, titled(page, uid), page?.path);
}

function titled(page, uid) {
  if (!page) return deadUids().has(uid) ? "This page is not there any more" : "A page you cannot see";
  return isPublic(page) ? page.title : `${page.title} (not public yet)`;
}

function show(target, text, address) {
  target.textContent = text;
  if (address) target.href = address;
  else target.removeAttribute("href");
}

/** A small toolbar over the selected text; over a link it tells where the link goes. */
import { BubbleMenu } from "@tiptap/extension-bubble-menu";
import { h, keyName } from "../shared/dom.js";
import { pageByUid } from "../shared/pages.js";
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
  const target = h("span", { class: "bubble-target", "aria-live": "polite" });
  const unlink = tool("unlink", "Remove link", () => removeLink(editor));
  const headings = [2, 3].map((level) =>
    tool(`heading${level}`, `Heading ${level}`, () =>
      editor.chain().focus().toggleHeading({ level }).run(),
    ),
  );
  const marks = MARKS.map(([name, label, keys]) => markButton(editor, name, label, keys));
  const link = tool("link", `Link (${keyName("Mod+K")})`, actions.openLink, "link");
  element.append(...marks, link, ...headings, unlink, target);
  editor.on("transaction", () => refresh(element, editor, unlink, target, findUrl));
}

const removeLink = (editor) => editor.chain().focus().extendMarkRange("link").unsetLink().run();

function refresh(element, editor, unlink, target, findUrl) {
  for (const button of element.querySelectorAll("[data-mark]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.mark)));
  }
  const link = editor.isActive("link") ? editor.getAttributes("link") : null;
  unlink.hidden = !link;
  target.hidden = !link;
  if (link) describe(target, link, findUrl);
}

/** Show the address, or the title of the page behind a uid (asked once per link). */
async function describe(target, { href, uid }, findUrl) {
  if (target.dataset.of === (uid ?? href)) return;
  target.dataset.of = uid ?? href;
  target.textContent = href ?? "…";
  if (!uid) return;
  const page = findUrl && (await pageByUid(findUrl, uid));
  if (target.dataset.of === uid) target.textContent = page?.title ?? "a page of this site";
}

/** The editor's own icons (lucide, ISC licence), bundled as text. */
import arrowDown from "lucide-static/icons/arrow-down.svg";
import arrowUp from "lucide-static/icons/arrow-up.svg";
import bold from "lucide-static/icons/bold.svg";
import code from "lucide-static/icons/code.svg";
import codeBlock from "lucide-static/icons/square-code.svg";
import copy from "lucide-static/icons/copy.svg";
import ellipsis from "lucide-static/icons/ellipsis.svg";
import grip from "lucide-static/icons/grip-vertical.svg";
import help from "lucide-static/icons/circle-help.svg";
import heading2 from "lucide-static/icons/heading-2.svg";
import heading3 from "lucide-static/icons/heading-3.svg";
import heading4 from "lucide-static/icons/heading-4.svg";
import italic from "lucide-static/icons/italic.svg";
import link from "lucide-static/icons/link.svg";
import list from "lucide-static/icons/list.svg";
import listOrdered from "lucide-static/icons/list-ordered.svg";
import minus from "lucide-static/icons/minus.svg";
import paragraph from "lucide-static/icons/pilcrow.svg";
import pencil from "lucide-static/icons/pencil.svg";
import plus from "lucide-static/icons/plus.svg";
import quote from "lucide-static/icons/quote.svg";
import redo from "lucide-static/icons/redo-2.svg";
import strike from "lucide-static/icons/strikethrough.svg";
import table from "lucide-static/icons/table.svg";
import trash from "lucide-static/icons/trash-2.svg";
import undo from "lucide-static/icons/undo-2.svg";
import unlink from "lucide-static/icons/unlink.svg";
import chevron from "lucide-static/icons/chevron-down.svg";

const SOURCES = {
  arrowDown, arrowUp, bold, code, codeBlock, copy, ellipsis, grip, help, heading2, heading3, heading4, italic, link, list, listOrdered,
  minus, paragraph, pencil, plus, quote, redo, strike, table, trash, undo, unlink, chevron,
};

/** Markup of an icon that says nothing by itself. */
export const icon = (name) =>
  SOURCES[name]
    .replace(/<!--[\s\S]*?-->\s*/, "")
    .replace(/class="[^"]*"/, 'class="icon" aria-hidden="true"');

/** Markup of an icon of the admin's sprite, which plugins choose from by name. */
export const spriteIcon = (name, sprite) =>
  sprite && /^[a-z0-9-]+$/.test(name)
    ? `<svg class="icon" aria-hidden="true"><use href="${encodeURI(sprite)}#${name}"></use></svg>`
    : "";

/** Tables without column widths or style attributes, and the menu that shapes them. */
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";

/** Cells keep only what the server stores; text alignment and widths are the theme's. */
const spans = () => ({ colspan: span("colspan"), rowspan: span("rowspan") });

const span = (name) => ({
  default: 1,
  parseHTML: (cell) => Math.max(1, Number(cell.getAttribute(name)) || 1),
});

/** `colwidth` stays in the schema because prosemirror-tables reads it; it is always null. */
const attributes = () => ({ ...spans(), colwidth: { default: null, rendered: false } });

export const tableExtensions = [
  Table.extend({ renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]] }).configure({
    resizable: false,
    View: null,
  }),
  TableRow,
  TableHeader.extend({ addAttributes: attributes }),
  TableCell.extend({ addAttributes: attributes }),
];

/** What the table menu offers: label and command; null is a dividing line. */
export const TABLE_ACTIONS = [
  ["Row above", "addRowBefore"],
  ["Row below", "addRowAfter"],
  ["Column before", "addColumnBefore"],
  ["Column after", "addColumnAfter"],
  null,
  ["Header row on or off", "toggleHeaderRow"],
  ["Header column on or off", "toggleHeaderColumn"],
  ["Join or split cells", "mergeOrSplit"],
  null,
  ["Delete row", "deleteRow"],
  ["Delete column", "deleteColumn"],
  ["Delete table", "deleteTable"],
];

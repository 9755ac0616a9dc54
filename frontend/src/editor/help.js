/** What Ctrl+/ shows. */
import { keyName } from "../shared/dom.js";
import { showShortcuts } from "../shared/dialog.js";

const named = (rows) => rows.map(([what, keys]) => [what, keyName(keys)]);

export const openHelp = () =>
  showShortcuts([
    ["Page", named([["Save now", "Mod+S"], ["Publish", "Mod+Enter"], ["Find a page or screen", "Mod+K"]])],
    ["Text", named([
      ["Bold", "Mod+B"], ["Italic", "Mod+I"], ["Strikethrough", "Mod+Shift+S"], ["Code", "Mod+E"],
      ["Link", "Mod+K"], ["Undo", "Mod+Z"], ["Redo", "Mod+Shift+Z"],
    ])],
    ["Blocks", named([
      ["Add a heading, list, table…", "/"], ["Heading 2, 3, 4", "Mod+Alt+2, 3, 4"],
      ["Bulleted list", "Mod+Shift+8"], ["Numbered list", "Mod+Shift+7"], ["Quote", "Mod+Shift+B"],
      ["Move the block up or down", "Alt+Shift+↑ ↓"], ["Duplicate the block", "Mod+Shift+D"],
      ["Choose the block round the text", "Esc"], ["Change the chosen block", "Enter"],
      ["Next table cell, deeper in a list", "Tab"],
      ["Line break", "Shift+Enter"], ["Leave a code block", "Mod+Enter"],
    ])],
    ["Getting about", named([
      ["To the toolbar", "Alt+F10"], ["Back to the text", "Esc"], ["This list", "Mod+/"],
    ])],
    ["Typed as text", [
      ["Heading", "## "], ["List", "- or 1. "], ["Quote", "> "], ["Code block", "``` "],
      ["Divider", "---"], ["Bold, italic, code", "**b** *i* `c`"],
    ]],
  ]);

/**
 * Behaviours of the admin, each bound to markup that works without them.
 * To add one: a file with a `start...` function, and a line here.
 */
import { startAppearance } from "./appearance.js";
import { startConfirm } from "./confirm.js";
import { startCopy } from "./copy.js";
import { startColours } from "./colour.js";
import { startEdit } from "./edit.js";
import { startEntries } from "./entries.js";
import { startHelp } from "./keys.js";
import { startLists } from "./list.js";
import { startMenus } from "./menus.js";
import { startPageFields } from "./page-field.js";
import { startPalette } from "./palette.js";
import { startPolling } from "./poll.js";
import { startReorder } from "./reorder.js";
import { startSuggestions } from "./suggest.js";
import { startTabs } from "./tabs.js";
import { startTiming } from "./timing.js";
import { startToasts } from "./toasts.js";
import { startTree } from "./tree.js";

startConfirm();
startAppearance();
startMenus();
startTree();
startLists();
startReorder();
startSuggestions();
startTabs();
startTiming();
startToasts();
startCopy();
startPalette();
startPolling();
startHelp();
startEntries();
startColours();
startPageFields();
startEdit();

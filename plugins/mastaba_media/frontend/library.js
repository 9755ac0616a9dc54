/** The screen of a folder: grid or list, and files that are dragged onto a folder. */
import { startDragging } from "./library/drag.js";
import { startViews } from "./library/views.js";

startViews();
startDragging();

/**
 * Conversations without leaving the page: forms open in place, send without a reload, and keep what
 * was typed. Without it every link and form works all the same.
 */
import { listen } from "./comments/open.js";
import { markOwn } from "./comments/mine.js";

for (const section of document.querySelectorAll(".comments")) {
  listen(section);
  markOwn(section);
}

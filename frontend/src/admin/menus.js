/** Arrow keys in menus that open as popovers. */
import { wireMenu } from "../shared/menu.js";

export function startMenus() {
  for (const opener of document.querySelectorAll("button[popovertarget]")) {
    const panel = document.getElementById(opener.getAttribute("popovertarget"));
    if (panel?.matches(".menu")) wireMenu(opener, panel);
  }
}

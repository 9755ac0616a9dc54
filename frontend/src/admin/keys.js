/** Ctrl+/ lists the keys of this screen (the editor lists its own). */
import { isMod, keyName } from "../shared/dom.js";
import { showShortcuts } from "../shared/dialog.js";

export function startHelp() {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isMod(event, "/") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    showShortcuts(groups());
  });
}

function groups() {
  const everywhere = ["Everywhere", [["Find a page or a screen", keyName("Mod+K")], ["This list", keyName("Mod+/")]]];
  const list = ["List", [["Next row", "j"], ["Row before", "k"], ["Tick", "x"], ["Open", "Enter"], ["Tick a range", "Shift+click"], ["Move it up or down", "Alt+↑ ↓"]]];
  const edit = ["Page", [["Save now", keyName("Mod+S")], ["Publish", keyName("Mod+Enter")]]];
  const tree = ["Tree", [["Open, close", "→ ←"], ["Move", "↑ ↓"], ["First, last", "Home End"], ["By name", "type it"]]];
  const has = (selector) => document.querySelector(selector) !== null;
  return [
    everywhere,
    ...(has("form[data-autosave]") ? [edit] : []),
    ...(has("[data-row]") ? [list] : []),
    ...(has("[data-tree]") ? [tree] : []),
  ];
}

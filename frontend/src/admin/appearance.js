/** The theme buttons and the button that narrows the sidebar. */
import { recall, remember } from "./memory.js";

const root = document.documentElement;

export function startAppearance() {
  const buttons = [...document.querySelectorAll("[data-theme-set]")];
  showTheme(buttons, recall("theme") ?? "system");
  for (const button of buttons) {
    button.addEventListener("click", () => chooseTheme(buttons, button.dataset.themeSet));
  }
  for (const toggle of document.querySelectorAll("[data-sidebar-toggle]")) {
    toggle.setAttribute("aria-pressed", String(root.dataset.sidebar === "rail"));
    toggle.addEventListener("click", () => toggleSidebar(toggle));
  }
}

function chooseTheme(buttons, theme) {
  remember("theme", theme === "system" ? undefined : theme);
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  showTheme(buttons, theme);
}

function showTheme(buttons, theme) {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }
}

function toggleSidebar(toggle) {
  const narrow = root.dataset.sidebar !== "rail";
  if (narrow) root.dataset.sidebar = "rail";
  else delete root.dataset.sidebar;
  remember("sidebar", narrow ? "rail" : undefined);
  toggle.setAttribute("aria-pressed", String(narrow));
}

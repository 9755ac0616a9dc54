/** Before the first paint: the visitor's theme and the width of the sidebar, on `<html>`. */
(function restore() {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("mastaba:theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("mastaba:sidebar") === "rail") root.dataset.sidebar = "rail";
  } catch {
    // Storage may be forbidden; then the system decides.
  }
})();

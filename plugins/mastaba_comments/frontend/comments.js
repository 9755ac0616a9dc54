/**
 * Conversations without leaving the page: forms open in place, send without a reload, and keep what
 * was typed. Without it every link and form works all the same. Readers load these lines only; the
 * rest comes when somebody begins to write.
 */
const OPENS =
  "[data-write-link], [data-answer], [data-comments] > .comments-more > a, .comments:not(.comments-alone) [data-cancel]";

for (const section of document.querySelectorAll(".comments")) {
  section.addEventListener("click", (event) => {
    const link = event.target.closest(OPENS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    import("./comments/open.js")
      .then(({ follow }) => follow(section, link))
      .catch(() => location.assign(link.href));
  });
  const form = section.querySelector("[data-comments-form]");
  if (form) import("./comments/form.js").then(({ startForm }) => startForm(form, section));
  if (hasWritten()) import("./comments/mine.js").then(({ markOwn }) => markOwn(section));
}

function hasWritten() {
  try {
    return localStorage.getItem("mastaba.comments.mine");
  } catch {
    return false; // a browser that keeps nothing
  }
}

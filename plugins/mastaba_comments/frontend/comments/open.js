/** Links that open a form or more comments in place; where that fails, they are followed. */
import { fetchPart } from "./fetch.js";
import { startForm } from "./form.js";

export function listen(section) {
  section.querySelectorAll("[data-comments-form]").forEach((form) => startForm(form, section));
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const act = actOf(link);
    if (!act) return;
    event.preventDefault();
    act(section, link).catch(() => location.assign(link.href));
  });
}

function actOf(link) {
  if (link.matches("[data-write-link], [data-answer]")) return openForm;
  if (link.matches("[data-comments] > .comments-more > a")) return showMore;
  if (link.matches("[data-cancel]") && !link.closest(".comments-alone")) return closeForm;
  return null;
}

async function openForm(section, link) {
  const open = section.querySelector("[data-comments-form]");
  const part = await fetchPart(link.href);
  const form = part.querySelector("form");
  if (!form) throw new Error("no form");
  open?.remove();
  section.querySelectorAll("[data-opens]").forEach((one) => (one.hidden = false));
  const comment = link.closest(".comment");
  if (comment) comment.append(form);
  else {
    const place = link.closest("[data-form-place]");
    place.dataset.opens = "";
    place.hidden = true;
    place.after(form);
  }
  form.opener = link;
  startForm(form, section);
  form.querySelector("textarea").focus();
}

async function closeForm(section, link) {
  const form = link.closest("form");
  const opener = form.opener;
  form.remove();
  section.querySelectorAll("[data-opens]").forEach((one) => (one.hidden = false));
  opener?.focus();
}

async function showMore(section, link) {
  link.setAttribute("aria-busy", "true");
  const part = await fetchPart(link.href);
  const first = part.querySelector(".comment");
  link.closest("li").replaceWith(part);
  first?.focus();
}

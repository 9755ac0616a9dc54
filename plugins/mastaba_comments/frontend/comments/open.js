/** Links that open a form or more comments in place; where that fails, they are followed. */
import { fetchPart } from "./fetch.js";
import { startForm } from "./form.js";
import { markOwn } from "./mine.js";

/** Do in place what the link leads to; throws where it must be followed. */
export function follow(section, link) {
  if (link.matches("[data-cancel]")) return closeForm(section, link);
  return link.closest(".comments-more") ? showMore(section, link) : openForm(section, link);
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
  form.scrollIntoView({ block: "nearest" });
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
  markOwn(section);
  first?.focus();
}

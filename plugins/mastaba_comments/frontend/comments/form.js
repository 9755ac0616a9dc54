/** A form in place: what is typed is kept until it was sent, and sent without leaving the page. */
import { parse } from "./fetch.js";
import { link, markOwn, remember } from "./mine.js";
import { say } from "./say.js";
import { keep, recall } from "./store.js";

const FIELDS = ["name", "mail"];
const NO_ANSWER = "Nothing was sent: the site could not be reached. Your words are kept; try again.";

export function startForm(form, section) {
  const text = form.elements.text;
  if (!text) return;
  const draft = `draft:${form.getAttribute("action")}`;
  if (!text.value) text.value = recall(draft, "");
  text.addEventListener("input", () => keep(draft, text.value));
  startMemory(form);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "take") return;
    event.preventDefault();
    send(form, section, event.submitter, draft).catch(() => fail(form, NO_ANSWER));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

function startMemory(form) {
  const box = form.querySelector("[data-remember]");
  if (!box) return;
  const [tick, known] = [box.querySelector("input"), recall("who", null)];
  box.hidden = false;
  tick.checked = Boolean(known);
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (field && !field.value) field.value = known?.[name] ?? "";
  }
}

function keepMemory(form) {
  const tick = form.querySelector("[data-remember] input");
  if (!tick) return;
  const values = FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]);
  keep("who", tick.checked ? Object.fromEntries(values) : null);
}

async function send(form, section, button, draft) {
  if (form.ariaBusy === "true") return;
  setBusy(form, true);
  try {
    const answer = await post(form, button);
    const type = answer.headers.get("Content-Type") ?? "";
    if (type.includes("json")) await taken(form, section, await answer.json(), answer.ok, draft);
    else if (answer.ok || answer.status === 422) again(form, section, await answer.text());
    else fail(form, NO_ANSWER);
  } finally {
    setBusy(form, false);
  }
}

function post(form, button) {
  const address = new URL(form.action);
  address.searchParams.set("part", "1");
  const body = new URLSearchParams(new FormData(form, button));
  const headers = { Accept: "application/json, text/html;q=0.9" };
  return fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
}

async function taken(form, section, told, ok, draft) {
  if (!ok) return fail(form, told.error ?? NO_ANSWER);
  keepMemory(form);
  keep(draft, "");
  remember(told);
  const comment = show(form, section, told);
  const place = section.querySelector("[data-opens]");
  if (place) place.hidden = false;
  const links = comment ? [] : [link(told.change, "Change it"), link(told.take, "Take it back")];
  const note = say(section, form, told.words, ...links);
  form.remove();
  (comment ?? note).focus({ preventScroll: true });
  (comment ?? note).scrollIntoView({ block: "center" });
}

/** Put the new comment where it belongs: behind what answers the same, or at the end. */
function show(form, section, { html }) {
  if (!html) return null;
  const list = section.querySelector("[data-comments]");
  const item = parse(html).querySelector("li");
  const answered = form.closest(".comment");
  item.dataset.new = "";
  if (answered) lastBelow(answered).after(item);
  else if (list.lastElementChild?.matches(".comments-more")) list.lastElementChild.before(item);
  else list.append(item);
  section.querySelector(".comments-none")?.remove();
  const count = section.querySelector("[data-count]");
  if (count) count.textContent = Number(count.textContent) + 1;
  markOwn(section);
  return item;
}

function lastBelow(comment) {
  let last = comment;
  const level = Number(comment.dataset.level);
  while (Number(last.nextElementSibling?.dataset.level) > level) last = last.nextElementSibling;
  return last;
}

/** The form once more, as the server sent it: with errors, or with a preview. */
function again(form, section, html) {
  const fresh = parse(html).querySelector("form");
  if (!fresh) return fail(form, NO_ANSWER);
  fresh.opener = form.opener;
  const remembered = form.querySelector("[data-remember] input")?.checked;
  form.replaceWith(fresh);
  startForm(fresh, section);
  const tick = fresh.querySelector("[data-remember] input");
  if (tick) tick.checked = remembered;
  const wanted = fresh.querySelector("[aria-invalid], [role=alert], .comments-preview");
  if (wanted) wanted.tabIndex ||= -1;
  (wanted ?? fresh.elements.text).focus();
}

function fail(form, words) {
  let alert = form.querySelector("[role=alert]");
  if (!alert) {
    alert = document.createElement("p");
    alert.className = "comments-error";
    alert.setAttribute("role", "alert");
    form.prepend(alert);
  }
  alert.textContent = words;
  alert.scrollIntoView({ block: "nearest" });
}

function setBusy(form, busy) {
  form.ariaBusy = String(busy);
  form.querySelectorAll("button").forEach((one) => one.setAttribute("aria-busy", String(busy)));
}

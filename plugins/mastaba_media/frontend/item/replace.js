/**
 * Another file in the place of this one: chosen, or dropped on the picture; before and after are
 * shown side by side, and the address stays.
 */
import { h } from "../../../../frontend/src/shared/dom.js";
import { showDialog } from "../../../../frontend/src/shared/dialog.js";
import { csrfToken } from "../../../../frontend/src/shared/http.js";
import { sendFile } from "../../../../frontend/src/shared/send-file.js";
import { tooLarge } from "../../../../frontend/src/shared/sizes.js";

export function startReplace(stage) {
  const button = stage.querySelector("[data-replace]");
  const url = stage.dataset.replaceUrl;
  if (!url || !button) return;
  const input = h("input", { type: "file", hidden: true, "aria-label": "New file" });
  stage.append(input);
  button.hidden = false;
  button.addEventListener("click", () => input.click());
  input.addEventListener("input", (event) => event.stopPropagation()); // nothing is typed into the form
  input.addEventListener("change", () => {
    const file = input.files[0];
    input.value = ""; // so that the same file can be chosen again
    if (file) ask(stage, url, file);
  });
  takeDrops(stage, (file) => ask(stage, url, file));
}

function takeDrops(stage, take) {
  const files = (event) => event.dataTransfer.types.includes("Files");
  stage.addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    stage.dataset.over = "";
  });
  stage.addEventListener("dragleave", () => delete stage.dataset.over);
  stage.addEventListener("drop", (event) => {
    delete stage.dataset.over;
    if (!files(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
}

function ask(stage, url, file) {
  const address = URL.createObjectURL(file);
  const error = h("p", { class: "error", role: "alert", hidden: true });
  const no = h("button", { type: "button", class: "button", autofocus: true }, "Cancel");
  const yes = h("button", { type: "button", class: "button button-strong" }, "Replace");
  const dialog = showDialog({
    title: "Replace the file?",
    body: [pair(stage, file, address), h("p", {}, NOTE), error],
    footer: [no, yes],
  });
  no.addEventListener("click", () => dialog.close(""));
  dialog.addEventListener("close", () => URL.revokeObjectURL(address));
  yes.addEventListener("click", () => send({ url, file, yes, error }));
}

const NOTE =
  "Every page that shows this file shows the new one, once it is published. The address stays, and the file of today stays in the history. Crop and focal point begin anew.";

function pair(stage, file, address) {
  const before = stage.querySelector("[data-picture]");
  const side = (title, picture) => h("figure", {}, picture, h("figcaption", {}, title));
  const now = before ? h("img", { src: before.src, alt: "" }) : h("b", {}, stage.textContent.trim().split(/\s{2,}/)[0]);
  const then = file.type.startsWith("image/") ? h("img", { src: address, alt: "" }) : h("b", {}, file.name);
  return h("div", { class: "before-after" }, side("Now", now), side(`Then: ${file.name}`, then));
}

async function send({ url, file, yes, error }) {
  yes.disabled = true;
  yes.textContent = "Sending…";
  const progress = (done) => (yes.textContent = `Sending… ${Math.round(done * 100)} %`);
  try {
    const large = tooLarge(file, Number(document.querySelector("meta[name=media-limit]")?.content));
    if (large) throw new Error(large);
    await sendFile(`${url}?name=${encodeURIComponent(file.name)}`, file, csrfToken(), { progress });
    location.reload();
  } catch (problem) {
    error.textContent = problem.message;
    error.hidden = false;
    yes.disabled = false;
    yes.textContent = "Try again";
  }
}

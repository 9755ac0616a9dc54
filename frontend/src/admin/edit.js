/** The edit screen: autosave, preview, title, address, keys. */
import { isMod } from "../shared/dom.js";
import { Autosave } from "./autosave.js";
import { Preview } from "./preview.js";
import { startSlug } from "./slug.js";
import { startTitle } from "./title.js";

export async function startEdit() {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  await bodyReady(form);
  startTitle(form);
  startSlug(form);
  const autosave = new Autosave(form);
  const pane = document.querySelector("[data-preview]");
  if (pane) new Preview(pane, autosave.saveNow);
  startKeys(form, autosave);
  form.addEventListener("mastaba:saved", ({ detail }) => showState(detail));
}

/** The editor is its own script; the form is read only after it has taken its text. */
async function bodyReady(form) {
  const body = form.querySelector("mastaba-body");
  if (body && document.querySelector('script[src*="editor"]')) {
    await Promise.race([customElements.whenDefined("mastaba-body"), new Promise((go) => setTimeout(go, 5000))]);
  }
}

function startKeys(form, autosave) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (isMod(event, "s")) {
      event.preventDefault();
      autosave.saveNow();
    } else if (isMod(event, "enter")) {
      event.preventDefault();
      publish();
    }
  });
  form.addEventListener("mastaba:publish", publish);
}

const publish = () => document.querySelector("[data-publish]")?.click();

/** A first save of a live page turns its chip to "Published + changes". */
function showState({ chip_html: chip }) {
  const place = document.querySelector("[data-state-chip]");
  if (place && chip) place.innerHTML = chip;
}

/**
 * Build the front end: `node build.mjs [--watch]`.
 *
 * Reads `src/`, writes `../platform/mastaba/static/` (content-hashed names and
 * `manifest.json`, which maps each logical name to the hashed one). The same
 * sources always give the same bytes.
 */
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join, relative } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "..", "platform", "mastaba", "static");

const tools = await loadTools();

if (process.argv.includes("--watch")) {
  await report();
  watchSource();
} else {
  process.exitCode = (await report()) ? 0 : 1;
}

/** Import the steps, or stop with the command that installs what they need. */
async function loadTools() {
  try {
    const [{ bundle }, { sprite }, { publish }, { weigh }] = await Promise.all(
      ["bundle", "icons", "publish", "budget"].map((name) => import(`./tools/${name}.mjs`)),
    );
    return { bundle, sprite, publish, weigh };
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.error("The front end's packages are not installed: run `python frontend/build.py`.");
    process.exit(1);
  }
}

/** Build once and print the sizes. Returns true when everything fits its budget. */
async function report() {
  try {
    const files = [...(await tools.bundle(source)), await tools.sprite(source, here)];
    const manifest = await tools.publish(files, target);
    return tools.weigh(files, manifest);
  } catch (error) {
    console.error(`The front end was not built: ${error.message}`);
    return false;
  }
}

/** Build again 80 ms after the last change below `src/`. */
function watchSource() {
  let timer;
  watch(source, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(report, 80);
  });
  console.log(`Watching ${relative(process.cwd(), source) || source} (Ctrl+C stops).`);
}

/**
 * Build the front end: `node build.mjs [--watch]`.
 *
 * Reads `src/`, writes `../platform/mastaba/static/` (content-hashed names and
 * `manifest.json`, which maps each logical name to the hashed one). The same
 * sources always give the same bytes. The same for the plugins of this checkout
 * (`plugins/<package>/frontend/`; see `tools/plugins.mjs`).
 */
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join, relative } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const source = join(here, "src");
const target = join(root, "platform", "mastaba", "static");

const tools = await loadTools();

if (process.argv.includes("--watch")) {
  await report();
  await watchSources();
} else {
  process.exitCode = (await report()) ? 0 : 1;
}

/** Import the steps, or stop with the command that installs what they need. */
async function loadTools() {
  try {
    const names = ["bundle", "icons", "publish", "plugins", "budget"];
    const modules = await Promise.all(names.map((name) => import(`./tools/${name}.mjs`)));
    return Object.assign({}, ...modules);
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
    await tools.publish(files, target);
    return tools.weigh([...files, ...(await buildPlugins())]);
  } catch (error) {
    console.error(`The front end was not built: ${error.message}`);
    return false;
  }
}

/** Build each plugin's front end; their files, for weighing. */
async function buildPlugins() {
  const files = [];
  for (const plugin of await tools.pluginFrontEnds(root)) {
    const built = await tools.bundlePlugin(plugin, join(here, "node_modules"));
    await tools.publishPlugin(built, plugin.target);
    files.push(...built);
  }
  return files;
}

/** Build again 80 ms after the last change of a source, of the core or a plugin. */
async function watchSources() {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(report, 80);
  };
  const plugins = (await tools.pluginFrontEnds(root)).map((plugin) => plugin.source);
  for (const folder of [source, ...plugins]) {
    watch(folder, { recursive: true }, again);
    console.log(`Watching ${relative(process.cwd(), folder) || folder} (Ctrl+C stops).`);
  }
}

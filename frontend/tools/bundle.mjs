/**
 * Bundle scripts and style sheets with esbuild's JavaScript API.
 *
 * A bundled file is `{ logical, name, bytes, uses }`: the name a template asks
 * for, the hashed name it is served under, its content, and the logical names
 * of the files it loads in turn (a style sheet's fonts).
 */
import { existsSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import esbuild from "esbuild";

const SCRIPTS = ["admin/admin.js", "admin/theme.js", "editor/editor.js"];
const IMAGES = ["admin/mark.svg"];
const PICTURES = ["admin/mark.svg"];
/** The oldest browsers that are supported. */
export const TARGETS = ["chrome123", "firefox120", "safari17.5"];
const STYLES = ["admin/admin.css", "editor/editor.css", "site/site.css"];

/** @returns {Promise<{logical: string, name: string, bytes: Uint8Array, uses: string[]}[]>} */
export async function bundle(source) {
  const scripts = run(source, SCRIPTS, { loader: { ".svg": "text" } });
  const styles = run(source, STYLES, { loader: { ".svg": "file", ".woff2": "file" } });
  const images = run(source, IMAGES, { loader: { ".svg": "copy" } });
  return (await Promise.all([scripts, styles, images])).flat();
}

async function run(source, entries, options) {
  const result = await esbuild.build({
    absWorkingDir: source,
    entryPoints: entries.filter((entry) => existsSync(join(source, entry))),
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: "out",
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    metafile: true,
    legalComments: "none",
    target: TARGETS,
    logLevel: "silent",
    ...options,
  });
  return result.outputFiles.map((file) => describe(file, source, result.metafile));
}

function describe(file, source, { outputs }) {
  const key = relative(source, file.path).replaceAll("\\", "/");
  const uses = outputs[key].imports.filter(({ path }) => path in outputs);
  return {
    logical: logicalName(key, outputs),
    name: basename(file.path),
    bytes: file.contents,
    uses: uses.map(({ path }) => logicalName(path, outputs)),
  };
}

/** `out/admin-4F2A.css`, made from `admin/admin.css`, is called `admin.css`. */
function logicalName(key, outputs) {
  const origin = outputs[key].entryPoint ?? Object.keys(outputs[key].inputs)[0];
  return basename(origin, extname(origin)) + extname(key);
}

/**
 * The front ends of the plugins in this checkout: `plugins/<package>/frontend/`.
 *
 * Each script and style sheet at the top of that folder is an entry point, and becomes a file of
 * the same name in `plugins/<package>/static/`. Names are not hashed: the application serves the
 * folder under a hash of the whole. Scripts are ES modules and share what they both import.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import esbuild from "esbuild";
import { TARGETS } from "./bundle.mjs";

const ENTRIES = new Set([".js", ".css"]);

/** @returns {Promise<{name: string, source: string, target: string}[]>} plugins with a front end */
export async function pluginFrontEnds(root) {
  const plugins = join(root, "plugins");
  const names = existsSync(plugins) ? (await readdir(plugins)).sort() : [];
  return names
    .map((name) => ({
      name,
      source: join(plugins, name, "frontend"),
      target: join(plugins, name, "static"),
    }))
    .filter(({ source }) => existsSync(source));
}

/** @returns {Promise<{logical: string, name: string, bytes: Uint8Array, uses: string[]}[]>} */
export async function bundlePlugin({ name, source, target }, packages) {
  const entries = (await readdir(source)).filter((file) => ENTRIES.has(extname(file))).sort();
  const result = await esbuild.build({
    absWorkingDir: source,
    entryPoints: entries,
    entryNames: "[name]",
    chunkNames: "part-[hash]",
    assetNames: "[name]",
    outdir: target,
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    write: false,
    legalComments: "none",
    loader: { ".svg": "file", ".woff2": "file" },
    nodePaths: [packages],
    target: TARGETS,
    logLevel: "silent",
  });
  return result.outputFiles.map(({ path, contents }) => ({
    logical: `${name}/${basename(path)}`,
    name: relative(target, path),
    bytes: contents,
    uses: [],
  }));
}

/** Write the files of one plugin; remove what an earlier build left. */
export async function publishPlugin(files, target) {
  await mkdir(target, { recursive: true });
  const wanted = new Set(files.map(({ name }) => name));
  await Promise.all(files.map(({ name, bytes }) => writeIfNew(join(target, name), bytes)));
  const stale = (await readdir(target)).filter((name) => !wanted.has(name));
  await Promise.all(stale.map((name) => rm(join(target, name), { recursive: true })));
}

async function writeIfNew(path, bytes) {
  const present = await readFile(path).catch(() => null);
  if (present && !Buffer.compare(present, bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** Write the built files and the manifest; remove what an earlier build left. */
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const MANIFEST = "manifest.json";

/** @returns {Promise<Record<string, string>>} logical name -> hashed name */
export async function publish(files, target) {
  await mkdir(target, { recursive: true });
  await Promise.all(files.map((file) => writeIfNew(join(target, file.name), file.bytes)));
  const manifest = manifestOf(files);
  await replace(join(target, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await removeStale(target, new Set([MANIFEST, ...files.map((file) => file.name)]));
  return manifest;
}

/** @throws {Error} when two sources would share one logical name */
export function manifestOf(files) {
  const manifest = {};
  for (const { logical, name } of [...files].sort((a, b) => (a.logical < b.logical ? -1 : 1))) {
    if (manifest[logical] && manifest[logical] !== name) {
      throw new Error(`two sources are both called "${logical}": rename one.`);
    }
    manifest[logical] = name;
  }
  return manifest;
}

/** A hashed name with the same content is left alone, so its time stays too. */
async function writeIfNew(path, bytes) {
  const present = await readFile(path).catch(() => null);
  if (!present || Buffer.compare(present, bytes)) await writeFile(path, bytes);
}

/** A running server never reads half a manifest. */
async function replace(path, text) {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

async function removeStale(target, keep) {
  const stale = (await readdir(target)).filter((name) => !keep.has(name));
  await Promise.all(stale.map((name) => rm(join(target, name), { recursive: true })));
}

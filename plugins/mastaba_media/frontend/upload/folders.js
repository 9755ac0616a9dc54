/** The files of a drop, those of dropped folders included. */

const MOST = 500;

/** @param {DataTransfer} data @returns {Promise<File[]>} */
export async function filesIn(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...data.files];
  const found = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry, found) {
  if (found.length >= MOST || entry.name.startsWith(".")) return;
  if (entry.isFile) found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
  else for (const inner of await children(entry)) await collect(inner, found);
}

/** A browser gives a hundred at a time. */
async function children(folder) {
  const reader = folder.createReader();
  const all = [];
  let some;
  do {
    some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    all.push(...some);
  } while (some.length);
  return all;
}

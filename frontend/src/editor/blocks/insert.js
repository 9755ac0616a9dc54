/** Put a new block into the text, where the caret is. */
import { choose } from "../../shared/chooser.js";
import { ownStep, pickedBlocks } from "../move.js";
import { placeIn } from "./actions.js";
import { askForData } from "./form.js";

/** The menu's items for the blocks of this text: the shape of `menu-items.js`. */
export const blockItems = (kit) =>
  kit.descriptors.filter(({ insertable }) => insertable).map((descriptor) => ({
    id: descriptor.name,
    group: descriptor.owner || "Blocks",
    title: descriptor.title,
    face: kit.face(descriptor),
    description: descriptor.description,
    hint: "",
    words: descriptor.description,
    descriptor,
  }));

/** Whether the block may stand where the caret is. */
export const mayStand = (state, { name }) => placeFor(state, state.schema.nodes[name]) !== null;

/** Ask for what it needs, then put it in; cancelling leaves the text as it is. */
export async function insertBlock(editor, kit, descriptor) {
  const { defaults, version } = descriptor;
  const given = { data: defaults ?? {}, version };
  const answer = await filled(kit, descriptor, given);
  if (answer) put(editor.view, descriptor, { ...given, ...answer });
  editor.view.focus();
}

/** A block that shows what one chooses is filled by choosing; others by their form, if they need it. */
async function filled(kit, descriptor, given) {
  if (descriptor.choose) return chosen(descriptor, given);
  return descriptor.required ? askForData(kit, descriptor, given.data, true) : given;
}

async function chosen({ title, choose: { field, url, several } }, given) {
  const found = await choose({ url, several, title: `Add: ${title}` });
  const uids = found?.map(({ uid }) => uid);
  return uids && { data: { ...given.data, [field]: several ? uids : uids[0] } };
}

function put(view, { name }, attrs) {
  const { state } = view;
  const type = state.schema.nodes[name];
  const place = placeFor(state, type);
  if (!place) return;
  const content = place.around ?? null;
  const change = state.tr.replaceWith(place.from, place.to, type.createAndFill(attrs, content));
  ownStep(view, change.setSelection(placeIn(change.doc, place.from)));
}

/**
 * An empty line is replaced, a selection goes into a block that holds such text; else the block
 * comes after the one with the caret.
 *
 * @returns {{from: number, to: number, around?: import("@tiptap/pm/model").Fragment} | null}
 */
function placeFor({ selection }, type) {
  const { $to, node, empty } = selection;
  const picked = !empty && !node && pickedBlocks(selection);
  if (picked && type.validContent(picked.nodes)) return { from: picked.start, to: picked.end, around: picked.nodes };
  if (node?.isBlock) return fits($to, $to.depth, $to.index(), type) ? { from: $to.pos, to: $to.pos } : null;
  if (!$to.depth) return fits($to, 0, $to.index(), type) ? { from: $to.pos, to: $to.pos } : null;
  const depth = $to.depth - 1;
  const after = $to.indexAfter(depth);
  if (!fits($to, depth, after, type)) return null;
  const blank = $to.parent.isTextblock && !$to.parent.content.size && !$to.parent.type.spec.code;
  return { from: blank ? $to.before() : $to.after(), to: $to.after() };
}

const fits = ($place, depth, index, type) => $place.node(depth).canReplaceWith(index, index, type);

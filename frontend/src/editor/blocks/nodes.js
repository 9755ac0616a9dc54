/** A ProseMirror node for each kind of block the server describes. */
import { Node } from "@tiptap/core";
import { BlockView } from "./view.js";

/** @param {import("./kit.js").BlockKit} kit */
export const blockNodes = (kit) => kit.descriptors.map((descriptor) => blockNode(descriptor, kit));

function blockNode(descriptor, kit) {
  const { name, title, leaf, group, content } = descriptor;
  return Node.create({
    name,
    group,
    ...(!leaf && { content }),
    atom: leaf,
    draggable: leaf,
    isolating: !leaf,
    defining: !leaf,
    addAttributes: () => ({ version: attribute("version"), data: attribute("data") }),
    parseHTML: () => [{ tag: `div[data-block="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => {
      const attributes = { "data-block": name, "data-title": title, ...HTMLAttributes };
      return leaf ? ["div", attributes] : ["div", attributes, 0];
    },
    addNodeView: () => (props) => new BlockView(props, kit),
  });
}

/** On the clipboard a value travels as JSON. */
const attribute = (name) => ({
  default: null,
  parseHTML: (element) => parsed(element.getAttribute(`data-${name}`)),
  renderHTML: (attrs) => (attrs[name] === null ? {} : { [`data-${name}`]: JSON.stringify(attrs[name]) }),
});

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

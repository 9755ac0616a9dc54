/** Drag a block by its bar or handle; dropping is ProseMirror's own. */
import { NodeSelection } from "@tiptap/pm/state";

export function startDrag(view, position, event) {
  const node = NodeSelection.create(view.state.doc, position);
  const shown = view.nodeDOM(position);
  view.dispatch(view.state.tr.setSelection(node));
  const { dom, text, slice } = view.serializeForClipboard(node.content());
  event.dataTransfer.clearData();
  event.dataTransfer.setData("text/html", dom.innerHTML);
  event.dataTransfer.setData("text/plain", text);
  event.dataTransfer.effectAllowed = "copyMove";
  if (shown instanceof HTMLElement) event.dataTransfer.setDragImage(shown, 0, 0);
  view.dragging = { slice, move: true, node };
}

export function stopDrag(view) {
  view.dragging = null;
}

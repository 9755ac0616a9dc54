"""@@block-form, @@block-check and @@block-preview: what the body editor asks about one block.

Nothing is stored: the answer goes back into the text that is being written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden
from pyramid.renderers import render
from pyramid.response import Response

from mastaba.admin.addresses import view_url
from mastaba.blocks import BodyError, Heading, validate_part
from mastaba.blocks import render as render_body
from mastaba.blocks.shape import check as check_shape
from mastaba.content.blocks.registry import DeclaredBlock, blocks_of
from mastaba.content.blocks.show import filler
from mastaba.content.body import link_urls
from mastaba.content.operations import Invalid
from mastaba.content.operations.revise import checked
from mastaba.content.operations.targets import refuse_wrong_targets
from mastaba.fields import defaults
from mastaba.forms import form_fields, read_form
from mastaba.tree.models import Node

PREFIX = "block."
REASON = "nothing is stored, and the view asks for the right to edit here or to add below"
EMPTY = Markup('<p class="block-empty">Nothing to show yet.</p>')


def block_form(context: Node, request: Any) -> Response:
    """The fields of a block, filled with the data in the posted JSON."""
    _allow(request, context)
    block, attrs = _block_in(request, _posted(request))
    return _fields(request, block, blocks_of(request).data(block).for_form(attrs), {})


def block_check(context: Node, request: Any) -> Any:
    """The data of a filled form as JSON, or the fields again with what is wrong."""
    _allow(request, context)
    block = _block(request, request.POST.get("type", ""))
    typed = read_form(request, block.form, request.POST, PREFIX)
    try:
        values = checked(request.registry, block.form, typed)
        refuse_wrong_targets(request, block.form, values)
    except Invalid as problem:
        errors = {PREFIX + name: sentence for name, sentence in problem.fields.items()}
        return _fields(request, block, {**defaults(block.form), **typed}, errors, status=422)
    return {"data": blocks_of(request).data(block).packed(values)}


def block_preview(context: Node, request: Any) -> Response:
    """A block as the requester would meet it on the page; headings of the text may come along."""
    _allow(request, context)
    node = _posted(request)
    block, _attrs = _block_in(request, node)
    headings = node.pop("headings", None)
    try:
        rendered = _rendered(request, [node])
        known = _headings(request, headings)
    except BodyError as problem:
        return _answer(Markup('<p class="error">{}</p>').format(problem), status=422)
    html = rendered.html(link_urls(request, rendered), filler(request, rendered, known))
    return _answer(html if str(html).strip() or not block.is_leaf else EMPTY)


def _rendered(request: Any, nodes: list[Any]) -> Any:
    schema = blocks_of(request).schema
    parts = [validate_part(node, schema) for node in nodes]
    return render_body({"type": "doc", "content": parts}, schema)


def _headings(request: Any, nodes: Any) -> tuple[Heading, ...]:
    found: tuple[Heading, ...] = ()
    if isinstance(nodes, list) and nodes:
        found = _rendered(request, nodes).headings
    return found


def _allow(request: Any, node: Node) -> None:
    """A text is edited at its page, or at the parent of a new one; nothing will be stored."""
    if not any(request.has_permission(name, node) for name in ("edit", "create")):
        raise HTTPForbidden()
    request.tm.doom()  # what a block of a plugin writes while it is drawn is not kept either


def _posted(request: Any) -> Any:
    """The posted JSON, which is neither deep nor holds half a character."""
    node = request.json_body
    try:
        check_shape(node)
    except BodyError as problem:
        raise HTTPBadRequest(str(problem)) from None
    return node


def _block_in(request: Any, node: Any) -> tuple[DeclaredBlock, dict[str, Any]]:
    """The kind and the attributes of `{"type", "data", "version"}`, or of a block node."""
    if not isinstance(node, dict):
        raise HTTPBadRequest("Expected a JSON object with the type of a block.")
    attrs = node.get("attrs", node)
    return _block(request, node.get("type")), attrs if isinstance(attrs, dict) else {}


def _block(request: Any, name: Any) -> DeclaredBlock:
    found = blocks_of(request).by_name.get(name) if isinstance(name, str) else None
    if found is None:
        raise HTTPBadRequest(f"There is no block “{str(name)[:80]}”. Is its plugin enabled?")
    return found


def _fields(
    request: Any,
    block: DeclaredBlock,
    data: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    fields = form_fields(request, block.form, data, errors, prefix=PREFIX)
    variables = {
        "fields": fields.values(),
        "find_url": view_url(request, request.root, "find-page"),
    }
    return _answer(render("admin/block_form.jinja2", variables, request=request), status=status)


def _answer(html: str, *, status: int = 200) -> Response:
    return Response(html, status=status, content_type="text/html", charset="utf-8")


def includeme(config: Any) -> None:
    """Register the views."""
    for view, name in (
        (block_form, "block-form"),
        (block_check, "block-check"),
        (block_preview, "block-preview"),
    ):
        config.add_admin_view(
            view,
            context=Node,
            name=name,
            request_method="POST",
            renderer="json",
            shows="list",
            writes_because=REASON,
        )

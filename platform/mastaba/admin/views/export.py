"""@@export: a page and what lies below it, as a file of a kind that some plugin knows."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import FileIter, Response

from mastaba.admin.addresses import view_url
from mastaba.admin.slots import ACTIONS
from mastaba.content.exporting import Exporter, Exporters, write_export
from mastaba.tree.models import Node

IN_MEMORY = 1_000_000  # bytes; more goes to a file that ends with the answer


def choose(context: Node, request: Any) -> dict[str, Any]:
    """The kinds of file there are."""
    return {
        "page": {"title": context.title or request.site.title},
        "kinds": list(_kinds(context, request)),
        "trail": [{"title": "Export", "url": ""}],
    }


def _kinds(context: Node, request: Any) -> Iterator[dict[str, str]]:
    for exporter in request.registry[Exporters].listed():
        yield {
            "title": exporter.title,
            "description": exporter.description,
            "file": exporter.file_name(context),
            "url": view_url(request, context, "export", format=exporter.id),
        }


def download(context: Node, request: Any) -> Response:
    """The file. It is made before the answer begins, so that a failure is no half file."""
    exporter = request.registry[Exporters].by_id.get(request.GET["format"])
    if exporter is None:
        raise HTTPNotFound("There is no such kind of file; the plugin that knew it may be off.")
    made: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    size = write_export(request, exporter, context, made)
    made.seek(0)
    response = Response(content_type=exporter.media_type, app_iter=FileIter(made))
    if exporter.media_type.startswith("text/"):
        response.charset = "utf-8"
    response.content_length = size
    response.headers["Content-Disposition"] = _attachment(exporter, context)
    return response


def _attachment(exporter: Exporter, context: Node) -> str:
    """Saved, never shown: whatever a plugin writes is no page of this site."""
    name = exporter.file_name(context)
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in context.slug)
    fallback = f"{plain.strip('-') or 'site'}{exporter.suffix}"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name)}"


def _has_kinds(_context: Node, request: Any) -> bool:
    return bool(request.registry[Exporters].by_id)


def includeme(config: Any) -> None:
    """Register the views, and the way to them."""
    options = {"context": Node, "name": "export", "permission": "enter", "request_method": "GET"}
    config.add_admin_view(choose, renderer="admin/export.jinja2", **options)
    config.add_admin_view(download, request_param="format", example="?format=core.json", **options)
    config.add_slot_item(
        ACTIONS,
        "core.export",
        title="Export",
        icon="arrow-down-to-line",
        url="@@export",
        permission="enter",
        when=_has_kinds,
    )

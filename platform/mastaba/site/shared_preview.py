"""`/-/preview/TOKEN`: one version of a page, for whoever was given the link (case 129).

Round it stands what visitors see. No browser, proxy or search engine keeps the answer, and no
other site learns the address.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import ISecurityPolicy
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.content.operations.preview_links import open_preview_link
from mastaba.site.lending import lend_shown
from mastaba.site.stand_in import show_with
from mastaba.tree.traverser import Tools

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def shared_preview(request: Any) -> Response:
    """The page; a link that does not work is a page that is not there."""
    token = "/".join(request.subpath)
    found = open_preview_link(request, token)
    if found is None:
        raise HTTPNotFound("This preview link does not work any more. Ask for a new one.")
    request.registry.getUtility(ISecurityPolicy).become(request, None)
    node, fields = found
    lend_shown(request, token, node, fields)
    request.by_preview_link = True
    response = show_with(request, node, fields, mark=_mark(token))
    response.headers.update(PRIVATE)
    return response


def _mark(token: str) -> int:
    """Never the number of a revision, and never the same for two links."""
    return 2**64 + int.from_bytes(token.encode()[:32])


def includeme(config: Any) -> None:
    """Register it."""
    config.add_request_method(lambda _request: False, "by_preview_link", reify=True)
    config.add_view(
        shared_preview,
        context=Tools,
        name="preview",
        permission=NO_PERMISSION_REQUIRED,
        shows="link",
        takes_subpath=True,
    )

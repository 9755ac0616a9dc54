"""Pictures and files of a draft, shown to whoever holds a preview link of it.

While the page is rendered for a link, the embedded content that this version shows is lent to the
request, as far as the maker of the link may see it. Its permanent addresses then carry the link's
token, `/-/id/<uid>~<token>/...`, and every request for one asks again: whether the link works, and
whether its version shows this content. So nothing outlives the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.events import ContextFound
from sqlalchemy import select

from mastaba.content.models import PreviewLink
from mastaba.content.operations.preview_links import open_preview_link
from mastaba.content.operations.references import targets_in
from mastaba.content.types import ContentTypes
from mastaba.security.acting import acting_as
from mastaba.security.lending import lend
from mastaba.security.models import Account
from mastaba.security.sessions import token_hash
from mastaba.tree.models import Node
from mastaba.tree.permanent import LINK
from mastaba.tree.publication import LIBRARY

MOST = 1000  # pieces of content that one page shows


def lend_shown(request: Any, token: str, node: Node, fields: Mapping[str, Any]) -> None:
    """Lend what a page with these `fields` shows to this request, which has a working link."""
    kinds = request.registry[ContentTypes].embedded
    uids = sorted({uid for _, uid in targets_in(type(node), fields)})[:MOST]
    if not kinds or not uids:
        return
    with acting_as(request, _maker(request, token)):
        found = request.catalog(tree=LIBRARY).visible().of_type(*sorted(kinds)).with_uids(uids)
        rows = found.only("uid").rows(len(uids))
    lend(request, (row.uid for row in rows), token)


def lend_asked(event: Any) -> None:
    """Subscriber: the same for the request of a browser that a page shown by a link caused."""
    request = event.request
    token = (request.matchdict or {}).get(LINK, "").removeprefix("~")
    found = open_preview_link(request, token) if token else None
    if found is not None:
        lend_shown(request, token, *found)


def _maker(request: Any, token: str) -> Account:
    link = select(PreviewLink.account_id).where(PreviewLink.token_hash == token_hash(token))
    account: Account = request.db.get(Account, request.db.scalar(link))
    return account


def includeme(config: Any) -> None:
    """Register it."""
    config.add_subscriber(lend_asked, ContextFound)

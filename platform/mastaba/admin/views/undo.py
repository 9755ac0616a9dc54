"""@@undo: take back what the last request of this person did here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest

from mastaba.admin.addresses import contents_url
from mastaba.admin.doing import attempt
from mastaba.content.operations.undo import undo
from mastaba.tree.models import Node


def undo_page(context: Node, request: Any) -> Any:
    """Everything of the request that was made `at` this instant."""
    at = _instant(request.POST.get("at", ""))
    text = "Taken back: everything is as it was before."
    back = contents_url(request, context)
    return attempt(request, lambda: undo(request, at), back, text=text)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise HTTPBadRequest("The form did not say what to take back.") from None
    if found.tzinfo is None:
        raise HTTPBadRequest("The form did not say what to take back: its time has no zone.")
    return found


def includeme(config: Any) -> None:
    """Register the view; the operations ask for their permissions."""
    config.add_admin_view(
        undo_page,
        context=Node,
        name="undo",
        request_method="POST",
        writes_because="the operations that it goes by ask for theirs on each page",
    )

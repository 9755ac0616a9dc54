"""The event that a page belongs to, below its text."""

from typing import Any

from mastaba.api import extension_of
from mastaba_event.models import Related
from mastaba_event.queries import events, occasions

EXTENDED = Related.__extends__


def names_an_event(context: Any, request: Any) -> bool:
    """Whether this page names one; other views of it do not show it."""
    own = request.view_name == "" and getattr(context, "type", "") in EXTENDED
    return own and bool(_uid(context, request))


def related(context: Any, request: Any) -> dict[str, Any]:
    """That event, when the reader may see it."""
    chosen = events(request).with_uids([_uid(context, request)])
    return {"events": occasions(request, chosen, 1)}


def _uid(context: Any, request: Any) -> str | None:
    found: str | None = extension_of(request, context, Related).event
    return found


def includeme(config: Any) -> None:
    """Register it."""
    config.add_slot_item(
        "site.after_content",
        "event.related",
        view=related,
        renderer="event/related.jinja2",
        when=names_an_event,
    )

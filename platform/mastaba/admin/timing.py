"""When a page is shown: the fields of the publication panel, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mastaba.admin.shown_notes import and_along
from mastaba.admin.state_words import day
from mastaba.content.operations import Invalid, publish, schedule_update, set_end
from mastaba.fields.zones import instant
from mastaba.forms import FormField
from mastaba.forms.texts import local_time
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, PUBLISHED, is_public

AT, UNTIL = "publish-at", "publish-until"  # no names of fields: those are Python's
PAST = "This lies in the past; leave it empty to publish now."


@dataclass(frozen=True)
class Times:
    """When to begin (None = now) and when to end (None = never)."""

    at: datetime | None = None
    until: datetime | None = None


def timing_fields(
    request: Any, node: Node | None, errors: Mapping[str, str]
) -> dict[str, FormField]:
    """The two fields, filled from the refused form, else from the page."""
    values = _typed(request) if AT in request.POST else _planned(request, node)
    live = node is not None and is_public(node, request.now)
    label = "Show the changes at" if live else "Publish at"
    return {
        AT: _field(request, AT, label, values[AT], errors, help="Empty: at once."),
        UNTIL: _field(request, UNTIL, "End at", values[UNTIL], errors, help="Empty: never."),
    }


def asked_times(request: Any) -> Times:
    """What the form says. Raises `Invalid` for times that do not exist or lie in the past."""
    errors: dict[str, str] = {}
    at, until = (_read(request, name, errors) for name in (AT, UNTIL))
    if at is not None and at <= request.now:
        errors[AT] = PAST
    if until is not None and until <= (at or request.now):
        errors[UNTIL] = "The end must lie ahead, and after the beginning."
    if errors:
        raise Invalid(errors)
    return Times(at, until)


def publish_as_asked(request: Any, node: Node, times: Times) -> str:
    """Publish now or then, update now or then; returns the sentence that says what happens."""
    live = is_public(node, request.now)
    if live and times.at is not None:
        _end(request, node, times)
        along = and_along(schedule_update(request, node, times.at))
        then = day(request, times.at)
        return f"“{node.title}” is updated for visitors on {then}, by itself.{along}"
    along = and_along(publish(request, node, at=times.at, until=times.until))
    _end(request, node, times)
    return f"“{node.title}” {_happens(request, node, times, live=live)}{along}"


def _happens(request: Any, node: Node, times: Times, *, live: bool) -> str:
    if times.at is not None:
        return f"is published on {day(request, times.at)}, by itself."
    if node.tree == LIBRARY:
        return "is published: pages that use it show it now."
    return "is updated for your visitors." if live else "is published: visitors read it now."


def strong_label(node: Node | None, now: datetime) -> str:
    """What the strong button does, as far as it is known before a time is chosen."""
    planned = node is not None and node.state == PUBLISHED and _begins_ahead(node, now)
    return "Schedule" if planned else now_label(node, now)


def now_label(node: Node | None, now: datetime) -> str:
    """What it does while no time is chosen."""
    return "Update" if node is not None and is_public(node, now) else "Publish"


def _begins_ahead(node: Node, now: datetime) -> bool:
    begins = node.next_at or node.published_at
    return begins is not None and begins > now


def _end(request: Any, node: Node, times: Times) -> None:
    if node.expires_at != times.until:
        set_end(request, node, times.until)


def _planned(request: Any, node: Node | None) -> dict[str, Any]:
    """What is going to happen to the page by itself."""
    if node is None or node.state != PUBLISHED:
        return {AT: None, UNTIL: None}
    begins = node.next_at or node.published_at
    return {
        AT: begins if begins is not None and begins > request.now else None,
        UNTIL: node.expires_at if node.expires_at and node.expires_at > request.now else None,
    }


def _typed(request: Any) -> dict[str, Any]:
    return {name: _text(request, name) for name in (AT, UNTIL)}


def _text(request: Any, name: str) -> str:
    """As the fields of instants are read: local time, offset if chosen, zone (RFC 9557)."""
    text = request.POST.get(name, "").strip()
    return f"{text}{request.POST.get(f'{name}.offset', '')}[{request.time_zone}]" if text else ""


def _read(request: Any, name: str, errors: dict[str, str]) -> datetime | None:
    text = _text(request, name)
    try:
        return instant(text) if text else None
    except ValueError as problem:
        errors[name] = str(problem)
        return None


def _field(
    request: Any, name: str, label: str, value: Any, errors: Mapping[str, str], *, help: str
) -> FormField:
    return FormField(
        name,
        label,
        "datetime",
        value,
        help=help,
        error=errors.get(name, ""),
        optional=False,
        place="timing",
        extra=local_time(value, request.time_zone),
    )

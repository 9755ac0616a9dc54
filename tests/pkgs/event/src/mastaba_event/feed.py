"""iCalendar (RFC 5545): a calendar to subscribe to, an event to keep."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Any

from icalendar import Calendar as Document
from icalendar import Event as Entry
from pyramid.response import Response

from mastaba_event.models import Calendar, Event
from mastaba_event.queries import Occasion, events, occasions, of_node, over

MOST = 1000
PAST = timedelta(days=366)
MEDIA_TYPE = "text/calendar"


def subscription(context: Calendar, request: Any) -> Response:
    """What is to come, and a year of what was."""
    chosen = events(request, over >= request.now - PAST, below=context)
    return _answer(request, document(request, context.title, occasions(request, chosen, MOST)))


def single(context: Event, request: Any) -> Response:
    """One event, as a file."""
    return _answer(request, document(request, context.title, [of_node(request, context)]))


def export(request: Any, place: Any) -> Iterable[bytes]:
    """The exporter: every event below a place that the requester may see."""
    found = occasions(request, events(request, below=place), MOST)
    yield document(request, request.site.title, found)


def document(request: Any, title: str, found: Iterable[Occasion]) -> bytes:
    """The events as one iCalendar file."""
    made = Document()
    made.add("prodid", "-//mastaba-event//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for item in found:
        made.add_component(_entry(request, item))
    return bytes(made.to_ical())


def _entry(request: Any, item: Occasion) -> Entry:
    entry = Entry()
    entry.add("uid", f"{item.uid}@{request.host}")
    entry.add("dtstamp", item.modified.astimezone(UTC))
    entry.add("dtstart", item.starts.astimezone(UTC))
    entry.add("dtend", item.ends.astimezone(UTC))
    entry.add("summary", item.title)
    entry.add("url", request.host_url + item.url)
    for name, text in (("location", item.place), ("description", item.summary)):
        if text:
            entry.add(name, text)
    return entry


def _answer(request: Any, file: bytes) -> Response:
    plain = request.context.slug.encode("ascii", "ignore").decode() or "calendar"
    return Response(
        file,
        content_type=MEDIA_TYPE,
        charset="utf-8",
        content_disposition=f'inline; filename="{plain}.ics"',
    )


def includeme(config: Any) -> None:
    """Register them."""
    config.add_view(
        subscription, context=Calendar, name="calendar.ics", permission="view", shows="list"
    )
    config.add_view(single, context=Event, name="event.ics", permission="view")
    config.add_exporter(
        "event.ics",
        export,
        title="Events as iCalendar",
        media_type=MEDIA_TYPE,
        suffix=".ics",
        description="Every event below the place, for other calendars.",
    )

"""Taking past events offline: every day by itself, or at once by hand."""

from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.api import Node, Work, expire, find, flash, settings_for, start_job
from mastaba_event.models import Calendar
from mastaba_event.queries import events, over
from mastaba_event.settings import EventSettings

AT_ONCE = 500
NIGHT = timedelta(days=1)


def archive(request: Any, work: Work) -> str:
    """The job: what ended before its start, in one calendar."""
    calendar = find(request, work.payload["calendar"])
    done = 0 if calendar is None else _expire(request, NIGHT * 0, below=calendar)
    return f"{done} past events are offline now." if done else "There was no past event."


def archive_old(request: Any) -> int:
    """The periodic work: what ended so many days ago as the setting says."""
    days = settings_for(request, EventSettings).archive_after
    return _expire(request, timedelta(days=days)) if days else 0


def _expire(request: Any, age: timedelta, below: Any = None) -> int:
    past = events(request, over < request.now - age, below=below).visible("publish").public()
    rows = past.sorted_by(Node.id).rows(AT_ONCE)
    for row in rows:
        expire(request, find(request, row.uid))
    return len(rows)


def archive_now(context: Calendar, request: Any) -> HTTPSeeOther:
    """The button: start the job."""
    start_job(
        request,
        "event.archive",
        {"calendar": context.uid},
        title=f"Take past events of “{context.title}” offline",
    )
    flash(request, "Past events are being taken offline. They stay in the list of pages.")
    return HTTPSeeOther(request.node_url(context, front="admin"))


def includeme(config: Any) -> None:
    """Register job, clock and button."""
    config.add_job("event.archive", archive)
    config.add_periodic("event.archive_old", archive_old, every=NIGHT)
    config.add_admin_view(
        archive_now,
        context=Calendar,
        name="archive-past",
        permission="publish",
        request_method="POST",
    )
    config.add_slot_item(
        "admin.node_actions",
        "event.archive",
        renderer="event/archive.jinja2",
        permission="publish",
        when=lambda context, _request: isinstance(context, Calendar),
    )

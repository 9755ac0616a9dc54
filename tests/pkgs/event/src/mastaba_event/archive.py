"""Taking past events offline: every day by itself, or at once by hand."""

from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.api import Node, Work, expire, find, flash, settings_for, start_job
from mastaba_event.models import Calendar
from mastaba_event.queries import events, occasions, over
from mastaba_event.settings import EventSettings

AT_ONCE, SHOWN = 500, 20
DAY = timedelta(days=1)
NAME = "archive-past"


def archive(request: Any, work: Work) -> str:
    """The job: what is over in one calendar."""
    calendar = find(request, work.payload["calendar"])
    done = 0 if calendar is None else _expire(request, _past(request, below=calendar))
    return f"{done} past events are offline now." if done else "There was no past event."


def archive_old(request: Any) -> int:
    """The periodic work: what ended so many days ago as the setting says."""
    days = settings_for(request, EventSettings).archive_after
    return _expire(request, _past(request, DAY * days)) if days else 0


def question(context: Calendar, request: Any) -> dict[str, Any]:
    """The screen that asks first."""
    return {
        "title": context.title,
        "events": occasions(request, _past(request, below=context), SHOWN, latest=True),
        "here": request.node_url(context, NAME, front="admin"),
        "back_url": request.node_url(context, front="admin"),
    }


def archive_now(context: Calendar, request: Any) -> HTTPSeeOther:
    """The button: start the job."""
    title = f"Take past events of “{context.title}” offline"
    start_job(request, "event.archive", {"calendar": context.uid}, title=title)
    flash(request, "Past events are being taken offline. They stay in this list.")
    return HTTPSeeOther(request.node_url(context, front="admin"))


def _past(request: Any, age: timedelta = DAY * 0, below: Any = None) -> Any:
    """What visitors see although it ended `age` ago, and this person may take offline."""
    return events(request, over < request.now - age, below=below).visible("publish").public()


def _expire(request: Any, past: Any) -> int:
    rows = past.sorted_by(Node.id).rows(AT_ONCE)
    for row in rows:
        expire(request, find(request, row.uid))
    return len(rows)


def includeme(config: Any) -> None:
    """Register job, clock, screen and the way to it."""
    config.add_job("event.archive", archive)
    config.add_periodic("event.archive_old", archive_old, every=DAY)
    same: dict[str, Any] = {"context": Calendar, "name": NAME, "permission": "publish"}
    config.add_admin_view(question, request_method="GET", renderer="event/archive.jinja2", **same)
    config.add_admin_view(archive_now, request_method="POST", **same)
    config.add_slot_item(
        "admin.node_actions",
        "event.archive",
        title="Past events",
        icon="eye-off",
        url=f"@@{NAME}",
        permission="publish",
        when=lambda context, _request: context.type == Calendar.__type__,
    )

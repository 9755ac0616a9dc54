"""The public pages: a calendar month by month, and an event."""

from datetime import date
from typing import Any

from mastaba.api import body_html, page_variables
from mastaba_event.models import Calendar, Event
from mastaba_event.month import asked_month, neighbours, weeks_of
from mastaba_event.queries import events, occasions, of_node, over


def calendar(context: Calendar, request: Any) -> dict[str, Any]:
    """One month of a calendar."""
    first = asked_month(request)
    earlier, later = neighbours(request, context, first)
    weeks = weeks_of(request, context, first)
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        body=body_html(request, context),
        month=first,
        weeks=weeks,
        is_empty=not any(day.events for week in weeks for day in week),
        earlier=_link(request, context, earlier),
        later=_link(request, context, later),
        today_url=request.node_url(context) if request.GET.get("month") else None,
        feed_url=request.node_url(context, "calendar.ics"),
    )


def event(context: Event, request: Any) -> dict[str, Any]:
    """One event."""
    return page_variables(
        request,
        title=context.title,
        summary=context.summary,
        event=of_node(request, context),
        body=body_html(request, context),
        file_url=request.node_url(context, "event.ics"),
    )


def dashboard(context: Any, request: Any) -> dict[str, Any]:
    """The panel of the overview: what comes next."""
    coming = events(request, over >= request.now)
    return {"events": occasions(request, coming, 5)}


def _link(request: Any, context: Calendar, month: date | None) -> dict[str, Any] | None:
    if month is None:
        return None
    return {"month": month, "url": f"{request.node_url(context)}?month={month:%Y-%m}"}


def includeme(config: Any) -> None:
    """Register them."""
    same: dict[str, Any] = {"permission": "view"}
    config.add_view(calendar, context=Calendar, renderer="event/calendar.jinja2", **same)
    config.add_view(event, context=Event, renderer="event/event.jinja2", **same)
    config.add_slot_item(
        "admin.dashboard",
        "event.next",
        title="Next events",
        view=dashboard,
        renderer="event/dashboard.jinja2",
    )

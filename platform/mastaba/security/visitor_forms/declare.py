"""What is declared: the names of such forms, and how often each may be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.security.csrf import UntrustedForm
from mastaba.security.headers import is_admin_path
from mastaba.security.visitor_forms.settings import VisitorFormSettings
from mastaba.settings import settings_of

Rates = Callable[[Any], Sequence[str]]
View = Callable[[Any, Any], Any]
OPTION = "visitor_form"
MARK = "/@@"
# In the environ of a request that the gate has let in (`gate.py`):
ADMITTED = "mastaba.form.name"
TICKET = "mastaba.form.ticket"
PROBLEM = "mastaba.form.problem"


class VisitorForms:
    """Names of the views, and functions that say how often one may be sent; on the registry."""

    def __init__(self) -> None:
        self._rates: dict[str, list[Rates]] = {}

    def add(self, name: str, rates: Rates) -> None:
        """Of several forms of one name every limit holds."""
        self._rates.setdefault(name, []).append(rates)

    def name_of(self, path: str) -> str | None:
        """The form that a request to `path` sends; None when it is none."""
        _, mark, name = path.rpartition(MARK)
        return name if mark and name in self._rates and not is_admin_path(path) else None

    def rates(self, registry: Any, name: str) -> set[str]:
        """The limits of a form, such as `5/minute`."""
        return {rate for rates in self._rates[name] for rate in rates(registry)}


def add_visitor_form(
    config: Any,
    view: View,
    *,
    context: Any,
    name: str,
    permission: str,
    again: View | None = None,
    rates: Rates | None = None,
    **options: Any,
) -> None:
    """Directive: `@@name` takes a POST from people without a log-in, and needs no cookie.

    The form holds `request.visitor_fields(name)`. `rates(registry)` returns limits such as
    `["5/minute", "30/hour"]` for one address; its network may send a few times as much. What is
    over them is refused before any work. When the form is not accepted, because it is too old or
    the log-in has changed, `view` is not called: `again(context, request)` shows the form once
    more, with the text that was sent and `request.ticket_problem`, a sentence; nothing that it
    changes is kept. Without it there is a page with the sentence. The other options are those of
    `add_view`. Raises `ConfigurationError` without a name.
    """
    if not name:
        raise ConfigurationError("add_visitor_form: expected the name of the view, found none.")
    known: VisitorForms = config.registry[VisitorForms]
    config.action(
        ("mastaba visitor form", name, view), lambda: known.add(name, rates or _default_rates)
    )
    options = {**options, "context": context, "name": name, "permission": permission}
    config.add_view(_one_of(view, again), request_method="POST", **{OPTION: True}, **options)


def _default_rates(registry: Any) -> Sequence[str]:
    return settings_of(registry, VisitorFormSettings).rates


def _one_of(view: View, again: View | None) -> View:
    @wraps(view)
    def chosen(context: Any, request: Any) -> Any:
        _refuse_strange(context, request)
        if not request.ticket_problem:
            return view(context, request)
        if again is None:
            raise StaleForm(request.ticket_problem)
        request.tm.doom()
        request.response.status_int = 422
        return again(context, request)

    return chosen


def _refuse_strange(context: Any, request: Any) -> None:
    """What came round the gate by another way of writing the address, or with another's ticket."""
    ticket = request.environ.get(TICKET)
    strange = ticket is not None and ticket.node != context.uid
    if request.environ.get(ADMITTED) != request.view_name or strange:
        raise UntrustedForm(detail="The form was made for another page.")


class StaleForm(UntrustedForm):
    """A form that is not accepted any more, with the sentence that says why."""

    def __init__(self, explanation: str) -> None:
        super().__init__()
        self.explanation = explanation

"""Forms that people without a log-in may send: without a cookie, and not too often.

Lives here: the directive `add_visitor_form`, tickets, limits, and traces of where a form came
from. Does not live here: the forms themselves. A form goes three ways, each cheaper than what
comes behind it: `rates.py` (before the body is read, nothing but memory), `gate.py` (signatures,
no SQL for visitors), then the view's permission as ever. To add a form, register its view with
`config.add_visitor_form(...)` and put `{{ request.visitor_fields(name) }}` into its template.
"""

from __future__ import annotations

from typing import Any

from pyramid.tweens import EXCVIEW, MAIN

from mastaba.security.visitor_forms.declare import PROBLEM, TICKET, VisitorForms, add_visitor_form
from mastaba.security.visitor_forms.fields import visitor_fields, visitor_tokens
from mastaba.security.visitor_forms.gate import refuse_tickets
from mastaba.security.visitor_forms.settings import VisitorFormSettings
from mastaba.security.visitor_forms.traces import traces
from mastaba.security.windows import Limiter

GATE = "mastaba.security.visitor_forms.gate.gate_tween_factory"
CSRF = "mastaba.security.csrf.csrf_tween_factory"
TM = "pyramid_tm.tm_tween_factory"


def includeme(config: Any) -> None:
    """Register the directive, the gate, and what requests can tell of such a form."""
    config.declare_settings(VisitorFormSettings)
    config.registry[VisitorForms], config.registry[Limiter] = VisitorForms(), Limiter()
    config.add_directive("add_visitor_form", add_visitor_form)
    config.add_tween(GATE, under=(TM, EXCVIEW), over=(CSRF, MAIN))
    config.add_view_deriver(refuse_tickets, "refuse_tickets", under="secured_view")
    for name, key in (("ticket", TICKET), ("ticket_problem", PROBLEM)):
        config.add_request_method(_from_environ(key), name, property=True)
    for method in (visitor_fields, visitor_tokens, traces):
        config.add_request_method(method)


def _from_environ(key: str) -> Any:
    """`request.ticket`: a `Ticket` or None; `request.ticket_problem`: a sentence or None."""
    return lambda request: request.environ.get(key)

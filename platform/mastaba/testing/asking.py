"""Requests of the sweep: nothing they change is kept, and what they would change is known."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import count
from typing import Any

from pyramid.events import NewRequest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from webob import Request

from mastaba.clock import utc_now
from mastaba.db.session import is_unsafe
from mastaba.security.cookies import SESSION_COOKIE, cookies_of
from mastaba.security.csrf import HEADER, VISITOR_COOKIE, make_token
from mastaba.security.visitor_forms.declare import MARK, VisitorForms
from mastaba.security.visitor_forms.tickets import HEADER as TICKET
from mastaba.security.visitor_forms.tickets import make_ticket
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings
from mastaba.testing.people import Person
from mastaba.testing.scratch import ScratchSite
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE

CHANGED = "mastaba.testing.changed"
VISITOR = "a-visitor-of-the-sweep"
FIRST, STEP = ip_address("10.0.0.1"), 256
Rows = dict[int, Any]


@dataclass(frozen=True)
class Answer:
    """What came back: status, all of its text, and the nodes that it would have changed."""

    status: int
    location: str
    text: str  # status line, headers and body
    changed: frozenset[int] = frozenset()

    @property
    def is_refusal(self) -> bool:
        """Whether somebody who may not do this is answered so: 401, 403, 404, or led on.

        Visitors are led to the log-in, and who may not edit a page to the screen that shows it.
        """
        path = self.location.partition("?")[0]
        return self.status in (401, 403, 404) or path.endswith(("/login", "/@@look"))


class Asking:
    """Sends requests to a site on which nothing is kept from now on."""

    def __init__(self, site: ScratchSite, rows: Rows) -> None:
        self._application = site.application
        self._key = settings_of(site.registry, CoreSettings).signing_keys[0]
        cookies = cookies_of(site.registry)
        self._session, self._visitor = cookies.name(SESSION_COOKIE), cookies.name(VISITOR_COOKIE)
        self._registry, self._rows, self._number = site.registry, rows, count()
        site.config.add_subscriber(self._doom, NewRequest)
        site.config.commit()

    def send(
        self, person: Person, method: str, address: str, form: Mapping[str, Any] | None = None
    ) -> Answer:
        """One request of `person`, with a valid form token and ticket when the method is unsafe.

        Each comes from a network of its own, so that none is sent too often.
        """
        request = Request.blank(address, method=method, POST=form)
        request.headers.update(person.headers)
        name, value = self._cookie(person)
        request.headers["Cookie"] = f"{name}={value}"
        request.environ[HEADER] = make_token(self._key, self._binding(person))
        request.environ["REMOTE_ADDR"] = str(FIRST + STEP * next(self._number))
        request.environ.update(self._ticket(request.path_info))
        response = request.get_response(self._application)
        changed = request.environ.get(CHANGED, frozenset()) if response.status_int < 400 else ()
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        body = response.body.decode("utf-8", "replace")
        text = f"{response.status}\n{headers}\n\n{body}"
        return Answer(response.status_int, response.location or "", text, frozenset(changed))

    def _ticket(self, path: str) -> dict[str, str]:
        """What lets a form of visitors in, where there is one at this address."""
        place, _, name = path.rpartition(MARK)
        found = (row for row in self._rows.values() if row.tree == LIVE)
        node = next((row for row in found if row.path == (place or "/")), None)
        if node is None or not self._registry[VisitorForms].name_of(path):
            return {}
        return {TICKET: make_ticket(self._registry, str(node.uid), name, utc_now())}

    def _cookie(self, person: Person) -> tuple[str, str]:
        return (self._session, person.cookie) if person.cookie else (self._visitor, VISITOR)

    @staticmethod
    def _binding(person: Person) -> str:
        return f"session {person.cookie}" if person.cookie else f"visitor {VISITOR}"

    def _doom(self, event: Any) -> None:
        """Let the request do what it wants, read what became of the nodes, and undo it."""
        request = event.request
        if is_unsafe(request):
            transaction = request.tm.get()
            transaction.doom()
            transaction.addBeforeAbortHook(self._note, args=(request,))

    def _note(self, request: Any) -> None:
        refusal = getattr(request, "exception", None)
        refused = refusal is not None and getattr(refusal, "status_code", 500) >= 400
        if refused or "db" not in request.__dict__:
            return
        with suppress(SQLAlchemyError):  # it failed already: then nothing is changed
            request.db.flush()
            now = {row.id: row for row in request.db.execute(select(Node.__table__))}
            both = now.keys() | self._rows.keys()
            differ = {key for key in both if now.get(key) != self._rows.get(key)}
            request.environ[CHANGED] = frozenset(differ)

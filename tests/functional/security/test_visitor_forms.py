"""Forms of visitors: without a cookie, with a ticket, not too often, and never by other sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import transaction
from markupsafe import escape
from pyramid.response import Response
from sqlalchemy import func, select

from mastaba.api import Node, create, find_at, move, publish, unpublish
from mastaba.events import record
from mastaba.events.models import Audit
from mastaba.security.visitor_forms.rates import refuse_floods
from mastaba.security.visitor_forms.tickets import FIELD
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

VISITOR = "203.0.113.7"
WORDS = {"words": "Hello"}
JSON = {"Accept": "application/json"}
RATES = ("3/minute", "1000/day")
OPEN_SITE = {"mastaba.forms.ticket_age": "2h"}


def form(_context: Any, request: Any) -> Response:
    return Response(f"<form method=post>{request.visitor_fields('say')}<input name=words></form>")


def say(context: Any, request: Any) -> Response:
    record(request, "tests.said", context, subject=request.POST["words"])
    sent = request.ticket
    return Response("no ticket" if sent is None else f"{sent.id} {sent.age.total_seconds():.0f}")


def mistaken(_context: Any, request: Any) -> Response:
    """A form with a mistake in it, shown again."""
    return Response(request.visitor_tokens(request.POST["words"])[FIELD], status=422)


def once_more(context: Any, request: Any) -> Response:
    record(request, "tests.never", context)
    request.response.text = f"{request.ticket_problem} {escape(request.POST['words'])}"
    return request.response


def careless(context: Any, request: Any) -> Response:
    """What shows a form again, and changes something meanwhile."""
    record(request, "tests.never", context)
    return Response("done")


def other(_context: Any, _request: Any) -> Response:
    return Response("another view")


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """Two pages on which everybody may say something."""
    made = make_site(OPEN_SITE)
    options = {"context": Page, "permission": "view", "writes_because": "it is a test"}
    add = made.config.add_visitor_form
    add(say, name="say", again=once_more, rates=lambda _registry: RATES, **options)
    add(say, name="hint", **options)
    add(say, name="careless", again=careless, **options)
    add(mistaken, name="mistaken", again=mistaken, **options)
    made.config.add_view(form, context=Page, name="say", request_method="GET", permission="view")
    made.config.add_view(other, request_method="POST", **options)
    made.config.add_view(other, name="plain", request_method="POST", **options)
    made.config.add_view(other, name="say", request_method="POST", context=Node, permission="view")
    made.config.commit()
    with made.request() as request:
        for title in ("One", "Two"):
            publish(request, create(request, find_at(request, "/"), Page, {"title": title}))
    return made


@pytest.fixture
def visitor(site: ScratchSite) -> Any:
    client = site.client()
    client.extra_environ = {**client.extra_environ, "REMOTE_ADDR": VISITOR}
    return client


def page(site: ScratchSite, path: str = "/one") -> Any:
    with site.request() as request:
        node = find_at(request, path)
        request.db.expunge(node)
        return node


def said(site: ScratchSite) -> int:
    with site.request() as request:
        steps = select(func.count()).where(Audit.action.like("tests.%"))
        return int(request.db.scalar(steps))


def send(site: ScratchSite, client: Any, *, age: int = 0, **options: Any) -> Any:
    ticket = client.ticket(page(site), "say", age=timedelta(seconds=age))
    return client.post("/one/@@say", {**WORDS, **ticket}, **options)


def test_the_form_is_sent_without_a_cookie(site: ScratchSite, visitor: Any) -> None:
    shown = visitor.get("/one/@@say")
    assert shown.headers["Cache-Control"] == "private, no-cache"
    filled = shown.forms[0]
    filled["words"] = "Hello"
    answer = filled.submit()
    assert answer.text.endswith(" 0")
    assert not visitor.cookies
    assert "Set-Cookie" not in {**shown.headers, **answer.headers}
    assert said(site) == 1


def test_a_ticket_tells_how_long_the_form_was_open(site: ScratchSite, visitor: Any) -> None:
    assert send(site, visitor, age=90).text.endswith(" 90")
    header = visitor.ticket(page(site), "say")[FIELD]
    assert visitor.post("/one/@@say", WORDS, headers={"X-Ticket": header}).text.endswith(" 0")


def _strange(site: ScratchSite) -> Iterator[str]:
    make = site.client().ticket
    one, two = page(site), page(site, "/two")
    good = make(one, "say")[FIELD]
    yield from ("", "x", "\x00", "é" * 40, good[:-1], f"{good}0", good.upper(), "." * 300)
    yield from (f"{good[:-1]}{'0' if good[-1] != '0' else '1'}", f" {good}", f"{good}\n")
    yield make(one, "hint")[FIELD]
    yield make(two, "say")[FIELD]
    yield make(one, "say", age=timedelta(minutes=-5))[FIELD]
    yield good.replace(one.uid, two.uid)


def test_case_163_what_is_no_ticket_is_refused(site: ScratchSite) -> None:
    for number, ticket in enumerate(_strange(site)):
        client = site.client()
        client.extra_environ["REMOTE_ADDR"] = f"198.51.{number}.1"
        sent = client.post("/one/@@say", {**WORDS, FIELD: ticket}, status="4*")
        assert sent.status_int in (400, 403), ticket
        client.post("/one/@@say", [*WORDS.items(), (FIELD, ticket), (FIELD, ticket)], status="4*")
    assert said(site) == 0


def test_a_form_that_was_open_for_too_long_comes_back_with_its_text(
    site: ScratchSite, visitor: Any
) -> None:
    answer = send(site, visitor, age=7201, status=422)
    assert "open for too long" in answer
    assert answer.text.endswith("Hello")
    assert said(site) == 0
    assert send(site, visitor, age=7190).status_int == 200
    old = visitor.ticket(page(site), "careless", age=timedelta(seconds=7201))
    assert visitor.post("/one/@@careless", {**WORDS, **old}).text == "done"
    assert said(site) == 1


def test_a_form_follows_its_page_that_has_moved(site: ScratchSite, visitor: Any) -> None:
    fields = {**WORDS, **visitor.ticket(page(site), "say")}
    with site.request() as request:
        move(request, find_at(request, "/one"), find_at(request, "/two"))
    answer = visitor.post("/one/@@say?a=1", fields, status=308)
    assert answer.location == "http://localhost/two/one/@@say?a=1"
    visitor.post("/two/one/@@say?a=1", fields, status=200)
    assert said(site) == 1
    with site.request() as request:
        unpublish(request, find_at(request, "/two/one"))
    for path in ("/one/@@say", "/two/one/@@say"):
        place = {"REMOTE_ADDR": "198.51.100.1"}
        visitor.post(path, fields, status=404, extra_environ=place)


def test_a_form_with_a_mistake_keeps_its_ticket(site: ScratchSite, visitor: Any) -> None:
    def shown(words: str, age: int) -> str:
        mine = visitor.ticket(page(site), "mistaken", age=timedelta(seconds=age))
        sent = visitor.post("/one/@@mistaken", {"words": words, **mine}, status=422)
        return "kept" if sent.text == mine[FIELD] else "fresh"

    assert shown("mistaken", 60) == "kept"
    assert shown("say", 60) == "fresh"
    assert shown("mistaken", 7201) == "fresh"


def test_a_form_without_a_second_view_says_what_to_do(site: ScratchSite, visitor: Any) -> None:
    old = visitor.ticket(page(site), "hint", age=timedelta(days=1))
    answer = visitor.post("/one/@@hint", {**WORDS, **old}, status=403)
    assert "open for too long" in answer.html.select_one("main").text


def test_a_member_needs_the_form_token_and_a_ticket_is_not_enough(site: ScratchSite) -> None:
    member = site.client("reader")
    assert member.send("/one/@@say", WORDS).text == "no ticket"
    both = member.send("/one/@@say", {**WORDS, **member.ticket(page(site), "say")})
    assert both.text.endswith(" 0")
    assert said(site) == 2
    answer = send(site, member, status=422)
    assert "logged in or out" in answer
    assert answer.text.endswith("Hello")
    assert said(site) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_case_045_what_another_site_sends_is_refused_without_a_question(
    site: ScratchSite, visitor: Any, headers: dict[str, str]
) -> None:
    fields = {**WORDS, **visitor.ticket(page(site), "say")}
    with site.statements() as sql:
        visitor.post("/one/@@say", fields, headers=headers, status=403)
        answer = visitor.post("/one/@@say", fields, headers={**headers, **JSON}, status=403)
    assert sql == []
    assert "not accepted" in answer.json["error"]
    own = {"Origin": "http://localhost:80", "Sec-Fetch-Site": "same-origin"}
    visitor.post("/one/@@say", fields, headers=own, status=200)


def test_a_ticket_opens_no_other_view(site: ScratchSite, visitor: Any) -> None:
    """Whatever else answers at an address of that name, and however the address is written."""
    fields = {**WORDS, **visitor.ticket(page(site), "say")}
    for path in ("/one/@@plain", "/one", "/one/say", "/one/@@say/", "/one/@@say/x", "/@@say"):
        visitor.post(path, fields, status="4*")
    member = site.client("editor")
    for path in ("/one/say", "/one/@@say/", "/admin/one/@@say"):
        member.send(path, fields, status="4*")
    assert said(site) == 0


def test_what_comes_too_often_is_refused_before_any_work(
    site: ScratchSite, visitor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        send(site, visitor)
    fields = {**WORDS, **visitor.ticket(page(site), "say")}
    begun: list[Any] = []
    monkeypatch.setattr(
        transaction.TransactionManager, "begin", lambda *_args: begun.append(1), raising=True
    )
    with site.statements() as sql:
        answer = visitor.post("/one/@@say", fields, status=429)
        told = visitor.post("/one/@@say", fields, headers=JSON, status=429)
        visitor.post("/one/@@say", "broken", content_type="multipart/form-data", status=429)
    assert (sql, begun) == ([], [])
    assert 50 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    assert "what you wrote is still in the form" in answer.html.select_one("main").text
    assert "sent too often" in told.json["error"]


def test_another_attempt_at_the_same_request_does_not_count(
    site: ScratchSite, visitor: Any
) -> None:
    """When the database was busy `pyramid_retry` sends it through everything once more."""
    environ = {**visitor.extra_environ, "REQUEST_METHOD": "POST", "PATH_INFO": "/one/@@say"}
    for _ in range(20):
        refuse_floods(site.registry, {**environ, "retry.attempt": 1})
    send(site, visitor, status=200)


def test_each_form_and_address_counts_by_itself(site: ScratchSite, visitor: Any) -> None:
    for _ in range(3):
        send(site, visitor)
    send(site, visitor, status=429)
    visitor.post("/one/@@hint", {**WORDS, **visitor.ticket(page(site), "hint")}, status=200)
    visitor.get("/one/@@say", status=200)
    send(site, visitor, status=200, extra_environ={"REMOTE_ADDR": "203.0.113.8"})


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("203.0.113.{}", 12), ("2001:db8:1:{:x}::1", 12), ("2001:db8:1:7::{:x}", 3)],
)
def test_a_network_may_send_four_times_as_much(
    site: ScratchSite, visitor: Any, address: str, allowed: int
) -> None:
    found = []
    for number in range(1, 18):
        place = {"REMOTE_ADDR": address.format(number)}
        found.append(send(site, visitor, status="*", extra_environ=place).status_int)
    assert found == [200] * allowed + [429] * (17 - allowed)
    assert said(site) == allowed


def test_case_003_a_forged_address_does_not_help(site: ScratchSite, visitor: Any) -> None:
    found = [
        send(
            site,
            visitor,
            status="*",
            headers={"X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": "10.0.0.1"},
        ).status_int
        for number in range(6)
    ]
    assert found == [200] * 3 + [429] * 3


PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=b", PART * 100_000 + b"--b--\r\n"),
        ("multipart/form-data", PART),
        ('multipart/form-data; boundary=""', PART),
        (f"{FORM}; charset=latin-1", b"words=%E9"),
        (FORM, b"words=%ff"),
        (FORM, b"words=x&" * 3000),
    ],
    ids=["100,000 parts", "no boundary", "empty boundary", "charset", "no UTF-8", "3,000 fields"],
)
def test_case_090_a_body_that_cannot_be_read(
    site: ScratchSite, visitor: Any, kind: str, body: bytes
) -> None:
    ticket = visitor.ticket(page(site), "say")[FIELD]
    sent = {"method": "POST", "body": body, "content_type": kind, "headers": {"X-Ticket": ticket}}
    with site.statements() as sql:
        visitor.request("/one/@@say", status=400, **sent)
    assert sql == []


def test_traces_tell_one_place_from_another_and_nothing_more(site: ScratchSite) -> None:
    def traces(address: str, purpose: str = "tests.say") -> Any:
        with site.request() as request:
            request.environ["REMOTE_ADDR"] = address
            return request.traces(purpose)

    mine = traces("203.0.113.7")
    assert mine == traces("203.0.113.7") == traces("::ffff:203.0.113.7")
    assert traces("203.0.113.8").address != mine.address
    assert traces("203.0.113.8").network == mine.network != traces("203.0.114.7").network
    assert not set(mine) & set(traces("203.0.113.7", "tests.other"))
    six = traces("2001:db8:1:7::1")
    assert six == traces("2001:db8:1:7:ffff::2%eth0")
    assert traces("2001:db8:1:8::1").address != six.address
    assert traces("2001:db8:1:8::1").network == six.network
    assert traces("not an address").address
    assert [len(found) for found in mine] == [32, 32]

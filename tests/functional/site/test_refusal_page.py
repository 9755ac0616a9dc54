"""What the edge refuses looks like the site, and is answered even when the look is broken."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.security.refusals import RefusalPage
from mastaba.testing import Client, ScratchSite

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def broken(*_arguments: Any, **_options: Any) -> str:
    raise RuntimeError("broken on purpose")


def test_case_146_refused_address_gets_the_sites_look(site: ScratchSite, visitor: Client) -> None:
    with site.statements() as sql:
        answer = visitor.get("/%ff", status=400)
    assert answer.html.find("link", rel="stylesheet")["href"].startswith("/-/static/site-")
    assert answer.headers["X-Request-Id"] in answer.text
    assert sql == []


def test_failing_view_is_500_in_the_sites_look(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mastaba.site.layout.navigation", broken)
    answer = visitor.get("/", status=500)
    assert answer.html.h1.text == "Something broke on our side"
    assert "broken on purpose" not in answer.text


def test_broken_look_still_answers(site: ScratchSite, visitor: Client) -> None:
    site.registry[RefusalPage] = broken
    answer = visitor.get("/%ff", status=400)
    assert answer.headers["X-Request-Id"] in answer.text

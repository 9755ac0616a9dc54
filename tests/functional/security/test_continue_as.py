"""“Continue as”: in loopback development, from this machine, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.events.models import Audit
from mastaba.security.models import Account
from mastaba.security.operations import suspend
from mastaba.testing import ScratchSite
from tests.functional.security.conftest import count, who

PATH = "/-/continue-as"
PRODUCTION = {
    "mastaba.env": "production",
    "mastaba.session.secure": "yes",
    "mastaba.secret": "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U",
    "mastaba.url": "http://localhost",
}
REACHABLE = {
    "mastaba.server.host": "0.0.0.0",
    "mastaba.secret": PRODUCTION["mastaba.secret"],
    "mastaba.url": "http://localhost",
}


def local(site: ScratchSite, address: str = "127.0.0.1") -> Any:
    client = site.client()
    client.extra_environ.update(REMOTE_ADDR=address, HTTP_HOST="localhost")
    return client


def test_one_click_logs_in_and_is_recorded(site: ScratchSite, ann: Account) -> None:
    client = local(site)
    page = client.get("/login?next=/news/")
    (form,) = [form for form in page.forms.values() if form.action == PATH]
    response = form.submit(status=303)
    assert response.location.endswith("/news/")
    assert who(client) == "Ann"
    assert count(site, Audit, Audit.action == "person.continued-as") == 1


def test_suspended_and_unknown_people_cannot_be_continued_as(
    site: ScratchSite, ann: Account
) -> None:
    client = local(site)
    token = client.get("/login").forms[0]["csrf_token"].value
    with site.request() as request:
        suspend(request, request.db.get(Account, ann.id))
    assert PATH not in client.get("/login").text
    for login in ("ann", "nobody", ""):
        fields = {"csrf_token": token, "login": login}
        assert client.post(PATH, fields, expect_errors=True).status_int == 404


def test_a_request_from_another_machine_or_name_is_not_offered_it(
    site: ScratchSite, ann: Account
) -> None:
    client = local(site, "192.0.2.1")
    page = client.get("/login")
    assert PATH not in page.text
    fields = {"csrf_token": page.forms[0]["csrf_token"].value, "login": "ann"}
    assert client.post(PATH, fields, expect_errors=True).status_int == 404
    assert who(client) is None


@pytest.mark.parametrize("settings", [PRODUCTION, REACHABLE])
def test_any_other_install_has_no_such_route_or_view(
    make_site: Any, ann: Account, settings: dict[str, str]
) -> None:
    site = make_site(settings)
    routes = site.config.introspector.get_category("routes") or ()
    assert PATH not in [item["introspectable"]["pattern"] for item in routes]
    views = site.config.introspector.get_category("views") or ()
    named = [str(item["introspectable"]["callable"]) for item in views]
    assert not any("continue_as" in name for name in named)
    client = local(site)
    client.extra_environ["wsgi.url_scheme"] = "https"
    page = client.get("/login")
    assert PATH not in page.text
    fields = {"csrf_token": page.forms[0]["csrf_token"].value, "login": "ann"}
    assert client.post(PATH, fields, expect_errors=True).status_int == 404

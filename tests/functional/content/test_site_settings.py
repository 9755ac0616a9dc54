"""Settings that administrators change in the browser."""

from __future__ import annotations

import pytest
from pyramid.httpexceptions import HTTPForbidden

from mastaba.api import Invalid, OperationError, change_site_settings
from mastaba.testing import ScratchSite


def test_what_is_stored_is_shown_from_the_next_request_on(site: ScratchSite) -> None:
    with site.request("admin") as request:
        change_site_settings(request, {"title": "Corrow Hill", "page_size": "12"})
    with site.request() as request:
        assert request.site.title == "Corrow Hill"
        assert request.site.settings.page_size == 12


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("locale", "not a language", "expected a language such as en or pt-BR."),
        ("time_zone", "Europe/Lennbridge", "expected a zone such as Europe/Berlin."),
        ("page_size", "4", "Expected a whole number of at least 5."),
        ("page_size", "many", "Expected a whole number."),
        ("colour", "red", "not permitted."),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    site: ScratchSite, name: str, value: str, words: str
) -> None:
    with site.request("admin") as request:
        with pytest.raises(Invalid) as refused:
            change_site_settings(request, {name: value})
        assert words in refused.value.fields[name]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_setting_of_the_ini_file_cannot_be_changed(make_site: object) -> None:
    site: ScratchSite = make_site({"mastaba.site.title": "Fixed"})  # type: ignore[operator]  # a fixture
    sentence = r"mastaba\.site\.title: set in the ini file"
    with site.request("admin") as request, pytest.raises(OperationError, match=sentence):
        change_site_settings(request, {"title": "Other"})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_editors_may_not(site: ScratchSite) -> None:
    with site.request("editor") as request, pytest.raises(HTTPForbidden):
        change_site_settings(request, {"title": "Mine"})

"""Redirects to what a client sent stay on this site (cases 034, 193, 195)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webtest import TestApp

from mastaba.security.redirect import safe_url
from tests.support.edge_app import make_app

HOSTILE = [
    "//evil.test",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\/evil.test",
    "\\\\evil.test",
    "/\\/evil.test",
    "/\t/evil.test",
    "\t//evil.test",
    "/\n/evil.test",
    "/\r\n/evil.test",
    " //evil.test",
    "// evil.test",
    "/ /evil.test",
    "/%09/evil.test",
    "/%2f/evil.test",
    "/%2fevil.test",
    "/%5cevil.test",
    "/%5c%5cevil.test",
    "/%0d%0aLocation:%20https://evil.test",
    "https://evil.test",
    "http://evil.test",
    "https:evil.test",
    "https:/evil.test",
    "https:///evil.test",
    "HTTPS://evil.test",
    "hTtPs:\\\\evil.test",
    "http:\\evil.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://evil.test",
    "mailto:a@evil.test",
    "blob:https://x",
    "evil.test",
    "evil.test/path",
    "www.evil.test",
    "@evil.test",
    "site.test@evil.test",
    "https://site.test@evil.test",
    "https://site.test:pw@evil.test",
    "https://site.test.evil.test",
    "https://evil.test#site.test",
    "https://evil.test?site.test",
    "//evil%E3%80%82test",
    "//evil\u3002test",
    "/\u2028/evil.test",
    "/a//evil.test",
    "/./\\evil.test",
    "/..//evil.test",
    "/.//evil.test",
    "/a/%2f%2fevil.test",
    "?next=//evil.test",
    "#//evil.test",
    "",
    " ",
    "/\x00",
    "/\x7f",
    "/a\x85b",
    "\u2044\u2044evil.test",
    "/" + "x" * 2001,
    "https://[::1",
    "/\udcff",
]
LOCAL = [
    ("/", "/"),
    ("/admin/", "/admin/"),
    ("/news/2026/?page=2&q=a%20b#top", "/news/2026/?page=2&q=a%20b#top"),
    ("/a?next=https://evil.test/", "/a?next=https://evil.test/"),
    ("/caf\u00e9", "/caf%C3%A9"),
    ("/@@edit", "/@@edit"),
    ("/a:b", "/a:b"),
]


@pytest.mark.parametrize("url", HOSTILE)
def test_case_195_everything_else_becomes_the_default(url: str) -> None:
    assert safe_url(url) == "/"
    assert safe_url(url, "/admin/") == "/admin/"


@pytest.mark.parametrize("value", [None, 1, [], {}, b"/a", ["/a"], True])
def test_what_is_no_text_becomes_the_default(value: Any) -> None:
    assert safe_url(value) == "/"


@pytest.mark.parametrize(("url", "location"), LOCAL)
def test_a_path_of_this_site_is_kept(url: str, location: str) -> None:
    assert safe_url(url) == location


@pytest.mark.parametrize("url", [url for url in HOSTILE if url.isprintable() and url.isascii()])
def test_case_034_the_location_header_never_leaves_the_site(url: str) -> None:
    app: TestApp = make_app()
    location = app.get("/onward", {"next": url}, status=303).location
    assert location == "https://site.test/"


def test_case_193_line_ends_for_the_location_header_are_400() -> None:
    app: TestApp = make_app()
    app.get("/onward?next=/a%0d%0aSet-Cookie:%20x", status=400)


PIECES = st.lists(
    st.sampled_from(
        ["/", "\\", ":", "@", ".", "%2f", "%5C", "%09", "?", "#", "\t", "http", "e", "é"]
    ),
    max_size=12,
).map("".join)


@given(PIECES | st.text(max_size=40))
def test_whatever_is_answered_stays_on_the_site_for_strict_and_lax_readers(url: str) -> None:
    answer = safe_url(url)
    assert answer.isascii()
    assert answer.isprintable()
    assert urlsplit(urljoin("https://site.test/login", answer)).netloc == "site.test"
    lax = unquote(answer.partition("?")[0].partition("#")[0]).replace("\\", "/")
    assert not lax.startswith("//")

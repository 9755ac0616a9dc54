"""Headers of files: names, types, ranges and conditions, whatever a client sends."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webob import Request

from mastaba_media.serving.conditions import Unsatisfiable, is_known, span_of, tag_of
from mastaba_media.serving.naming import disposition, label

THEN = datetime(2030, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
TAG = tag_of("renditions/ab/abcd/320-x.webp")


def asking(**headers: str) -> Request:
    environ = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return Request.blank("/", environ=environ)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=2-4", (2, 4)),
        ("bytes=7-", (7, 9)),
        ("bytes=7-99999", (7, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=10-", Unsatisfiable),
        ("bytes=-0", Unsatisfiable),
        ("bytes=4-2", None),
        ("bytes=0-1,4-5", None),
        ("bytes=-", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("bytes=\u0662-", None),
        ("", None),
    ],
)
def test_a_range_of_ten_bytes(header: str, expected: object) -> None:
    request = asking(range=header)
    if expected is Unsatisfiable:
        with pytest.raises(Unsatisfiable):
            span_of(request, 10, TAG)
    else:
        assert span_of(request, 10, TAG) == expected


@given(st.integers(0, 20), st.text("0123456789-,= bytes", max_size=20))
def test_no_range_leads_outside_of_the_file(size: int, text: str) -> None:
    try:
        span = span_of(asking(range=f"bytes={text}"), size, TAG)
    except Unsatisfiable:
        return
    assert span is None or 0 <= span[0] <= span[1] < size


@pytest.mark.parametrize(
    ("condition", "whole"),
    [(TAG, False), ('"other"', True), (f"W/{TAG}", True), ("Wed, 02 Jan 2030 03:04:05 GMT", True)],
)
def test_a_range_of_other_bytes_is_the_whole_file(condition: str, whole: bool) -> None:
    request = asking(range="bytes=0-1", if_range=condition)
    assert (span_of(request, 10, TAG) is None) is whole


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ({}, False),
        ({"if_none_match": TAG}, True),
        ({"if_none_match": f'"x", W/{TAG}'}, True),
        ({"if_none_match": "*"}, True),
        ({"if_none_match": '"x"'}, False),
        ({"if_none_match": '"x"', "if_modified_since": "Wed, 02 Jan 2030 03:04:05 GMT"}, False),
        ({"if_modified_since": "Wed, 02 Jan 2030 03:04:05 GMT"}, True),
        ({"if_modified_since": "Wed, 02 Jan 2030 03:04:04 GMT"}, False),
        ({"if_modified_since": "yesterday"}, False),
        ({"if_modified_since": "Wed, 02 Jan 99999999 03:04:05 GMT"}, False),
        ({"if_modified_since": "Wed, 99 Jan 2010 99:99:99 GMT"}, False),
    ],
)
def test_what_a_browser_has_already(headers: dict[str, str], known: bool) -> None:
    assert is_known(asking(**headers), TAG, THEN) is known


def test_another_key_has_another_tag() -> None:
    assert tag_of("renditions/ab/abcd/640-x.webp") != TAG
    assert re.fullmatch('"[0-9a-f]{24}"', TAG)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dome.jpg", 'inline; filename="dome.jpg"'),
        ("a b.jpg", 'inline; filename="a b.jpg"'),
        (
            "Kuppel für.jpg",
            "inline; filename=\"Kuppel fur.jpg\"; filename*=UTF-8''Kuppel%20f%C3%BCr.jpg",
        ),
        ("日本.pdf", "inline; filename=\"file.pdf\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf"),
        ("../../etc/passwd", 'inline; filename="_.._etc_passwd"'),
        ('a";x=\r\nSet-Cookie: b', 'inline; filename="a_;x=Set-Cookie_ b"'),
        ("", 'inline; filename="file"'),
        ("fdp\u202egpj.exe", 'inline; filename="fdpgpj.exe"'),
    ],
)
def test_case_088_names(name: str, expected: str) -> None:
    assert disposition(name, shown=True) == expected


@given(st.text(max_size=300))
def test_case_088_any_name_is_one_header_and_comes_back(name: str) -> None:
    text = disposition(name, shown=False)
    assert text.isascii()
    assert text.isprintable()
    plain = re.fullmatch(r'attachment; filename="([^"\\]+)"(?:; filename\*=UTF-8\'\'(\S+))?', text)
    assert plain is not None
    whole = unquote(plain[2]) if plain[2] else plain[1]
    assert "/" not in whole
    assert len(whole) <= 200


@pytest.mark.parametrize(
    ("media_type", "said"),
    [
        ("image/png", "image/png"),
        ("image/svg+xml", "image/svg+xml"),
        ("application/pdf", "application/pdf"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", None),
        ("text/html", "application/octet-stream"),
        ("text/plain", "application/octet-stream"),
        ("application/xhtml+xml", "application/octet-stream"),
        ("text/javascript", "application/octet-stream"),
        ("application/json", "application/octet-stream"),
    ],
)
def test_case_085_nothing_a_browser_could_run_is_called_so(
    media_type: str, said: str | None
) -> None:
    assert label(media_type) == (said or media_type)


def test_the_clock_of_a_cache_never_outlives_the_file() -> None:
    from datetime import timedelta

    from mastaba_media.serving.keeping import _left

    request = SimpleNamespace(now=THEN)
    soon, later = THEN + timedelta(seconds=9), THEN + timedelta(days=1)
    for expires_at, next_at in ((soon, later), (later, soon), (None, soon), (soon, None)):
        assert _left(request, SimpleNamespace(expires_at=expires_at, next_at=next_at)) == 9

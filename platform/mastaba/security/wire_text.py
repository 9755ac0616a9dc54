"""Checks of the bytes a client sent, before anything decodes them by accident.

Path, query, form and headers must be UTF-8 without control characters: whatever is not gets
a 400 here, because the frameworks below answer it with an exception (trap T7).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

from webob.request import BaseRequest

from mastaba.security.refusals import RefusedError

MAX_PATH = 4096  # bytes; a node's path has at most 2,000, doubled by escapes in /admin/... links
MAX_QUERY = 8192
_LINE_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_TEXT_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HEADER_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_SLASHES = re.compile("%(?:2f|5c)", re.IGNORECASE)
_UNREAD = frozenset(("HTTP_COOKIE",))  # junk in a cookie means "not logged in", see sessions


def check_path(environ: Mapping[str, Any]) -> None:
    """Refuse a path that is too long, not UTF-8, holds control characters or hidden slashes."""
    raw: str = environ.get("PATH_INFO", "")
    if len(raw) > MAX_PATH:
        raise RefusedError(414, f"The address is longer than {MAX_PATH} bytes.")
    text = _decode(raw.encode("latin-1"), "The address")
    if _LINE_CONTROLS.search(text):
        raise RefusedError(400, "The address holds control characters.")
    sent = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or "").partition("?")[0]
    if "\\" in text or _SLASHES.search(sent):
        raise RefusedError(404, "There is no page at this address.")


def check_query(environ: Mapping[str, Any]) -> None:
    """Refuse a query string that is too long, not UTF-8 or holds control characters."""
    raw: str = environ.get("QUERY_STRING", "")
    if len(raw) > MAX_QUERY:
        raise RefusedError(414, f"The query is longer than {MAX_QUERY} bytes.")
    if "%" in raw or not raw.isascii() or not raw.isprintable():
        text = _decode(unquote_to_bytes(raw.encode("latin-1")), "The query")
        if _LINE_CONTROLS.search(text):
            raise RefusedError(400, "The query holds control characters.")


def check_headers(environ: Mapping[str, Any]) -> None:
    """Refuse headers with control characters or with bytes that are not UTF-8."""
    names = [key for key in environ if key.startswith("HTTP_") and key not in _UNREAD]
    text = " ".join(str(environ[name]) for name in names)
    if _HEADER_CONTROLS.search(text):
        raise RefusedError(400, "A header holds control characters.")
    if not text.isascii():
        _decode(text.encode("latin-1", "replace"), "A header")


def drop_junk_cookies(environ: MutableMapping[str, Any]) -> None:
    """Forget cookies of which one is not UTF-8: WebOb could read none of them.

    Only an escape can hide such bytes from its parser, and ours have none.
    """
    if "\\" not in environ.get("HTTP_COOKIE", ""):
        return
    try:
        len(BaseRequest(dict(environ)).cookies)
    except UnicodeDecodeError:
        environ["HTTP_COOKIE"] = ""


def check_text(text: str) -> None:
    """Refuse a form value with control characters other than tab and line ends."""
    if _TEXT_CONTROLS.search(text):
        raise RefusedError(400, "The form holds control characters.")


def decode_body(raw: bytes, what: str) -> str:
    """The body as text; refuses what is not UTF-8."""
    return _decode(raw, what)


def _decode(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, f"{what} is not valid UTF-8.") from None

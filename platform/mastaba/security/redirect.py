"""Redirects to an address that a client sent: to this site or nowhere (case 195)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote

from pyramid.httpexceptions import HTTPSeeOther

MAX_LENGTH = 2000
_FORBIDDEN = re.compile("[\x00-\x20\x7f-\x9f\\\\\u2028\u2029]")
_KEPT = "/?#[]@!$&'()*+,;=:-._~%"


def safe_url(url: Any, default: str = "/") -> str:
    """`url` when it is a path on this site, else `default`.

    Accepted is what starts with one "/" and holds no further empty segment, back slash, white
    space or control character, whether written out or percent-encoded; non-ASCII is encoded.
    """
    if not isinstance(url, str) or not 0 < len(url) <= MAX_LENGTH or not _is_local(url):
        return default
    try:
        return quote(url, safe=_KEPT)
    except UnicodeEncodeError:
        return default


def _is_local(url: str) -> bool:
    path = re.split("[?#]", url, maxsplit=1)[0]
    if not path.startswith("/") or _FORBIDDEN.search(url):
        return False
    hidden = _FORBIDDEN.search(unquote(url).replace(" ", ""))
    return "//" not in unquote(path) and hidden is None


def safe_redirect(request: Any, url: Any, default: str = "/") -> HTTPSeeOther:
    """A "303 See Other" to `url` when it is a path on this site, else to `default`."""
    return HTTPSeeOther(location=request.application_url + safe_url(url, default))

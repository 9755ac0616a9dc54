"""What a browser asks for besides the address: only if it is new, only some of its bytes.

Python's web libraries do most of this; here it costs nothing to say that a file is unchanged,
since neither the storage is asked nor a file opened, and no header is a reason to fail.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
Span = tuple[int, int]  # first and last byte, both included


class Unsatisfiable(Exception):
    """No byte of the file is within the range that was asked for."""


def tag_of(key: str) -> str:
    """The strong entity tag of what is stored under `key`, whose bytes never change."""
    return f'"{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}"'


def is_known(request: Any, tag: str, modified: datetime | None) -> bool:
    """Whether the browser has these bytes already; a date counts only where no tag was sent."""
    environ = request.environ
    if "HTTP_IF_NONE_MATCH" in environ:
        return bool(tag.strip('"') in request.if_none_match)
    if modified is None or "HTTP_IF_MODIFIED_SINCE" not in environ:
        return False
    since = _instant(request)
    return since is not None and modified.replace(microsecond=0) <= since


def span_of(request: Any, size: int, tag: str) -> Span | None:
    """The bytes that are asked for; None for all. Raises `Unsatisfiable`.

    Several ranges at once, other units and nonsense get the whole file, as everybody may answer.
    So does a range of bytes that are not these any more.
    """
    found = RANGE.fullmatch(request.environ.get("HTTP_RANGE", "").strip())
    if found is None or found[0] == "bytes=-" or not _is_same(request, tag):
        return None
    first, last = found.groups()
    if not first:
        return _last_bytes(int(last), size)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return int(first), end


def _last_bytes(count: int, size: int) -> Span:
    if not count or not size:
        raise Unsatisfiable
    return max(size - count, 0), size - 1


def _is_same(request: Any, tag: str) -> bool:
    """`If-Range`: a date says too little about bytes that may change twice in a second."""
    return request.environ.get("HTTP_IF_RANGE", tag).strip() == tag


def _instant(request: Any) -> datetime | None:
    try:
        since: datetime | None = request.if_modified_since
    except (ValueError, OverflowError):
        return None
    return since

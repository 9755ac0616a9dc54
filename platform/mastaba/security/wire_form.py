"""Bodies: refused when a view could not read them without an exception."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from mastaba.security.refusals import RefusedError
from mastaba.security.wire_text import check_text, decode_body

MAX_FIELDS = 2000
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_URLENCODED = ("application/x-www-form-urlencoded", "")
FORM_TYPES = (*_URLENCODED, "multipart/form-data")
_CHARSET = re.compile(r"charset\s*=\s*([^;]*)", re.IGNORECASE)


def check_body(request: Any, max_body: int) -> None:
    """Refuse a body that is too large, or a form that is not UTF-8, too wide or malformed.

    The body of a safe method has no meaning (RFC 9110, 9.3.1) and is dropped, so that no view
    can answer differently to it than the page cache expects.
    """
    if request.method in SAFE_METHODS:
        _drop_body(request.environ)
        return
    check_length(request.environ.get("CONTENT_LENGTH") or "0", max_body)
    kind = request.environ.get("CONTENT_TYPE", "")
    _check_charset(kind)
    kind = kind.partition(";")[0].strip().lower()
    if kind in _URLENCODED:
        _check_urlencoded(_body(request))
    elif kind == "multipart/form-data":
        _check_multipart(request, _body(request))


def _body(request: Any) -> bytes:
    """All of the body; also for a server that hands over what it has when a client hangs up."""
    try:
        body = bytes(request.body)
    except OSError:
        body = b""
    if len(body) < (request.content_length or 0):
        raise RefusedError(400, "The request ended before all of its body had come.")
    return body


def _drop_body(environ: dict[str, Any]) -> None:
    if environ.get("CONTENT_LENGTH") or environ.get("CONTENT_TYPE"):
        environ["CONTENT_LENGTH"] = "0"
        environ["CONTENT_TYPE"] = ""
        environ["wsgi.input"] = io.BytesIO()


def check_length(length: str, max_body: int) -> None:
    """Refuse a `Content-Length` that is no number, or above `max_body` bytes."""
    if not (length.isascii() and length.isdecimal()):
        raise RefusedError(400, "Content-Length is not a number.")
    if len(length) > 18 or int(length) > max_body:
        raise RefusedError(413, f"The request is larger than {max_body} bytes.")


def _check_charset(content_type: str) -> None:
    named = _CHARSET.search(content_type)
    if named and named[1].strip("'\" ").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError(400, "Bodies are read as UTF-8 only; another character set was named.")


def _check_urlencoded(body: bytes) -> None:
    if body.count(b"&") >= MAX_FIELDS:
        raise RefusedError(400, f"The form has more than {MAX_FIELDS} fields.")
    check_text(decode_body(unquote_to_bytes(body), "The form"))


def _check_multipart(request: Any, body: bytes) -> None:
    if body.count(b"\r\n--") > MAX_FIELDS + 1:
        raise RefusedError(400, f"The form has more than {MAX_FIELDS} parts.")
    if b"filename" not in body:
        check_text(decode_body(body, "The form"))
    try:
        fields = list(request.POST.items())
    except (ValueError, LookupError, OSError, TypeError, AttributeError):
        raise RefusedError(400, "The form is not proper multipart data.") from None
    for name, value in fields:
        _check_part(name, value)
        if hasattr(value, "file"):
            value.file.seek(0)  # an attempt before this one may have read it


def _check_part(name: Any, value: Any) -> None:
    """A part has a name, and is a text or a file; a file input left empty comes as bytes."""
    if not isinstance(name, str):
        raise RefusedError(400, "The form holds a part without a name.")
    check_text(name)
    if isinstance(value, bytes):
        value = decode_body(value, "The form")
    check_text(value if isinstance(value, str) else str(value.filename))

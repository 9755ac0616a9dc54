"""Mail addresses: checked before they reach a header or a mail server."""

from __future__ import annotations

import re
from email.headerregistry import Address

LONGEST = 254  # characters, RFC 5321 section 4.5.3.1.3 less the angle brackets
# What HTML calls a valid e-mail address (html.spec.whatwg.org, "valid e-mail address").
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_ADDRESS = re.compile(rf"([a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}})@({_LABEL}(?:\.{_LABEL})*)")
_MAILBOX = re.compile(r"(?:(?P<name>[^<>]*)<)?(?P<address>[^<>]+?)>?")


class AddressError(ValueError):
    """A text is not a mail address; says which."""


def address(text: str, name: str = "") -> Address:
    """The address `text` with the display name `name`. Raises `AddressError`."""
    local, _, domain = text.rpartition("@")
    match = _ADDRESS.fullmatch(f"{local}@{_ascii(domain)}")
    if match is None or len(text) > LONGEST:
        shown = one_line(text)[:80]
        raise AddressError(f"{shown!r} is not a mail address such as name@example.org.")
    return Address(display_name=one_line(name), username=match[1], domain=match[2])


def mailbox(text: str) -> Address:
    """Read `name@example.org` or `Name <name@example.org>`. Raises `AddressError`."""
    match = _MAILBOX.fullmatch(text.strip())
    if match is None:
        return address(text)
    return address(match["address"].strip(), (match["name"] or "").strip().strip('"'))


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, which could end a header."""
    shown = (char if char.isprintable() else " " for char in text)
    return " ".join("".join(shown).split())


def _ascii(domain: str) -> str:
    """A domain as DNS knows it; what cannot be written so is left for the check to refuse."""
    try:
        return domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return domain

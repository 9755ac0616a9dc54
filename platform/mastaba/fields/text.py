"""Fields of text: a line, a text, an address, a colour."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from sqlalchemy import String, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.blocks.attributes import MAX_HREF, href
from mastaba.fields.types import FieldType
from mastaba.mail.address import LONGEST, address

LINE_LENGTH = 1000
TEXT_LENGTH = 1_000_000
_SCHEME = re.compile(r"(https?)://[^/\s]|(mailto|tel):\S", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def storable(value: Any) -> Any:
    """The value, unless it is text with NUL or half characters."""
    if isinstance(value, str) and ("\x00" in value or _HALF.search(value)):
        raise ValueError("The text has characters that cannot be stored; remove them.")
    return value


def clean_text(value: Any) -> Any:
    """Text that both databases store byte for byte: no NUL, no lone surrogates, one newline."""
    if not isinstance(value, str):
        raise ValueError("This must be text.")
    text: str = storable(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("This must be a single line.")
    return value


def _url(value: str) -> str:
    clean = href(value) if _SCHEME.match(value) else None
    if clean is None or re.search(r"\s", clean):
        raise ValueError(
            f"“{value[:80]}” is not a web address; write it in full, such as "
            "https://example.org/page (mailto: and tel: work too)."
        )
    return clean


def _email(value: str) -> str:
    try:
        return str(address(value).addr_spec)
    except ValueError:
        raise ValueError("This is not a mail address such as name@example.org.") from None


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise ValueError(f"“{value[:20]}” is not a colour; write it as #rrggbb, such as #1a7f37.")
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits))


def _text(*checks: Any, format: str = "") -> Any:
    after = tuple(AfterValidator(check) for check in checks)
    extra = Field(json_schema_extra={"format": format} if format else None)
    return Annotated[(str, BeforeValidator(clean_text), *after, extra)]


LINE = FieldType("line", _text(_one_line), "", "text", LINE_LENGTH)
TEXT = FieldType("text", _text(), "", "textarea", TEXT_LENGTH)
URL = FieldType("url", _text(_one_line, _url, format="uri"), max_length=MAX_HREF)
EMAIL = FieldType("email", _text(_one_line, _email, format="email"), max_length=LONGEST)
COLOUR = FieldType("colour", _text(_one_line, _colour, format="color"), max_length=7)


class UrlColumn(TypeDecorator[str]):
    """An address with http, https, mailto or tel."""

    impl = String(MAX_HREF)
    cache_ok = True
    field_type = URL


class EmailColumn(TypeDecorator[str]):
    """A mail address."""

    impl = String(LONGEST)
    cache_ok = True
    field_type = EMAIL


class ColourColumn(TypeDecorator[str]):
    """A colour as `#rrggbb`, in lower case."""

    impl = String(7)
    cache_ok = True
    field_type = COLOUR


class LimitedText(TypeDecorator[str]):
    """A text of at most `length` characters: what `field(Text(2000))` becomes.

    PostgreSQL has no such type, so the limit is the form's and the operations', not the table's.
    """

    impl = Text
    cache_ok = True
    field_type = TEXT

    def __init__(self, length: int) -> None:
        super().__init__()
        self.length = length


LongText = Annotated[str, mapped_column(Text())]
Url = Annotated[str, mapped_column(UrlColumn())]
Email = Annotated[str, mapped_column(EmailColumn())]
Colour = Annotated[str, mapped_column(ColourColumn())]

"""Fields that refer to other nodes, by uid.

Whether a node of that uid is there, has an allowed type and may be seen is asked by the
operations: here is no database.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import JSON
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mastaba.db.types import Uid
from mastaba.fields.lists import distinct
from mastaba.fields.text import clean_text
from mastaba.fields.types import FieldType

COUNT = 200


def _uid(value: Any) -> str:
    text: str = clean_text(value).lower()
    try:
        if str(UUID(text)) == text:
            return text
    except ValueError:
        pass
    raise ValueError(f"“{value[:80]}” is not a page of this site.")


def _uids(value: Any) -> list[str]:
    if isinstance(value, str):
        value = value.replace(",", "\n").split("\n")
    return list(dict.fromkeys(_uid(text) for text in distinct(value)))


def _few(value: list[str]) -> list[str]:
    if len(value) > COUNT:
        raise ValueError(f"{len(value)} pages; at most {COUNT} fit.")
    return value


def _one(value: str | None) -> Iterable[str]:
    return (value,) if value else ()


def _all(value: list[str] | None) -> Iterable[str]:
    return tuple(value or ())


_ONE = Annotated[str, BeforeValidator(_uid)]
_SEVERAL = Annotated[list[str], BeforeValidator(_uids), AfterValidator(_few)]

REFERENCE = FieldType("reference", _ONE, targets=_one)
REFERENCES = FieldType("references", _SEVERAL, [], targets=_all)
TERM = FieldType("term", _ONE, targets=_one)
TERMS = FieldType("terms", _SEVERAL, [], targets=_all)


class ReferenceColumn(TypeDecorator[str]):
    """The uid of a node."""

    impl = Uid
    cache_ok = True
    field_type = REFERENCE


class TermColumn(TypeDecorator[str]):
    """The uid of a term of `field(vocabulary=...)`."""

    impl = Uid
    cache_ok = True
    field_type = TERM


class ReferencesColumn(TypeDecorator[list[str]]):
    """Uids of nodes, in the order of the editor."""

    impl = JSON
    cache_ok = True
    field_type = REFERENCES


class TermsColumn(TypeDecorator[list[str]]):
    """Uids of terms of `field(vocabulary=...)`."""

    impl = JSON
    cache_ok = True
    field_type = TERMS


Reference = Annotated[str, mapped_column(ReferenceColumn())]
References = Annotated[list[str], mapped_column(ReferencesColumn(), default=list)]
OneTerm = Annotated[str, mapped_column(TermColumn())]
Terms = Annotated[list[str], mapped_column(TermsColumn(), default=list)]

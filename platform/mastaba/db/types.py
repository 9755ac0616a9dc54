"""Column types that answer alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Numeric, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored in UTC; a naive datetime is refused because its instant is unknown."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; use an aware datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


DIGITS, PLACES = 18, 6


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact number of 12 digits before and 6 behind the point; SQLite keeps millionths."""

    impl = Numeric(DIGITS, PLACES)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kept = BigInteger() if dialect.name == "sqlite" else Numeric(DIGITS, PLACES)
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return int(Decimal(value).scaleb(PLACES))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(value)
        return canonical(exact.scaleb(-PLACES) if dialect.name == "sqlite" else exact)


def canonical(value: Decimal) -> Decimal:
    """The one way to write a decimal number: no zeros behind, no exponent."""
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)


def key_type() -> TypeEngine[int]:
    """A 64-bit surrogate key; SQLite only auto-increments a plain INTEGER."""
    return BigInteger().with_variant(Integer, "sqlite")


class Uid(Uuid[str]):
    """A UUID handled as its canonical text; SQLite's rows are read without UUID objects."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Put the hyphens (RFC 9562 section 4) back where the database keeps plain digits."""
        if dialect.name != "sqlite":
            plain: Any = super()
            return plain.result_processor(dialect, coltype)
        return lambda digits: None if digits is None else _hyphenated(digits)


def _hyphenated(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def uid_type() -> TypeEngine[str]:
    """A UUID handled as its canonical text."""
    return Uid()


def exact_text(length: int | None = None) -> TypeEngine[str]:
    """Text compared byte by byte on both databases, whatever the server's locale."""
    kind: Any = Text if length is None else String
    args = () if length is None else (length,)
    plain: TypeEngine[str] = kind(*args)
    return plain.with_variant(kind(*args, collation="C"), "postgresql")

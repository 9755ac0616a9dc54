"""Fields of numbers, and yes or no."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import BigInteger

from mastaba.db.types import DIGITS, PLACES, canonical
from mastaba.fields.types import FieldType

if TYPE_CHECKING:
    from mastaba.fields.declare import BoundField

_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(?:[.,][0-9]{1,40})?")
_YES = frozenset({"true", "on", "yes", "1"})
_NO = frozenset({"false", "off", "no", "0", ""})


def _whole(value: Any) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("This must be a whole number, such as 12.")
    return value


def _decimal(value: Any) -> Decimal:
    """Binary floats are refused: 0.1 is not a tenth."""
    text = str(value).strip() if isinstance(value, str | Decimal) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        text = str(value) if abs(value) < 10**DIGITS else "9" * DIGITS
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= DIGITS:
        text = f"{value:f}"
    if not _DECIMAL.fullmatch(text):
        raise ValueError("This must be a number, such as 12.50.")
    return canonical(Decimal(text.replace(",", ".")))


def _fits(value: Decimal) -> Decimal:
    if abs(value) >= 10 ** (DIGITS - PLACES):
        raise ValueError(f"This is too large; at most {DIGITS - PLACES} digits fit.")
    return value


def _boolean(value: Any) -> bool:
    text = value.strip().lower() if isinstance(value, str) else str(value).lower()
    if isinstance(value, bool | int | str) and text in _YES | _NO:
        return text in _YES
    raise ValueError("This must be yes or no.")


def _within(low: Any, high: Any) -> AfterValidator:
    def check(value: Any) -> Any:
        if low is not None and value < low:
            raise ValueError(f"This is too small; at least {low} is needed.")
        if high is not None and value > high:
            raise ValueError(f"This is too large; at most {high} fits.")
        return value

    return AfterValidator(check)


def _number(bound: BoundField) -> Any:
    """Limits of the declaration, else those of the column."""
    most = 2**63 - 1 if isinstance(bound.column_type, BigInteger) else 2**31 - 1
    low = -most if bound.rules.ge is None else bound.rules.ge
    high = most if bound.rules.le is None else bound.rules.le
    return Annotated[int, BeforeValidator(_whole), _within(low, high)]


def _exact(bound: BoundField) -> Any:
    places = PLACES if bound.rules.places is None else bound.rules.places

    def check(value: Decimal) -> Decimal:
        if -int(value.as_tuple().exponent) > places:
            raise ValueError(f"At most {places} digits fit behind the decimal point.")
        return value

    limits = _within(bound.rules.ge, bound.rules.le)
    return Annotated[Decimal, BeforeValidator(_decimal), AfterValidator(_fits), limits,
                     AfterValidator(check)]  # fmt: skip


NUMBER = FieldType("number", Annotated[int, BeforeValidator(_whole)], refined=_number)
DECIMAL = FieldType(
    "decimal",
    Annotated[Decimal, BeforeValidator(_decimal)],
    refined=_exact,
    dump=lambda value: None if value is None else f"{canonical(value):f}",
    load=lambda kept: None if kept is None else Decimal(kept),
)
BOOLEAN = FieldType("boolean", Annotated[bool, BeforeValidator(_boolean)], False, "check")

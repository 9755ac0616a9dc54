"""A line of an export, checked: what it may hold, and what of it is stored."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from mastaba.api import is_uid
from mastaba_comments.exchange.wp_comment import LINK, MAIL, NAME, WEB

LONGEST = 1_000_000  # characters of a text
_HALF = re.compile("[\ud800-\udfff\x00]")


def _storable(text: str) -> str:
    if _HALF.search(text):
        raise ValueError("it has characters that cannot be stored")
    return text


def _uid(text: str) -> str:
    if not is_uid(text):
        raise ValueError("expected a uid such as 01890a5d-ac96-774b-bcce-b302099a8057")
    return text.lower()


def _web(text: str) -> str:
    if not text.lower().startswith(WEB):
        raise ValueError("expected an address that begins with http:// or https://")
    return text


def _utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC)
    except OverflowError:
        raise ValueError("it is at the very end of the calendar") from None


Text = Annotated[str, AfterValidator(_storable)]
Instant = Annotated[AwareDatetime, Field(strict=False), AfterValidator(_utc)]
Uid = Annotated[str, AfterValidator(_uid)]
State = Literal["waiting", "shown", "spam", "trash", "gone"]
Kind = Literal["comment", "pingback", "trackback"]


class Part(BaseModel):
    """A part of a line; what nobody knows is an error, so that nothing is lost unseen."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Page(Part):
    """The page of a comment: found by its uid, else by its address."""

    uid: Uid
    path: Text = Field(max_length=2000)
    title: Text = Field(max_length=1000)


class Person(Part):
    """The account of an author: found by its uid; else the name is what counts."""

    uid: Uid
    name: Text = Field(max_length=200)


class Rule(Part):
    """Why a comment is in its state."""

    rule: Text = Field(max_length=100)
    points: int | Annotated[float, Field(allow_inf_nan=False)]
    words: Text = Field(max_length=2000)


class Line(Part):
    """One comment."""

    uid: Uid
    page: Page
    answers: Uid | None = None
    kind: Kind = "comment"
    state: State
    text: Text = Field(max_length=LONGEST)
    name: Text | None = Field(None, max_length=NAME)
    mail: Text | None = Field(None, max_length=MAIL)
    link: Annotated[Text, AfterValidator(_web)] | None = Field(None, max_length=LINK)
    source: Text | None = Field(None, max_length=200)
    author: Person | None = None
    created: Instant
    edited: Instant | None = None
    decided: Instant | None = None
    decided_by: Uid | None = None
    consented: Instant | None = None
    notify: bool = False
    score: int = Field(0, ge=-(1 << 31), lt=1 << 31)
    verdict: list[Rule] = []

    def data(self) -> dict[str, Any]:
        """What `write.py` takes."""
        found = self.model_dump(exclude={"uid", "page", "answers", "author"})
        answers = None if self.answers is None else {"uid": self.answers}
        author = None if self.author is None else self.author.model_dump()
        plain = {name: _plain(value) for name, value in found.items()}
        return {**plain, "answers": answers, "account": author}


def read_line(text: str) -> Line:
    """One line of a file. Raises `ValueError` with a sentence that says what is wrong."""
    try:
        return Line.model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise ValueError(f"{where}: {first['msg']}.") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"This is no JSON ({error}).") from None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

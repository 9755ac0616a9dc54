"""What the rules look at: what was sent, and what is known of who sent it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from mastaba_comments.folding import digest_of, folded
from mastaba_comments.screening.settings import ScreeningSettings

SAME = "same"
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]+|(?<![\w.-])[a-z0-9-]{1,63}\.[a-z]{2,24}/\S+", re.IGNORECASE
)


class Written(Protocol):
    """What was filled into the form."""

    @property
    def text(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def mail(self) -> str | None: ...
    @property
    def link(self) -> str | None: ...
    @property
    def trap(self) -> str: ...


@dataclass(frozen=True)
class Finding:
    """What a rule says; `final` = neither trust nor any other finding makes up for it."""

    rule: str
    points: int
    words: str
    final: bool = False


@dataclass(frozen=True)
class Sent:
    """A comment sent before: by the same author as `whose` says, or by anybody (`same`)."""

    whose: str
    id: int
    state: str
    created: datetime
    decided: datetime | None
    digest: str | None


@dataclass(frozen=True)
class Standing:
    """What moderators said of somebody so far; `banned` holds whom bans are about, in words."""

    shown: int = 0
    refused: int = 0
    trusted: bool | None = None
    banned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Everything that is known when a comment was sent; `age` is that of its form, if any."""

    draft: Written
    settings: ScreeningSettings
    now: datetime
    member: bool = False
    age: timedelta | None = None
    standing: Standing = field(default_factory=Standing)
    sent: tuple[Sent, ...] = ()

    @cached_property
    def texts(self) -> str:
        """Everything that was written, folded."""
        draft = self.draft
        given = (draft.text, draft.name, draft.mail, draft.link)
        return "".join(folded(text) for text in given if text)

    @cached_property
    def digest(self) -> str | None:
        """Of the text; None of one that says little."""
        return digest_of(self.draft.text)

    @cached_property
    def links(self) -> list[str]:
        """The addresses in the text."""
        return _LINK.findall(self.draft.text)

    @cached_property
    def own(self) -> tuple[Sent, ...]:
        """What the same author sent before, each once."""
        mine = {one.id: one for one in self.sent if one.whose != SAME}
        return tuple(mine.values())

    @cached_property
    def same(self) -> tuple[Sent, ...]:
        """The same text sent before, by anybody."""
        found = {one.id: one for one in self.sent if self.digest and one.digest == self.digest}
        return tuple(found.values())

    @property
    def known(self) -> bool:
        """Whether moderators showed enough comments of this author."""
        named = self.member or self.settings.trust_mail
        return named and self.standing.shown >= self.settings.first


def plural(number: int, one: str, more: str) -> str:
    """Such as 1 link, 3 links."""
    return f"{number} {one if number == 1 else more}"

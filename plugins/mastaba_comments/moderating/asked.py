"""What the address of a list asks for: tab, words, page, author, order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mastaba.api import is_uid
from mastaba_comments.models import WAITING
from mastaba_comments.moderating.actions import TABS

HERE = "/admin/-/comments"
LONGEST = 200
SAME = ("author", "network")


@dataclass(frozen=True)
class Asked:
    """`same` is (`author` or `network`, the uid of a comment by them)."""

    tab: str = WAITING
    words: str = ""
    page: str = ""
    below: bool = False
    same: tuple[str, str] | None = None
    oldest: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether less is listed than the whole tab."""
        return bool(self.words or self.page or self.same)

    def pairs(self, **other: Any) -> list[tuple[str, str]]:
        """The parameters that ask for the same, or for something `other`; an empty one is none."""
        given = {
            "state": self.tab if self.tab != WAITING else "",
            "q": self.words,
            "page": self.page,
            "below": "1" if self.below else "",
            "same": ":".join(self.same) if self.same else "",
            "order": "oldest" if self.oldest else "",
            **other,
        }
        return [(name, str(value)) for name, value in given.items() if value]

    def url(self, **other: Any) -> str:
        """The address of this list, or of another."""
        pairs = self.pairs(**other)
        return f"{HERE}?{urlencode(pairs)}" if pairs else HERE


def asked_of(given: Mapping[str, str]) -> Asked:
    """What these parameters ask for; what means nothing is left out."""
    tab, page = given.get("state", WAITING), given.get("page", "")
    page = page if is_uid(page) else ""
    return Asked(
        tab=tab if tab in TABS else WAITING,
        words=given.get("q", "").strip()[:LONGEST],
        page=page,
        below=bool(page and given.get("below")),
        same=_same(given.get("same", "")),
        oldest=given.get("order") == "oldest",
    )


def _same(text: str) -> tuple[str, str] | None:
    kind, _, uid = text.partition(":")
    return (kind, uid) if kind in SAME and is_uid(uid) else None

"""What front matter says, whatever its generator (Hugo, Zola, Jekyll, Pelican, our own)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from mastaba.api import from_markdown, plain_text
from mastaba_pages.importing.files import SourceError

REASON = "bad front matter"
MAX_TITLE, MAX_SUMMARY, MAX_TAGS, MAX_TAG = 300, 1000, 50, 80
_DATED_PATH = re.compile(r"(?:^|/)((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])")
_CODE = re.compile(r"`([^`]+)`")
_DATED_NAME = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)-(.+)")


@dataclass(frozen=True)
class Meta:
    """The front matter of one file; keys that nobody knows are left out.

    Methods raise `SourceError` for a value of the wrong kind, naming key, value and line.
    """

    values: dict[str, Any]
    source: str
    """The file's whole text, to find lines in."""

    def title(self) -> str | None:
        """The title; code marked in it loses its back quotes."""
        text = self._text("title")
        return _CODE.sub(r"\1", text) if text else None

    def summary(self) -> str | None:
        """The description as plain text: Markdown in it loses its signs."""
        for key in ("summary", "description", "excerpt"):
            if text := self._text(key):
                plain = " ".join(plain_text(from_markdown(text).doc).split())
                return cut(plain, MAX_SUMMARY)
        return None

    def slug(self) -> str | None:
        """The last segment of an explicit address."""
        for key in ("slug", "path", "url", "permalink"):
            if text := self._text(key):
                return text.strip("/").rpartition("/")[2].removesuffix(".html") or None
        return None

    def addresses(self) -> list[str]:
        """Addresses this page has elsewhere: its own and former ones."""
        own = [text for key in ("path", "url", "permalink") if (text := self._text(key))]
        return own + self.aliases()

    def aliases(self) -> list[str]:
        return self._list("aliases")

    def draft(self) -> bool:
        return self._flag("draft") or self.values.get("state") == "draft"

    def published(self) -> datetime | None:
        """The date, else the one in an address like `2014/12/12/title`."""
        for key in ("publishDate", "publish_date", "date", "published", "created"):
            if self.values.get(key) not in (None, ""):
                return self._instant(key)
        return dated(self._text("path") or self._text("url") or "")

    def expires(self) -> datetime | None:
        for key in ("expiryDate", "expiry_date", "expires"):
            if self.values.get(key) not in (None, ""):
                return self._instant(key)
        return None

    def tags(self) -> list[str]:
        """Tags and categories, as one list."""
        nested = self.values.get("taxonomies")
        lists = [self._list("tags"), self._list("categories")]
        if isinstance(nested, dict):
            lists += [_texts(value) for value in nested.values()]
        tags = dict.fromkeys(tag[:MAX_TAG] for tag in _flat(lists))
        return list(tags)[:MAX_TAGS]

    def order(self) -> float:
        """Place among its siblings: small numbers first, those without one last."""
        for key in ("weight", "order", "nav_order"):
            value = self.values.get(key)
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value:
                return float(value)
        return float("inf")

    def in_menu(self) -> bool | None:
        """Whether it says that it belongs in the menu; None when it says nothing."""
        if "in_menu" in self.values:
            return self._flag("in_menu")
        return True if self.values.get("menu") or self.values.get("menus") else None

    def newest_first(self) -> bool | None:
        if "newest_first" in self.values:
            return self._flag("newest_first")
        return True if self.values.get("sort_by") in ("date", "permalink") else None

    def _text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return " ".join(str(value).split()) or None
        raise self._wrong(key, "text")

    def _flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "yes", "false", "no", ""):
            return value.lower() in ("true", "yes")
        raise self._wrong(key, "true or false")

    def _list(self, key: str) -> list[str]:
        value = self.values.get(key)
        if value is None or isinstance(value, (list, str, int, float)):
            return _texts(value)
        raise self._wrong(key, "a list")

    def _instant(self, key: str) -> datetime:
        value = self.values[key]
        try:
            return instant(value)
        except (ValueError, OverflowError):
            raise self._wrong(key, "a date like 2026-11-22 or 2026-11-22T10:42:00Z") from None

    def _wrong(self, key: str, expected: str) -> SourceError:
        found = f"{key}: found {self.values[key]!r}"[:120]
        return SourceError(self._line(key), REASON, f"{found}, expected {expected}.")

    def _line(self, key: str) -> int:
        place = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[:=]", self.source, re.MULTILINE)
        return self.source.count("\n", 0, place.end()) + 1 if place else 1


def instant(value: Any) -> datetime:
    """An aware instant; a date is its beginning, one without zone is UTC. Raises `ValueError`."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    raise ValueError("not a date")


def dated(path: str) -> datetime | None:
    """The date in an address like `2014/12/12/title` or a name like `2014-12-12-title`."""
    found = _DATED_PATH.search(path)
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None


def undated(name: str) -> str:
    """A file name without the date before it."""
    found = _DATED_NAME.fullmatch(name)
    return found[4] if found else name


def cut(text: str, length: int) -> str:
    """At most `length` characters, cut between words."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return head[: head.rfind(" ")] + "…" if " " in head else head + "…"


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [str(item).strip() for item in items if isinstance(item, (str, int, float))]


def _flat(lists: Iterable[list[str]]) -> Iterable[str]:
    return (item for part in lists for item in part if item)

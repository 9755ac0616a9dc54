"""From an address in a text to the file it means.

Generators write links in three ways, and one folder mixes them: to files (`../b.md`, Zola's
`@/blog/b.md`), to addresses on the finished site (`/blog/b/`, case and `.html` do not matter), and
relative to the page's own address (`../b/`). The index knows each file by all its names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_INDEX = re.compile(r"(?:^|/)_?index$")
_SUFFIX = re.compile(r"\.(?:md|markdown|html?)$", re.IGNORECASE)


def normal(address: str) -> str:
    """One form of an address: no slashes at the ends, no suffix, no index, lower case."""
    path = _SUFFIX.sub("", address.strip("/"))
    return _INDEX.sub("", path).strip("/").casefold()


class Addresses:
    """Keys of files by every name that a link may use."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._loose: dict[str, str] = {}

    def add(self, key: str, names: Iterable[str] = ()) -> None:
        """Register a file by its path and by its further addresses."""
        own = normal(key)
        self._exact.setdefault(own, key)
        for name in names:
            self._loose.setdefault(normal(name), key)
        # `content/` or a language such as `en/` is not part of addresses on the site.
        self._loose.setdefault(own.partition("/")[2], key)

    def find(self, href: str, origin: str) -> tuple[str, str | None] | None:
        """(key, fragment) of the file that `href` in the file `origin` means, or None."""
        try:
            parts = urlsplit(href)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        for candidate in _candidates(unquote(parts.path), origin):
            key = self._exact.get(candidate) or self._loose.get(candidate)
            if key is not None:
                return key, unquote(parts.fragment) or None
        return None


def _candidates(path: str, origin: str) -> Iterable[str]:
    """Names that a path may stand for, the most likely first."""
    if path.startswith(("@/", "/")):
        yield normal(path.removeprefix("@"))
        return
    folder = posixpath.dirname(origin)
    page = posixpath.join(folder, _SUFFIX.sub("", posixpath.basename(origin)))
    for base in (folder, _INDEX.sub("", page)):
        joined = posixpath.normpath(posixpath.join("/", base, path))
        yield normal(joined)
    yield normal(path)

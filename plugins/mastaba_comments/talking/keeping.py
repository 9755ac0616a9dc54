"""The HTML of a screenful and of each text, kept per process until the conversation changes.

What is kept depends on nobody: the rights on a page were asked before anything on it is shown,
and of its conversation everybody who sees the page sees the same. Everything else that the HTML
depends on is part of its key, above all the version of the thread, which grows with every change
that readers could see.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from markupsafe import Markup

from mastaba.api import settings_for, theme_name
from mastaba_comments.settings import CommentSettings
from mastaba_comments.text import comment_html

SCREENFULS, TEXTS = 200, 5000  # about 50 kB and 1 kB each


class Recent:
    """The values asked for last, at most `room`."""

    def __init__(self, room: int) -> None:
        self._room, self._values, self._lock = room, dict[Hashable, Markup](), Lock()

    def get(self, key: Hashable, make: Callable[[], Markup]) -> Markup:
        """What is kept under `key`, else what `make()` gives."""
        with self._lock:
            found = self._values.pop(key, None)
            if found is not None:
                self._values[key] = found
                return found
        found = make()
        with self._lock:
            self._values[key] = found
            while len(self._values) > self._room:
                del self._values[next(iter(self._values))]
        return found


class Keeping:
    """A service: one per application."""

    def __init__(self, _registry: Any) -> None:
        self.forget()

    def forget(self) -> None:
        """Drop everything, so that nothing is left of somebody who was erased."""
        self.screenfuls, self.texts = Recent(SCREENFULS), Recent(TEXTS)


def words_of(request: Any, row: Any) -> Markup:
    """The HTML of the text of a comment, made once for each of its texts."""
    texts: Recent = request.service(Keeping).texts
    return texts.get((row.uid, row.text), lambda: comment_html(row.text))


def kept_html(request: Any, node: Any, about: Hashable, make: Callable[[], Markup]) -> Markup:
    """The HTML of a screenful; `about` says which one, in which version of the thread."""
    settings = settings_for(request, CommentSettings)
    look = (theme_name(request), request.time_zone, settings.depth, settings.page_size)
    place = (request.site.id, node.uid, request.node_url(node))
    screenfuls: Recent = request.service(Keeping).screenfuls
    return screenfuls.get((place, look, settings.order, about), make)


def includeme(config: Any) -> None:
    """Register the service."""
    config.add_service(Keeping, Keeping)

"""Turn the files into pages, with their authors, dates, versions and states."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from mastaba.api import (
    Content,
    LinkTarget,
    acting_as,
    create,
    find_at,
    from_markdown,
    make_front,
    publish,
    role_token,
    save,
    share,
    trash,
    uuid7,
)
from mastaba_pages.demo.people import hire
from mastaba_pages.demo.sources import Source, moment, variants
from mastaba_pages.demo.topics import plant_topics
from mastaba_pages.models import Page, Section

LATELY = timedelta(days=2)
STAFF = {role_token(role): [role] for role in ("reader", "editor", "admin")}


class Builder:
    """Builds the pages of one demonstration site, parents first."""

    def __init__(self, request: Any, sources: Iterable[Source]) -> None:
        self._request = request
        self._now: datetime = request.now
        self._sources = list(sources)
        self._uids = {source.key: uuid7() for source in self._sources}
        self._people = hire(request)
        self._topics = plant_topics(request)
        self._sections: dict[str, Any] = {"": find_at(request, "/")}

    def run(self) -> None:
        """Make everything; what is thrown away goes last, so that links to it are made first."""
        made = [(source, self._page(source)) for source in self._sources]
        for source, node in made:
            if source.flag("trashed"):
                with self._as(source.author, self._now - LATELY):
                    trash(self._request, node)

    def _page(self, source: Source) -> Content:
        node = self._first_version(source)
        for version in variants(source)[1:]:
            self._next_version(source, node, version)
        if source.flag("restricted"):
            with self._as(source.author, self._saved_at(source)):
                share(self._request, node, STAFF, inherit=False)
        if source.is_front:
            make_front(self._request, node)
        elif source.is_section:
            self._sections[source.folder] = node
        self._leave_draft(source, node)
        return node

    def _first_version(self, source: Source) -> Content:
        first = variants(source)[0]
        model = Section if source.is_section and not source.is_front else Page
        with self._as(first.author, self._saved_at(first)):
            parent = self._sections[source.parent]
            data = self._data(source, first, model)
            uid = self._uids[source.key]
            node = create(self._request, parent, model, data, slug=source.slug, uid=uid)
            self._publish(source, node)
        return node

    def _next_version(self, page: Source, node: Content, version: Source) -> None:
        with self._as(version.author, self._saved_at(version)):
            data = self._data(page, version, type(node))
            save(self._request, node, data, note=version.meta.get("note", ""))
            self._publish(page, node)

    def _publish(self, source: Source, node: Content) -> None:
        if source.meta.get("state") == "draft":
            return
        start = moment(source.meta["published"], self._now)
        end, linked = moment(source.meta.get("expires"), self._now), self._uids.values()
        publish(self._request, node, at=start, until=end, expected=linked)

    def _leave_draft(self, source: Source, node: Content) -> None:
        text = source.meta.get("draft_changes")
        if text:
            with self._as(source.author, self._now - LATELY):
                save(self._request, node, {"body": self._body(source, text)})

    def _data(self, page: Source, version: Source, model: type[Content]) -> dict[str, Any]:
        data = {
            "title": version.meta["title"],
            "summary": version.meta.get("summary"),
            "in_menu": page.meta.get("in_menu", not page.is_front),
            "body": self._body(page, version.text),
        }
        extra = {"newest_first": page.flag("newest_first")} if model is Section else {}
        return {**data, **(extra or self._words(page))}

    def _words(self, page: Source) -> dict[str, list[str]]:
        """The tags of a page, and the topics they belong to."""
        tags: list[str] = page.meta.get("tags", [])
        topics = dict.fromkeys(self._topics[tag] for tag in tags if tag in self._topics)
        return {"tags": tags, "topics": list(topics)}

    def _body(self, page: Source, text: str) -> dict[str, Any]:
        return from_markdown(text, self._resolver(page)).doc

    def _resolver(self, page: Source) -> Callable[[str], LinkTarget | None]:
        def resolve(href: str) -> LinkTarget | None:
            path, _, anchor = href.partition("#")
            uid = self._uids.get(posixpath.normpath(posixpath.join(page.folder, path)))
            return None if uid is None else LinkTarget(uid, anchor or None)

        return resolve

    def _saved_at(self, version: Source) -> datetime:
        """When a version was saved; a page that is still to appear was written today."""
        stamp = version.meta.get("at", version.meta.get("published"))
        at = moment(stamp, self._now) or self._now
        return min(at, self._now)

    def _as(self, author: str, at: datetime) -> AbstractContextManager[None]:
        return acting_as(self._request, self._people[author], at=at)

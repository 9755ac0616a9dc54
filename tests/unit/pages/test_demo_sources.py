"""The files of the demonstration site: complete, consistent, and one example of everything."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from mastaba.blocks import LinkTarget, from_markdown
from mastaba_pages.demo import CONTENT
from mastaba_pages.demo.people import PEOPLE
from mastaba_pages.demo.sources import Source, moment, read_sources, variants

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEYS = {
    "title", "slug", "summary", "tags", "in_menu", "newest_first", "order", "author", "state",
    "published", "expires", "restricted", "trashed", "draft_changes", "history", "at", "note",
}  # fmt: skip
SOURCES = read_sources(CONTENT)
BY_KEY = {source.key: source for source in SOURCES}


def every_version() -> list[tuple[Source, Source]]:
    return [(source, version) for source in SOURCES for version in variants(source)]


def test_parents_come_before_their_children() -> None:
    seen = {""}
    for source in SOURCES:
        assert source.parent in seen, source.key
        if source.is_section:
            seen.add(source.folder)


def test_siblings_have_different_addresses() -> None:
    places = Counter((source.parent, source.slug) for source in SOURCES)
    assert [place for place, count in places.items() if count > 1] == []


def test_front_matter_has_known_keys_and_authors() -> None:
    for _, version in every_version():
        assert set(version.meta) <= KEYS, version.key
        assert version.author in PEOPLE, version.key


def test_every_link_leads_to_a_page_of_the_site() -> None:
    for source, version in every_version():
        texts = [version.text, source.meta.get("draft_changes", "")]
        for href in re.findall(r"\]\(([^)#]+)", "\n".join(texts)):
            target = posixpath.normpath(posixpath.join(source.folder, href))
            assert target in BY_KEY, f"{version.key}: {href}"


def test_nothing_is_lost_on_the_way_into_a_body() -> None:
    for _, version in every_version():
        notes = from_markdown(version.text, lambda _href: LinkTarget("0" * 32)).notes
        assert notes == (), version.key


def test_there_is_one_of_everything() -> None:
    states = [moment(s.meta.get("published"), NOW) for s in SOURCES if not s.meta.get("state")]
    assert any(at > NOW for at in states if at)  # scheduled
    assert [s.key for s in SOURCES if s.meta.get("expires")]
    assert [s.key for s in SOURCES if s.meta.get("state") == "draft"]
    assert [s.key for s in SOURCES if s.meta.get("draft_changes")]
    assert [s.key for s in SOURCES if s.flag("restricted")]
    assert [s.key for s in SOURCES if s.flag("trashed")]
    assert {f"start-here/{role}.md" for role in ("admin", "editor", "reader")} <= set(BY_KEY)
    assert sum(source.parent == "news" for source in SOURCES) > 25
    assert max(source.key.count("/") for source in SOURCES) >= 2
    assert max(len(source.text.split()) for source in SOURCES) > 1400


def test_the_long_history_changes_step_by_step() -> None:
    history = variants(BY_KEY["visit/opening-hours.md"])
    assert len(history) > 12
    assert len({version.author for version in history}) >= 3
    times = [version.meta["at"] for version in history]
    assert times == sorted(times)
    for older, newer in itertools.pairwise(history):
        assert (older.text, older.meta["title"], older.meta["summary"]) != (
            newer.text, newer.meta["title"], newer.meta["summary"],
        )  # fmt: skip


def test_days_count_from_the_day_of_installation() -> None:
    assert moment("+21d", NOW) == NOW + timedelta(days=21)
    assert moment("-19d", NOW) == NOW - timedelta(days=19)
    assert moment(None, NOW) is None


def test_an_instant_that_is_still_to_come_becomes_now() -> None:
    past = NOW - timedelta(days=400)
    assert moment(past, NOW) == past
    assert moment(NOW + timedelta(days=1), NOW) == NOW


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), 7])
def test_other_times_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="neither an instant"):
        moment(value, NOW)

"""Links in a field that one may not read: nobody is told their words, nor of the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Mapped

from mastaba.api import (
    Base,
    Content,
    DeadLinks,
    Reference,
    RichText,
    create,
    field,
    find,
    find_at,
    node_key,
    publish,
    purge,
    trash,
)
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page


class File(Content):
    """A type with notes that only administrators read."""

    __type__ = "test.file"
    __tablename__ = "test_file"

    id: Mapped[int] = node_key()
    about: Mapped[Reference | None] = field(label="About")
    notes: Mapped[RichText] = field(label="Inner notes", read="manage_site")
    keeper: Mapped[Reference | None] = field(label="Kept by", read="manage_site")


TABLE: Any = File.__table__
Base.metadata.remove(TABLE)


def linking(uid: str) -> dict[str, Any]:
    mark = {"type": "link", "attrs": {"uid": uid, "href": None}}
    text = {"type": "text", "text": "Hidden words", "marks": [mark]}
    return {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}


@pytest.fixture
def files(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """`/open` and `/secret` refer to `/target`; the second by fields that editors do not read."""
    site = make_site()
    site.config.add_content_type(File, title="File")
    site.config.commit()
    with site.database.writes.begin() as connection:
        TABLE.create(connection)
    with site.request() as request:
        root = find_at(request, "/")
        uid = create(request, root, Page, {"title": "Target"}).uid
        create(request, root, File, {"title": "Open", "about": uid})
        secret = {"title": "Secret", "notes": linking(uid), "keeper": uid}
        create(request, root, File, secret)
        both = {"title": "Both", "about": uid, "keeper": uid}
        create(request, root, File, both)
    return site


def test_case_113_a_dead_link_there_is_told_without_its_words(files: ScratchSite) -> None:
    with files.request() as request:
        target = find_at(request, "/target")
        trash(request, target)
        purge(request, find(request, target.uid, tree="trash"))
    with files.request("editor") as request, pytest.raises(DeadLinks) as refused:
        publish(request, find_at(request, "/secret"))
    told = f"{refused.value} {refused.value.fields} {refused.value.links}"
    for word in ("Hidden words", "notes", "keeper", "Kept by"):
        assert word not in told
    editor, admin = files.client("editor"), files.client("admin")
    assert "Hidden words" not in editor.get("/admin/secret/@@edit")
    assert "Kept by" not in editor.get("/admin/secret/@@edit")
    assert "Hidden words" in admin.get("/admin/secret/@@edit")


def test_case_113_where_used_tells_nothing_of_them(files: ScratchSite) -> None:
    answers = (files.client(role).get("/admin/target/@@usage") for role in ("editor", "admin"))
    seen, whole = (str(answer.html.find("main")) for answer in answers)
    assert all(word in whole for word in ("Kept by", "/admin/secret", "Inner notes"))
    assert all(word in seen for word in ("About", "/admin/open", "/admin/both"))
    assert not any(word in seen for word in ("Kept by", "/admin/secret", "Inner notes"))

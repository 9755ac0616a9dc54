"""An export that somebody else wrote brings back its plugin's own content, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mastaba.api import create, find_at, publish, uuid7
from mastaba.clock import utc_now
from mastaba.content.lifecycle.archive import ArchiveError
from mastaba.content.lifecycle.bring_back import bring_back
from mastaba.content.lifecycle.export import lines_of
from mastaba.content.lifecycle.extent import Extent
from mastaba.content.lifecycle.foreign import refuse_foreign
from mastaba.content.operations.preview_links import make_preview_link
from mastaba.security.roles import Roles
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page

OURS = "00000000-0000-7000-8000-000000000001"
PLACE = {"uid": OURS, "slug": "a", "parent_id": None, "tree": "site", "type": "pages.page",
         "trashed_from": None, "site_id": 1}  # fmt: skip
PAGE = {"is": "node", "table": "node", "values": PLACE}


def _written(value: Any, extent: Extent) -> Any:
    """A line with its uids as the database writes them."""
    if isinstance(value, dict):
        return {key: _written(item, extent) for key, item in value.items()}
    is_uid = isinstance(value, str) and value.count("-") == 4
    on_sqlite = extent.connection.dialect.name == "sqlite"
    return value.replace("-", "") if is_uid and on_sqlite else value


def _page(**changes: Any) -> dict[str, Any]:
    return {**PAGE, "values": {**PLACE, **changes}}


def _row(table: str, **values: Any) -> dict[str, Any]:
    return {"is": "row", "table": table, "values": values}


@pytest.fixture
def extent(site: ScratchSite) -> Iterator[Extent]:
    with site.request("editor") as request:
        root = find_at(request, "/")
        assert root is not None
        page = create(request, root, Page, {"title": "Page"})
        publish(request, page)
        make_preview_link(request, page)  # hangs on its page and on who made it
    with site.database.writes.connect() as connection:
        yield Extent("pages", connection)


def test_an_export_of_its_own_is_all_its_own(extent: Extent) -> None:
    lines = [*lines_of(extent, utc_now())]
    assert {"revision", "preview_link"} <= {line.get("table") for line in lines}
    refuse_foreign(extent, lines[1:])
    with pytest.raises(ArchiveError, match="event"):
        refuse_foreign(Extent("event", extent.connection), lines[1:])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (_row("account", login="mallory", id=7), "is for the table account"),
        (_row("acl_grant", acl_id={"node": OURS}), "is for the table acl_grant"),
        (_row("nowhere"), "is for the table nowhere"),
        (_row("revision", id=1, node_id={"node": str(uuid7())}), "belongs to something else"),
        (_row("revision", id=1, node_id=1), "belongs to something else"),
        (
            _row("preview_link", id=1, node_id={"node": str(uuid7())}, account_id={"login": "x"}),
            "belongs to something else",
        ),
        (_page(uid=str(uuid7()), type="core.root"), "of the type core.root"),
        (_page(uid=str(uuid7()), type="core.vocabulary", slug="event.kinds"), "core.vocabulary"),
        (_page(uid=str(uuid7()), slug="../../etc"), "with the address '../../etc'"),
        (_page(uid=str(uuid7()), tree="x"), "a page that cannot be"),
        (PAGE, "a page that cannot be"),
        (_page(uid="x"), "cannot be read"),
        ({"is": "section", "node": OURS, "number": 1, "sections": {"event.x": {}}}, "event.x"),
        ({"is": "setting", "site_id": 1, "key": "mastaba.site.title", "value": "x"}, "site.title"),
        ({"is": "front", "site": 1, "uid": str(uuid7())}, "a front page of others"),
        ({"is": "node", "values": []}, "cannot be read"),
        ({"is": "row", "table": ["node"]}, "cannot be read"),
    ],
)
def test_what_is_not_the_plugins_is_refused(
    extent: Extent, line: dict[str, Any], told: str
) -> None:
    with pytest.raises(ArchiveError, match=r"Line 3 of the file .* Nothing was changed") as caught:
        refuse_foreign(extent, [_written(PAGE, extent), _written(line, extent)])
    assert told in str(caught.value)


def test_a_page_that_is_there_is_not_written_over(extent: Extent) -> None:
    """The file names a uid of the core's own root."""
    lines = [*lines_of(extent, utc_now())]
    connection, node = extent.connection, extent.table("node")
    root = connection.scalar(node.select().with_only_columns(node.c.uid).where(node.c.depth == 0))
    connection.execute(node.delete().where(extent.mine))
    first = next(line for line in lines if line["is"] == "node")
    for uid, told in ((str(root), "already"), (str(uuid7()), "cannot be brought back")):
        values = {**first["values"], "uid": uid, "state": {"a": 1}}
        odd = _written({**first, "values": values}, extent)
        with pytest.raises(ArchiveError, match=told), connection.begin_nested():
            bring_back(extent, [lines[0], odd], Roles(), utc_now())

"""Files that become blocks: `Takes`, `block_for_file` and `@@block-file`."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from mastaba.api import (
    Group,
    IncomingFile,
    LongText,
    OperationError,
    Takes,
    block_for_file,
    create,
    field,
    find_at,
    publish,
    share,
)
from mastaba.content.blocks.descriptors import block_descriptors
from mastaba.content.blocks.from_file import block_taking
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.security.csrf import FIELD
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Page

PLACE = "/admin/page/@@block-file"


class Note(Group):
    words: LongText = field(label="Words")
    source: str | None = field(label="Source")
    kept: str = field(label="Kept as", default="nowhere")


class Notes:
    """A block made of texts; each is kept as a page, too."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str, bool]] = []
        self.takes = Takes(
            ("text/plain",), self.values, self.receive, lambda _registry: 11_000_000
        )

    def receive(self, request: Any, place: Any, file: IncomingFile) -> str:
        self.received.append((place.path, file.name, bool(request.environ.get("tm.active"))))
        words = file.stream.read().decode()
        if not words:
            raise OperationError(f"“{file.name}” is empty.")
        return words[:100]

    def values(self, request: Any, place: Any, file: IncomingFile) -> dict[str, Any]:
        if file.received == "too late":
            create(request, place, Page, {"title": "Half a change"})
            raise OperationError("It is too late.")
        kept = create(request, place, Page, {"title": file.name})
        return {"words": file.received, "kept": kept.path}


@pytest.fixture
def notes(site: ScratchSite) -> Notes:
    """A page, a closed one, and the block."""
    notes = Notes()
    declared = DeclaredBlock("test.note", Note, "Note", "blocks/details.jinja2", takes=notes.takes)
    site.registry[Blocks].add(declared)
    with site.request() as request:
        for title in ("Page", "Closed"):
            publish(request, create(request, find_at(request, "/"), Page, {"title": title}))
        share(request, find_at(request, "/closed"), {}, inherit=False)
    return notes


def send(client: Client, body: bytes, address: str = PLACE, **options: Any) -> Any:
    """POST a bare file as the editor does."""
    headers = {"X-CSRF-Token": client.csrf.get(FIELD, ""), "Accept": "application/json"}
    kind = options.pop("kind", "text/plain")
    return client.post(address, body, headers=headers, content_type=kind, **options)


def paths(site: ScratchSite) -> list[str]:
    with site.request() as request:
        return sorted(row.path for row in request.catalog().visible().rows(50))


def test_a_file_becomes_a_block_and_what_it_keeps_is_kept(
    editor: Client, site: ScratchSite, notes: Notes
) -> None:
    body = b"Look up." + b" " * 10_500_000
    node = send(editor, body, f"{PLACE}?name=Sky%20notes.txt&type=test.note").json["node"]
    assert node["type"] == "test.note"
    data = node["attrs"]["data"]
    assert (data["words"], data["source"]) == ("Look up.", None)
    assert data["kept"] in paths(site)
    assert notes.received == [("/page", "Sky notes.txt", False)]


def test_a_refusal_is_a_sentence_and_nothing_stays(
    editor: Client, site: ScratchSite, notes: Notes
) -> None:
    before = paths(site)
    for body, kind, query, sentence in (
        (b"", "text/plain", "?name=a.txt", "“a.txt” is empty."),
        (b"too late", "text/plain", "", "It is too late."),
        (b"x", "video/ogg", "", "No block of this site takes files of this kind."),
        (b"x", "text/plain", "?type=core.callout", "No block of this site takes"),
    ):
        answer = send(editor, body, PLACE + query, kind=kind, status=422)
        assert sentence in answer.json["error"]
    assert paths(site) == before


def test_only_who_may_write_here_sends_files(site: ScratchSite, notes: Notes) -> None:
    reader, editor = site.client("reader"), site.client("editor")
    assert send(reader, b"x", status="*").status_int in (403, 404)
    closed = PLACE.replace("/page/", "/closed/")
    assert send(editor, b"x", closed, status="*").status_int in (403, 404)
    assert send(site.client(), b"x", status="*").status_int in (302, 303, 400, 401, 403)
    assert notes.received == []


def test_an_import_gets_the_same_block(site: ScratchSite, notes: Notes) -> None:
    with site.request("editor") as request:
        page = find_at(request, "/page")
        file = IncomingFile("a.txt", "text/plain", BytesIO(b"Words"), alt="unused")
        node = block_for_file(request, page, file)
        assert node is not None
        assert node["attrs"]["data"]["words"] == "Words"
        unknown = IncomingFile("a.ogv", "video/ogg", BytesIO(b"Words"))
        assert block_for_file(request, page, unknown) is None
        assert block_for_file(request, page, file, among=["core.callout"]) is None
        assert unknown.stream.read() == b"Words"


def test_the_editor_knows_what_it_may_send(site: ScratchSite, notes: Notes) -> None:
    with site.request("editor") as request:
        known = {block["name"]: block for block in block_descriptors(request)}
    assert (known["test.note"]["takes"], known["test.note"]["limit"]) == (
        ["text/plain"],
        11_000_000,
    )


def test_the_block_that_fits_best_takes_a_file() -> None:
    def takes(name: str, *types: str) -> DeclaredBlock:
        return DeclaredBlock(name, Note, name, "x.jinja2", takes=Takes(types, lambda *_: {}))

    blocks = [takes("any", "*/*"), takes("image", "image/*"), takes("second", "image/*"),
              takes("gif", "text/html", "image/gif")]  # fmt: skip
    known = {block.name: block for block in blocks}

    def taken(media_type: str, among: Any = None) -> str:
        found = block_taking(known, media_type, among)
        return found.name if found else ""

    assert [taken(kind) for kind in ("image/png", "image/gif", "text/html", "a/b")] == [
        "image", "gif", "gif", "any"
    ]  # fmt: skip
    assert taken("image/gif", ("second", "unknown")) == "second"
    assert taken("text/css", ("gif",)) == ""

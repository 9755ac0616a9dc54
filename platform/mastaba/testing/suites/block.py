"""The promises of a block."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from mastaba.blocks import BodyError, validate
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.content.body import document_html
from mastaba.content.models import Content
from mastaba.fences import fences_of
from mastaba.fields import fields_of
from mastaba.testing.maker import Maker, every_field, visit
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect, needs
from mastaba.tree.locate import find_at

HOSTILE = "<i-x1>"
_LOG = "The log that pytest captured says more."
HIDDEN = "A draft of nine white herons"
Json = dict[str, Any]


class BlockSuite:
    """A block can be added, is drawn, keeps its data, and tells nobody what they may not see.

    In a test module of the plugin:

        class TestUpcoming(BlockSuite):
            block = "event.upcoming"
            lists = (Event,)

    `values` gives fields for which the suite knows no value. A block that shows pages says with
    `lists` of which types; it may ask at most `statements` questions of the database.
    """

    block: ClassVar[str | None] = None
    values: ClassVar[Mapping[str, Any]] = {}
    lists: ClassVar[tuple[type[Content], ...]] = ()
    statements: ClassVar[int] = 3

    def test_it_is_stored_as_it_was_written(self, shared_site: ScratchSite) -> None:
        schema = shared_site.registry[Blocks].schema
        try:
            once = validate(self._document(shared_site), schema)
        except BodyError as problem:
            raise AssertionError(
                f"The block {self.block} is refused: {problem} Give `values` to the suite for the "
                "fields that must be filled in, and look at content, children and inside."
            ) from None
        again = validate(json.loads(json.dumps(once)), schema)
        expect(once == again, f"The data of {self.block} changes each time it is stored.")

    def test_it_is_drawn(self, shared_site: ScratchSite) -> None:
        for model in self.lists:
            Maker(shared_site)(model)
        html = self._drawn(shared_site)
        expect(html, f"The block {self.block} draws nothing. Look at its template, or at data().")

    def test_it_is_drawn_where_there_is_nothing_to_show(self, shared_site: ScratchSite) -> None:
        self._drawn(shared_site)

    def test_what_somebody_typed_is_never_markup(self, shared_site: ScratchSite) -> None:
        form = self._declared(shared_site).form
        typed = {f.name: HOSTILE for f in fields_of(form) if f.type.name in ("line", "text")}
        expect(
            HOSTILE not in self._drawn(shared_site, **typed),
            f"The block {self.block} shows {HOSTILE} as markup: whoever may write could put a "
            "script into the page. Never use |safe or Markup on what was typed.",
        )

    def test_it_shows_a_visitor_no_draft(self, shared_site: ScratchSite) -> None:
        for model in self.lists:
            Maker(shared_site)(model, published=False, title=HIDDEN)
        expect(
            HIDDEN not in self._drawn(shared_site),
            f"The block {self.block} shows a visitor a draft. Begin every list with "
            "request.catalog().visible().",
        )

    def test_it_takes_few_statements(self, shared_site: ScratchSite) -> None:
        few = self._statements(shared_site)
        for model in self.lists:
            for _ in range(5):
                Maker(shared_site)(model)
        many = self._statements(shared_site)
        expect(
            len(many) <= max(self.statements, len(few)),
            f"The block {self.block} takes {len(many)} SQL statements, {self.statements} are "
            "allowed (`statements` of the suite). They were:\n" + "\n".join(many),
        )

    def _declared(self, site: ScratchSite) -> DeclaredBlock:
        name, known = needs(self, "block", '"event.upcoming"'), site.registry[Blocks].by_name
        expect(name in known, f"There is no block {name}; declare it with config.add_block.")
        found: DeclaredBlock = known[name]
        return found

    def _document(self, site: ScratchSite, **more: Any) -> Json:
        block, known = self._declared(site), site.registry[Blocks].by_name
        node = _example(known, block, {**self.values, **more})
        while block.inside:
            block = known[block.inside[0]]
            node = _example(known, block, {}, node)
        return {"type": "doc", "content": [node]}

    def _drawn(self, site: ScratchSite, **more: Any) -> str:
        """What a visitor sees of it. Raises `AssertionError` with what its fence kept back."""
        document = validate(self._document(site, **more), site.registry[Blocks].schema)
        with visit(site) as request:
            request.context = find_at(request, "/")
            html = str(document_html(request, document))
        failed = [tally.last for tally in fences_of(site.registry).tallies.values() if tally.last]
        expect(not failed, f"The block {self.block} cannot be drawn: {'; '.join(failed)}. {_LOG}")
        return html

    def _statements(self, site: ScratchSite) -> list[str]:
        self._drawn(site)
        with site.statements() as sql:
            self._drawn(site)
        plain = _around(site)
        return sql[plain:]


def _around(site: ScratchSite) -> int:
    """How many statements a text without a block takes, the look-up of its place included."""
    empty = {"type": "doc", "content": [{"type": "paragraph"}]}
    with site.statements() as sql, visit(site) as request:
        request.context = find_at(request, "/")
        document_html(request, empty)
    return len(sql)


def _example(
    known: Mapping[str, DeclaredBlock],
    block: DeclaredBlock,
    values: Mapping[str, Any],
    child: Json | None = None,
) -> Json:
    """A block with something in it where something must be."""
    data = every_field(block.form, values)
    node: Json = {"type": block.name, "attrs": {"version": block.version, "data": data}}
    if block.children:
        inner = child or _example(known, known[block.children[0]], {})
        node["content"] = [inner] * max(1, block.at_least)
    elif block.content:
        text = {"type": "text", "text": "Words"}
        is_inline = block.content.startswith(("inline", "text"))
        node["content"] = [text if is_inline else {"type": "paragraph", "content": [text]}]
    return node

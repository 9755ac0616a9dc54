"""The half of the suite of a type that is about what visitors see."""

from __future__ import annotations

from typing import Any

from mastaba.content.operations import publish, restore, trash
from mastaba.fields import fields_of
from mastaba.testing.maker import Made, visit
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect
from mastaba.testing.suites.planting import Planting
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE, TRASH

HOSTILE = "<i-x1>"  # an element that no page has, short enough for any field
FEW, MANY = 2, 9


class ShownTests(Planting):
    """Seen when it is public and never else; in few statements; never as somebody's markup."""

    def test_it_is_seen_while_it_is_public(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site, published=False)
        expect(not _seen(shared_site, made), f"A visitor sees the draft {made.path}. {_ASK}")
        with shared_site.request() as request:
            publish(request, made.at(request))
        expect(_seen(shared_site, made), _UNSEEN.format(made.path))
        with shared_site.request() as request:
            trash(request, made.at(request))
        expect(not _seen(shared_site, made), f"A visitor sees {made.path} in the trash. {_ASK}")
        with shared_site.request() as request:
            node = Made(made.uid, made.path, TRASH).at(request)
            restore(request, node)
            if node.state != "published":
                publish(request, node)
        expect(_seen(shared_site, made), f"{made.path} did not come back from the trash.")

    def test_its_page_tells_its_title(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site, title="Nine white herons")
        if made.tree == LIVE:
            page = shared_site.client().get(made.path, status="*")
            expect(page.status_int == 200, _UNSEEN.format(made.path))
            body = page.text.partition("<body")[2]
            expect("Nine white herons" in body, f"{made.path} does not show its own title.")

    def test_what_somebody_typed_is_never_markup(self, shared_site: ScratchSite) -> None:
        kinds = ("line", "text")
        typed: dict[str, Any] = {
            f.name: HOSTILE for f in fields_of(self._model) if f.type.name in kinds
        }
        made = self._make(shared_site, **typed)
        if made.tree == LIVE:
            page = shared_site.client().get(made.path, status="*").text
            expect(
                HOSTILE not in page,
                f"{made.path} shows {HOSTILE} as markup: whoever may write here could put a "
                "script into the page. Never use |safe or Markup on what was typed.",
            )

    def test_its_page_takes_few_statements(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site)
        if made.tree == LIVE:
            found = _statements(shared_site, made.path)
            expect(
                len(found) <= self.statements,
                f"{made.path} takes {len(found)} SQL statements, {self.statements} are allowed "
                "(`statements` of the suite). They were:\n" + "\n".join(found),
            )

    def test_a_long_list_takes_as_many_statements_as_a_short_one(
        self, shared_site: ScratchSite
    ) -> None:
        place = self._place(shared_site)
        if self._made_in(shared_site, place, FEW) != LIVE:
            return
        few = _statements(shared_site, place.path)
        self._made_in(shared_site, place, MANY - FEW)
        many = _statements(shared_site, place.path)
        expect(
            len(many) <= len(few),
            f"{place.path} takes {len(few)} SQL statements with {FEW} pages in it, {len(many)} "
            f"with {MANY}: it asks once per page. Ask for all of them at once; the last was:\n"
            + "".join(many[-1:]),
        )

    def _made_in(self, site: ScratchSite, place: Made, count: int) -> str:
        """Make so many; the tree in which they are."""
        return {self._make(site, place).tree for _ in range(count)}.pop()


_ASK = 'Register its views with permission="view".'
_UNSEEN = (
    "A visitor does not see {0} although it is published. Register a view for it: "
    'config.add_view(show, context=..., permission="view", renderer=...).'
)


def _seen(site: ScratchSite, made: Made) -> bool:
    """Whether a visitor gets the page; where it has no address, whether they may see it."""
    if made.tree == LIVE:
        return bool(site.client().get(made.path, status="*").status_int == 200)
    with visit(site) as request:
        catalog = request.catalog(tree=made.tree).visible()
        return bool(catalog.filter(Node.uid == made.uid).rows(1))


def _statements(site: ScratchSite, path: str) -> list[str]:
    visitor = site.client()
    visitor.get(path, status="*")  # what is kept between requests is there from now on
    with site.statements() as sql:
        visitor.get(path, status="*")
    return sql

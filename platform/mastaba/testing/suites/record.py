"""The promises of a kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, select

from mastaba.content.models import Content
from mastaba.content.operations import purge, trash, unpublish
from mastaba.content.records.models import Record
from mastaba.content.records.operations import (
    change_record,
    create_record,
    delete_record,
    find_record,
)
from mastaba.content.records.privacy import erase_records, export_records
from mastaba.testing.maker import Made, Maker, every_field, visit
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect, needs


class RecordSuite:
    """A record follows its page: who may see it, where it is hidden, when it goes.

    In a test module of the plugin:

        class TestVote(RecordSuite):
            model = Vote
            on = Page

    `on` is a type of page that records of this kind are put on, `values` and `on_values` give
    fields for which the suite knows no value. `role` is a site-wide role that may make one. Where
    more than fields is needed, `make` of the subclass says how one is made.
    """

    model: ClassVar[type[Record] | None] = None
    on: ClassVar[type[Content] | None] = None
    values: ClassVar[Mapping[str, Any]] = {}
    on_values: ClassVar[Mapping[str, Any]] = {}
    role: ClassVar[str] = "editor"

    def make(self, request: Any, node: Any) -> Any:
        """Add one to `node`; for records with columns that no `field()` declares."""
        return create_record(request, node, self._model, every_field(self._model, self.values))

    def test_it_is_made_changed_and_deleted(self, shared_site: ScratchSite) -> None:
        page = self._page(shared_site)
        uid = self._add(shared_site, page)
        with shared_site.request(self.role) as request:
            record = find_record(request, self._model, uid)
            expect(record, f"Whoever made a {self._model.__name__} does not find it again.")
            change_record(request, record, every_field(self._model, self.values))  # type: ignore[arg-type]  # it was found
            delete_record(request, record)  # type: ignore[arg-type]  # it was found
        with shared_site.request(self.role) as request:
            expect(find_record(request, self._model, uid) is None, "It is there once deleted.")

    def test_it_is_seen_with_its_page_only(self, shared_site: ScratchSite) -> None:
        page = self._page(shared_site)
        uid = self._add(shared_site, page)
        expect(self._is_seen(shared_site, uid), "A visitor does not see it on a public page.")
        with shared_site.request() as request:
            unpublish(request, page.at(request))
        expect(not self._is_seen(shared_site, uid), f"A visitor sees it on a draft. {_OWN_SQL}")
        with shared_site.request() as request:
            trash(request, page.at(request))
        expect(not self._is_seen(shared_site, uid), f"A visitor sees it in the trash. {_OWN_SQL}")

    def test_it_goes_with_its_page(self, shared_site: ScratchSite) -> None:
        page = self._page(shared_site)
        self._add(shared_site, page)
        with shared_site.request() as request:
            key = page.at(request).id
            trash(request, page.at(request))
            purge(request, Made(page.uid, page.path, "trash").at(request))
        with shared_site.request() as request:
            mine = select(func.count()).where(self._model.node_id == key)
            left = request.db.scalar(mine)
        expect(left == 0, "It is left when its page is deleted for good: keep the cascade.")

    def test_what_it_knows_of_a_person_is_handed_out_and_erased(
        self, shared_site: ScratchSite
    ) -> None:
        self._add(shared_site, self._page(shared_site))
        account, name = shared_site.account(self.role), self._model.__type__
        with shared_site.request() as request:
            told = export_records(request, account).get(name)
            expect(told, f"export_records() tells a person nothing of their {name}. {_HOOKS}")
            erase_records(request, account)
            left = export_records(request, account)[name]
        expect(not left, f"erase_records() leaves {len(left)} of a person's {name}. {_HOOKS}")

    @property
    def _model(self) -> type[Record]:
        found: type[Record] = needs(self, "model", "Vote")
        return found

    def _page(self, site: ScratchSite) -> Made:
        model = needs(self, "on", "Page")
        return Maker(site)(model, **self.on_values)

    def _add(self, site: ScratchSite, page: Made) -> str:
        with site.request(self.role) as request:
            try:
                return str(self.make(request, page.at(request)).uid)
            except HTTPForbidden:
                raise AssertionError(
                    f"The role {self.role} may not add a {self._model.__name__}: name one that "
                    "may as `role` of the suite, or give the permission to it in "
                    "declare_permission(..., roles=...)."
                ) from None

    def _is_seen(self, site: ScratchSite, uid: str) -> bool:
        with visit(site) as request:
            return find_record(request, self._model, uid) is not None


_OWN_SQL = "Its page hides it: do not replace what request.catalog(...).visible() asks."
_HOOKS = "See add_record(..., export=, erase=)."

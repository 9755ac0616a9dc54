"""What the halves of the suite of a type share: which type it is, and making some of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from mastaba.content.models import Content
from mastaba.testing.maker import Made, Maker, every_field
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import needs

TOP = Made("", "/")


class Planting:
    """`model` is the type; `values`, `below` and `statements` as in `ContentTypeSuite`."""

    model: ClassVar[type[Content] | None] = None
    values: ClassVar[Mapping[str, Any]] = {}
    below: ClassVar[type[Content] | None] = None
    statements: ClassVar[int] = 8

    @property
    def _model(self) -> type[Content]:
        found: type[Content] = needs(self, "model", "Event")
        return found

    def _fields(self) -> dict[str, Any]:
        return every_field(self._model, self.values)

    def _place(self, site: ScratchSite) -> Made:
        """Where one of these is put: a new page of the type `below`, or the top of the site."""
        return TOP if self.below is None else Maker(site)(self.below)

    def _make(
        self,
        site: ScratchSite,
        place: Made | None = None,
        /,  # a field may have this name, too
        *,
        published: bool = True,
        **more: Any,
    ) -> Made:
        where = self._place(site) if place is None else place
        below = None if where is TOP else where
        fields = {**self._fields(), **more}
        return Maker(site)(self._model, below=below, published=published, **fields)


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Names of the fields that are not the same in both."""
    return sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))

"""Making content for a test, in one line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from mastaba.content.models import Content
from mastaba.content.operations import create, publish
from mastaba.content.types import ContentTypes
from mastaba.db.offline import offline_request
from mastaba.db.uuid7 import uuid7
from mastaba.fields import fields_of
from mastaba.testing.fill import filled
from mastaba.testing.scratch import ScratchSite
from mastaba.tree.locate import find, find_at
from mastaba.tree.publication import LIVE


@dataclass(frozen=True)
class Made:
    """A node that a test made: where it is, and how to get at it in a request."""

    uid: str
    path: str
    tree: str = LIVE

    def at(self, request: Any) -> Any:
        """The node itself, within a request: `made.at(request).title`."""
        return find(request, self.uid, tree=self.tree)


class Maker:
    """`make(Event, title="Concert", starts="2030-05-01T20:00:00+00:00")` -> `Made`.

    Fields that must be filled in and are not given get a value. `below` is what another `make`
    returned (default: the top of the site); `published=False` leaves a draft.
    """

    def __init__(self, site: ScratchSite) -> None:
        self._site = site

    def __call__(
        self,
        model: type[Content],
        *,
        below: Made | None = None,
        published: bool = True,
        **fields: Any,
    ) -> Made:
        with self._site.request() as request:
            data = {**needed(model), **fields}
            node = create(request, self._parent(request, model, below), model, data)
            if published:
                publish(request, node)
            return Made(node.uid, node.path, node.tree)

    def _parent(self, request: Any, model: type[Content], below: Made | None) -> Any:
        if below is not None:
            return below.at(request)
        kind = request.registry[ContentTypes].get(model.__type__)
        return find_at(request, "/", tree=kind.tree if kind else LIVE)


def needed(model: type[Any]) -> dict[str, Any]:
    """A value for every field that must be filled in."""
    required = {bound.name for bound in fields_of(model) if bound.required}
    return {name: value for name, value in every_field(model).items() if name in required}


def every_field(model: type[Any], values: Mapping[str, Any] = {}) -> dict[str, Any]:
    """A value for every field for which one is known; those of `values` as they are there."""
    numbers = iter(range(1, 1000))
    found = filled(model, lambda: f"{model.__name__}-{next(numbers)}-{uuid7()[-6:]}")
    return {**found, **values}


def visit(site: ScratchSite) -> AbstractContextManager[Any]:
    """A request of a visitor, who is not logged in, for asking the API directly."""
    return offline_request(site.registry, {"mastaba.identity": None, "mastaba.system": False})

"""Pages in every state and the library, with a token in every text of each.

Half of every state lies in a branch that one person edits by a local role; every third page
belongs to an author; a closed page is open to a group, to an account, to everybody with one, or
to nobody but administrators. Every live page has an unpublished change with a token of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from mastaba.content.operations import create, move, publish, save, share, trash
from mastaba.content.types import ContentTypes
from mastaba.doors import DoorSamples
from mastaba.fields import fields_of
from mastaba.testing.fill import filled
from mastaba.testing.people import Person
from mastaba.testing.tokens import Tokens
from mastaba.tree.locate import find_at
from mastaba.tree.permanent import PermanentViews
from mastaba.tree.publication import LIBRARY, LIVE

SOON = timedelta(days=1)
Make = Callable[["Planter", Any, int], Any]
Values = Mapping[str, Mapping[str, Any]]


class Planter:
    """Makes pages within one request of the system."""

    def __init__(
        self,
        request: Any,
        root: Any,
        people: dict[str, Person],
        tokens: Tokens,
        values: Values,
    ) -> None:
        self.request, self.people, self.tokens = request, people, tokens
        self._root = root
        self._values = values
        self.former: list[str] = []
        self.absent: list[str] = []  # uids of pages whose plugin is going to be missing
        self.asked: dict[tuple[int, str], str] = {}  # node and field -> permission to read it
        self.samples: dict[int, dict[str, str]] = {}  # node -> what examples name in braces
        self._all = list(request.registry[ContentTypes].by_name.values())
        self.kinds = self._all  # those that `page` chooses from
        self._types = [kind for kind in self._all if kind.tree == LIVE]
        self._holder = self._type_with_children()

    def _type_with_children(self) -> Any:
        for kind in self._types:
            if kind.children is None:
                return kind
        raise LookupError(
            "No enabled plugin has a type of content that can hold every other one; enable one "
            "that has, so that pages can lie below a closed one."
        )

    def shelved(self, make: Make) -> list[Any]:
        """Two nodes of the library in a state, of each type that has permanent addresses."""
        has_one = self.request.registry[PermanentViews].contexts
        kinds = [kind for kind in self._all if kind.model in has_one]
        shelf = find_at(self.request, "/", tree=LIBRARY)
        made = []
        for kind in kinds:
            self.kinds = [kind]
            made += [make(self, shelf, number) for number in (0, 1)]
        self.kinds = self._all
        return made

    def holder(self, title: str) -> Any:
        """A published page at the top for others to lie in."""
        data = self._data(self._holder, title)
        place = create(self.request, self._root, self._holder.model, data)
        publish(self.request, place)
        return place

    def page(self, parent: Any, number: int) -> Any:
        """A draft whose every text is a token; the types take turns."""
        fitting = [kind for kind in self.kinds if self._place(kind, parent) is not None]
        kind = fitting[number // 2 % len(fitting)]
        data, place = self._data(kind), self.place_for(kind.name, parent)
        node = create(self.request, place, kind.model, data, slug=self.tokens.fresh())
        self.tokens.plant(node.id, {**data, "slug": node.slug})
        fields = [field for field in fields_of(kind.model) if field.spec.read]
        self.asked.update({(node.id, field.name): field.spec.read for field in fields})
        node.owner_id = self.people["author"].account_id if number % 3 == 0 else None
        self.sample(node)
        return node

    def sample(self, node: Any) -> None:
        """What the doors of plugins are about, on one page, with a token in it."""
        if node.tree != LIVE:
            return
        for make in self.request.registry[DoorSamples]:
            words = self.tokens.fresh()
            self.tokens.plant(node.id, {"sample": words})
            self.samples.setdefault(node.id, {}).update(make(self.request, node, words))

    def live(self, parent: Any, number: int) -> Any:
        """A published page with an unpublished change."""
        node = self.page(parent, number)
        publish(self.request, node)
        draft = {"title": f"The draft {self.tokens.fresh()}"}
        save(self.request, node, draft)
        self.tokens.plant(node.id, {"draft": draft})
        return node

    def place_for(self, name: str, parent: Any) -> Any:
        """`parent`, or a page below it that takes this type where `parent` does not."""
        between = self._place(self.request.registry[ContentTypes].get(name), parent)
        if between is parent:
            return parent
        place = create(self.request, parent, between.model, self._data(between, "Between"))
        publish(self.request, place)
        return place

    def _place(self, kind: Any, parent: Any) -> Any:
        """`parent` where `kind` may be put there; else a type that may, and holds it; or None."""
        if not self._problem(kind, parent):
            return parent
        around = (other for other in self._all if other.tree == kind.tree and kind.parents)
        fitting = (other for other in around if other.name in kind.parents)
        return next((o for o in fitting if not self._problem(o, parent)), None)

    def _data(self, kind: Any, title: str = "") -> dict[str, Any]:
        sample = {} if kind.sample is None else kind.sample(self.request)
        known = {**sample, **self._values.get(kind.name, {})}
        data = {**filled(kind.model, self.tokens.fresh), **known}
        return {**data, "title": title} if title else data

    def _problem(self, kind: Any, parent: Any) -> str:
        return str(self.request.registry[ContentTypes].problem(self.request, kind.name, parent))


def _scheduled(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    node.published_at = planter.request.now + SOON
    return node


def _expired(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    node.published_at = planter.request.now - 2 * SOON
    node.expires_at = planter.request.now - SOON
    return node


def _private(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    share(planter.request, node, _some(planter, number), inherit=False)
    return node


def _some(planter: Planter, number: int) -> dict[str, list[str]]:
    """In turn: a group, one account, everybody with an account, nobody."""
    commenter, member = planter.people["commenter"], planter.people["member"]
    group = next(token for token in commenter.tokens if token.startswith("group:"))
    chosen = (group, f"user:{member.uid}", "system.Authenticated", None)[number // 3 % 4]
    return {} if chosen is None else {chosen: ["reader"]}


def _trashed(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    trash(planter.request, node)
    return node


def _unlisted(planter: Planter, place: Any, number: int) -> Any:
    node = planter.page(place, number)
    save(planter.request, node, {"in_menu": False})
    publish(planter.request, node)
    return node


def _opened(planter: Planter, place: Any, number: int) -> Any:
    closed = planter.holder(f"Closed {number}")
    share(planter.request, closed, {}, inherit=False)
    node = planter.live(closed, number)
    share(planter.request, node, {"system.Everyone": ["visitor"]})
    return node


def _moved_in(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    planter.former.append(node.path)
    closed = planter.holder(f"Vault {number}")
    share(planter.request, closed, {}, inherit=False)
    move(planter.request, node, planter.place_for(node.type, closed))
    return node


def _unshared(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    share(planter.request, node, {"system.Everyone": ["editor"]}, inherit=False)
    share(planter.request, node, {}, inherit=False)
    return node


def _missing(planter: Planter, place: Any, number: int) -> Any:
    node = planter.live(place, number)
    planter.absent.append(node.uid)
    return node


def _in_library(planter: Planter, place: Any, number: int) -> Any:
    """What is not a page, in turn: a draft, what everybody may see, what nobody may."""
    root = find_at(planter.request, "/", tree=LIBRARY)
    node = planter.page(root, number) if number % 3 == 0 else planter.live(root, number)
    if number % 3 == 1:
        share(planter.request, node, {}, inherit=False)
    return node


# States of what has a permanent address: those that need no place of their own.
SHELVED = ("draft", "published", "scheduled", "expired", "private", "trashed", "just unshared")

STATES: dict[str, Make] = {
    "draft": Planter.page,
    "published": Planter.live,
    "scheduled": _scheduled,
    "expired": _expired,
    "private": _private,
    "trashed": _trashed,
    "unlisted": _unlisted,
    "public under private": _opened,
    "just moved in": _moved_in,
    "just unshared": _unshared,
    "of a missing plugin": _missing,
    "in the library": _in_library,
}

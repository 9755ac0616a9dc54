"""Content types known to this application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import render_view_to_response

from mastaba.content.models import Content
from mastaba.declaring import declare
from mastaba.fields import declaration_problems
from mastaba.tree.kinds import Kinds
from mastaba.tree.publication import LIBRARY, LIVE


@dataclass(frozen=True)
class ContentType:
    """A type that editors can add."""

    name: str
    model: type[Content]
    title: str
    icon: str
    description: str = ""
    children: tuple[str, ...] | None = None
    front: bool = False
    tree: str = LIVE
    parents: tuple[str, ...] | None = None
    refuse: Callable[[Any, Any], str] | None = None
    chooser: str = ""
    embedded: bool = False
    by_hand: bool = True
    in_tree: bool = True
    sample: Callable[[Any], Mapping[str, Any]] | None = None

    def accepts(self, child: str) -> bool:
        """Whether this type lets a node of type `child` be put below it."""
        return self.children is None or child in self.children

    @property
    def is_leaf(self) -> bool:
        """Whether nothing can be put below it."""
        return self.children == ()

    def may_be_below(self, parent: str) -> bool:
        """Whether this type lets itself be put below a node of type `parent`."""
        return self.parents is None or parent in self.parents


@dataclass
class ContentTypes:
    """The declared types, by name."""

    by_name: dict[str, ContentType] = field(default_factory=dict)

    def get(self, name: str) -> ContentType | None:
        return self.by_name.get(name)

    @property
    def embedded(self) -> frozenset[str]:
        """Names of the types whose content shows on the pages that refer to it."""
        return frozenset(name for name, kind in self.by_name.items() if kind.embedded)

    def addable(self, request: Any, parent: Any) -> list[ContentType]:
        """Types that people may add below `parent`, a node, a row or an ancestor."""
        known = (kind for kind in self.by_name.values() if kind.by_hand)
        return [t for t in known if not self.problem(request, t.name, parent)]

    def problem(self, request: Any, name: str, parent: Any) -> str:
        """Why no node of type `name` may be put below `parent`; empty when one may."""
        wanted = self.by_name.get(name)
        if misplaced := self.misplaced(name, parent):
            return misplaced
        return wanted.refuse(request, parent) if wanted and wanted.refuse else ""

    def parents_of(self, names: Iterable[str]) -> tuple[str, ...] | None:
        """Types below which nodes of all these types may be; None: no type says which."""
        above = [kind.parents for kind in map(self.get, set(names)) if kind and kind.parents]
        if not above:
            return None
        return tuple(sorted(frozenset(above[0]).intersection(*above[1:])))

    def misplaced(self, name: str, parent: Any) -> str:
        """The same as far as types tell; nothing is read, so it can be asked for many places.

        A type whose plugin is gone may be put anywhere in its tree: it must not get lost.
        """
        wanted, here = self.by_name.get(name), self.by_name.get(parent.type)
        if wanted is None:
            return ""
        if wanted.tree != parent.tree:
            place = "the library" if wanted.tree == LIBRARY else "the pages of the site"
            return f"A {wanted.title} can only be put into {place}."
        if not (here is None or here.accepts(name)) or not wanted.may_be_below(parent.type):
            place = "here" if here is None else f"below a {here.title}"
            return f"A {wanted.title} cannot be put {place}."
        return ""


def add_content_type(
    config: Any,
    model: type[Content],
    *,
    title: str,
    icon: str = "file",
    description: str = "",
    children: Iterable[str] | None = None,
    tree: str = LIVE,
    parents: Iterable[str] | None = None,
    refuse: Callable[[Any, Any], str] | None = None,
    default_view: str = "",
    chooser: str = "",
    embedded: bool = False,
    by_hand: bool = True,
    in_tree: bool = True,
    sample: Callable[[Any], Mapping[str, Any]] | None = None,
) -> None:
    """Declare `model` as a type that editors can add.

    `children` lists the type names allowed below it; None allows every type, () none. `parents`
    lists the type names below which it may be put (`core.root` is the top of a tree); both sides
    are asked. `refuse(request, parent)` is asked last and returns a sentence, or "" to allow.
    Content that is not a page says `tree="library"`: it has no public address. `default_view`
    names the view that the bare address shows; empty: the view registered without a name.
    `chooser` names a view of the admin (`context=Tools`) in which fields that refer to this type
    let people choose (docs/screens.md). Content that is `embedded` shows on the pages that refer
    to it, as a picture does: it becomes public with them, and who changes it while it shows on a
    live page must be allowed to publish that page. What only programs make, such as a file that
    was uploaded, says `by_hand=False`: no menu offers to add one. With `in_tree=False` the tree
    of the sidebar leaves it out, as what there may be thousands of in one place. Where it takes
    more than values of fields to have one, such as a file, `sample(request)` keeps what is needed
    and returns fields: tests and `mastaba doors --sweep` try the type with it.
    Raises `ConfigurationError` when `__upgrades__` does not lead to the type's `__version__`, or
    a field could not be filled in.
    """
    check_upgrades(model)
    name = model.__mapper_args__["polymorphic_identity"]
    allowed = None if children is None else tuple(children)
    above = None if parents is None else tuple(parents)
    declared = ContentType(
        name, model, title, icon, description, allowed, tree=tree, parents=above, refuse=refuse,
        chooser=chooser, embedded=embedded, by_hand=by_hand, in_tree=in_tree,
        sample=sample,
    )  # fmt: skip

    def register() -> None:
        check_fields(model)
        config.registry[ContentTypes].by_name[name] = declared
        config.registry[Kinds].add(name)

    declare(config, "content type", name, register, title=title, type=declared)
    if default_view:
        config.add_view(_shows(default_view), context=model, permission="view")


def _shows(name: str) -> Callable[[Any, Any], Any]:
    def view(context: Any, request: Any) -> Any:
        """What the type's default view answers, with the permission that it asks for."""
        response = render_view_to_response(context, request, name)
        if response is None:
            raise HTTPNotFound(f"There is no view “{name}” for this type of content.")
        return response

    return view


def check_fields(model: type[Any]) -> None:
    """Raise `ConfigurationError` naming every field of `model` that could not be filled in."""
    if problems := declaration_problems(model):
        raise ConfigurationError("\n".join(problems))


def check_upgrades(model: type[Any]) -> None:
    """Raise `ConfigurationError` unless every older version of `model` has its upgrade."""
    version, upgrades = getattr(model, "__version__", 1), getattr(model, "__upgrades__", {})
    if sorted(upgrades) != list(range(1, version)):
        raise ConfigurationError(
            f"{model.__name__} has __version__ = {version}, so __upgrades__ needs the keys "
            f"{list(range(1, version))}; found {sorted(upgrades)}."
        )


def type_of(request: Any, name: str) -> type[Content] | None:
    """The class of a type of content by its name; None when no enabled plugin brings it."""
    types: ContentTypes = request.registry[ContentTypes]
    found = types.get(name)
    return None if found is None else found.model

"""Extensions: fields that a plugin adds to content types of others, in a table of its own.

`add_extension` hangs the table on the mapped classes it extends, and from then on the fields are
attributes of their nodes, under their full names. So form, validation, revision, comparison,
references and rights on fields treat them like any other. Mappers are process-wide, and one
process serves one set of plugins; a class that is only imported changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from pyramid.exceptions import ConfigurationError
from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Mapped, Session, relationship
from sqlalchemy.orm.attributes import set_committed_value

from mastaba.content.models import Content, node_key
from mastaba.db.base import Base
from mastaba.declaring import declare
from mastaba.fields.declare import own_fields_of
from mastaba.fields.extended import ATTRIBUTE, extensions_in, full_name
from mastaba.fields.schema import defaults
from mastaba.tree.models import Node


class Extension(Base):
    """Base of extensions: set `__type__`, `__tablename__` and `__extends__`, declare fields.

    `__extends__` names one content type, several, or is a class: then it is every type that
    descends from it (`Content` for all). Each field needs a default or may be empty, because a
    node that nobody has saved since has no row.
    """

    __abstract__ = True
    __type__: ClassVar[str]
    __extends__: ClassVar[str | type[Content] | tuple[str, ...]]
    __version__: ClassVar[int] = 1

    id: Mapped[int] = node_key()


E = TypeVar("E", bound=Extension)


@dataclass
class Extensions:
    """Titles of the extensions of this application, by their id."""

    titles: dict[str, str] = field(default_factory=dict)


def add_extension(config: Any, model: type[Extension], *, title: str) -> None:
    """Directive: add the fields of `model` to the types it extends; `title` heads them in forms.

    Raises `ConfigurationError` for a field without a default, and when no type is there.
    """
    _check(model)

    def register() -> None:
        for owner in _owners(model):
            attach(model, owner)
        config.registry[Extensions].titles[model.__type__] = title

    declare(config, "extension", model.__type__, register, title=title, order=1, model=model)


def attach(model: type[Extension], owner: type[Any]) -> None:
    """Give the nodes of the class `owner` the fields of `model`; once is enough."""
    if model in extensions_in(owner):
        return
    row = relationship(model, uselist=False, cascade="all", passive_deletes=True)
    setattr(owner, _key(model), row)
    for bound in own_fields_of(model):
        setattr(owner, full_name(model, bound.name), _Field(model, bound.name))
    setattr(owner, ATTRIBUTE, (*vars(owner).get(ATTRIBUTE, ()), model))


class _Field:
    """A field of an extension as an attribute of the nodes that have it."""

    def __init__(self, model: type[Extension], name: str) -> None:
        self._model, self._name = model, name

    def __get__(self, node: Any, owner: type[Any]) -> Any:
        if node is None:
            return self
        row = _row(node, self._model)
        return defaults(self._model)[self._name] if row is None else getattr(row, self._name)

    def __set__(self, node: Any, value: Any) -> None:
        row = _row(node, self._model)
        if row is not None:
            setattr(row, self._name, value)
        elif value != defaults(self._model)[self._name]:
            made = self._model(**{**defaults(self._model), self._name: value})
            put = set_committed_value if inspect(node).detached else setattr
            put(node, _key(self._model), made)


def extension_of(request: Any, node: Node, model: type[E]) -> E:
    """The values of an extension on a node the requester may see; defaults where there is no row.

    One statement, the first time in a request.
    """
    return extensions_of(request, [node], model)[node.id]


def extensions_of(request: Any, nodes: Sequence[Any], model: type[E]) -> dict[int, E]:
    """The values of an extension by the id of each node (or row of a list): one statement."""
    known = [(node, _row(node, model)) for node in nodes if isinstance(node, Node)]
    found = {node.id: row for node, row in known if row is not None}
    asked = {node.id for node, _row in known}
    found |= _read(request.db, model, [node.id for node in nodes if node.id not in asked])
    return {node.id: found.get(node.id) or model(**defaults(model)) for node in nodes}


def insert_extensions(
    session: Session, model: type[Any], fields_of_nodes: Mapping[int, Mapping[str, Any]]
) -> None:
    """Write the rows of nodes of one type that were inserted without their mapped class.

    `fields_of_nodes` maps the id of a node to its checked fields.
    """
    for ext in extensions_in(model):
        names = {bound.name: full_name(ext, bound.name) for bound in own_fields_of(ext)}
        plain = defaults(ext)
        rows = [
            {"id": key, **{own: fields.get(full, plain[own]) for own, full in names.items()}}
            for key, fields in fields_of_nodes.items()
        ]
        if rows := [row for row in rows if {**row, **plain} != row]:
            session.execute(insert(ext), rows)


def _read(session: Session, model: type[E], ids: Iterable[int]) -> dict[int, E]:
    wanted = list(ids)
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(wanted)))}


def _row(node: Any, model: type[Extension]) -> Any:
    """The row of `node`; None when there is none, or when it cannot be read any more."""
    key, state = _key(model), inspect(node)
    return getattr(node, key) if state.session is not None else state.dict.get(key)


def _key(model: type[Extension]) -> str:
    return f"extension_{model.__tablename__}"


def _check(model: type[Extension]) -> None:
    for bound in own_fields_of(model):
        if bound.required and bound.default is None:
            raise ConfigurationError(
                f"{model.__name__}.{bound.name} needs a default, or an annotation with | None: "
                f"what {model.__name__} extends may have been there before it."
            )


def _owners(model: type[Extension]) -> list[type[Any]]:
    wanted = model.__extends__
    if isinstance(wanted, type):
        return _descendants(wanted)
    names = (wanted,) if isinstance(wanted, str) else wanted
    known = Node.__mapper__.polymorphic_map
    found = [known[name].class_ for name in names if _is_type(known.get(name))]
    if not found:
        raise ConfigurationError(
            f"{model.__name__} extends {', '.join(names)}, which no enabled plugin brings; "
            "name its plugin in `requires`."
        )
    return found


def _is_type(mapper: Any) -> bool:
    """Of a type that is mapped, and not by a placeholder."""
    return mapper is not None and issubclass(mapper.class_, Content)


def _descendants(base: type[Any]) -> list[type[Any]]:
    """Classes before those that inherit from them."""
    known = (mapper.class_ for mapper in Node.__mapper__.polymorphic_map.values())
    found = (owner for owner in known if issubclass(owner, base))
    return sorted(found, key=lambda owner: len(owner.__mro__))

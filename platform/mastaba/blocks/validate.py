"""Is this document one the site can store and show? Answers with a clean copy or a BodyError.

Allowed names and attributes are kept, everything else is left out; nodes and marks of a kind that
nobody here knows (their plugin may be switched off) are kept word for word. What may stand inside
what is decided by ProseMirror's own content expressions, so the editor and the server agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mastaba.blocks import attributes as clean
from mastaba.blocks import shape
from mastaba.blocks.core import CORE
from mastaba.blocks.errors import BodyError
from mastaba.blocks.schema import (
    UNKNOWN_BLOCK,
    UNKNOWN_INLINE,
    Block,
    BlockData,
    BodySchema,
    Json,
)
from mastaba.db.uuid7 import uuid7

EMPTY: Json = {"type": "doc", "content": [{"type": "paragraph"}]}
"""A body without a word; validate it (or copy it) before changing it."""

_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f]")


@dataclass
class Examined:
    """A clean document, and sentences on what was left out of it."""

    doc: Json
    notes: list[str] = field(default_factory=list)


def validate(doc: object, schema: BodySchema = CORE) -> Json:
    """A clean copy of a document from outside, every top-level block with a uid."""
    return examine(doc, schema).doc


def validate_part(node: object, schema: BodySchema = CORE) -> Json:
    """A clean copy of one block, wherever in a document it may stand."""
    shape.check(node)
    cleaner = _Cleaner(schema, [])
    cleaner.position = 1
    found = cleaner.node(node, "doc", 1)
    if found is None:
        raise BodyError("This block holds nothing.")
    return found


def examine(doc: object, schema: BodySchema = CORE) -> Examined:
    """Like `validate`, with notes for the editor on dropped links."""
    shape.check(doc)
    if not isinstance(doc, dict) or doc.get("type") != "doc":
        raise BodyError("The text is not a document: its outermost type must be 'doc'.")
    examined = Examined({})
    source = doc if doc.get("content") else EMPTY
    examined.doc = _Cleaner(schema, examined.notes).doc(source)
    return examined


class _Cleaner:
    """Copies a document node by node; remembers which block an editor should look at."""

    def __init__(self, schema: BodySchema, notes: list[str]) -> None:
        self.schema = schema
        self.notes = notes
        self.position = 0
        self.uids: set[str] = set()

    def doc(self, source: Json) -> Json:
        content = []
        children = self._list(source, "content")
        for self.position, child in enumerate(children, start=1):
            node = self.node(child, "doc", 1)
            if node is not None:
                content.append(self._with_uid(node))
        self._check_content("doc", content)
        return {"type": "doc", "content": content}

    def _with_uid(self, node: Json) -> Json:
        """Give a known top-level block a uid of its own; a copy's doubled one is replaced."""
        kind = self.schema.kind_of(node)
        if kind is None or "uid" not in kind.attrs:
            return node
        attrs = node.get("attrs", {})
        given = clean.uid(attrs.get("uid"))
        uid = given if given and given not in self.uids else uuid7()
        self.uids.add(uid)
        return {"type": node["type"], "attrs": {**attrs, "uid": uid}} | {
            key: value for key, value in node.items() if key not in ("type", "attrs")
        }

    def node(self, source: object, parent: str, depth: int) -> Json | None:
        """A clean copy; None for a node that holds nothing, such as an empty text."""
        if not isinstance(source, dict) or not isinstance(source.get("type"), str):
            raise self._error("it holds something that is not a node with a type")
        if depth > shape.MAX_DEPTH:
            raise self._error("it is nested too deeply; move the innermost part out")
        if self._unknown(source):
            return source
        if source["type"] == "text":
            return self._text(source, parent)
        return self._known(source, self.schema.by_name[source["type"]], depth)

    def _unknown(self, node: Json) -> bool:
        """Whether nobody here declared this kind; the placeholders' own names do not count."""
        unknown = (UNKNOWN_BLOCK, UNKNOWN_INLINE)
        return node["type"] in unknown or self.schema.kind_of(node) is None

    def _known(self, source: Json, kind: Block, depth: int) -> Json:
        node: Json = {"type": kind.name}
        attrs = self._attrs(source, kind)
        if depth > 1:
            attrs.pop("uid", None)
        if attrs:
            node["attrs"] = attrs
        if kind.content:
            children = self._list(source, "content")
            copies = (self.node(child, kind.name, depth + 1) for child in children)
            content = [copy for copy in copies if copy is not None]
            self._check_content(kind.name, content)
            if content:
                node["content"] = content
        if kind.inline:
            self._add_marks(node, source)
        return node

    def _text(self, source: Json, parent: str) -> Json | None:
        text = source.get("text")
        if not isinstance(text, str):
            raise self._error("it holds a text node without text")
        node: Json = {"type": "text"}
        if self.schema.by_name[parent].marks:
            self._add_marks(node, source)
        node["text"] = _CONTROLS.sub("", text)
        return node if node["text"] else None

    def _add_marks(self, node: Json, source: Json) -> None:
        marks: dict[str, Json] = {}
        for given in self._list(source, "marks"):
            mark = self._mark(given)
            if mark is not None:
                marks.setdefault(mark["type"], mark)
        if marks:
            rank = self.schema.mark_rank
            node["marks"] = sorted(
                marks.values(), key=lambda mark: rank.get(mark["type"], len(rank))
            )

    def _mark(self, given: object) -> Json | None:
        if not isinstance(given, dict) or not isinstance(given.get("type"), str):
            raise self._error("it holds a mark without a type")
        if given["type"] not in self.schema.mark_rank:
            return given
        if given["type"] == "link":
            return self._link(given)
        return {"type": given["type"]}

    def _link(self, given: Json) -> Json | None:
        """Either internal (uid) or external (href); with neither, the text stays alone."""
        attrs = self._object(given)
        cleaners = self.schema.marks_by_name["link"].attrs
        kept = {name: value for name, f in cleaners.items() if (value := f(attrs.get(name)))}
        if "uid" in kept:
            kept.pop("href", None)
        elif "href" in kept:
            kept.pop("anchor", None)
        else:
            address = str(attrs.get("href") or attrs.get("uid") or "")[:80]
            self.notes.append(
                f"A link in block {self.position} was removed, its text kept: "
                f"“{address}” is not an address that may be linked to."
            )
            return None
        return {"type": "link", "attrs": kept}

    def _attrs(self, source: Json, kind: Block) -> Json:
        given = self._object(source)
        attrs = {}
        for name, cleaner in kind.attrs.items():
            if name not in given and name not in kind.required:
                continue
            try:
                value = cleaner(given.get(name))
            except ValueError as error:
                raise self._error(f"{kind.label} needs {error}") from None
            if value is not None:
                attrs[name] = value
        return attrs if kind.data is None else attrs | self._data(given, kind, kind.data)

    def _data(self, given: Json, kind: Block, data: BlockData) -> Json:
        try:
            return data.clean(given)
        except ValueError as error:
            raise self._error(f"{kind.label}, {error}".rstrip(".")) from None

    def _check_content(self, name: str, content: list[Json]) -> None:
        """Run the children's names through the parent's content expression."""
        kinds = self.schema.compiled.nodes
        match: Any = kinds[name].content_match
        for child in content:
            match = match.match_type(kinds[self._stand_in(name, child)])
            if match is None:
                raise self._error(self._misplaced(name, child))
        if not match.valid_end:
            raise self._error(f"{self.schema.by_name[name].label} has nothing in it")

    def _stand_in(self, parent: str, child: Json) -> str:
        """The kind that speaks for a node: for unknown ones a placeholder that fits here."""
        if not self._unknown(child):
            return str(child["type"])
        inline = self.schema.compiled.nodes[parent].inline_content
        return UNKNOWN_INLINE if inline else UNKNOWN_BLOCK

    def _misplaced(self, parent: str, child: Json) -> str:
        kind = self.schema.by_name.get(child["type"])
        found = kind.label if kind else f"an unknown “{child['type'][:40]}”"
        return f"{self.schema.by_name[parent].label} may not hold {found} at that place"

    def _list(self, source: Json, key: str) -> list[Any]:
        value = source.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._error(f"its {key} is not a list")
        return value

    def _object(self, source: Json) -> Json:
        value = source.get("attrs")
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self._error("its attrs are not an object")
        return value

    def _error(self, what: str) -> BodyError:
        return BodyError(f"Block {self.position} of the text cannot be saved: {what}.")

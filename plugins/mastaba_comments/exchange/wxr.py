"""WordPress exports (WXR), read as a stream: an entry and its comments at a time.

Nothing outside of the file is ever asked for, and a file that declares entities is refused: no
export needs them, and they can name files of this machine or unfold into gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from mastaba.api import OperationError

EXPORT = "wordpress.org/export/"  # part of the name of its elements, in every version
ITEM, COMMENT = "item", "comment"
Fields = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """A post, page or attachment: its texts by the names of their elements."""

    number: int  # from 1, as it stands in the file
    fields: Fields = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True)
class Channel:
    """The site that was exported."""

    link: str


def parts(source: Path) -> Iterator[Channel | Fields | Entry]:
    """The channel, then the comments of each entry before the entry itself.

    Raises `OperationError` for what is no such file.
    """
    if not source.is_file():
        raise OperationError(f"{source} is not a file; name the file that WordPress exported.")
    try:
        with source.open("rb") as stream:
            yield from _parts(stream, source)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        what = str(error.msg).partition(", line")[0]
        raise OperationError(
            f"{source.name}, line {line}: this is no well-formed XML ({what}); export it again."
        ) from None


def _parts(stream: object, source: Path) -> Iterator[Channel | Fields | Entry]:
    number = 0
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    told = known = False
    for event, element in events:
        if event == "start":
            if not known:
                _refuse_entities(element, source)
                known = True
            continue
        name = _local(element)
        if name == COMMENT and _is_export(element):
            yield _texts(element)
            _forget(element)
        elif name == ITEM:
            if not told:
                yield _channel(element)
                told = True
            number += 1
            yield Entry(number, _texts(element))
            _forget(element)
    if not told:
        raise OperationError(
            f"{source.name} holds no entry; expected a file exported by WordPress."
        )


def _refuse_entities(root: etree._Element, source: Path) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise OperationError(
            f"{source.name} declares entities or a document type, which exports of WordPress do "
            "not; it is not read."
        )


def _channel(item: etree._Element) -> Channel:
    above = item.getparent()
    texts = {} if above is None else _texts(above)
    return Channel(
        texts.get("base_blog_url") or texts.get("base_site_url") or texts.get("link", "")
    )


def _texts(element: etree._Element) -> Fields:
    """The text of each element below; of several of one name the first."""
    found: Fields = {}
    for child in element:
        if len(child) == 0:
            found.setdefault(_key(child), child.text or "")
    return found


def _key(element: etree._Element) -> str:
    """`content:encoded` and `excerpt:encoded` differ by their namespaces only."""
    name = _local(element)
    space = etree.QName(element).namespace or ""
    return "excerpt" if name == "encoded" and "excerpt" in space else name


def _forget(element: etree._Element) -> None:
    """Give back the memory of an element, and of those of its kind before it."""
    element.clear()
    before = element.getprevious()
    above = element.getparent()
    while above is not None and before is not None and before.tag == element.tag:
        above.remove(before)
        before = element.getprevious()


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _is_export(element: etree._Element) -> bool:
    return EXPORT in (etree.QName(element).namespace or "")

"""What the screens say of an action on many pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mastaba.admin.reach import COUNTED, Reach
from mastaba.tree.publication import LIBRARY, LIVE


@dataclass(frozen=True)
class Words:
    """`verb` stands on buttons, `done` follows "3 pages"; `means` says what follows from it.

    `whole`: what lies below is counted too.
    """

    verb: str
    done: str
    means: str
    public: str = ""  # what it means for those of them that visitors see now
    whole: bool = False
    undo: bool = True
    danger: bool = False


WORDS = {
    "publish": Words("Publish", "published", "Visitors see the newest version of each at once."),
    "unpublish": Words(
        "Unpublish",
        "unpublished",
        "They stay here as drafts.",
        public="Visitors will not find them any more.",
    ),
    "move": Words("Move", "moved", "Links inside the site follow.", whole=True),
    "copy": Words(
        "Copy", "copied", "The copies are drafts: nobody but editors sees them.", whole=True
    ),
    "tag": Words(
        "Change tags",
        "given other tags",
        "Each gets a new version. What is live shows it once it is published again.",
    ),
    "trash": Words(
        "Move to trash",
        "moved to the trash",
        "What is in the trash can be restored, with everything below it.",
        public="Visitors will not find them any more.",
        whole=True,
        danger=True,
    ),
    "restore": Words(
        "Restore",
        "restored",
        "Each goes back to where it was, or as near to it as possible.",
        undo=False,
    ),
    "purge": Words(
        "Delete for good",
        "deleted for good",
        "They and their whole history are gone. This cannot be undone.",
        whole=True,
        undo=False,
        danger=True,
    ),
}


def pages(count: int, tree: str = LIVE) -> str:
    """`1 page`, `12 pages`, `more than 20,000 pages`; what lies in the library are items."""
    noun = "item" if tree == LIBRARY else "page"
    if count >= COUNTED:
        return f"more than {COUNTED - 1:,} {noun}s"
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def facts(words: Words, reach: Reach, tree: str = LIVE) -> Iterator[str]:
    """Sentences on what the action reaches."""
    if words.whole and reach.below:
        yield f"With what lies below: {pages(reach.below, tree)} more."
    if words.whole and not reach.known:
        yield "With everything that lies below."
    if words.public and reach.public:
        yield f"Public now: {pages(reach.public, tree)}. {words.public}"
    yield words.means


def named(titles: Sequence[str], count: int, shown: int = 8) -> str:
    """`“A”, “B” and 7 more`."""
    listed = ", ".join(f"“{title}”" for title in titles[:shown])
    rest = count - min(shown, len(titles))
    return f"{listed} and {rest:,} more" if rest > 0 else listed


def told(words: Words, changed: int, same: int, tree: str = LIVE) -> str:
    """The message afterwards."""
    rest = pages(same, tree)
    if same and not changed:
        return f"There was nothing to do: {rest} {'is' if same == 1 else 'are'} so already."
    sentence = f"{pages(changed, tree).capitalize()} {words.done}."
    if same:
        sentence += f" {rest.capitalize()} {'was' if same == 1 else 'were'} so already."
    return sentence

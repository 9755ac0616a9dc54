"""What is known of one door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CONTEXT, LIST, LINK, NOTHING = SHOWS = ("context", "list", "link", "nothing")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PAGE = "PAGE"  # stands for the path of any node
UID = "UID"  # stands for the uid of any node of the library


@dataclass(frozen=True)
class Door:
    """A view: where it is, what it asks for, what it shows."""

    name: str  # of the view; "" is the node's own
    pattern: str  # "/admin/PAGE/@@edit", "/admin/-/people", "/login"
    methods: tuple[str, ...]
    permission: str | None  # None: nobody is asked
    shows: str
    context: Any  # the class a context must have, or None
    owner: str  # "core" or the name of a plugin
    view: str  # "package.module:function"
    where: str  # "file:line"
    reason: str = ""  # `writes_because`
    example: str = ""
    below_root: bool = False  # the root has a view of its own at this address

    @property
    def writes(self) -> bool:
        """Whether it takes a method that may change something."""
        return not SAFE.issuperset(self.methods)

    @property
    def is_on_nodes(self) -> bool:
        """Whether every node has it, at its own address."""
        return PAGE in self.pattern or self.is_permanent

    @property
    def is_permanent(self) -> bool:
        """Whether nodes of the library have it, at an address with their uid."""
        return UID in self.pattern

    def at(self, path: str, uid: str = "") -> str:
        """Its address for the node at `path`, or with `uid`, without the example."""
        address = self.pattern.replace(f"/{PAGE}", "" if path == "/" else path)
        return address.replace(UID, uid) or "/"

    def __str__(self) -> str:
        return f"{'/'.join(self.methods)} {self.pattern} ({self.view})"

"""The sweep: every door as ten people on pages in every state, held against the oracle.

For each answer it asks: was it given exactly where the oracle allows it; does it hold a token of
anything this person may not see; would it change a page on which they may change nothing. A GET
of a door that shows its context must show the page's own title where it is allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode

from mastaba.doors.door import CONTEXT, NOTHING, Door
from mastaba.doors.registered import doors_of
from mastaba.testing.asking import Answer, Asking
from mastaba.testing.controls import PREFIX
from mastaba.testing.judge import Judge
from mastaba.testing.people import Person
from mastaba.testing.stage import Row, Stage
from mastaba.tree.locate import class_of
from mastaba.tree.publication import LIBRARY, LIVE, TRASH

# Names under which views commonly take a node; each is tried with one the person may not see.
BAIT = ("uid", "id", "node", "select", "target", "source", "before", "up", "down", "to")

ADMIN = "/admin/"
FEWER = 5  # of so many states one is tried with a header that nothing reads, and by HEAD


@dataclass(frozen=True)
class Hole:
    """A door that answered otherwise than it may."""

    door: str
    person: str
    state: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.door} as {self.person}, {self.state}: {self.sentence}"


@dataclass
class Report:
    """What a sweep found: how often each door was opened and refused, and the holes."""

    asked: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    holes: list[Hole] = field(default_factory=list)

    def note(self, door: Door, answer: Answer) -> None:
        """Count one answer."""
        self.asked += 1
        counter = self.refused if answer.is_refusal else self.opened
        counter[str(door)] += 1


class Sweep:
    """`Sweep(stage, asking).run()`.

    Each door is tried by everybody on one page of each state, another one in every turn; with
    `everything` on all pages, with `every=3` in every third state. `owners` chooses the doors of
    these plugins, None those of all and of the core.
    """

    def __init__(
        self,
        stage: Stage,
        asking: Asking,
        *,
        everything: bool = False,
        every: int = 1,
        owners: Collection[str] | None = None,
    ) -> None:
        self.stage, self._asking = stage, asking
        self._everything, self._every = everything, every
        self.doors = [
            door
            for door in doors_of(stage.site.config)
            if not _is_files(door)
            and (owners is None or door.owner in owners or PREFIX in door.name)
        ]
        self._judge = Judge(stage)

    def run(self) -> Report:
        """Try every door."""
        report = Report()
        for number, door in enumerate(self.doors):
            for turn, person in enumerate(self.stage.people.values()):
                for state, row in self._places(door, person, number + turn):
                    self._try(report, door, person, state, row)
                self._bait(report, door, person)
        if self._every == 1:
            report.holes += self._never_opened(report)
        return report

    def _never_opened(self, report: Report) -> list[Hole]:
        """A door that was refused to everybody was not tried at all."""
        return [
            Hole(str(door), "everybody", "any state", "was never opened; give it an example=...")
            for door in self.doors
            if not report.opened[str(door)] and door.permission is not None
        ]

    def _places(self, door: Door, person: Person, turn: int) -> Iterator[tuple[str, Row]]:
        """The pages on which to try a door: of each state one, another in every turn."""
        if not (door.is_on_nodes or "{" in door.example):
            yield "the root", self.stage.root
            return
        if door.is_on_nodes and door.shows != CONTEXT and not door.below_root:
            yield "the root", self.stage.root
        every = self._every * (FEWER if person.headers else 1)
        for place, (state, rows) in enumerate(self.stage.states.items()):
            fitting = [row for row in rows if self._fits(door, row)]
            if not fitting or (turn + place) % every:
                continue
            chosen = fitting if self._everything else [fitting[turn % len(fitting)]]
            yield from ((state, row) for row in chosen)

    def _fits(self, door: Door, row: Row) -> bool:
        if door.below_root and row is self.stage.root:
            return False
        if not door.is_on_nodes:
            return True
        if door.is_permanent:
            return row.tree != LIVE and issubclass(class_of(row.type), door.context)
        if row.tree == LIBRARY and not door.pattern.startswith(ADMIN):
            return False  # it has no other public address
        wanted = door.context if isinstance(door.context, type) else object
        return issubclass(class_of(row.type), wanted)

    def _try(self, report: Report, door: Door, person: Person, state: str, row: Row) -> None:
        heads = ("HEAD",) if "GET" in door.methods and not report.asked % FEWER else ()
        for method in (*door.methods, *heads):
            address, form = self._request(door, method, row)
            answer = self._asking.send(person, method, address, form)
            report.note(door, answer)
            for sentence in (
                *self._judge.misjudged(door, method, person, row, answer),
                *self._judge.wrong(person, address, form, answer),
            ):
                report.holes.append(Hole(str(door), person.name, state, sentence))

    def _request(self, door: Door, method: str, row: Row) -> tuple[str, dict[str, str] | None]:
        path = self._path(row)
        example = door.example.replace("{uid}", str(row.uid)).replace("{id}", str(row.id))
        for name, value in {"job": self.stage.job, **self.stage.samples.get(row.id, {})}.items():
            example = example.replace(f"{{{name}}}", value)
        tail, _, query = example.partition("?")
        known = [*parse_qsl(query, keep_blank_values=True)]
        if kind := self.stage.addable.get(row.id):
            known.append(("type", kind))
        address = f"{quote(door.at(path, row.uid), safe='/@')}{tail}" + (
            f"?{urlencode(known)}" if known else ""
        )
        return address, dict(known) if method not in ("GET", "HEAD") else None

    def _path(self, row: Row) -> str:
        """Behind the front: what is in the trash is asked for where it was."""
        if row.tree == LIBRARY:
            return f"/-/{LIBRARY}{row.path}"
        return str(row.trashed_from if row.tree == TRASH else row.path)

    def _bait(self, report: Report, door: Door, person: Person) -> None:
        """From a place where they may be, name pages that they may not see (case 112)."""
        rows = [self.stage.root, *(r for group in self.stage.states.values() for r in group)]
        here = [r for r in rows if self._fits(door, r) and self._judge.may_enter(door, person, r)]
        hidden = [r for r in rows if not self.stage.may(person, "view", r)]
        if door.shows == NOTHING or not here or not hidden:
            return
        row, lure = here[-1], hidden[len(door.view) % len(hidden)]
        values = {name: str(lure.uid if name == "uid" else lure.id) for name in BAIT}
        values.update({"q": lure.slug, "state": "draft", "below": "1", "action": "publish"})
        for method in door.methods:
            address, form = self._request(door, method, row)
            mark = "&" if "?" in address else "?"
            sent = {**(form or {}), **values} if form is not None else None
            address = f"{address}{mark}{urlencode(values)}"
            answer = self._asking.send(person, method, address, sent)
            report.note(door, answer)
            for sentence in self._judge.wrong(person, address, sent, answer):
                report.holes.append(Hole(str(door), person.name, "named in a form", sentence))


def _is_files(door: Door) -> bool:
    """Files of the front end: there is nothing of the tree in them."""
    return "*" in door.pattern

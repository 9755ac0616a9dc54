"""What is wrong with one answer, by the oracle and the planted tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mastaba.content.types import ContentTypes
from mastaba.doors.door import CONTEXT, Door
from mastaba.doors.rules import READING
from mastaba.security.roles import Roles
from mastaba.testing.asking import Answer
from mastaba.testing.people import Person
from mastaba.testing.stage import Row, Stage
from mastaba.testing.tokens import tokens_in
from mastaba.tree.kinds import ROOT_TYPE
from mastaba.tree.publication import LIVE, TRASH


class Judge:
    """Sentences about what an answer should not have been."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._known = {name: stage.tokens_of(who) for name, who in stage.people.items()}
        declared = stage.site.registry[Roles].permissions
        self._types = {ROOT_TYPE, *stage.site.registry[ContentTypes].by_name}
        self._writing = [name for name in declared if name not in READING]

    def may_enter(self, door: Door, person: Person, row: Row) -> bool:
        """On a node one must see it, too: what is hidden and what is not there answer alike."""
        place = row if door.is_on_nodes else self._stage.root
        seen = not door.is_on_nodes or self._stage.may(person, "view", place)
        allowed = door.permission is None or self._stage.may(person, door.permission, place)
        return place.tree != TRASH and seen and allowed

    def misjudged(
        self, door: Door, method: str, person: Person, row: Row, answer: Answer
    ) -> Iterator[str]:
        """Whether the door was opened exactly where the oracle says so."""
        if door.permission is None:
            return
        if not self.may_enter(door, person, row):
            if not answer.is_refusal:
                yield f"answered {answer.status} where the oracle refuses"
        elif door.shows == CONTEXT and self._is_strict(door, row):
            # An operation may ask for more than its door: it says so to whoever sees the page.
            if answer.is_refusal and not (door.writes and answer.status == 403):
                yield f"answered {answer.status} where the oracle allows"
            elif method == "GET" and answer.status == 200 and not self._shows(answer, row):
                yield 'does not show the page it is about; say shows="list"'

    def wrong(
        self, person: Person, address: str, form: Mapping[str, str] | None, answer: Answer
    ) -> Iterator[str]:
        """What is wrong whatever the door: failures, leaks, changes without any right."""
        if answer.status >= 500:
            yield f"answered {answer.status} (asked {address})"
        told = tokens_in(address) | tokens_in(str(form))
        leaks = self._stage.tokens.found_in(answer.text, self._known[person.name] | told)
        for node, name in sorted(set(leaks.values())):
            yield f"tells the {name} of {self._stage.rows[node].path} (asked {address})"
        for node in sorted(answer.changed):
            if not self._may_change(person, node):
                yield f"would change node {node} (asked {address})"

    def _is_strict(self, door: Door, row: Row) -> bool:
        """Nothing can be added to some pages; in the library, and without its plugin, nothing
        has a public view at a path."""
        if row.type not in self._types:
            return False
        if door.is_permanent:
            return True
        may_add = bool(self._stage.addable.get(row.id)) or door.permission != "create"
        return may_add and row.tree == LIVE

    def _shows(self, answer: Answer, row: Row) -> bool:
        shown = self._stage.tokens.found_in(answer.text).values()
        return any(node == row.id for node, _field in shown)

    def _may_change(self, person: Person, node_id: int) -> bool:
        """A page needs a right to write; a new one, that this person may add one somewhere."""
        row = self._stage.rows.get(node_id)
        if row is None:
            return any(self._stage.may(person, "create", r) for r in self._stage.rows.values())
        return any(self._stage.may(person, name, row) for name in self._writing)

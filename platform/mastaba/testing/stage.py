"""The site of the sweep: pages in every state, a library, ten people, an oracle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from mastaba.clock import utc_now
from mastaba.content.operations import share
from mastaba.content.types import ContentTypes
from mastaba.security.roles import Roles
from mastaba.testing.oracle import Oracle
from mastaba.testing.people import Person, failed_job, make_people
from mastaba.testing.planter import SHELVED, STATES, Planter, Values
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.tokens import Tokens, tokens_in
from mastaba.tree.kinds import ROOT_TYPE
from mastaba.tree.locate import find, find_at
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE

EACH = 12  # pages of every state
MISSING = "absent.page"  # a type that no plugin brings
Row = Any  # a row of `node` as Core returns it


@dataclass
class Stage:
    """What was planted: the rows as they are stored, the tokens, the people, the oracle."""

    site: ScratchSite
    people: dict[str, Person]
    tokens: Tokens
    states: dict[str, list[Row]]  # state -> rows of `node`
    rows: dict[int, Row]
    former: list[str]  # addresses from before a move
    asked: dict[tuple[int, str], str]  # node and field -> permission to read that field
    addable: dict[int, str]  # node -> a type that may be put below it
    oracle: Oracle
    samples: dict[int, dict[str, str]]  # node -> what examples name in braces
    job: str  # uid of a failed job of the administrator
    _said: dict[tuple[str, str, int], bool] = field(default_factory=dict)

    def may(self, person: Person, permission: str, row: Row) -> bool:
        """What the oracle says; asked once, since nothing on this site changes any more."""
        key = (person.name, permission, row.id)
        if key not in self._said:
            who = (person.tokens, permission, row, utc_now(), person.account_id)
            self._said[key] = self.oracle.may(*who)
        return self._said[key]

    def tokens_of(self, person: Person) -> set[str]:
        """The tokens that `person` may see; an address tells the names of what is above."""
        seen = {key for key, row in self.rows.items() if self.may(person, "view", row)}
        drafts = {
            key
            for key in seen
            if any(self.may(person, right, self.rows[key]) for right in ("view_drafts", "edit"))
        }
        fits = {
            token
            for token, (node, name) in self.tokens.planted.items()
            if node in (drafts if name == "draft" else seen)
            and self.may(person, self.asked.get((node, name), "view"), self.rows[node])
        }
        return fits | tokens_in(" ".join(self.rows[key].path for key in seen))

    @property
    def root(self) -> Any:
        """The row of the root of the public tree."""
        return next(r for r in self.rows.values() if r.parent_id is None and r.tree == LIVE)


def set_stage(site: ScratchSite, *, seed: int = 1, values: Values | None = None) -> Stage:
    """Plant it all on a migrated site; `values` {type: {field: value}} fills what is unusual."""
    people, tokens = make_people(site), Tokens(seed)
    uids: dict[str, list[str]] = {}
    with site.request() as request:
        root = find_at(request, "/")
        planter = Planter(request, root, people, tokens, values or {})
        branch, elsewhere = planter.holder("The branch"), planter.holder("Elsewhere")
        share(request, branch, {f"user:{people['branch editor'].uid}": ["editor"]})
        planter.sample(root)
        for state, make in STATES.items():
            made = [make(planter, (branch, elsewhere)[n % 2], n) for n in range(EACH)]
            made += planter.shelved(make) if state in SHELVED else []
            uids[state] = [node.uid for node in made]
        request.db.flush()
        gone = update(Node).where(Node.uid.in_(planter.absent)).values(type=MISSING)
        request.db.execute(gone, execution_options={"synchronize_session": False})
    return _stage(site, people, planter, uids)


def _stage(
    site: ScratchSite, people: dict[str, Person], planter: Planter, uids: dict[str, list[str]]
) -> Stage:
    with site.request() as request:
        rows = {row.id: row for row in request.db.execute(select(Node.__table__))}
        by_uid = {row.uid: row for row in rows.values()}
        states = {state: [by_uid[uid] for uid in chosen] for state, chosen in uids.items()}
        addable = {row.id: _addable(request, row) for group in states.values() for row in group}
    roles = {name: role.permissions for name, role in site.registry[Roles].roles.items()}
    return Stage(
        site=site,
        people=people,
        tokens=planter.tokens,
        states=states,
        rows=rows,
        former=planter.former,
        asked=planter.asked,
        addable=addable,
        oracle=Oracle(rows.values(), roles, {ROOT_TYPE, *site.registry[ContentTypes].by_name}),
        samples=planter.samples,
        job=failed_job(site, people["administrator"]),
    )


def _addable(request: Any, row: Row) -> str:
    node = find(request, row.uid, tree=row.tree)
    found = request.registry[ContentTypes].addable(request, node)
    return found[0].name if found else ""

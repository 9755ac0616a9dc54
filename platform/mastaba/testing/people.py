"""The ten roles of the sweep: who asks, with which tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.jobs.models import FAILED, Job
from mastaba.security.models import Account, AccountGroup, GroupMember
from mastaba.testing.scratch import ScratchSite

VISITOR_TOKENS = frozenset({"system.Everyone"})
ACCOUNTS = {  # name -> site-wide role
    "member": "reader",
    "commenter": "reader",
    "author": "author",
    "branch editor": "reader",
    "reviewer": "reviewer",
    "administrator": "admin",
    "suspended": "admin",
}
# Nothing takes such a header yet: whoever sends one is a visitor.
HEADERS = {
    "visitor": {},
    "read token": {"Authorization": "Bearer read"},
    "write token": {"Authorization": "Bearer write"},
}


@dataclass(frozen=True)
class Person:
    """Who asks, and the tokens which the oracle says they hold."""

    name: str
    tokens: frozenset[str] = VISITOR_TOKENS
    account_id: int | None = None
    uid: str = ""
    cookie: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


def make_people(site: ScratchSite) -> dict[str, Person]:
    """Accounts with log-in sessions, and the visitors; by name."""
    people = {name: Person(name, headers=headers) for name, headers in HEADERS.items()}
    with Session(site.database.writes) as session, session.begin():
        group = AccountGroup(name="Readers of the sweep", created=utc_now())
        session.add(group)
        accounts = {name: _account(session, name, role) for name, role in ACCOUNTS.items()}
        session.flush()
        member = GroupMember(account_id=accounts["commenter"].id, group_id=group.id)
        session.add(member)
        uid = str(group.uid)
        rows = {name: (row.id, str(row.uid), row.role) for name, row in accounts.items()}
    for name, (account_id, account_uid, role) in rows.items():
        groups = {f"group:{uid}"} if name == "commenter" else set()
        own = {"system.Authenticated", f"user:{account_uid}", f"role:{role}", *groups}
        held = VISITOR_TOKENS if name == "suspended" else VISITOR_TOKENS | own
        cookie = site.log_in(name)
        people[name] = Person(name, held, account_id, account_uid, cookie)
    suspend(site, "suspended")
    return people


def suspend(site: ScratchSite, login: str) -> None:
    """Suspend an account behind the back of its log-in session."""
    with Session(site.database.writes) as session, session.begin():
        session.query(Account).filter_by(login=login).one().suspended = True


def failed_job(site: ScratchSite, person: Person) -> str:
    """The uid of a job that `person` started and that failed."""
    now = utc_now()
    with Session(site.database.writes) as session, session.begin():
        times = {"created": now, "due": now, "finished": now}
        job = Job(name="sweep", host="localhost", payload={}, state=FAILED, **times)
        job.account_id = person.account_id
        session.add(job)
        session.flush()
        return str(job.uid)


def _account(session: Session, login: str, role: str) -> Any:
    account = Account(login=login, name=login.capitalize(), role=role, created=utc_now())
    session.add(account)
    return account

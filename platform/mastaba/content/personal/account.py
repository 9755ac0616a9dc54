"""What the core's own tables hold of an account, table by table, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.content.models import PreviewLink, Revision, WorkingCopy
from mastaba.events.models import Audit
from mastaba.jobs.models import Job
from mastaba.security.models import Account, AccountGroup, AuthSession, GroupMember
from mastaba.security.principals import user_token
from mastaba.tree.models import AclGrant, Node

Rows = list[dict[str, Any]]
_PAGE = (Node.uid.label("page"), Node.path)


def profile(account: Account) -> dict[str, Any]:
    """The account itself, but for what proves that it is theirs."""
    names = ("uid", "login", "name", "email", "role", "suspended", "created", "last_login")
    return {name: _plain(getattr(account, name)) for name in names}


def _log_ins(account: Account) -> Any:
    session = AuthSession
    told = (session.created, session.seen, session.expires, session.user_agent, session.address)
    return select(*told).where(session.account_id == account.id).order_by(session.id)


def _groups(account: Account) -> Any:
    mine = GroupMember.group_id == AccountGroup.id, GroupMember.account_id == account.id
    return select(AccountGroup.name).where(*mine).order_by(AccountGroup.name)


def _rights(account: Account) -> Any:
    given = AclGrant.token == user_token(account.uid)
    columns = select(*_PAGE, AclGrant.permission).join(Node, Node.id == AclGrant.acl_id)
    return columns.where(given).order_by(Node.path, AclGrant.permission)


def _owned(account: Account) -> Any:
    return select(*_PAGE, Node.title).where(Node.owner_id == account.id).order_by(Node.id)


def _versions(account: Account) -> Any:
    told = (*_PAGE, Revision.number, Revision.created, Revision.note)
    mine = select(*told).join(Node, Node.id == Revision.node_id)
    return mine.where(Revision.author_id == account.id).order_by(Revision.id)


def _unsaved(account: Account) -> Any:
    told = select(*_PAGE, WorkingCopy.modified, WorkingCopy.data)
    mine = told.join(Node, Node.id == WorkingCopy.node_id)
    return mine.where(WorkingCopy.account_id == account.id).order_by(Node.id)


def _previews(account: Account) -> Any:
    told = select(*_PAGE, PreviewLink.created, PreviewLink.expires)
    mine = told.join(Node, Node.id == PreviewLink.node_id)
    return mine.where(PreviewLink.account_id == account.id).order_by(PreviewLink.id)


def _jobs(account: Account) -> Any:
    told = (Job.title, Job.payload, Job.created, Job.finished)
    return select(*told).where(Job.account_id == account.id).order_by(Job.id)


def _actions(account: Account) -> Any:
    """What they did; to whom it was done may be somebody else's data."""
    told = (Audit.at, Audit.action, Audit.node_uid.label("about"))
    return select(*told).where(Audit.actor_uid == account.uid).order_by(Audit.id)


def _happened(account: Account) -> Any:
    """What was done to the account; by whom is somebody else's data."""
    told = (Audit.at, Audit.action, Audit.subject, Audit.data)
    return select(*told).where(Audit.node_uid == account.uid).order_by(Audit.id)


TABLES: dict[str, Callable[[Account], Any]] = {
    "log_ins": _log_ins,
    "groups": _groups,
    "rights": _rights,
    "owned_pages": _owned,
    "saved_versions": _versions,
    "unsaved_texts": _unsaved,
    "preview_links": _previews,
    "jobs": _jobs,
    "what_they_did": _actions,
    "what_happened_to_the_account": _happened,
}


def tables(request: Any, account: Account) -> dict[str, Rows]:
    """Every table's rows about the account."""
    return {name: _rows(request, query(account)) for name, query in TABLES.items()}


def _rows(request: Any, query: Any) -> Rows:
    found = request.db.execute(query).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

"""What the screen "Password and devices" shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.admin.addresses import tool_url
from mastaba.forms import FormField
from mastaba.security.models import AuthSession
from mastaba.security.passwords import MIN_LENGTH

SHOWN = 50
# First match wins: every browser names the ones it descends from as well.
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"),
    ("Safari", "Safari"), ("curl", "curl"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Device:
    """A log-in session as its owner sees it."""

    id: int
    device: str
    address: str
    started: datetime
    last_seen: datetime
    is_this: bool
    end_url: str


def account_variables(request: Any, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The variables of `admin/account.jinja2`."""
    return {
        "fields": _fields(errors or {}),
        "password_url": f"{tool_url('account')}/password",
        "sessions": _devices(request),
        "known_url": f"{tool_url('account')}/known",
        "logout_everywhere_url": f"{tool_url('account')}/log-out",
        "saved": None,
    }


def _fields(errors: Mapping[str, str]) -> dict[str, FormField]:
    return {
        "current": _password("current", "Current password", "current-password", errors),
        "password": _password("password", "New password", "new-password", errors),
    }


def _password(name: str, label: str, autocomplete: str, errors: Mapping[str, str]) -> FormField:
    hint = f"At least {MIN_LENGTH} characters." if name == "password" else ""
    return FormField(
        name=name,
        label=label,
        widget="password",
        value="",
        help=hint,
        error=errors.get(name, ""),
        required=True,
        autocomplete=autocomplete,
    )


def _devices(request: Any) -> list[Device]:
    me = request.identity
    query = (
        select(AuthSession)
        .where(AuthSession.account_id == me.id, AuthSession.expires > request.now)
        .order_by(AuthSession.seen.desc())
        .limit(SHOWN)
    )
    return [_device(row, row.id == me.session_id) for row in request.db.scalars(query)]


def _device(session: AuthSession, is_this: bool) -> Device:
    return Device(
        id=session.id,
        device=device_name(session.user_agent or ""),
        address=session.address or "unknown address",
        started=session.created,
        last_seen=session.seen,
        is_this=is_this,
        end_url=f"{tool_url('account')}/end",
    )


def device_name(user_agent: str) -> str:
    """A browser's own description in two words, such as "Firefox on Linux"."""
    browser = next((name for mark, name in BROWSERS if re.search(mark, user_agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " on ".join(filter(None, (browser, system))) or "Unknown device"

"""Of every column somebody has said whether it holds something about a person (case 281)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mastaba.db.base import Base
from mastaba.db.personal import personal, untold
from mastaba.security.models import Account, AuthSession, GroupMember
from tests.architecture.sources import CORE, PLUGINS


def models() -> list[type[Any]]:
    """Return every mapped class of the core and of the plugins that come with it."""
    for path in (*CORE.rglob("models.py"), *PLUGINS.rglob("models.py")):
        top = CORE.parent if path.is_relative_to(CORE) else PLUGINS
        import_module(".".join(path.relative_to(top).with_suffix("").parts))
    ours = ("mastaba", *(path.name for path in PLUGINS.iterdir()))
    mapped = [mapper.class_ for mapper in Base.registry.mappers]
    shipped = [model for model in mapped if model.__module__.partition(".")[0] in ours]
    return sorted(shipped, key=lambda model: str(model.__name__))


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_case_281_every_column_is_told_personal_or_not(model: type[Any]) -> None:
    assert untold(model) == [], f"say it in __personal__ or __impersonal__ of {model.__name__}"


def test_what_is_personal_is_named_and_keys_of_accounts_always_are() -> None:
    assert personal(Account) == ["login", "name", "email", "password_hash"]
    assert personal(AuthSession) == ["account_id", "user_agent", "address"]
    assert personal(GroupMember) == ["account_id"]


def test_a_new_column_and_a_name_of_no_column_are_found() -> None:
    class Plain(Base):
        __tablename__ = "test_personal_plain"
        __personal__ = ("gone",)
        id: Mapped[int] = mapped_column(primary_key=True)
        words: Mapped[str] = mapped_column(String(20))

    try:
        assert untold(Plain) == ["gone", "words"]
    finally:
        Base.metadata.remove(Plain.__table__)  # type: ignore[arg-type]  # it is a Table
        Base.registry._dispose_cls(Plain)

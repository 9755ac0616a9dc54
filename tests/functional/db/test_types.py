"""Column types answer alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from mastaba.db.types import UtcDateTime
from mastaba.db.uuid7 import uuid7
from mastaba.security.models import Account
from mastaba.testing import ScratchSite


def test_instants_come_back_in_utc(site: ScratchSite) -> None:
    moment = datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2)))
    with site.request() as request:
        request.db.add(Account(login="x", name="x", role="reader", created=moment))
    with site.request() as request:
        stored = request.db.scalar(select(Account.created).where(Account.login == "x"))
    assert stored == moment
    assert stored.tzinfo is UTC or stored.utcoffset() == timedelta(0)


def test_an_instant_without_zone_is_refused(site: ScratchSite) -> None:
    with pytest.raises(StatementError, match="no time zone"), site.request() as request:
        request.db.add(Account(login="x", name="x", role="reader", created=datetime(2026, 1, 1)))


@given(st.datetimes(timezones=st.timezones()))
def test_the_way_through_the_column_keeps_the_instant(moment: datetime) -> None:
    column = UtcDateTime()
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        try:
            stored = column.process_bind_param(moment, dialect)
        except OverflowError:
            return  # an instant outside the years 1 to 9999 in UTC
        assert column.process_result_value(stored, dialect) == moment.astimezone(UTC)
    assert column.process_bind_param(None, sqlite.dialect()) is None
    assert column.process_result_value(None, sqlite.dialect()) is None


def test_uuid7_is_ordered_by_time_and_of_the_right_kind() -> None:
    made = [UUID(uuid7()) for _ in range(50)]
    assert len(set(made)) == 50
    assert {uid.version for uid in made} == {7}
    assert {uid.variant for uid in made} == {"specified in RFC 4122"}
    assert [uid.int >> 80 for uid in made] == sorted(uid.int >> 80 for uid in made)

"""Local times that are skipped or there twice, against the zone database as the oracle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.fields.zones import at_local, instant, is_twice

ZONES = ("Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC")
zones = st.sampled_from(ZONES).map(ZoneInfo)
BERLIN = ZoneInfo("Europe/Berlin")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), zones)
def test_case_255_every_instant_is_found_again_by_its_local_time(
    moment: datetime, zone: ZoneInfo
) -> None:
    moment = moment.replace(microsecond=0)
    shown = moment.astimezone(zone)
    local = shown.replace(tzinfo=None, fold=0)
    assert at_local(local, zone, shown.utcoffset()) == moment
    if is_twice(local, zone):
        with pytest.raises(ValueError, match="there twice"):
            at_local(local, zone)
    else:
        assert at_local(local, zone) == moment


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), zones)
def test_case_255_a_time_that_no_clock_shows_is_refused(local: datetime, zone: ZoneInfo) -> None:
    offsets = {local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    shown = [
        moment
        for offset in offsets
        if (moment := local.replace(tzinfo=UTC) - (offset or timedelta(0)))
        .astimezone(zone)
        .replace(tzinfo=None, fold=0)
        == local
    ]
    if shown:
        assert at_local(local, zone, shown[0].astimezone(zone).utcoffset()) == shown[0]
    else:
        with pytest.raises(ValueError, match="does not exist"):
            at_local(local, zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-28T20:00[Europe/Berlin]", "2026-03-28T19:00:00+00:00"),
        ("2026-10-25T02:30+02:00[Europe/Berlin]", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T02:30+01:00[Europe/Berlin]", "2026-10-25T01:30:00+00:00"),
        ("2026-06-01T10:00+01:00[Europe/Berlin]", "2026-06-01T08:00:00+00:00"),  # a stale choice
        ("2026-06-01 10:00:59.9Z", "2026-06-01T10:00:59+00:00"),
        ("0001-01-02T00:00Z", "0001-01-02T00:00:00+00:00"),
        ("9999-12-30T23:59-00:00", "9999-12-30T23:59:00+00:00"),
    ],
)
def test_case_258_what_is_written_is_the_instant_that_is_meant(text: str, expected: str) -> None:
    assert instant(text).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["0001-01-01T23:59Z", "9999-12-31T00:00Z", "9999-12-30T23:00-11:00"]
)
def test_case_258_what_some_zone_cannot_show_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="every time zone can show it"):
        instant(text)


def test_case_255_the_sentences_say_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"02:30 on 29 March 2026 .* such as 03:30\."):
        at_local(datetime(2026, 3, 29, 2, 30), BERLIN)
    with pytest.raises(ValueError, match=r"02:30 on 25 October 2026 .* Say which one you mean\."):
        at_local(datetime(2026, 10, 25, 2, 30), BERLIN)

"""What comes from outside stays on one line of the log, cut and without secrets (case 196)."""

from __future__ import annotations

import logging
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba.security.log_text import MAX_LINE, OneLineFormatter, one_line


def line(message: str, *args: object, failed: bool = False) -> str:
    info = None
    if failed:
        try:
            raise ValueError("inside")
        except ValueError:
            info = sys.exc_info()
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, info)
    return OneLineFormatter("%(levelname)s %(message)s").format(record)


def test_case_196_line_ends_and_escape_sequences_are_shown_not_obeyed() -> None:
    text = line("user %s", "a\r\nINFO forged\x1b[2J\u2028\x85")
    assert text == r"INFO user a\x0d\x0aINFO forged\x1b[2J\x2028\x85"


def test_case_196_a_huge_value_is_cut() -> None:
    assert len(line("%s", "x" * 1_000_000)) < MAX_LINE + 20
    assert one_line("x" * 400).endswith("…")
    assert len(one_line("x" * 400)) == 300


@pytest.mark.parametrize(
    "message",
    [
        "password=swordfish",
        "Cookie: swordfish",
        '"token": swordfish',
        "secret = swordfish&a=1",
        "csrf_token=swordfish;x",
    ],
)
def test_case_196_secrets_are_masked(message: str) -> None:
    assert "swordfish" not in line(message)
    assert "********" in line(message)


def test_a_traceback_keeps_its_lines() -> None:
    text = line("failed", failed=True)
    assert text.splitlines()[0] == "INFO failed"
    assert text.splitlines()[-1] == "  ValueError: inside"


@given(st.text())
def test_whatever_is_logged_is_one_line(text: str) -> None:
    assert len(line("%s", text).splitlines()) == 1


@pytest.mark.parametrize("name", ["development.ini", "production.ini"])
def test_case_196_both_ini_files_write_their_log_with_it(name: str) -> None:
    ini = ConfigParser(interpolation=None)
    ini.read(Path(__file__).parents[3] / name, encoding="utf-8")
    for formatter in ini["formatters"]["keys"].split(","):
        chosen = ini[f"formatter_{formatter.strip()}"]["class"]
        assert chosen == f"{OneLineFormatter.__module__}.{OneLineFormatter.__qualname__}"

"""Groups of tests that cannot run here: named in the last lines, and a failure under CI=true.

A fixture that finds its service missing calls `skip_group`. The workers hand their findings to
the controller, which prints each group once with its reason.
"""

from __future__ import annotations

import os
from typing import Any, NoReturn

import pytest

ABSENT = pytest.StashKey[dict[str, str]]()


def absent(config: pytest.Config) -> dict[str, str]:
    """Return group -> reason, as found so far."""
    return config.stash.setdefault(ABSENT, {})


def skip_group(config: pytest.Config, group: str, reason: str) -> NoReturn:
    """Skip the test that asks, and remember that its group did not run."""
    absent(config)[group] = reason
    pytest.skip(f"{group}: {reason}")


def hand_over(config: Any) -> None:
    """Give a worker's findings to the controller."""
    config.workeroutput["mastaba_absent"] = absent(config)


def take_over(config: pytest.Config, node: Any) -> None:
    """Take a worker's findings; a worker that crashed has none."""
    absent(config).update(getattr(node, "workeroutput", {}).get("mastaba_absent", {}))


def judge(session: pytest.Session) -> None:
    """Make a run under CI fail when a group did not run."""
    if absent(session.config) and os.environ.get("CI") == "true" and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def report(terminal: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the groups that did not run, in the last lines."""
    for group, reason in sorted(absent(config).items()):
        terminal.line(f"NOT RUN: {group}: {reason}", yellow=True)

"""A group that did not run is named, and makes a run under CI fail."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import absent


@pytest.fixture
def config() -> Any:
    return SimpleNamespace(stash=pytest.Stash(), workeroutput={})


@pytest.mark.parametrize(
    ("ci", "before", "after"), [("true", 0, 1), ("", 0, 0), ("true", 2, 2), ("false", 0, 0)]
)
def test_a_missing_group_fails_under_ci(
    config: Any, monkeypatch: pytest.MonkeyPatch, ci: str, before: int, after: int
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(pytest.skip.Exception, match="browser: no Chromium"):
        absent.skip_group(config, "browser", "no Chromium")
    session: Any = SimpleNamespace(config=config, exitstatus=before)
    absent.judge(session)
    assert session.exitstatus == after


def test_a_complete_run_passes_under_ci(config: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    session: Any = SimpleNamespace(config=config, exitstatus=0)
    absent.judge(session)
    assert session.exitstatus == 0


def test_a_worker_hands_its_findings_to_the_controller(config: Any) -> None:
    worker: Any = SimpleNamespace(stash=pytest.Stash(), workeroutput={})
    absent.absent(worker)["PostgreSQL"] = "it does not start"
    absent.hand_over(worker)
    absent.take_over(config, worker)
    absent.take_over(config, SimpleNamespace())  # a worker that crashed
    lines: list[str] = []
    terminal: Any = SimpleNamespace(line=lambda text, **_style: lines.append(text))
    absent.report(terminal, config)
    assert lines == ["NOT RUN: PostgreSQL: it does not start"]

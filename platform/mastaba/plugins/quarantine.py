"""Quarantine: plugins are tried in a process of their own, and those that fail are left out.

This process never imports what failed there: a class that cannot be mapped, or half of an
`includeme`, would stay in it. The trial costs a second start, a failing plugin another.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from mastaba.plugins.choose import enabled, is_safe_mode
from mastaba.plugins.problems import PluginError, Problem, problem
from mastaba.settings import settings_of
from mastaba.settings.core import PluginSettings

TRIAL = "mastaba.cli.trial"  # named, not imported: it makes the whole application
MARK = "mastaba trial: "  # begins the line with its answer
LONGEST = 120  # seconds that a trial may take


def left_out(registry: Any, settings: Mapping[str, Any]) -> dict[str, str]:
    """Plugins to leave out, with the reasons; none unless `mastaba.plugins.on_error` says so.

    Raises `PluginError` when leaving out plugins does not help, or would leave out a critical one.
    """
    names = enabled(registry)
    if settings_of(registry, PluginSettings).on_error == "fail" or is_safe_mode() or not names:
        return {}
    reasons: dict[str, str] = {}
    while problems := _try(settings, reasons, names):
        reasons |= _guilty(problems, reasons)
    return reasons


def _guilty(problems: list[Problem], known: Mapping[str, str]) -> dict[str, str]:
    found = {name: one.text for one in problems for name in one.plugins if name not in known}
    if not found or not all(one.plugins for one in problems):
        raise PluginError(problems)
    return found


def _try(
    settings: Mapping[str, Any], reasons: Mapping[str, str], names: list[str]
) -> list[Problem]:
    """What a start without those in `reasons` says."""
    done = _run(json.dumps({"settings": dict(settings), "left_out": reasons}, default=str))
    answers = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    if not answers:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return [problem("no-answer", names=", ".join(names), found=last)]
    return [Problem(**{**one, "plugins": tuple(one["plugins"])}) for one in _read(answers[-1])]


def _run(told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", TRIAL]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        return subprocess.run(
            command,
            input=told,
            env=path,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        words = f"no answer within {LONGEST} s"
        return subprocess.CompletedProcess(command, 1, "", words)


def _read(line: str) -> Any:
    return json.loads(line.removeprefix(MARK))

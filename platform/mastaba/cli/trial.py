"""The child process of quarantine: start the application, tell what stood in the way, and end.

Settings come by standard input, since some of them are secret; the answer is the line that begins
with `MARK`, whatever plugins print besides. `mastaba.plugins.quarantine` starts it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from mastaba import configure
from mastaba.plugins.critical import is_critical
from mastaba.plugins.problems import PluginError, Problem
from mastaba.plugins.quarantine import MARK


def problems_of(settings: dict[str, Any], left_out: Mapping[str, str]) -> list[Problem]:
    """What keeps an application without those `left_out` from starting.

    Anything else than plugins (a bad setting) is left for the real start to tell. Where a plugin
    is critical, nothing can be left out.
    """
    try:
        configure(settings, left_out)
    except PluginError as error:
        return [_told(one) for one in error.problems]
    except Exception:
        return []
    return []


def main() -> None:
    """Answer and end at once, whatever threads a plugin has started."""
    told = json.load(sys.stdin)
    found = problems_of(told["settings"], told["left_out"])
    print(f"\n{MARK}{json.dumps([asdict(one) for one in found])}", flush=True)
    os._exit(0)


def _told(one: Problem) -> Problem:
    return replace(one, plugins=()) if any(map(is_critical, one.plugins)) else one


if __name__ == "__main__":
    main()

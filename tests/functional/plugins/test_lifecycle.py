"""A plugin is switched off, taken out and brought back (cases 213 and 254)."""

from __future__ import annotations

from pathlib import Path

from tests.support import pkgs

RUN = """
import sys
from tests.support import garden_story
getattr(garden_story, sys.argv[1])(*sys.argv[2:])
"""


def test_case_213_a_plugin_leaves_and_comes_back_as_it_was(database: str, tmp_path: Path) -> None:
    environment = pkgs.environment(tmp_path, "garden")
    for part in ("plant", "away", "again"):
        pkgs.run(RUN, environment, part, database, str(tmp_path))

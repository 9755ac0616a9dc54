"""Real content to import, which is not part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.absent import skip_group

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared_data(config: pytest.Config, name: str) -> Path:
    """Return the folder of one data set, or skip the test and name the set in the last lines.

    Looked for below MASTABA_DATA when that is set, else in `../shared/data` beside the checkout.
    """
    path = Path(os.environ.get("MASTABA_DATA") or BESIDE) / name
    if not path.exists():
        reason = "not there; set MASTABA_DATA to the folder that holds it"
        skip_group(config, f"shared data {name}", reason)
    return path

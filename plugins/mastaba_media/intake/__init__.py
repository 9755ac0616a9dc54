"""Intake: the views that take files from browsers.

Lives here: `@@upload` of a folder and `@@replace` of a file, and what they answer. Does not live
here: what is done with a file (`mastaba_media.operations`), nor what is looked for in it
(`mastaba_media.vetting`). Both views have two halves (`config.add_upload_view`): the first looks
at the file and stores it, which takes long, the second makes the rows.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Register settings and views."""
    config.include("mastaba_media.operations.settings")
    config.include("mastaba_media.intake.views")

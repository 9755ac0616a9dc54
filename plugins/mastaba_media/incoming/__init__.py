"""Files that come with a text: dropped or pasted by editors, named by an import.

Lives here: what the blocks of this plugin take (`takes.py`: `PICTURES`, `FILES`), which file of
the library that becomes (`items.py`), and the folder that it is put into (`folders.py`). Does not
live here: looking at a file (`vetting/`), storing it (`operations/`), the blocks themselves
(`blocks/`). To let another block take files, give it one of the two, or a `Takes` of its own
whose `values` call `kept`.
"""

from __future__ import annotations

from typing import Any

from mastaba_media.incoming.items import kept
from mastaba_media.incoming.settings import IncomingSettings
from mastaba_media.incoming.takes import FILES, PICTURES

__all__ = ["FILES", "PICTURES", "includeme", "kept"]


def includeme(config: Any) -> None:
    """Declare the setting, and those of the operations that it needs."""
    config.include("mastaba_media.operations.settings")
    config.declare_settings(IncomingSettings)

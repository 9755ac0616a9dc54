"""The only module that a plugin imports; its names and signatures are the promise we version.

The modules of this package hold the names by subject; plugins import all of them from here.
"""

from typing import Any

from mastaba.api import declaring, importing, operations, reading, running, screens
from mastaba.api.declaring import *
from mastaba.api.importing import *
from mastaba.api.operations import *
from mastaba.api.reading import *
from mastaba.api.running import *
from mastaba.api.screens import *
from mastaba.deprecation import RENAMED, old_name

__all__ = [
    *declaring.__all__,
    *importing.__all__,
    *operations.__all__,
    *reading.__all__,
    *running.__all__,
    *screens.__all__,
]


def __getattr__(name: str) -> Any:
    return old_name(__name__, name, globals(), RENAMED)

"""What a plugin may be called."""

from __future__ import annotations

import re
from importlib.util import find_spec
from keyword import iskeyword

from mastaba import api
from mastaba.cli.mistakes import Mistake
from mastaba.db import Base
from mastaba.plugins.discover import installed
from mastaba.plugins.naming import is_taken

# An underscore would make its tables look like those of a plugin with a shorter name.
PATTERN = re.compile(r"[a-z][a-z0-9]{1,29}")
RESERVED = {"list", "mapped", "new", "parent", "static", "test", "tests"}


def checked_name(name: str) -> str:
    """`name`, when a plugin may be called so. Raises `Mistake` with what to do."""
    if not _fits(name):
        raise Mistake(
            f"{name!r} cannot be the name of a plugin. It takes 2 to 30 small letters and digits, "
            f"begins with a letter and is no word of Python{_suggestion(name)}"
        )
    if name in installed():
        raise Mistake(f"A plugin {name!r} is installed here already. Choose another name.")
    if is_taken(name) or name in RESERVED | _classes() or _begins_a_table(name):
        raise Mistake(f"Mastaba itself uses the name {name!r}. Choose another, such as my{name}.")
    if find_spec(f"mastaba_{name}") is not None:
        raise Mistake(f"There is a Python package mastaba_{name} already. Choose another name.")
    return name


def _fits(name: str) -> bool:
    is_word = iskeyword(name) or iskeyword(name.capitalize())  # a class is called so, too
    return bool(PATTERN.fullmatch(name)) and not is_word


def _suggestion(name: str) -> str:
    near = re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("mastaba")).lstrip("0123456789")
    return f". Did you mean {near[:30]}?" if _fits(near[:30]) else ", such as event."


def _classes() -> set[str]:
    """Names that, as the name of a class, would hide one that plugins import."""
    return {name.lower() for name in api.__all__ if name[0].isupper()}


def _begins_a_table(name: str) -> bool:
    return any(f"{table}_".startswith(f"{name}_") for table in Base.metadata.tables)

"""The text of an ini file in which every setting is explained.

`mastaba init` and `mastaba demo` write such files; `mastaba config --ini` prints one for the
settings of the present install, which is how the two in the repository were made.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from mastaba.settings import Declared, Section, declared, store_of
from mastaba.settings.values import EXPECTED

WIDTH = 96
CONTINUED = "\n#    "  # a value of several lines, as an ini file goes on with one
REST = """\
[server:main]
use = egg:mastaba

# What is written to the terminal, in the format of Python's logging module.
[loggers]
keys = root

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = WARNING
handlers = console

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
class = mastaba.security.log_text.OneLineFormatter
format = %(asctime)s %(levelname)-5.5s [%(name)s] %(message)s
"""


def ini_text(registry: Any, chosen: Mapping[str, str], *, heading: str, further: str = "") -> str:
    """An ini file that sets the keys in `chosen` and shows all others with their defaults.

    `heading` is the comment on top; `further` are lines for keys that are not Mastaba's.
    """
    by_key = {item.key: item for item in declared(registry)}
    lines = [*_comment(heading), "", "[app:main]", "use = egg:mastaba", *further.splitlines()]
    for section in store_of(registry).sections:
        lines += ["", *_section(section, by_key, chosen)]
    return "\n".join([*lines, "", REST])


def _section(
    section: type[Section], by_key: Mapping[str, Declared], chosen: Mapping[str, str]
) -> Iterator[str]:
    title = (section.__doc__ or section.prefix).strip().splitlines()[0].rstrip(".")
    yield f"## {title}"
    for name in section.model_fields:
        yield ""
        yield from _setting(by_key[section.key(name)], chosen)


def _setting(item: Declared, chosen: Mapping[str, str]) -> Iterator[str]:
    yield from _comment(item.help)
    yield from _comment(" ".join(_hints(item)))
    if item.key in chosen:
        yield f"{item.key} = {chosen[item.key]}"
    else:
        yield f"#{item.key} = {CONTINUED.join(item.default.splitlines())}".rstrip()


def _hints(item: Declared) -> Iterator[str]:
    if item.expected != EXPECTED[str]:
        yield f"Expected: {item.expected}."
    if item.example:
        yield f"For example: {item.example}"


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.strip().splitlines():
        for line in textwrap.wrap(paragraph, WIDTH, break_long_words=False):
            yield f"# {line}"

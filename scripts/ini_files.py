"""Write development.ini and production.ini: every setting explained, from the declarations.

Run it after adding or changing a setting: `.venv/bin/python scripts/ini_files.py`. A test compares
the two files with what this would write.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mastaba import configure
from mastaba.cli.ini_text import ini_text

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class IniFile:
    """One of the files: what it sets, its heading, and lines that are not Mastaba's."""

    name: str
    heading: str
    chosen: dict[str, str]
    further: str = ""


DEVELOPMENT = IniFile(
    "development.ini",
    """\
Settings for working on Mastaba, on your own machine only. Start with `mastaba migrate`, then
`mastaba serve --reload` or `pserve --reload development.ini`.
Lines that begin with # are explanations, or settings that have their default value.
Any value may be env:NAME (from the environment) or file:PATH (relative to this file).
""",
    {
        "mastaba.env": "development",
        "mastaba.session.secure": "no",
        "mastaba.plugins": "pages media comments",
        "mastaba.database.url": "sqlite:///%(here)s/var/development.sqlite",
    },
    """
# Pyramid's own switches. Templates are read again when they change, and a bar beside the page
# shows its requests, SQL statements and settings.
pyramid.reload_templates = yes
pyramid.includes = pyramid_debugtoolbar
""",
)
PRODUCTION = IniFile(
    "production.ini",
    """\
Settings for a site that others can reach. Copy this file, give it to the user that runs the
site (chmod 600), and change the address. `mastaba -c FILE check` says what is still wrong.
Lines that begin with # are explanations, or settings that have their default value.
Any value may be env:NAME (from the environment) or file:PATH (relative to this file).
""",
    {
        "mastaba.env": "production",
        "mastaba.secret": "env:MASTABA_SECRET",
        "mastaba.url": "https://www.example.org",
        "mastaba.plugins": "pages",
        "mastaba.database.url": "sqlite:///%(here)s/var/production.sqlite",
    },
)
FILES = (DEVELOPMENT, PRODUCTION)


def text_of(file: IniFile) -> str:
    """What should be in the file."""
    plugins = file.chosen["mastaba.plugins"]
    settings = {"mastaba.env": "development", "mastaba.plugins": plugins}
    registry = configure({**settings, "mastaba.database.url": "sqlite://"}).registry
    return ini_text(registry, file.chosen, heading=file.heading, further=file.further)


def main() -> None:
    """Write both."""
    for file in FILES:
        (ROOT / file.name).write_text(text_of(file), encoding="utf-8")


if __name__ == "__main__":
    main()

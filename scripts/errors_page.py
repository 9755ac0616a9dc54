"""Write docs/reference/errors.md: every failure of a start, as it is really told.

Run it after changing a sentence: `.venv/bin/python -m scripts.errors_page`. A test compares the
page with what this would write.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from mastaba.plugins.catalogue import CATALOGUE, Kind
from mastaba.testing import ScratchSite

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "errors.md"
HEAD = """\
# Errors at the start

What `mastaba serve`, `pserve` and every command say when they cannot start, each with an example
from a real start. It is written by `python -m scripts.errors_page`; a test compares. How plugins
are enabled, left out and overridden: [plugins](../plugins.md).

Every problem of discovery (what is installed, enabled, required) is told at once; of later steps,
the first. A place is `package/file.py:line`. Code that meets one of these gets a `PluginError`,
whose `problems` have these codes, or a `SettingsError`.
"""
SETTINGS = (
    Kind(
        "unknown-setting",
        "A setting is not known",
        "",
        "Nothing that runs declares this key. Keys of plugins that are installed but not enabled "
        "are not known; below the name of one that is disabled or in quarantine, anything is "
        "accepted. All settings: [settings](settings.md).",
    ),
    Kind(
        "bad-setting",
        "A setting has a value that cannot be used",
        "",
        "The sentence says the key, what was found and what is expected; a secret is never shown.",
    ),
)


def text(told: Mapping[str, object]) -> str:
    """The page, with the messages of `tests/support/bad_starts.py`."""
    kinds = [*CATALOGUE.values(), *SETTINGS]
    return "\n".join([HEAD, *(_entry(kind, told.get(kind.code)) for kind in kinds)])


def _entry(kind: Kind, example: object) -> str:
    shown = str(example or re.sub(r"\{(\w+)\}", r"<\1>", kind.sentence))
    return f"## {kind.code}\n\n{kind.title}. {kind.meaning}\n\n```text\n{shown}\n```\n"


def main() -> None:
    """Start a site in every way that fails, and write down what it says."""
    sys.path.insert(0, str(ROOT))
    from tests.support.bad_starts import collect

    with TemporaryDirectory() as folder:
        site = ScratchSite(f"sqlite:///{folder}/site.sqlite", {"mastaba.plugins": "pages"})
        site.migrate()
        site.close()
        PAGE.write_text(text(collect(Path(folder), site.url)), encoding="utf-8")


if __name__ == "__main__":
    main()

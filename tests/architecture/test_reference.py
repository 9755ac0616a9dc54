"""docs/reference/ is what the code says, and every directive is shown in a page that is run."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from scripts.reference.directives import directives, examples
from scripts.reference.pages import FOLDER, pages

from mastaba.testing import ScratchSite

WRITTEN = pages()
EXECUTED = re.compile(r"[\w-]+\.md")


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == WRITTEN[name], (
        "a promise changed: run `python -m scripts.reference` and look at the difference"
    )


def test_every_directive_is_shown_in_a_page_whose_code_is_run() -> None:
    site = ScratchSite("sqlite://", {"mastaba.plugins": "pages"})
    names = [name for name, _made in directives(site.registry)]
    site.close()
    run = pages_that_are_run()
    shown = {name: {path.name for path in examples(name)} for name in names}
    assert [name for name in names if not shown[name] & run] == []


def pages_that_are_run() -> set[str]:
    """Pages of docs/ that a test names."""
    tests = Path(import_module("tests").__path__[0])
    found = (EXECUTED.findall(path.read_text()) for path in tests.rglob("test_*.py"))
    return {name for names in found for name in names}

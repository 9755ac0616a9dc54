"""What the docs name is there: files, links, commands, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mastaba.cli import COMMANDS
from mastaba.cli.new.scaffold import texts_of
from tests.conftest import CHECKOUT
from tests.support import doc_plugin

DOCS = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
SEARCHED = [CHECKOUT, CHECKOUT / "platform" / "mastaba", CHECKOUT / "docs"]
LINK = re.compile(r"\]\(([^)#\s]+)\)")
FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|jinja2|md|ini)|[\w./-]+/)`")
COMMAND = re.compile(r"^\s*(?:\.venv/bin/)?mastaba (?:-c \S+ )?([a-z]+)", re.MULTILINE)


def names(docs: list[Path]) -> list[str]:
    return [str(path.relative_to(CHECKOUT)) for path in docs]


@pytest.mark.parametrize("page", DOCS, ids=names(DOCS))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", DOCS, ids=names(DOCS))
def test_files_that_are_named_exist(page: Path) -> None:
    named = [
        name for name in FILE.findall(page.read_text()) if not name.startswith(("/", "site/"))
    ]
    templates = {f"{path.parent.parent.name.removeprefix('mastaba_')}/{path.name}"
                 for root in ("platform", "plugins")
                 for path in (CHECKOUT / root).rglob("templates/*.jinja2")}  # fmt: skip
    shown = {name for name, _code in doc_plugin.FILE.findall(page.read_text())}
    begun = texts_of("event")  # the plugin that the tutorial begins with
    missing = [
        n
        for n in named
        if n not in templates | shown
        and not any((f / n).exists() for f in SEARCHED)
        and not any(file.startswith(n) for file in begun)
    ]
    assert missing == []


@pytest.mark.parametrize("page", DOCS, ids=names(DOCS))
def test_commands_that_are_named_exist(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text())) <= set(COMMANDS)

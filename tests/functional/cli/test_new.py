"""`mastaba new plugin`: what a plugin may be called, and that nothing is written over."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mastaba.cli import main
from mastaba.cli.mistakes import Mistake
from mastaba.cli.new.names import PATTERN, checked_name
from mastaba.cli.new.scaffold import texts_of, write_plugin

REFUSED = {
    "Event": "Did you mean event?",
    "mastaba-event": "Did you mean event?",
    "my_event": "Did you mean myevent?",
    "2events": "Did you mean events?",
    "e": "takes 2 to 30 small letters",
    "e" * 31: "takes 2 to 30 small letters",
    "événement": "takes 2 to 30 small letters",
    "../x": "such as event.",
    "class": "no word of Python",
    "none": "no word of Python",
    "core": "Mastaba itself uses",
    "content": "Mastaba itself uses",  # a room
    "job": "Mastaba itself uses",  # the beginning of a table
    "body": "Mastaba itself uses",  # a class that plugins import
    "pages": "is installed here already",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_cannot_be_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Mistake, match=re.escape(REFUSED[name])):
        checked_name(name)


@settings(max_examples=10)
@given(st.from_regex(PATTERN, fullmatch=True))
def test_what_is_written_for_any_name_can_be_read(name: str) -> None:
    try:
        checked_name(name)
    except Mistake:
        return
    for source, text in texts_of(name).items():
        if source.endswith(".py"):
            ast.parse(text)
        if source.endswith(".toml"):
            found = tomllib.loads(text)["project"]
            assert found["entry-points"]["mastaba.plugins"] == {name: f"mastaba_{name}:plugin"}


def test_it_says_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["new", "plugin", "herons", "--into", str(tmp_path)])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for words in ('pip install -e ".[test]"', "pytest", "mastaba.plugins", "mastaba migrate"):
        assert words in said
    assert (tmp_path / "mastaba-herons" / "mastaba_herons" / "models.py").is_file()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = write_plugin("herons", tmp_path)
    (folder / "README.md").write_text("Mine")
    with pytest.raises(Mistake, match="is there already"):
        write_plugin("herons", tmp_path)
    assert (folder / "README.md").read_text() == "Mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Mistake, match="cannot be written"):
        write_plugin("herons", tmp_path / "file")

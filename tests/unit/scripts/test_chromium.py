"""Finding Chromium: the variable first, then PATH; a sentence where there is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "chromium.py"


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script as a module, on a machine whose PATH is empty."""
    spec = importlib.util.spec_from_file_location("chromium_script", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return module


def program(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_it_is_found_on_path(chromium: ModuleType, tmp_path: Path) -> None:
    assert chromium.find() is None
    expected = program(tmp_path / "google-chrome")
    assert chromium.find() == expected


def test_the_variable_wins(
    chromium: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "chromium")
    other = program(tmp_path / "other")
    monkeypatch.setenv("CHROMIUM", other)
    assert chromium.find() == other
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "absent"))
    assert chromium.find() is None


def test_without_one_a_sentence_says_how(
    chromium: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not chromium.may_install()
    chromium.main()
    assert "CHROMIUM=/path/to/chromium" in capsys.readouterr().err

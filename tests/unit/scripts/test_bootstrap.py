"""The bootstrap: what fails is answered by one sentence, what is done is not done again."""

from __future__ import annotations

import ast
import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, working in an empty folder."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bootstrap", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.json")
    return module


def one_sentence(text: str) -> bool:
    return "\n" not in text and text.endswith(".") and "`" in text


def test_an_old_python_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 8))


def test_an_old_python_is_answered(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "recent", lambda _python: False)
    with pytest.raises(bootstrap.RefusedError) as refused:
        bootstrap.find_python()
    assert "needs Python 3.11" in str(refused.value)
    assert one_sentence(str(refused.value))


def test_a_missing_venv_module_is_answered(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV_PROBE", "import no_such_module")
    with pytest.raises(bootstrap.RefusedError) as refused:
        bootstrap.find_python()
    assert "apt install python3-venv" in str(refused.value)
    assert one_sentence(str(refused.value))


def test_a_shim_that_fails_is_passed_over(bootstrap: ModuleType, tmp_path: Path) -> None:
    shim = tmp_path / "python3.13"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert not bootstrap.recent(str(shim))
    assert not bootstrap.recent(str(tmp_path / "absent"))
    assert bootstrap.recent(sys.executable)


def test_a_missing_git_is_answered(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(bootstrap.RefusedError) as refused:
        bootstrap.check_git()
    assert one_sentence(str(refused.value))


def test_a_busy_port_is_answered(bootstrap: ModuleType) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(bootstrap.RefusedError) as refused:
            bootstrap.check_port(port)
    assert f"Port {port} cannot be used" in str(refused.value)
    assert "`make run PORT=" in str(refused.value)
    assert one_sentence(str(refused.value))


@pytest.mark.parametrize("port", [-1, 65536, 10**9])
def test_a_number_that_is_no_port_is_answered(bootstrap: ModuleType, port: int) -> None:
    with pytest.raises(bootstrap.RefusedError, match="make run PORT=6543"):
        bootstrap.check_port(port)


def test_a_silent_index_is_answered(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(bootstrap.RefusedError) as refused:
        bootstrap.check_index()
    assert "The package index does not answer" in str(refused.value)
    assert one_sentence(str(refused.value))


def test_one_requirement_keeps_its_hashes_only(bootstrap: ModuleType, tmp_path: Path) -> None:
    text = bootstrap.one_requirement("wheel", tmp_path).read_text()
    assert text.startswith("wheel==")
    assert "--hash=sha256:" in text
    assert "==" not in text.replace("wheel==", "", 1)


def test_a_set_is_installed_when_its_lock_changes_only(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path)
    calls: list[list[str]] = []
    monkeypatch.setattr(bootstrap.Step, "run", lambda _self, command: calls.append(command))
    stamp: dict[str, str] = {}
    for text in ("a==1", "a==1", "a==2"):
        (tmp_path / "run.txt").write_text(text)
        bootstrap.install(stamp, "run")
    assert len(calls) == 2
    assert bootstrap.missing_sets(stamp, ["run"]) == []


def test_the_dev_set_holds_the_run_set(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(bootstrap.Step, "run", lambda _self, _command: None)
    for kind in ("run", "dev"):
        (tmp_path / f"{kind}.txt").write_text(kind)
    stamp: dict[str, str] = {}
    bootstrap.install(stamp, "dev")
    assert bootstrap.missing_sets(stamp, ["run", "dev"]) == []


def test_a_failing_step_shows_the_last_lines(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "import sys; print('the reason'); sys.exit(3)"
    with (
        pytest.raises(bootstrap.RefusedError, match="the reason"),
        bootstrap.Step("Trying") as step,
    ):
        step.run([sys.executable, "-c", code])
    assert capsys.readouterr().out.endswith("failed\n")


def test_the_lock_names_no_index() -> None:
    for path in (SCRIPT.parent.parent / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        assert "--hash=sha256:" in text


def test_a_busy_port_ends_the_command_before_any_work(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        command = [sys.executable, str(SCRIPT), "--port", str(other.getsockname()[1])]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "cannot be used" in done.stderr

"""Style that a linter does not know: length, reasons, places of this machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tokenize
from pathlib import Path

from tests.architecture.sources import CHECKOUT, place, python_files, shipped, tree

LONGEST = 300
# A silencing comment needs its reason after it, on the same line.
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|nosec)(?P<rest>.*)")
CODES = re.compile(r"^\s*(:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*|\[[\w\s,-]+\])?\s*")
# A folder of one person's machine; /tmp and /usr are the same everywhere.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/[\w.-]+")
HOSTS = re.compile(r"(?:pypi|pythonhosted|npmjs|registry\.npm|deb\.debian)\.\w+", re.IGNORECASE)


def _tracked() -> list[Path]:
    """Return the text files that git tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=True
    )
    paths = [CHECKOUT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def _comments(path: Path) -> list[tuple[int, str]]:
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def test_no_file_is_too_long() -> None:
    # A migration lists columns; it is written once and not read for its ideas.
    files = [path for path in shipped() if path.parent.name != "versions"]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    long = {str(p.relative_to(CHECKOUT)): n for p, n in lengths.items() if n > LONGEST}
    assert long == {}


def test_every_silenced_check_has_a_reason() -> None:
    roots = [CHECKOUT / name for name in ("platform", "plugins", "migrations", "tests", "scripts")]
    found = []
    for path in python_files(*roots):
        for line, comment in _comments(path):
            match = SILENCED.search(comment)
            if match and len(CODES.sub("", match["rest"], count=1).strip(" -#")) < 8:
                found.append(f"{place(path, line)} {comment}")
    assert not found, "\n".join(found)


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    broad = isinstance(handler.type, ast.Name) and handler.type.id in {
        "Exception",
        "BaseException",
    }
    return handler.type is None or broad


def test_no_error_is_swallowed() -> None:
    found = [
        place(path, node.lineno)
        for path in shipped()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and _catches_everything(node)
        and all(isinstance(step, ast.Pass | ast.Continue) for step in node.body)
    ]
    assert not found, "\n".join(found)


def test_no_bare_except() -> None:
    found = [
        place(path, node.lineno)
        for path in shipped()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert not found, "\n".join(found)


def test_no_path_of_one_machine() -> None:
    # This file holds the pattern itself; the demo and imported texts are prose.
    found = [
        f"{path.relative_to(CHECKOUT)}: {match.group(0)}"
        for path in _tracked()
        if path != Path(__file__)
        for match in MACHINE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found, "\n".join(found)


def test_no_host_of_a_registry() -> None:
    # A lock or a script that names one fails behind another mirror.
    places = ("requirements", "scripts", ".ci", "frontend", "Makefile", "pyproject.toml")
    found = [
        str(path.relative_to(CHECKOUT))
        for path in _tracked()
        if path.relative_to(CHECKOUT).parts[0] in places
        and HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found, "\n".join(found)


def test_nothing_built_is_committed() -> None:
    built = re.compile(
        r"\.min\.(js|css)$|(^|/)(node_modules|vendor|static|dist)/|\.py[co]$|\.egg-info/"
    )
    names = [str(path.relative_to(CHECKOUT)) for path in _tracked()]
    # A stranger's sources are served as they are; ours are built from plugins/*/frontend.
    allowed = re.compile(r"^tests/pkgs/\w+/src/\w+/static/")
    assert [name for name in names if built.search(name) and not allowed.search(name)] == []

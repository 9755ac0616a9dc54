"""Child processes that need not import Mastaba: forks of one that has done so, without a plugin.

A process has one set of models, so a test of other plugins needs one of its own; its imports
would cost more than most of such tests. `run(code, environment)` is like `python -c` in this
environment and the present folder. This module, run, is the process that forks.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
IMPORTED = ("mastaba.api", "mastaba.cli", "mastaba.testing", "tests.support.quick")


def run(
    code: str, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run Python `code` in a process of its own; `arguments` are its `sys.argv[1:]`."""
    order = {"code": code, "environment": environment, "arguments": arguments}
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        status = _ask({**order, "folder": str(Path.cwd()), "out": str(out), "err": str(err)})
        return subprocess.CompletedProcess(["-c", code], status, out.read_text(), err.read_text())


def _ask(order: dict[str, Any]) -> int:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(order) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[str]:
    """This worker's; it ends when nobody can write to it any more."""
    command = [sys.executable, "-m", "tests.support.forks"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    server = subprocess.Popen(command, cwd=CHECKOUT, text=True, **pipes)
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """For each line on standard input a fork; its exit status is the answer."""
    for name in IMPORTED:
        importlib.import_module(name)
    sys.modules["tests.support.quick"].look_up_callers_cheaply()
    own = {"", str(CHECKOUT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)}
    base = [entry for entry in sys.path if entry not in own]
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _exit_after(json.loads(line), base)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _exit_after(order: dict[str, Any], base: list[str]) -> None:
    status = 0
    try:
        _become(order, base)
        exec(compile(order["code"], "<string>", "exec"), sys.modules["__main__"].__dict__)  # noqa: S102  # the tests' own code
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _become(order: dict[str, Any], base: list[str]) -> None:
    """Take over what a new process would begin with."""
    files = ((os.devnull, os.O_RDONLY), *((order[name], _WRITTEN) for name in ("out", "err")))
    for number, (path, flags) in enumerate(files):
        os.dup2(os.open(path, flags, 0o600), number)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    path = order["environment"].get("PYTHONPATH", "")
    sys.path[:] = ["", *filter(None, path.split(os.pathsep)), *base]
    sys.argv[:] = ["-c", *order["arguments"]]
    sys.modules["__main__"] = ModuleType("__main__")
    importlib.invalidate_caches()


_WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_TRUNC

if __name__ == "__main__":
    _serve()

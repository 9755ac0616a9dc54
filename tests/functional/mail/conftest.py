"""Mail servers for these tests."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.absent import skip_group
from tests.support.mail_server import MailServer, certificate


@pytest.fixture
def start() -> Iterator[Callable[..., MailServer]]:
    """`start(**options)`: mail servers that are stopped after the test."""
    started: list[MailServer] = []

    def make(**options: Any) -> MailServer:
        started.append(MailServer(**options))
        return started[-1]

    yield make
    for server in started:
        server.stop()


@pytest.fixture
def server(start: Callable[..., MailServer]) -> MailServer:
    """A server that takes everything, in the clear."""
    return start()


@pytest.fixture
def tls(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ssl.SSLContext:
    """A server context whose certificate for `localhost` is trusted during the test."""
    if shutil.which("openssl") is None:
        skip_group(request.config, "mail over TLS", "no openssl on PATH to make a certificate")
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return context


def ini(server: MailServer, **values: str) -> dict[str, str]:
    """Settings for sending through `server`; `values` are keys below `mastaba.mail`."""
    chosen = {
        "backend": "smtp", "host": "localhost", "port": str(server.port), "tls": "none",
        "sender": "Example site <noreply@example.org>", "timeout": "10s", **values,
    }  # fmt: skip
    return {f"mastaba.mail.{key}": value for key, value in chosen.items()}

"""Raw requests over a socket: what only a real server can receive (cases marked N)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from mastaba.testing import ScratchSite
from tests.support.live import LiveServer

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
Send = Callable[[bytes], tuple[int, bytes]]


@pytest.fixture
def send(site: ScratchSite) -> Iterator[Send]:
    """Send bytes to the application behind waitress; answer with status and everything read."""
    server = LiveServer(site.application)
    port = urlsplit(server.url).port

    def raw(request: bytes) -> tuple[int, bytes]:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: connection.recv(65_536), b""))
        return int(answer.split(b" ", 2)[1]), answer

    yield raw
    server.close()


def get(target: bytes, *headers: bytes, method: bytes = b"GET") -> bytes:
    lines = [method + b" " + target + b" HTTP/1.1", *headers, b"Connection: close", b"", b""]
    return b"\r\n".join(lines)


HOST = b"Host: localhost"


@pytest.mark.parametrize(
    ("request_bytes", "statuses"),
    [
        pytest.param(get(b"/-/health", HOST), (200,), id="plain"),
        pytest.param(get(b"/-/health"), (400,), id="159-no-host"),
        pytest.param(get(b"/login", b"Host: evil.test"), (400,), id="159-unknown-host"),
        pytest.param(get(b"/login", HOST, b"Host: evil.test"), (400,), id="159-two-hosts"),
        pytest.param(get(b"/login", b"Host: a b"), (400,), id="159-space-in-host"),
        pytest.param(get(b"/login", b"Host: localhost:99999"), (400,), id="159-odd-port"),
        pytest.param(get(b"http://evil.test/login", HOST), (400,), id="159-absolute"),
        pytest.param(get(b"http://localhost/login", HOST), (200,), id="159-absolute-own"),
        pytest.param(get(b"/admin%2fx", HOST), (404,), id="146-encoded-slash"),
        pytest.param(get(b"/admin%5cx", HOST), (404,), id="146-encoded-backslash"),
        pytest.param(get(b"/a%00b", HOST), (400,), id="148-nul"),
        pytest.param(get(b"/a%ffb", HOST), (400,), id="148-not-utf8"),
        pytest.param(get(b"/%c0%af", HOST), (400,), id="148-overlong"),
        pytest.param(get(b"/a\xffb", HOST), (400,), id="148-raw-byte"),
        pytest.param(get(b"/?a=%ed%a0%80", HOST), (400,), id="148-surrogate"),
        pytest.param(get(b"/", HOST, b"User-Agent: a\x01b"), (400,), id="148-header"),
        pytest.param(get(b"/", HOST, method=b"TRACE"), (405,), id="188-trace"),
        pytest.param(get(b"localhost:80", HOST, method=b"CONNECT"), (400, 405), id="188-connect"),
        pytest.param(get(b"/", HOST, method=b"FOO"), (405,), id="188-foo"),
        pytest.param(get(b"/" + b"a/" * 20_000, HOST), (414,), id="152-segments"),
        pytest.param(get(b"/" + b"a" * 65_000, HOST), (414, 431), id="188-long-url"),
        pytest.param(
            get(b"/login", HOST, b"Content-Length: x", method=b"POST"), (400,), id="bad-length"
        ),
        pytest.param(get(b"/logout?next=%0d%0aX:%20y", HOST), (400,), id="193-line-end"),
        pytest.param(get(b"/@@@@x", HOST), (404,), id="149-at-signs"),
        pytest.param(get(b"//evil.test/..", HOST), (200, 404), id="158-double-slash"),
    ],
)
def test_a_raw_request_gets_one_answer_of_the_right_class(
    send: Send, request_bytes: bytes, statuses: tuple[int, ...]
) -> None:
    status, answer = send(request_bytes)
    assert status in statuses
    assert answer.count(b"HTTP/1.") == 1
    assert b"Traceback" not in answer
    assert b"evil.test" not in answer.partition(b"\r\n\r\n")[0]

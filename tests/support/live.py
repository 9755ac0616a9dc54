"""The application behind a real waitress server on a free loopback port, in a thread."""

from __future__ import annotations

import threading
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from mastaba.cli.body_limits import limit_bodies
from mastaba.settings import settings_of
from mastaba.settings.core import ServerSettings


class LiveServer:
    """Serves `application` until `close`; `url` has no slash at the end."""

    def __init__(self, application: Any) -> None:
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_server(
            application,
            map=self._sockets,
            host="127.0.0.1",
            port=0,
            threads=4,
            max_request_body_size=int(settings_of(application.registry, ServerSettings).max_body),
        )
        limit_bodies(self._sockets, application.registry)
        self.url = f"http://localhost:{self._server.effective_port}"
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-server", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._closing.is_set():
            wasyncore.loop(timeout=5, map=self._sockets, count=1)

    def close(self) -> None:
        """Stop serving: running requests end first, then the sockets close."""
        self._closing.set()
        self._server.pull_trigger()
        self._thread.join()
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._sockets)

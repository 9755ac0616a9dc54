"""What a page must not do: log an error, break its CSP, ask another host."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request


class Watch:
    """Collects the offences of one page; the `page` fixture fails the test on any.

    A test that provokes one on purpose says so first: `watch.expect("status of 404")`.
    """

    def __init__(self, page: Page, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._expected: list[str] = []
        self._offences: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._offences.append(f"script error: {error}"))
        page.on("request", self._on_request)

    def expect(self, text: str) -> None:
        """Allow offences whose description contains this text."""
        self._expected.append(text)

    def _on_console(self, message: ConsoleMessage) -> None:
        # Chromium reports CSP violations here too, as errors.
        if message.type == "error":
            place = message.location.get("url", "")
            self._offences.append(f"console: {message.text} ({place})")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self._offences.append(f"request to another host: {request.url}")

    def offences(self) -> list[str]:
        """Return what happened and was not expected."""
        return [o for o in self._offences if not any(text in o for text in self._expected)]

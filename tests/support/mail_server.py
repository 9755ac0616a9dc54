"""A real SMTP server on a free loopback port, which keeps what it takes."""

from __future__ import annotations

import ssl
import subprocess
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

USER, PASSWORD = b"site", b"correct horse"


class Inbox:
    """aiosmtpd's handler; `refuse` maps a command to the reply that refuses it."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuse: dict[str, str] = {}

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails taken so far, parsed."""
        return [
            cast(EmailMessage, message_from_bytes(cast(bytes, e.content), policy=default))
            for e in self.envelopes
        ]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.refuse.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.refuse:
            envelope.rcpt_tos.append(address)
        return self.refuse.get("RCPT", "250 OK")

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if "DATA" not in self.refuse:
            self.envelopes.append(envelope)
        return self.refuse.get("DATA", "250 taken")


class _FreePort(Controller):
    """aiosmtpd's controller, which cannot be given port 0 by itself."""

    def _trigger_server(self) -> None:
        self.port = cast(Any, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """Listens until `stop`; `tls` is for TLS from the first byte, `options` are aiosmtpd's."""

    def __init__(self, tls: ssl.SSLContext | None = None, **options: Any) -> None:
        self.inbox = Inbox()
        where = {"hostname": "127.0.0.1", "port": 0, "ssl_context": tls}
        self._controller = _FreePort(self.inbox, **where, **options)
        self._controller.start()
        self.port = self._controller.port

    def stop(self) -> None:
        """Stop listening; once more does nothing."""
        if not self._controller.loop.is_closed():
            self._controller.stop()


def accept_one_account(
    _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
) -> AuthResult:
    """An authenticator for `MailServer(authenticator=...)`."""
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=False)  # the server replies


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for `name`: the file to trust, and the server's context."""
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-keyout", key, "-out", cert, "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return cert, context

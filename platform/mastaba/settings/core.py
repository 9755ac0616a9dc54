"""The core's own settings. The database's are in the room `db`, the mail's in `mail`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import ByteSize, field_validator

from mastaba.settings.secrets import DEVELOPMENT_SECRET, secret_problem
from mastaba.settings.section import Section, SettingsReader, setting


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class CoreSettings(Section, prefix="mastaba"):
    """What kind of install this is and how it is known to the world."""

    env: Literal["development", "production"] = setting(
        "production", help="How strict the install is. Development is for one's own machine."
    )
    secret: str = setting(
        "",
        help="Key that signs cookies and form tokens; at least 32 random characters.",
        secret=True,
        example="file:secret.txt",
    )
    secret_previous: str = setting(
        "",
        help="The key before the last change; what it signed is still accepted.",
        secret=True,
        key="secret.previous",
        example="env:MASTABA_OLD_SECRET",
    )
    url: str = setting(
        "http://localhost:6543",
        help="Public address of the site, used in mails and one-time links.",
        example="https://www.example.org",
    )
    hosts: tuple[str, ...] = setting(
        (),
        help="Host names that are answered, beside the one in mastaba.url. "
        "A name may carry a port.",
        example="example.org www.example.org",
    )

    @field_validator("url")
    @classmethod
    def _check_url(cls, value: str) -> str:
        parts = _split(value)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(
                f"mastaba.url is {value[:80]!r}; expected an address such as "
                f"https://www.example.org."
            )
        return value.rstrip("/")

    @property
    def production(self) -> bool:
        """Whether this install refuses everything that is only fit for development."""
        return self.env == "production"

    @property
    def signing_keys(self) -> tuple[bytes, ...]:
        """Keys for HMAC: sign with the first, accept what any of them signed."""
        keys = (self.secret or DEVELOPMENT_SECRET, self.secret_previous)
        return tuple(key.encode() for key in keys if key)

    def problems(self, of: SettingsReader[Any]) -> Iterator[str]:
        """A secret that others could guess is refused, except on one's own machine."""
        local = not self.production and is_loopback(of(ServerSettings).host)
        if not local or self.secret:
            yield from secret_problem("mastaba.secret", self.secret, production=self.production)
        if self.secret_previous:
            yield from secret_problem(
                "mastaba.secret.previous", self.secret_previous, production=self.production
            )


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


class ServerSettings(Section, prefix="mastaba.server"):
    """The web server inside `mastaba serve` (waitress)."""

    host: str = setting("127.0.0.1", help="Address to listen on.", example="::")
    port: int = setting(6543, help="Port to listen on.", ge=0, le=65535)
    threads: int = setting(4, help="Requests worked on at the same time.", ge=1, le=512)
    drain: timedelta = setting(
        timedelta(seconds=30), help="How long requests may take to finish after SIGTERM."
    )
    connection_limit: int = setting(1000, help="Open connections at the same time.", ge=10)
    channel_timeout: timedelta = setting(
        timedelta(seconds=30), help="When a connection that sends nothing is closed."
    )
    max_body: ByteSize = setting(
        ByteSize(10_000_000), help="Largest request body that is accepted.", example="10MB"
    )


class ProxySettings(Section, prefix="mastaba.proxy"):
    """The reverse proxy in front, if there is one."""

    trusted: tuple[str, ...] = setting(
        (),
        help="Addresses or networks of proxies whose X-Forwarded-For, -Proto and -Host headers "
        "are believed. From everybody else these headers are dropped.",
        example="127.0.0.1 10.0.0.0/8",
    )

    @field_validator("trusted")
    @classmethod
    def _check_trusted(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            try:
                ip_network(network)
            except ValueError as error:
                raise ValueError(
                    f"mastaba.proxy.trusted holds {network[:80]!r}; expected an IP address or "
                    f"network such as 10.0.0.0/8."
                ) from error
        return value


class SessionSettings(Section, prefix="mastaba.session"):
    """How long a log-in lasts."""

    idle: timedelta = setting(
        timedelta(days=7), help="A log-in that is not used for this long ends."
    )
    absolute: timedelta = setting(
        timedelta(days=30), help="A log-in ends after this time, used or not."
    )
    secure: bool = setting(
        True, help="Send the log-in cookie over https only. May be off in development only."
    )

    def problems(self, of: SettingsReader[Any]) -> Iterator[str]:
        """Insecure cookies are for plain-http development alone."""
        if of(CoreSettings).production and not self.secure:
            yield (
                "mastaba.session.secure is no; production sends the log-in cookie over https "
                "only: remove the key."
            )


class LoginSettings(Section, prefix="mastaba.login"):
    """Limits on guessing passwords, and the cost of checking one."""

    account_limit: int = setting(
        10, help="Failed log-ins per account and window before it has to wait.", ge=1
    )
    address_limit: int = setting(
        50, help="Failed log-ins per network address and window before it has to wait.", ge=1
    )
    window: timedelta = setting(timedelta(minutes=5), help="The time the two limits count in.")
    parallel_hashes: int = setting(
        2, help="Passwords checked at the same time; each takes hash_memory.", ge=1, le=64
    )
    hash_memory: ByteSize = setting(
        ByteSize(65_536 * 1024),
        help="Memory one Argon2 check takes.",
        example="64MiB",
        ge=64 * 1024,
    )
    hash_time: int = setting(3, help="Rounds of one Argon2 check.", ge=1, le=100)


class PluginSettings(Section, prefix="mastaba.plugins"):
    """Which plugins are loaded."""

    enabled: tuple[str, ...] = setting(
        (), help="Names of the plugins to load, as `mastaba plugins` lists them.", key=""
    )
    disable: tuple[str, ...] = setting(
        (), help="Names of plugins not to load, whatever mastaba.plugins says."
    )
    on_error: Literal["fail", "quarantine"] = setting(
        "fail",
        help="When a plugin fails at the start: fail = nothing starts, with a sentence on each "
        "failure; quarantine = the others start without it and without what requires it.",
    )


class IntegratorSettings(Section, prefix="mastaba.site"):
    """Your own package, which wins over the core and all plugins."""

    package: str = setting(
        "",
        help="A Python package with an includeme of your own; empty = none.",
        example="example_site",
        key="",
    )


CORE_SECTIONS: tuple[type[Section], ...] = (
    CoreSettings,
    ServerSettings,
    ProxySettings,
    SessionSettings,
    LoginSettings,
    PluginSettings,
    IntegratorSettings,
)

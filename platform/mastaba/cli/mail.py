"""`mastaba mail`: see whether mail leaves the site."""

from __future__ import annotations

import click

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.clock import utc_now
from mastaba.db.uuid7 import uuid7
from mastaba.mail.address import AddressError
from mastaba.mail.message import compose
from mastaba.mail.settings import MailSettings
from mastaba.mail.transport import MailError, MailTransport
from mastaba.services import service_of
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

_TEXT = "This is a test from {url}. Mail leaves this site as it should.\n"


@click.group()
def mail() -> None:
    """Mail that the site sends."""


@mail.command()
@click.argument("address")
@click.pass_context
def test(ctx: click.Context, address: str) -> None:
    """Send a test to ADDRESS at once, and say what fails."""
    registry = load(ctx.obj).registry
    settings = settings_of(registry, MailSettings)
    if not settings.delivers:
        raise Mistake(
            "Mail does not leave this site: mastaba.mail.backend is list; set it to smtp."
        )
    transport: MailTransport = service_of(registry, MailTransport)
    _send(transport, settings.sender, address, settings_of(registry, CoreSettings).url)
    click.echo(
        f"{transport.place} has taken a test for {address}. If it does not arrive, look in spam."
    )


def _send(transport: MailTransport, sender: str, address: str, url: str) -> None:
    try:
        message = compose(
            sender=sender, to=address, name="", subject=f"Test from {url}",
            text=_TEXT.format(url=url), uid=uuid7(), sent=utc_now(),
        )  # fmt: skip
        transport.send(message)
    except (AddressError, MailError) as error:
        raise Mistake(str(error)) from error

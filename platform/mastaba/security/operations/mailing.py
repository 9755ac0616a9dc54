"""The mail that carries a one-time link."""

from __future__ import annotations

from typing import Any

from mastaba.mail import AddressError, send_mail
from mastaba.security.models import Account

SUBJECT = "Set your password for {site}"
TEXT = """Hello {name},

an account has been made for you at {site}, or somebody who looks after it made this link for
you. Open it to set your password; it works once, for three days:

{link}

You will log in as {login}. If you did not expect this, you need not do anything.
"""


def mail_link(request: Any, account: Account, link: str) -> bool:
    """Mail a link to the person; False when there is no address or mail does not leave."""
    if not account.email:
        return False
    site = request.site.title
    words = {"name": account.name, "login": account.login, "site": site, "link": link}
    try:
        return send_mail(
            request,
            to=account.email,
            name=account.name,
            subject=SUBJECT.format(site=site),
            text=TEXT.format(**words),
        )
    except AddressError:
        return False

"""Put a mail together: no text can add a header (RFC 5322) or a second recipient."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mastaba.mail.address import address, mailbox, one_line

_LONGEST_SUBJECT = 300


def compose(
    *, sender: str, to: str, name: str, subject: str, text: str, uid: str, sent: datetime
) -> EmailMessage:
    """The message as it goes over the wire; `uid` makes its Message-ID, the same in each attempt.

    Raises `AddressError`.
    """
    mail = EmailMessage(policy=SMTP)
    source = mailbox(sender)
    mail["From"] = source
    mail["To"] = address(to, name)
    mail["Subject"] = one_line(subject)[:_LONGEST_SUBJECT]
    mail["Date"] = format_datetime(sent)
    mail["Message-ID"] = f"<{uid}@{source.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notices back
    mail.set_content(plain(text))
    return mail


def plain(text: str) -> str:
    """`text` with no control characters but line ends and tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff"))

"""The link by which the owner of a mail address asks for what is known of it.

It names nobody: the address is typed once more where it leads, and the signature is of both, so
no address of a person is in a browser's history, in a log or in what is sent to other sites.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from mastaba.api import absolute_url, find_at, is_signed, mails_to, send_mail, sign, visitor

VIEW = "comment-data"
PURPOSE = "comments.data"
VALID = timedelta(hours=1)
PAUSE = timedelta(minutes=10)  # between two of them to one address
SUBJECT = "What {site} stores about you"
TEXT = """Somebody, probably you, asked for what we store about this mail address.

Open this link within an hour to see, download or erase it:

{link}

If it was not you, there is nothing to do: nobody else can open it without this mail.
"""


def send_link(request: Any, mail: str) -> None:
    """Write the link to `mail`, whether or not anything is known of it. Raises `AddressError`."""
    subject = SUBJECT.format(site=request.site.title)
    if not _was_just_sent(request, mail, subject):
        link = absolute_url(request, f"{_page(request)}?{urlencode(link_values(request, mail))}")
        send_mail(request, to=mail, subject=subject, text=TEXT.format(link=link))


def link_values(request: Any, mail: str) -> dict[str, str]:
    """The parameters of the link: until when it works, and the signature."""
    until = str(int((request.now + VALID).timestamp()))
    return {"until": until, "key": sign(request.registry, PURPOSE, _told(mail, until))}


def is_right(request: Any, given: Mapping[str, str], mail: str) -> bool:
    """Whether these parameters were made for this address, and still work."""
    until = given.get("until", "")
    in_time = until.isascii() and until.isdecimal() and len(until) < 20
    if not in_time or int(until) < request.now.timestamp():
        return False
    return is_signed(request.registry, PURPOSE, _told(mail, until), given.get("key", ""))


def _was_just_sent(request: Any, mail: str, subject: str) -> bool:
    since = (request.now - PAUSE).isoformat()
    sent = mails_to(request, mail)
    return any(row["subject"] == subject and row["created"] > since for row in sent)


def _told(mail: str, until: str) -> str:
    return f"{visitor(mail).mail} {until}"


def _page(request: Any) -> str:
    return str(request.node_url(find_at(request, "/"), VIEW))

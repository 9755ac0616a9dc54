"""Ask an address once whether it wishes to be told of answers: anybody can type any address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mastaba.api import send_mail
from mastaba_comments.letters import words
from mastaba_comments.letters.models import ASKED, Correspondent
from mastaba_comments.letters.wishes import ANSWERS, wish_link

AGAIN = timedelta(days=30)  # who has not said anything is asked again at a comment after that
SUBJECT = "Answers to your comment at {site}"


def ask(request: Any, told: Correspondent, mail: str) -> None:
    """Send the question, unless it was sent lately or has been answered."""
    if told.answers not in (None, ASKED) or _lately(request, told):
        return
    told.answers, told.asked = ASKED, request.now
    site, link = request.site.title, wish_link(request, ANSWERS, told.token)
    text = words.ASK.format(site=site, link=link)
    send_mail(request, to=mail, subject=SUBJECT.format(site=site), text=text)


def _lately(request: Any, told: Correspondent) -> bool:
    return told.asked is not None and bool(told.asked > request.now - AGAIN)

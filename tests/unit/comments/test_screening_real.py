"""Comments that people wrote, and advertising as programs send it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from mastaba_comments.models import SPAM, WAITING
from mastaba_comments.screening.judge import weigh
from tests.unit.comments.screened import evidence


def test_no_real_comment_is_spam(shared_data: Callable[[str], Path]) -> None:
    source = shared_data("wxr-theme-unit-test") / "themeunittestdata.wordpress.xml"
    namespace = re.search(r'xmlns:wp="([^"]+)', source.read_text())
    assert namespace is not None
    wp = {"wp": namespace[1]}
    whole = ET.parse(source)  # noqa: S314 - a known file
    comments = whole.findall(".//wp:comment", wp)
    assert len(comments) == 32
    for one in comments:
        text, name, mail, link = (
            one.findtext(f"wp:comment_{of}", "", wp)
            for of in ("content", "author", "author_email", "author_url")
        )
        found = weigh(evidence(text, name=name, mail=mail, link=link))
        assert found.state == WAITING, (found, text)


SPAMMY = [
    "Cheap VIAGRA and cialis, no prescription http://pills.example/buy http://pills.example/now",
    "<a href='https://a.example/1'>loans</a> <a href='https://a.example/2'>payday loans</a>",
    "[url=https://slots.example/a]play[/url] [url=https://slots.example/b]win[/url] online casino",
    "\u0421\u0430sino b\u043enus\u0435s https://b.example/x https://b.example/y https://b.example/z",
    " ".join(f"https://shop{number}.example/sale" for number in range(9)),
]


@pytest.mark.parametrize("text", SPAMMY)
def test_advertising_is_spam(text: str) -> None:
    assert weigh(evidence(text)).state == SPAM

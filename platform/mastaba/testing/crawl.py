"""The leak crawl: a visitor follows everything there is, and must not meet a hidden token.

It begins at every address that exists or once existed, hidden ones and the list doors included,
and follows what the answers name: links, images, forms, redirects.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from mastaba.doors.registered import doors_of
from mastaba.testing.asking import Answer, Asking
from mastaba.testing.stage import Stage
from mastaba.testing.tokens import tokens_in
from mastaba.tree.urls import public_path

NAMED = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
BARE = re.compile(r"https?://localhost[^\s<>\"']*")  # in feeds, sitemaps and JSON
HOME = "http://localhost/"
DULL = ("/-/static/", "/login")  # files, and a form that repeats the address it is asked for
MOST = 5000  # addresses; a calendar without end must not keep it for ever


@dataclass
class Crawl:
    """Where the crawl was, and each token it met that it must not: (address, node, field)."""

    visited: set[str] = field(default_factory=set)
    leaks: list[tuple[str, int, str]] = field(default_factory=list)


def crawl(stage: Stage, asking: Asking, seeds: Iterable[str] = ()) -> Crawl:
    """Follow everything as a visitor, from all known addresses and from `seeds`."""
    visitor, found = stage.people["visitor"], Crawl()
    known = stage.tokens_of(visitor)
    waiting = deque([*_seeds(stage), *seeds])
    while waiting and len(found.visited) < MOST:
        address = waiting.popleft()
        if address in found.visited:
            continue
        found.visited.add(address)
        answer = asking.send(visitor, "GET", address)
        told = tokens_in(address)
        met = stage.tokens.found_in(answer.text, known | told).values()
        found.leaks += [(address, node, name) for node, name in met]
        waiting.extend(_named(address, answer))
    return found


def _seeds(stage: Stage) -> list[str]:
    rows = [row for group in stage.states.values() for row in group]
    pages = [row.trashed_from or row.path for row in rows]
    doors = [
        door
        for door in doors_of(stage.site.config)
        if "GET" in door.methods and "*" not in door.pattern
    ]
    named = [door.at(row.path, row.uid) for door in doors for row in (stage.root, rows[0])]
    plain = [public_path(path, "", None) for path in (*pages, *stage.former)]
    return ["/", "/nothing-here", "/robots.txt", "/sitemap.xml", *plain, *named]


def _named(address: str, answer: Answer) -> list[str]:
    """Addresses of this site that an answer leads to; files of the front end are not asked."""
    links = [*NAMED.findall(answer.text), *BARE.findall(answer.text), answer.location]
    whole = {
        urlsplit(urljoin(urljoin(HOME, address), link.replace("&amp;", "&"))) for link in links
    }
    return [
        url._replace(scheme="", netloc="", fragment="").geturl()
        for url in sorted(whole)
        if url.netloc == "localhost" and url.path and not url.path.startswith(DULL)
    ]

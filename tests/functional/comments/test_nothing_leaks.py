"""Comments of hidden pages, and comments that wait, on every surface for everybody (104, 131).

Each comment holds a word that tells its page and its state. Whatever anybody gets from any address
holds the words that this person may read, and no other; and each of these is found somewhere. The
sweep of all doors (`test_comment_doors.py`) holds shown comments against the rights of pages; this
is about states, moderators of a part, and addresses that name a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from mastaba.api import EMPTY, create, find_at, publish, share, trash, user_token
from mastaba.testing import ScratchSite
from mastaba_comments.models import SHOWN, SPAM, TRASH, WAITING, Comment
from mastaba_pages.models import Page

STATES = (SHOWN, WAITING, SPAM, TRASH)
WORD = re.compile(r"kx([a-z]+)z([a-z]+)q")
MEMBERS = {"system.Authenticated": ["reader"]}
DAY = timedelta(days=1)
EDITED = ("open", "draft", "later", "over", "members")
# Whose comments are read, and whose are moderated, by page.
READ = {
    None: ("open",),
    "reader": ("open", "members"),
    "author": ("open", "members"),
    "editor": EDITED,
    "admin": (*EDITED, "closed"),
}
MODERATED = {"author": ("open",), "editor": EDITED, "admin": (*EDITED, "closed")}
ON_PAGE = (
    "",
    "/@@comments",
    "/@@comments?order=newest",
    "/@@comment",
    "/@@comments-feed",
)
ON_COMMENT = (
    "{path}/@@comments?comment={uid}",
    "{path}/@@comment?answer={uid}&quote=1",
    "{path}/@@report?uid={uid}",
    "{path}/@@comment-own?uid={uid}&key=0",
    "/open/@@comments?comment={uid}",  # by the address of another page
    "/open/@@comment?answer={uid}&quote=1",
    "/admin/-/comment?uid={uid}",
    "/admin/-/comment-edit?uid={uid}",
    "/admin/-/comment-answer?uid={uid}",
    "/admin/-/comment-author?uid={uid}",
)
ANYWHERE = (
    "/",
    "/latest",
    "/@@comments-feed",
    "/admin/",
    "/admin/@@export?format=comments.json",
    "/admin/-/comments",
    *(f"/admin/-/comments?state={name}" for name in (*STATES, "reported")),
    *(f"/admin/-/comments?state={name}&q=kx" for name in STATES),
)


def test_case_104_and_131_nobody_reads_what_is_not_for_them(
    site: ScratchSite, comment: Callable[..., Comment]
) -> None:
    uids = plant(site, comment)
    for person, pages in READ.items():
        allowed = {(page, SHOWN) for page in pages}
        allowed |= {(page, state) for page in MODERATED.get(person, ()) for state in STATES}
        found: set[tuple[str, str]] = set()
        client = site.client(person)
        for address in addresses(uids):
            answer = client.get(address, status="*")
            told = set(WORD.findall(answer.text))
            assert answer.status_int < 500, address
            assert told <= allowed, (person, address, told - allowed)
            found |= told
        assert found == allowed, person


def plant(site: ScratchSite, comment: Callable[..., Comment]) -> dict[str, dict[str, str]]:
    """Pages in every state with a comment in every state: page -> state -> uid."""
    local = user_token(site.account("author").uid)
    uids: dict[str, dict[str, str]] = {}
    with site.request() as request:
        latest = {"type": "comments.latest", "attrs": {"version": 1, "data": {}}}
        body = {**EMPTY, "content": [latest]}
        top = find_at(request, "/")
        publish(request, create(request, top, Page, {"title": "Latest", "body": body}))
        for name in (*EDITED, "closed", "gone"):
            node = create(request, top, Page, {"title": name.capitalize(), "summary": name})
            if name != "draft":
                publish(request, node)
            uids[name] = {
                state: comment(
                    request, node, word(name, state), state=state, name=word(name, state)
                ).uid
                for state in STATES
            }
        hide(request, local)
    return uids


def hide(request: Any, local: str) -> None:
    """Put each page into the state that it is called by."""
    later = find_at(request, "/later")
    later.published_at = request.now + DAY
    over = find_at(request, "/over")
    over.published_at, over.expires_at = request.now - 2 * DAY, request.now - DAY
    share(
        request, find_at(request, "/members"), MEMBERS | {"role:editor": ["editor"]}, inherit=False
    )
    share(request, find_at(request, "/closed"), {}, inherit=False)
    share(request, find_at(request, "/open"), {local: ["moderator"]})
    trash(request, find_at(request, "/gone"))


def word(page: str, state: str) -> str:
    return f"kx{page}z{state}q"


def addresses(uids: dict[str, dict[str, str]]) -> Iterator[str]:
    yield from ANYWHERE
    for page, comments in uids.items():
        path = f"/{page}"
        yield from (f"{path}{rest}" for rest in ON_PAGE)
        yield from (f"/admin{path}/@@{view}" for view in ("comment-list", "edit", "look"))
        for uid in (comments[SHOWN], comments[WAITING]):
            yield from (form.format(path=path, uid=uid) for form in ON_COMMENT)

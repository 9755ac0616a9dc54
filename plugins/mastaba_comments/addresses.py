"""Addresses of conversations; nobody else puts them together."""

from typing import Any
from urllib.parse import urlencode

SECTION = "comments"  # the id of the conversation on its page
ALL, WRITE, OWN, REPORT = "comments", "comment", "comment-own", "report"  # views of the node
COMMENT = "comment"  # the parameter of `@@comments` that names one


def view_url(request: Any, node: Any, view: str, **parameters: str) -> str:
    """The path of a view of `node` (a node, or `node_of(row)`), with what is not empty."""
    given = {name: value for name, value in parameters.items() if value}
    address = str(request.node_url(node, view))
    return f"{address}?{urlencode(given)}" if given else address


def anchor(uid: str) -> str:
    """The id of a comment on whatever page it stands."""
    return f"c-{uid}"


def permalink(request: Any, node: Any, uid: str) -> str:
    """The path that leads to one comment, wherever its conversation is cut into pages."""
    return f"{view_url(request, node, ALL, **{COMMENT: uid})}#{anchor(uid)}"


def section_url(request: Any, node: Any) -> str:
    """The path of the conversation below its page."""
    return f"{request.node_url(node)}#{SECTION}"

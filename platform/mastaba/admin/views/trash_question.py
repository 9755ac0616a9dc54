"""Before a page goes to the trash, or for good: what that reaches, and which pages link to it."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.bulk_words import WORDS, facts
from mastaba.admin.linking import linking_to
from mastaba.admin.reach import COUNTED, Reach
from mastaba.admin.states import shown
from mastaba.content.faces import faces_in_order
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY
from mastaba.tree.rights import in_subtree

TEMPLATE = "admin/trash_question.jinja2"


def trash_question(context: Node, request: Any) -> dict[str, Any]:
    """Ask before a page goes to the trash."""
    return {
        **_variables(request, context, "trash", "view"),
        "url": view_url(request, context, "trash"),
        "fields": [],
        "back_url": edit_url(request, context),
    }


def _variables(request: Any, node: Node, action: str, permission: str) -> dict[str, Any]:
    words = WORDS[action]
    return {
        "title": node.title,
        "faces": faces_in_order(request, [node]),
        "words": words,
        "facts": list(facts(words, _reach(request, node, permission), node.tree)),
        "linking": linking_to(request, [node]),
        "trail": [{"title": words.verb, "url": ""}],
    }


def _reach(request: Any, node: Node, permission: str) -> Reach:
    """Pages below, and public ones with the page itself, as far as one may see them."""

    def among(*clauses: Any) -> int:
        seen = request.catalog(tree=node.tree).visible(permission)
        whole = in_subtree(node.site_id, node.tree, node.path)
        return int(seen.filter(whole, *clauses).count(COUNTED))

    public = 0 if node.tree == LIBRARY else among(shown(request.now))
    return Reach(among(Node.id != node.id), public)


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        trash_question,
        context=Node,
        name="trash",
        is_root=False,
        permission="trash",
        request_method="GET",
        renderer=TEMPLATE,
    )

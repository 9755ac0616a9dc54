"""Finding, listing and showing what is there, as far as the requester may see it."""

from __future__ import annotations

from mastaba.blocks import (
    EMPTY,
    BodyError,
    Conversion,
    ImageSpot,
    LinkTarget,
    excerpt,
    from_html,
    from_markdown,
    links,
    plain_text,
    word_count,
)
from mastaba.content.body import body_html, body_words, document_html
from mastaba.content.library.declare import declared_place
from mastaba.content.library.snippets import snippet_html
from mastaba.content.library.terms import TermRow, terms_of, terms_with, vocabulary
from mastaba.content.operations.revise import latest_fields
from mastaba.content.paging import page_of
from mastaba.content.records.catalog import node_of
from mastaba.content.types import type_of
from mastaba.content.usage import Use, hidden_users, used_by, uses_in
from mastaba.content.versions import Version, versions_of
from mastaba.security.explain import explain, seen_by_everybody
from mastaba.security.known_people import accounts
from mastaba.security.principals import group_token, role_token, user_token
from mastaba.tree.locate import find, find_at
from mastaba.tree.permitted import live_people, people_with, person_may
from mastaba.tree.publication import status_of
from mastaba.tree.traverser import Tools

__all__ = [
    "EMPTY",
    "BodyError",
    "Conversion",
    "ImageSpot",
    "LinkTarget",
    "TermRow",
    "Tools",
    "Use",
    "Version",
    "accounts",
    "body_html",
    "body_words",
    "declared_place",
    "document_html",
    "excerpt",
    "explain",
    "find",
    "find_at",
    "from_html",
    "from_markdown",
    "group_token",
    "hidden_users",
    "latest_fields",
    "links",
    "live_people",
    "node_of",
    "page_of",
    "people_with",
    "person_may",
    "plain_text",
    "role_token",
    "seen_by_everybody",
    "snippet_html",
    "status_of",
    "terms_of",
    "terms_with",
    "type_of",
    "used_by",
    "user_token",
    "uses_in",
    "versions_of",
    "vocabulary",
    "word_count",
]

"""The library: content that is not a page. Visitors meet it inside pages, never at an address.

Lives here: vocabularies with their terms, and snippets, which all plugins share; how a plugin
declares a vocabulary of its own. Nodes of the library have rights, states, revisions and trash
like pages, because they are nodes; only `tree` differs. To add a type of your own to it, say
`config.add_content_type(Model, tree="library", ...)`.
"""

from __future__ import annotations

from typing import Any

from mastaba.content.library.declare import Places, declare_place, declare_vocabulary
from mastaba.content.library.models import Snippet, Term, Vocabulary
from mastaba.content.library.rules import terms_are_nested
from mastaba.content.library.terms import kept_terms, terms_of


def includeme(config: Any) -> None:
    """Register the types and the directive `declare_vocabulary`."""
    config.registry[Places] = Places()
    config.add_directive("declare_place", declare_place)
    config.add_directive("declare_vocabulary", declare_vocabulary)
    config.add_request_method(kept_terms, "kept_terms", reify=True)
    config.add_request_method(terms_of, "terms_of")
    root = ("core.root",)
    config.add_content_type(
        Vocabulary,
        title="Vocabulary",
        icon="tags",
        description="A list of terms that pages can be sorted by.",
        children=(Term.__type__,),
        parents=root,
        tree="library",
    )
    config.add_content_type(
        Term,
        title="Term",
        icon="tag",
        description="A word of a vocabulary.",
        children=(Term.__type__,),
        parents=(Vocabulary.__type__, Term.__type__),
        refuse=terms_are_nested,
        tree="library",
    )
    config.add_content_type(
        Snippet,
        title="Snippet",
        icon="text-quote",
        description="A piece of text that is shown on several pages.",
        children=(),
        parents=root,
        tree="library",
        embedded=True,
    )

"""The core's types of the library."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from mastaba.content.body import Body
from mastaba.content.models import Content, node_key
from mastaba.fields import field


class Vocabulary(Content):
    """A list of terms; `nested` ones may have terms below terms."""

    __tablename__ = "vocabulary"
    __type__ = "core.vocabulary"

    id: Mapped[int] = node_key()
    nested: Mapped[bool] = field(
        label="Terms below terms",
        help="As in Europe › Norway. Otherwise the vocabulary is a plain list.",
        default=False,
    )


class Term(Content):
    """A word that content refers to by uid, so that it may be renamed at any time."""

    __tablename__ = "term"
    __type__ = "core.term"

    id: Mapped[int] = node_key()


class Snippet(Content):
    """A piece of text for several pages, such as opening hours."""

    __tablename__ = "snippet"
    __impersonal__ = ("body",)
    __type__ = "core.snippet"

    id: Mapped[int] = node_key()
    body: Mapped[Body] = field(label="Text", place="main")

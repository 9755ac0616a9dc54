"""Pages that break their promises."""

from typing import Any

from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

from mastaba.api import Content, Node
from mastaba_clumsy.models import Forgetful, Loud, Naked


def naked(context: Any, request: Any) -> Response:
    """Shows everybody a draft, its title as markup, and asks for each page in it."""
    below = request.db.scalars(select(Node.id).where(Node.parent_id == context.id)).all()
    titles = [request.db.scalar(select(Node.title).where(Node.id == key)) for key in below]
    return Response(f"<body>{context.title}{titles}</body>", charset="utf-8")


def forgetful(_context: Any, _request: Any) -> Response:
    """Does not say what it is about."""
    return Response("<body>A page.</body>", charset="utf-8")


def loud(context: Content, _request: Any) -> Response:
    """A page that is as it should be, of a type that is not."""
    return Response(f"<body>{context.title}</body>", charset="utf-8")


def includeme(config: Any) -> None:
    """Register them."""
    config.add_view(
        naked, context=Naked, permission=NO_PERMISSION_REQUIRED, shows="nothing", name=""
    )
    config.add_view(forgetful, context=Forgetful, permission="view")
    config.add_view(loud, context=Loud, permission="view")

"""The bare page: what an uncached page costs with Pyramid, SQLAlchemy and Jinja2 and no CMS.

A route, one `session.get`, one template with a ten-item menu and about 600 words. No log-in
session, no transaction manager, no traversal, no rights. SQLite.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.text import paragraphs

MENU = [(f"Section {number}", f"/section-{number}") for number in range(10)]


class Base(DeclarativeBase):
    """Its own metadata, so that the CMS's mappers do not count."""


class BarePage(Base):
    """Title and HTML."""

    __tablename__ = "bare_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]


def make_bare_app(folder: Path) -> Any:
    """The WSGI application, with one page at `/page/1`, on a new database in `folder`."""
    engine = create_engine(f"sqlite:///{folder / 'bare.sqlite'}")
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        body = "".join(f"<p>{text}</p>" for text in paragraphs())
        session.add(BarePage(id=1, title="A page", body=body))

    def show(request: Any) -> dict[str, Any]:
        with Session(engine) as session:
            page = session.get(BarePage, int(request.matchdict["id"]))
            return {"page": page, "menu": MENU}

    config = Configurator(settings={})
    config.include("pyramid_jinja2")
    config.add_route("page", "/page/{id}")
    config.add_view(show, route_name="page", renderer="bench:templates/bare.jinja2")
    return config.make_wsgi_app()

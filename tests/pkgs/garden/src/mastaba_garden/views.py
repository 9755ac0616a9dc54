"""The public view."""

from typing import Any

from mastaba.api import body_html, page_variables
from mastaba_garden.models import Plant


def plant(context: Plant, request: Any) -> dict[str, Any]:
    """A plant."""
    body = body_html(request, context)
    return page_variables(request, title=context.title, body=body, height=context.height)


def includeme(config: Any) -> None:
    """Register it."""
    config.add_view(plant, context=Plant, renderer="garden/plant.jinja2", permission="view")

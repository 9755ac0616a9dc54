"""@@new-folder: a folder by its name alone, published at once by whoever may."""

from __future__ import annotations

from typing import Any

from mastaba.api import attempt, create, publish
from mastaba_media.models import Folder

LONGEST = 300


def new_folder(context: Any, request: Any) -> Any:
    """Make it and go there; a refusal is said in the folder above."""
    title = request.POST.get("title", "").replace("\0", "").strip()[:LONGEST]
    places = [context]

    def make() -> None:
        folder = create(request, context, Folder, {"title": title})
        if request.has_permission("publish", context):
            publish(request, folder)
        places.append(folder)

    def there() -> str:
        return str(request.node_url(places[-1], front="admin"))

    return attempt(request, make, there, text=f"The folder “{title}” is there.")


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        new_folder,
        context=Folder,
        name="new-folder",
        permission="create",
        request_method="POST",
        example="?title=Summer",
    )

"""What stands in the place of something that failed, for those who may edit the page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

_BOX = Markup(
    '<div class="fence" role="note" data-fence-failed>'
    "<strong>Something is missing here: {what} of {owner}</strong>"
    "<p>{reason}. Visitors see nothing in its place. The log tells more about request "
    "{request}.</p></div>"
)


def box(request: Any, owner: str, what: str, reason: str, failed: str) -> Markup:
    """The box, or nothing for everybody else; `failed` is the id of the request that failed."""
    if not _may_edit(request):
        return Markup("")
    whose = "the core" if owner == "core" else f"the plugin “{owner}”"
    said = reason[:1].upper() + reason[1:]
    return _BOX.format(what=what, owner=whose, reason=said, request=failed)


def _may_edit(request: Any) -> bool:
    context = getattr(request, "context", None)
    return context is not None and bool(request.has_permission("edit", context))

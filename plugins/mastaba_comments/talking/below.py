"""The conversation below a page."""

from typing import Any

from markupsafe import Markup

from mastaba.api import Content, settings_for
from mastaba_comments.commentable import is_commentable
from mastaba_comments.settings import CommentSettings
from mastaba_comments.talking.conversation import conversation_html
from mastaba_comments.talking.screenful import Place


def is_below(context: Any, request: Any) -> bool:
    """Whether a conversation stands below this page; its other views show it themselves."""
    own = request.view_name == "" and isinstance(context, Content)
    return own and is_commentable(request, context)


def below(context: Any, request: Any) -> Markup:
    """The first screenful, the same for everybody; nothing where none was and none can be."""
    place = Place(settings_for(request, CommentSettings).order)
    return conversation_html(request, context, place, always=False)


def includeme(config: Any) -> None:
    """Put it into its slot."""
    config.add_slot_item("site.after_content", "comments.below", view=below, when=is_below)

"""The conversation below a page, and what its head needs for it."""

from typing import Any

from markupsafe import Markup

from mastaba.api import Content, settings_for
from mastaba_comments.commentable import is_commentable
from mastaba_comments.settings import CommentSettings
from mastaba_comments.talking.conversation import conversation_html
from mastaba_comments.talking.screenful import Place

HEAD = Markup(
    '<link rel="stylesheet" href="{}">\n<script type="module" src="{}"></script>'
)  # script only makes the same links and forms smoother


def is_below(context: Any, request: Any) -> bool:
    """Whether a conversation stands below this page; its other views show it themselves."""
    own = request.view_name == "" and isinstance(context, Content)
    return own and is_commentable(request, context)


def below(context: Any, request: Any) -> Markup:
    """The first screenful, the same for everybody."""
    return conversation_html(request, context, Place(settings_for(request, CommentSettings).order))


def head(_context: Any, request: Any) -> Markup:
    """Style sheet and script."""
    asset = request.asset_url
    return HEAD.format(asset("comments/comments.css"), asset("comments/comments.js"))


def includeme(config: Any) -> None:
    """Put them into the slots."""
    config.add_slot_item("site.head", "comments.head", view=head, when=is_below)
    config.add_slot_item("site.after_content", "comments.below", view=below, when=is_below)
    config.add_template_function("comments_head", lambda request: head(None, request))

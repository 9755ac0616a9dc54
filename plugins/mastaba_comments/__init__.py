"""Comments: conversations below pages, that look after themselves.

It imports `mastaba.api` only, like any plugin of somebody else, and knows no type of content: what
can be commented is said by a marker of the type or by the setting `mastaba.comments.types`.
Comments are records: they are seen, hidden and deleted with their node. Lives here: the tables
(`models.py`), what changes them (`operations/`), and a room for each thing that people do.
"""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin(
    "comments", title="Comments", after=("pages", "media"), api=">=0.1,<1", extra="comments"
)


def includeme(config: Any) -> None:
    """Register tables, rights, views and screens."""
    from mastaba_comments.models import Comment
    from mastaba_comments.privacy.erase import erase, forget
    from mastaba_comments.privacy.export import export

    config.add_templates("comments", "mastaba_comments:templates")
    config.add_assets("comments", "mastaba_comments:static")
    config.include("mastaba_comments.permissions")
    config.include("mastaba_comments.checks")
    config.include("mastaba_comments.exchange")
    config.include("mastaba_comments.feeds")
    config.include("mastaba_comments.screening")
    config.include("mastaba_comments.moderating")
    config.include("mastaba_comments.talking")
    config.include("mastaba_comments.letters")
    config.include("mastaba_comments.privacy")
    config.include("mastaba_comments.sample")
    config.add_record(
        Comment,
        title="Comments",
        create="comments.write",
        manage="comments.moderate",
        export=export,
        erase=erase,
        forget=forget,
        by_mail=True,
    )

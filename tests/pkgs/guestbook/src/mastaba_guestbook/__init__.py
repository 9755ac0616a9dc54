"""A guestbook below any page: visitors write without an account, editors approve."""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("guestbook", title="Guestbook", requires=("pages",), api=">=0.1,<1")


def includeme(config: Any) -> None:
    """Register everything."""
    from mastaba_guestbook.models import Entry, Place

    config.add_templates("guestbook", "mastaba_guestbook:templates")
    config.add_assets("guestbook", "mastaba_guestbook:static")
    config.include("mastaba_guestbook.permissions")
    config.add_extension(Place, title="Guestbook")
    config.add_record(
        Entry, title="Guestbook entries", create="guestbook.sign", manage="guestbook.moderate"
    )
    config.include("mastaba_guestbook.views")
    config.include("mastaba_guestbook.moderation")

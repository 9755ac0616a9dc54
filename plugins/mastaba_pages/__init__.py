"""Pages and sections: the first plugin, and the smallest useful site.

It imports `mastaba.api` only, like any plugin of somebody else.
"""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("pages", title="Pages", api=">=0.1,<1")


def includeme(config: Any) -> None:
    """Register types, templates and views."""
    from mastaba_pages.models import TOPICS, Page, Section

    config.add_templates("pages", "mastaba_pages:templates")
    config.add_content_type(
        Page, title="Page", icon="file-text", description="Text with headings, lists and tables."
    )
    config.add_content_type(
        Section, title="Section", icon="folder", description="A place that lists its pages."
    )
    config.declare_vocabulary(TOPICS, "Topics")
    config.include("mastaba_pages.views")
    config.include("mastaba_pages.importing")

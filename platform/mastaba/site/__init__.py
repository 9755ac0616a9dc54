"""The public front: layout, navigation, error pages and what every site answers.

Lives here: the layout that plugins extend (`site/layout.jinja2`), navigation and breadcrumbs,
`/-/health`, `/robots.txt`, `/sitemap.xml`, error pages. Does not live here: the look of a type of
content, which its plugin brings.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Register templates and views."""
    config.add_templates("site", "mastaba.site:templates")
    config.include("mastaba.site.slots")
    config.include("mastaba.site.ahead")
    config.include("mastaba.site.lending")
    config.include("mastaba.site.shared_preview")
    config.include("mastaba.site.views")
    config.include("mastaba.site.errors")

"""Comments come in from elsewhere and go out: WordPress exports, and JSON of our own.

Lives here: reading an export (`wxr.py`, what it means: `wp_posts.py`, `wp_comment.py`), HTML as
the Markdown of comments (`html_text.py`, `markdown.py`), the order of threads (`order.py`), and
making the comments (`write.py`). What every import shares (what came from where, transactions,
report) is the core's. Does not live here: feeds. To read another format, write
`read(source, target)` that returns an `ImportPlan` whose `records` yield the data that `write.py`
takes.
"""

from __future__ import annotations

from typing import Any


def includeme(config: Any) -> None:
    """Declare importers and exporters."""
    config.include("mastaba_comments.exchange.wxr_import")
    config.include("mastaba_comments.exchange.json_import")
    config.include("mastaba_comments.exchange.json_lines")

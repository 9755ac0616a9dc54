"""Small WordPress exports, for tests of what reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
    "<link>https://old.example.org</link>\n"
)
TAIL = "</channel>\n</rss>\n"
COMMENT = {"author": "Ada", "date_gmt": "2013-03-14 15:01:21", "content": "Well said.",
           "approved": "1", "type": "", "parent": "0"}  # fmt: skip


def comment(number: int | str, **fields: Any) -> str:
    """One comment; `fields` by the ends of their names, such as `author_email`."""
    values = {"id": number, **COMMENT, **fields}
    inner = "".join(
        f"<wp:comment_{k}>{escape(str(v))}</wp:comment_{k}>" for k, v in values.items()
    )
    return f"<wp:comment>{inner}</wp:comment>\n"


def post(title: str, *comments: str, number: int = 1, **fields: str) -> str:
    """One entry; `fields` such as `link`, or `post_name` with its prefix `wp_`."""
    values = {"wp_post_id": str(number), "wp_status": "publish", **fields}
    inner = "".join(
        f"<{name}>{escape(value)}</{name}>"
        for name, value in ((key.replace("wp_", "wp:", 1), value) for key, value in values.items())
    )
    return f"<item><title>{escape(title)}</title>{inner}\n{''.join(comments)}</item>\n"


def write(path: Path, *posts: str, head: str = HEAD) -> Path:
    """The whole file."""
    path.write_text(f"{head}{''.join(posts)}{TAIL}", encoding="utf-8")
    return path

"""How a file is called and labelled on its way out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

SHOWN = frozenset(
    (
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "audio/mp4", "audio/flac",
        "audio/aac", "video/mp4", "video/webm", "video/ogg",
    )
)  # fmt: skip
_ACTIVE = re.compile(r"^text/|html|xml|script|json|^multipart/|^message/")
_OFFICE = re.compile(r"^application/(vnd\.|pdf$|zip$|epub)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\/:*?<>|]+")
_ATTRIBUTE = "!#$&+-.^_`|~"  # RFC 8187
LONGEST = 200


def is_shown(media_type: str) -> bool:
    """Whether browsers may show it on this site; everything else is for downloading only."""
    return media_type in SHOWN


def label(media_type: str) -> str:
    """The media type that is said; what a browser could run or read as markup has none."""
    active = _ACTIVE.search(media_type) and not _OFFICE.match(media_type)
    return media_type if is_shown(media_type) or not active else "application/octet-stream"


def disposition(name: str, *, shown: bool) -> str:
    """`Content-Disposition` with the name twice: for everybody, and for who reads RFC 8187."""
    name = _tidy(name)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip()
    plain = _UNSAFE.sub("_", ascii_name).replace("%", "_")
    plain = f"file{plain}" if plain.startswith(".") or not plain else plain
    kind = "inline" if shown else "attachment"
    text = f'{kind}; filename="{plain}"'
    return text if plain == name else f"{text}; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE)}"


def _tidy(name: str) -> str:
    """Without what controls the terminal, the path or the direction of reading."""
    kept = (c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return _UNSAFE.sub("_", "".join(kept)).strip(" .")[:LONGEST] or "file"

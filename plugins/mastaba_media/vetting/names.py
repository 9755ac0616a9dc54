"""File names as visitors get them, and titles made of them (case 088).

A name never decides where a file is stored: that is its digest. But it goes into addresses, into
headers and onto the disks of visitors.
"""

from __future__ import annotations

import re
import unicodedata

from mastaba_media.vetting.types import BY_ENDING, FileType
from mastaba_media.vetting.unwanted import UNWANTED_ENDINGS

LONGEST = 120  # bytes in UTF-8; file systems end at 255, and copies add " (1)"
UNNAMED = "file"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_HOSTILE = re.compile(r'[<>:"/\\|?*%#&;`$\'{}\[\]^~=+,!@]+')
_COPY = re.compile(r"\s*[(\[]\d{1,3}[)\]]$|\s+[-–]\s+(copy|kopie|copie)$", re.IGNORECASE)


def ending_of(name: str) -> str:
    """`jpg` of `a.b.JPG`; "" for a name without one."""
    last = _last(name).rstrip(". ")
    return last.rpartition(".")[2].lower() if "." in last else ""


def clean_name(name: str, held: FileType) -> str:
    """A safe file name that ends as its type does: `holiday-2024.jpg`."""
    stem, ending = _parts(name)[0], held.endings[0]
    stem = re.sub(r"[\s_]+", "-", _plain(stem).lower())
    stem = re.sub(r"-{2,}", "-", _without_endings(stem)).strip("-.") or UNNAMED
    if _RESERVED.fullmatch(stem):
        stem = f"{stem}-{UNNAMED}"
    return f"{_cut(stem, LONGEST - len(ending) - 1)}.{ending}"


def title_of(name: str) -> str:
    """What people would call it: `IMG_2034 (1).jpg` is "IMG 2034"."""
    stem = _COPY.sub("", _parts(name)[0].strip())
    words = re.sub(r"[\s_]+", " ", _plain(stem))
    words = words if " " in words.strip() else words.replace("-", " ")
    words = words.strip(" -.")
    return f"{words[:1].upper()}{words[1:]}"[:200] or "File"


def _parts(name: str) -> tuple[str, str]:
    """Stem and ending; what looks like an ending and is none we know belongs to the stem."""
    last = unicodedata.normalize("NFC", _last(name)).strip().rstrip(". ")
    stem, dot, ending = last.rpartition(".")
    known = ending.lower() in BY_ENDING or ending.lower() in UNWANTED_ENDINGS
    return (stem, ending.lower()) if dot and known else (last, "")


def _last(name: str) -> str:
    """Without folders, as any system writes them, and without an NTFS stream."""
    readable = name.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return re.split(r"[/\\]", readable)[-1].partition("::$")[0]


def _plain(text: str) -> str:
    """Without control and format characters (which can hide an ending) and hostile marks."""
    kept = "".join(one if _is_plain(one) else " " for one in text)
    return _HOSTILE.sub(" ", kept)


def _is_plain(character: str) -> bool:
    return not unicodedata.category(character).startswith("C") or character in "\u200c\u200d"


def _without_endings(stem: str) -> str:
    """`x.php` is `x-php`: servers exist that go by an ending in the middle."""
    first, *more = stem.split(".")
    return first + "".join(
        f"-{part}" if part in UNWANTED_ENDINGS or part in BY_ENDING else f".{part}"
        for part in more
    )


def _cut(stem: str, limit: int) -> str:
    return stem.encode()[:limit].decode("utf-8", "ignore").rstrip("-.") or UNNAMED

"""ZIP archives: which of the many formats that are ZIP inside. Nothing is ever unpacked."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

from mastaba_media.vetting.refused import FileRefused
from mastaba_media.vetting.types import BY_TYPE

_END = b"PK\x05\x06"
_TAIL = 65_557  # the end record and the longest comment
_LARGEST_LIST = 4_000_000  # bytes of the list of contents that are looked at
_OPEN = "application/vnd.openxmlformats-officedocument."
_OFFICE = {
    "word/": f"{_OPEN}wordprocessingml.document",
    "xl/": f"{_OPEN}spreadsheetml.sheet",
    "ppt/": f"{_OPEN}presentationml.presentation",
}
_BASIC = ("Basic/", "Scripts/")
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")
BROKEN = "This archive is broken: its list of contents cannot be read. Pack it again."


def zip_type(file: BinaryIO) -> str:
    """The media type, or the key of a sentence in `unwanted`. Raises `FileRefused` when broken."""
    if _list_size(file) > _LARGEST_LIST:
        return "application/zip"
    try:
        names = frozenset(zipfile.ZipFile(file).namelist())
        return _with_macros(names) or _by_mark(file) or _by_names(names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise FileRefused(BROKEN) from None


def _with_macros(names: frozenset[str]) -> str:
    """Office files of either family, with programs inside."""
    office = names.intersection(("[Content_Types].xml", "META-INF/manifest.xml"))
    acts = any(name.endswith("vbaProject.bin") or name.startswith(_BASIC) for name in names)
    return "macros" if office and acts else ""


def _list_size(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        raise FileRefused(BROKEN)
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _by_mark(file: BinaryIO) -> str:
    """OpenDocument and EPUB say what they are in a first, uncompressed entry `mimetype`."""
    file.seek(0)
    head = file.read(200)
    if len(head) < 30 or head[30:38] != b"mimetype":
        return ""
    extra, size = int.from_bytes(head[28:30], "little"), int.from_bytes(head[18:22], "little")
    said = head[38 + extra : 38 + extra + size].decode("ascii", "replace").strip()
    return said if said in BY_TYPE else ""


def _by_names(names: frozenset[str]) -> str:
    if "[Content_Types].xml" in names:
        for folder, media_type in _OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return media_type
    return "program" if names.intersection(_PROGRAMS) else "application/zip"

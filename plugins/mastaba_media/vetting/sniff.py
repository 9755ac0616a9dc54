"""What a file is, by its first bytes; the modules of each kind look further."""

from __future__ import annotations

from typing import BinaryIO

from mastaba_media.vetting.archives import zip_type
from mastaba_media.vetting.texts import text_type
from mastaba_media.vetting.unwanted import SENTENCES

HEAD = 4096
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\0\0\1\0", "ICO"),
    (b"\0\0\2\0", "ICO"),
    (b"8BPS", "PSD"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xfe\xed\xfa", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\0asm", "program"),
    (b"CWS", "program"),
    (b"FWS", "program"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "AVI"}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_SOUND = (b"M4A ", b"M4B ", b"M4P ")


def type_of(file: BinaryIO) -> str:
    """The media type of `file` by its content, or a key of `SENTENCES`; "" when nobody knows.

    A text is `text/plain`, whatever it holds; the ending says more. `file` may be left anywhere.
    """
    file.seek(0)
    head = file.read(HEAD)
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head.startswith(b"PK"):
        return zip_type(file)
    return _boxed(head) or _sound(head) or text_type(file)


def is_taken(found: str) -> bool:
    """Whether `found` is a media type, and not the name of something unwanted."""
    return bool(found) and found not in SENTENCES


def _boxed(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _ftyp(head)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "Matroska"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and head[14:15] in b"\x0c\x28\x6c\x7c":
        return "BMP"
    return ""


def _ftyp(head: bytes) -> str:
    """An ISO media file: its brands say which."""
    length = int.from_bytes(head[:4], "big")
    brands = [head[at : at + 4] for at in range(8, max(12, min(length, 128)), 4) if at != 12]
    main = brands[0]
    if b"avif" in brands or b"avis" in brands:
        return "image/avif"
    if main in _HEIC:
        return "HEIC"
    if main == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if main in _SOUND else "video/mp4"


def _sound(head: bytes) -> str:
    """An MP3 without tags begins with the head of its first frame (layer III)."""
    is_frame = len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    proper = is_frame and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C
    return "audio/mpeg" if proper else ""

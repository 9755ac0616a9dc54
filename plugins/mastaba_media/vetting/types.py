"""The types of files that are taken; everything else is refused."""

from __future__ import annotations

from dataclasses import dataclass

IMAGE, DOCUMENT, AUDIO, VIDEO, OTHER = KINDS = ("image", "document", "audio", "video", "other")


@dataclass(frozen=True)
class FileType:
    """A type: its media type, what people call it, and the endings its files have.

    The first ending is the one that is given. `aliases` are what browsers and programs declare.
    """

    media_type: str
    kind: str
    title: str
    endings: tuple[str, ...]
    aliases: tuple[str, ...] = ()


_OPEN = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

TYPES = (
    FileType("image/png", IMAGE, "PNG picture", ("png", "apng"), ("image/apng", "image/x-png")),
    FileType(
        "image/jpeg",
        IMAGE,
        "JPEG picture",
        ("jpg", "jpeg", "jpe", "jfif", "mpo"),
        ("image/jpg", "image/pjpeg", "image/mpo"),
    ),
    FileType("image/webp", IMAGE, "WebP picture", ("webp",)),
    FileType("image/gif", IMAGE, "GIF picture", ("gif",)),
    FileType("image/avif", IMAGE, "AVIF picture", ("avif", "avifs"), ("image/avif-sequence",)),
    FileType("image/svg+xml", IMAGE, "SVG drawing", ("svg",), ("image/svg",)),
    FileType("application/pdf", DOCUMENT, "PDF", ("pdf",), ("application/x-pdf",)),
    FileType(f"{_OPEN}wordprocessingml.document", DOCUMENT, "Word document", ("docx",)),
    FileType(f"{_OPEN}spreadsheetml.sheet", DOCUMENT, "Excel sheet", ("xlsx",)),
    FileType(f"{_OPEN}presentationml.presentation", DOCUMENT, "PowerPoint", ("pptx",)),
    FileType(f"{_ODF}text", DOCUMENT, "OpenDocument text", ("odt",)),
    FileType(f"{_ODF}spreadsheet", DOCUMENT, "OpenDocument sheet", ("ods",)),
    FileType(f"{_ODF}presentation", DOCUMENT, "OpenDocument slides", ("odp",)),
    FileType(f"{_ODF}graphics", DOCUMENT, "OpenDocument drawing", ("odg",)),
    FileType("application/epub+zip", DOCUMENT, "EPUB book", ("epub",)),
    FileType("application/rtf", DOCUMENT, "RTF document", ("rtf",), ("text/rtf",)),
    FileType("text/plain", DOCUMENT, "text", ("txt", "text", "log")),
    FileType(
        "text/csv",
        DOCUMENT,
        "CSV table",
        ("csv",),
        ("application/csv", "application/vnd.ms-excel", "text/comma-separated-values"),
    ),
    FileType("text/tab-separated-values", DOCUMENT, "table", ("tsv", "tab")),
    FileType("text/markdown", DOCUMENT, "Markdown text", ("md", "markdown"), ("text/x-markdown",)),
    FileType("text/calendar", DOCUMENT, "calendar", ("ics",)),
    FileType("text/vtt", OTHER, "subtitles", ("vtt",)),
    FileType("application/x-subrip", OTHER, "subtitles", ("srt",), ("text/srt",)),
    FileType(
        "application/json", OTHER, "JSON data", ("json", "geojson"), ("application/geo+json",)
    ),
    FileType(
        "application/zip",
        OTHER,
        "ZIP archive",
        ("zip",),
        ("application/x-zip", "application/x-zip-compressed", "multipart/x-zip"),
    ),
    FileType("audio/mpeg", AUDIO, "MP3 sound", ("mp3",), ("audio/mp3", "audio/x-mp3")),
    FileType("audio/mp4", AUDIO, "M4A sound", ("m4a",), ("audio/x-m4a", "audio/m4a", "audio/aac")),
    FileType("audio/ogg", AUDIO, "Ogg sound", ("ogg", "oga", "opus"), ("audio/opus", "video/ogg")),
    FileType("audio/flac", AUDIO, "FLAC sound", ("flac",), ("audio/x-flac",)),
    FileType("audio/wav", AUDIO, "WAV sound", ("wav",), ("audio/x-wav", "audio/wave")),
    FileType("video/mp4", VIDEO, "MP4 film", ("mp4", "m4v"), ("video/x-m4v",)),
    FileType("video/webm", VIDEO, "WebM film", ("webm", "weba"), ("audio/webm",)),
    FileType("video/quicktime", VIDEO, "QuickTime film", ("mov", "qt")),
)
BY_TYPE = {one.media_type: one for one in TYPES}
BY_ENDING = {ending: one for one in TYPES for ending in one.endings}
TEXTS = (
    "text/plain", "text/csv", "text/tab-separated-values", "text/markdown", "text/calendar",
    "text/vtt", "application/x-subrip", "application/json",
)  # fmt: skip


def known_as(declared: str) -> frozenset[str]:
    """The media types that a declared one may mean; empty when it says nothing known."""
    given = declared.partition(";")[0].strip().lower()
    return frozenset(
        one.media_type for one in TYPES if given == one.media_type or given in one.aliases
    )

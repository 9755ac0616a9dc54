"""Other sites whose videos and maps may be shown in a frame, and the addresses of those frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")
_VIMEO = re.compile(r"/(?:video/)?(\d{4,12})(?:/([0-9a-f]{6,16}))?/?")
_SECONDS = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")
_MAP = re.compile(r"map=(\d{1,2})/(-?\d{1,2}(?:\.\d{1,12})?)/(-?\d{1,3}(?:\.\d{1,12})?)")
YOUTUBE = "https://www.youtube-nocookie.com"
VIMEO = "https://player.vimeo.com"
MAPS = "https://www.openstreetmap.org"
SOURCES = (YOUTUBE, VIMEO, MAPS)


@dataclass(frozen=True)
class Frame:
    """What is loaded when the reader clicks: from whom, from where, and what kind of thing."""

    provider: str
    src: str
    kind: str


def frame_of(url: str) -> Frame | None:
    """The frame for an address that people copy from their browser; None for any other site."""
    try:
        parts = urlsplit(url)
        maker = _MAKERS.get((parts.hostname or "").removeprefix("www.").removeprefix("m."))
    except ValueError:
        return None
    return None if maker is None or parts.scheme not in ("http", "https") else maker(parts)


def host_of(url: str) -> str:
    """The site that an address leads to, as people say it."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or url
    except ValueError:
        return url


def _youtube(parts: SplitResult) -> Frame | None:
    query = parse_qs(parts.query)
    segments = [segment for segment in parts.path.split("/") if segment]
    found = query.get("v", segments[-1:] or [""])[0]
    if not _YOUTUBE_ID.fullmatch(found):
        return None
    start = _seconds((query.get("t") or query.get("start") or [""])[0])
    tail = f"?{urlencode({'start': start})}" if start else ""
    return Frame("YouTube", f"{YOUTUBE}/embed/{found}{tail}", "video")


def _seconds(text: str) -> int:
    match = _SECONDS.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(parts: SplitResult) -> Frame | None:
    match = _VIMEO.fullmatch(parts.path)
    if match is None:
        return None
    query = {"dnt": "1", **({"h": match[2]} if match[2] else {})}
    return Frame("Vimeo", f"{VIMEO}/video/{match[1]}?{urlencode(query)}", "video")


def _map(parts: SplitResult) -> Frame | None:
    """A map of about the size that the address shows, with a marker where it has one."""
    match = _MAP.search(parts.fragment)
    if match is None:
        return None
    zoom, latitude, longitude = int(match[1]), float(match[2]), float(match[3])
    half = 360 / 2 ** min(max(zoom, 1), 19)
    box = (longitude - half, latitude - half / 2, longitude + half, latitude + half / 2)
    query = {"bbox": ",".join(f"{edge:.5f}" for edge in box), "layer": "mapnik"}
    given = parse_qs(parts.query)
    if "mlat" in given and "mlon" in given:
        query["marker"] = f"{latitude},{longitude}"
    return Frame("OpenStreetMap", f"{MAPS}/export/embed.html?{urlencode(query)}", "map")


_MAKERS: dict[str, Callable[[SplitResult], Frame | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "openstreetmap.org": _map,
}

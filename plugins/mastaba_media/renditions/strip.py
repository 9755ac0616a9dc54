"""Take out of a file what is not the picture, and leave the pixels as they were, bit by bit.

Places, names, dates, comments, previews of what was cut off later, second pictures, and whatever
was put behind the end: each format has its parts, and only those that a browser needs stay.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset(
    b"IHDR PLTE tRNS IDAT IEND acTL fcTL fdAT gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD "
    b"pHYs".split()
)
_WEBP_PARTS = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_TELLS = 0x08 | 0x04  # flags of VP8X: there is EXIF, there is XMP
_AVIF_PARTS = frozenset((b"ftyp", b"meta", b"mdat", b"moov", b"mini"))
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_EOI, _SOS, _APP0, _APP2, _APP14 = 0xD9, 0xDA, 0xE0, 0xE2, 0xEE
_JPEG_PARTS = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD}) - {0xC8}


class Damaged(ValueError):
    """The file is not built as its format says."""


def stripped(data: bytes, format: str) -> bytes:
    """The same picture without what it tells. `format` is Pillow's. Raises `Damaged`."""
    try:
        return b"".join(_BY_FORMAT[format](data))
    except (IndexError, struct.error, KeyError) as error:
        raise Damaged(f"a {format} that ends too early") from error


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    yield data[:2]
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:  # may fill up before a marker
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise Damaged("a JPEG without a marker where one must be")
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == _SOS:
            found = _AFTER_SCAN.search(data, end)
            if found is None:
                raise Damaged("a JPEG without an end")
            yield data[at : found.start()]
            at = found.start()
            continue
        yield _jpeg_part(marker, data[at + 4 : end])
        at = end


def _jpeg_part(marker: int, body: bytes) -> bytes:
    if marker == _APP0 and body.startswith(b"JFIF\0"):
        body = body[:12] + b"\0\0"  # without the small picture in it
    elif marker == _APP14 and body.startswith(b"Adobe"):
        body = body[:12]
    elif marker not in _JPEG_PARTS and not (marker == _APP2 and body.startswith(b"ICC_PROFILE\0")):
        return b""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _png(data: bytes) -> Iterator[bytes]:
    at = len(PNG_HEAD)
    yield data[:at]
    name = b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise Damaged("a PNG that ends too early")
        if name in _PNG_PARTS:
            yield data[at:end]
        at = end


def _webp(data: bytes) -> Iterator[bytes]:
    body = b"".join(_webp_parts(data, 12, 8 + struct.unpack_from("<I", data, 4)[0]))
    yield b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_parts(data: bytes, at: int, end: int) -> Iterator[bytes]:
    if end > len(data):
        raise Damaged("a WebP that ends too early")
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if name == b"VP8X":
            body = bytes((body[0] & ~_WEBP_TELLS,)) + body[1:]
        elif name == b"ANMF":
            body = body[:16] + b"".join(_webp_parts(body, 16, len(body)))
        if name in _WEBP_PARTS:
            yield name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        at += 8 + length + length % 2


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _gif_colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            at = _gif_blocks(data, at + 2)
            yield _gif_extension(data, start, at)
        elif data[at] == 0x2C:
            at = _gif_blocks(data, at + 11 + _gif_colours(data[at + 9]))
            yield data[start:at]
        else:
            raise Damaged("a GIF with a part that is none")
    yield b"\x3b"


def _gif_colours(flags: int) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks(data: bytes, at: int) -> int:
    """Where a chain of blocks ends."""
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _gif_extension(data: bytes, start: int, end: int) -> bytes:
    """How a frame is shown, and how often all of them are; nothing else."""
    label = data[start + 1]
    if label == 0xF9:
        return data[start:end]
    if label == 0xFF and data[start + 3 : start + 14] in _LOOPS and data[start + 14] == 3:
        return data[start : start + 18] + b"\0"
    return b""


def _avif(data: bytes) -> Iterator[bytes]:
    """Offsets count from the beginning, so what goes is written over."""
    at = 0
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if length == 1:
            length = struct.unpack_from(">Q", data, at + 8)[0]
        length = length or len(data) - at
        if length < 8 or at + length > len(data):
            raise Damaged("an AVIF that ends too early")
        known = name in _AVIF_PARTS
        yield data[at : at + length] if known else _free(length)
        at += length


def _free(length: int) -> bytes:
    return struct.pack(">I4s", length, b"free") + b"\0" * (length - 8)


_BY_FORMAT: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "JPEG": _jpeg,
    "MPO": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
    "AVIF": _avif,
}

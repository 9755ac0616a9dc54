"""Small files for uploads, made here: proper ones, broken ones, and ones that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A picture of one colour per column, in a format of Pillow."""
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    return _saved(drawn, kind, **options)


def _saved(drawn: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    drawn.save(file, kind, **options)
    return file.getvalue()


def moving(kind: str, frames: int = 3) -> bytes:
    """A picture that moves."""
    first, *rest = (Image.new("RGB", (9, 9), (number * 5, 0, 99)) for number in range(frames))
    return _saved(first, kind, save_all=True, append_images=rest, duration=50)


def turned(orientation: int) -> bytes:
    """A JPEG of 40 x 30 that a camera says is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture("JPEG", exif=exif)


def png_head(width: int, height: int) -> bytes:
    """A PNG of one bit per pixel whose pixels are said to be as many as one likes."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = zlib.compress(bytes(1 + width // 8))
    parts = ((b"IHDR", header), (b"IDAT", row), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    checked = name + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def gif_of(frames: int) -> bytes:
    """A GIF of one pixel and as many frames as one likes."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + frame * frames + b"\x3b"


def archive(**entries: bytes) -> bytes:
    """A ZIP archive; `__` in a name is a slash, `_0` a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in entries.items():
            made.writestr(name.replace("__", "/").replace("_0", "."), data)
    return file.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    """As much of an Office file as tells which program it is for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in ("[Content_Types].xml", f"{folder}/main.xml", *more):
            made.writestr(name, more.get(name, b"<x/>"))
    return file.getvalue()


def open_document(media_type: str) -> bytes:
    """As much of an OpenDocument file as tells what it is."""
    return archive(mimetype=media_type.encode(), content_0xml=b"<x/>")


def pdf(**options: Any) -> bytes:
    """One page by Ann Author, with a script, an attached file and another program to start."""
    import pikepdf
    from pikepdf import Dictionary, Name

    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"], made.docinfo["/Title"] = "Ann Author", "Opening hours"
    with made.open_metadata() as said:
        said["dc:creator"], said["dc:title"] = ["Ann Author"], "Opening hours"
    act = Dictionary(S=Name.JavaScript, JS="app.alert('boo')")
    launch = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="calc"))
    made.Root.OpenAction = act
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=["boo", made.make_indirect(act)]))
    made.pages[0].obj.Annots = [made.make_indirect(launch)]
    made.pages[0].obj.AA = Dictionary(O=act)
    made.attachments["secret.txt"] = b"attached by Ann"
    file = io.BytesIO()
    made.save(file, **options)
    return file.getvalue()


def signed_pdf() -> bytes:
    """A PDF that says that it is signed."""
    import pikepdf

    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def unfolding_pdf(megabytes: int) -> bytes:
    """A sound PDF whose objects are in a stream that unfolds to so much, a thousandfold."""
    head = b"1 0 4 40 2 120 "  # numbers of the objects, and where each begins
    catalog = b"<</Type/Catalog/Pages 4 0 R>>".ljust(40)
    pages = b"<</Type/Pages/Kids[2 0 R]/Count 1>>".ljust(80)
    page = b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>"
    packer = zlib.compressobj()
    packed = [packer.compress(head + catalog + pages + page)]
    packed += [packer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    held = b"".join([*packed, packer.flush()])
    file = b"%%PDF-1.5\n3 0 obj<</Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(head)
    file += b"/Length %d>>stream\n%s\nendstream endobj\n" % (len(held), held)
    rows = ((0, 0, 0), (2, 3, 0), (2, 3, 2), (1, 9, 0), (2, 3, 1), (1, len(file), 0))
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    listed = b"5 0 obj<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    end = b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + listed + table + end


def svg(inside: str, head: str = "", attributes: str = "") -> bytes:
    """A drawing."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg {spaces} viewBox="0 0 40 30" {attributes}>{inside}</svg>'.encode()


SOUND = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\0" + bytes(400)
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100)

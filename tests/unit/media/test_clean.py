"""Case 098: what visitors download is the picture and nothing else."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from mastaba_media.renditions.clean import cleaned
from mastaba_media.renditions.draw import draw
from mastaba_media.renditions.encode import TYPES, Tuning
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.stored import Wanted
from mastaba_media.renditions.strip import stripped

SECRET = b"Lenn Observatory garage"
UNCUT = Edits()
ENDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def telling(format: str, **further: Any) -> bytes:
    """A picture that tells a place in every way its format has."""
    picture = Image.effect_noise((48, 32), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 29: SECRET.decode()}
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    words: dict[str, Any] = {"exif": exif, "xmp": xmp, "comment": SECRET}
    if format == "PNG":
        texts = PngInfo()
        texts.add_text("Author", SECRET.decode())
        texts.add_itxt("Place", SECRET.decode(), zip=False)
        words["pnginfo"] = texts
    file = BytesIO()
    picture.save(file, format, **words, **further)
    return file.getvalue()


def same_pixels(before: bytes, after: bytes) -> bool:
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as other:
        return ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).getbbox() is None


@pytest.mark.parametrize("format", list(ENDS))
def test_case_098_nothing_is_told_and_no_pixel_changes(format: str, tmp_path: Path) -> None:
    data = telling(format) + (SECRET if format != "AVIF" else b"")  # behind the end, too
    assert SECRET in data
    (tmp_path / "file").write_bytes(data)
    clean = cleaned(tmp_path / "file", UNCUT, ENDS[format])
    assert SECRET not in clean
    assert b"Exif" not in clean
    if format != "AVIF":  # drawn again, since it tells among the pixels
        assert same_pixels(data, clean)
    with Image.open(BytesIO(clean)) as picture:
        assert (picture.format, picture.size) == (format, (48, 32))
    for rendition in draw(BytesIO(data), UNCUT, [Wanted(20, end) for end in TYPES], Tuning()):
        assert SECRET not in rendition


def test_what_is_cut_off_is_gone(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "file", "JPEG", exif=exif, quality=90)
    with Image.open(tmp_path / "file") as before:
        fineness = before.quantization  # type: ignore[attr-defined] # of a JPEG
    upright = cleaned(tmp_path / "file", UNCUT, "jpg")
    with Image.open(BytesIO(upright)) as whole:
        assert whole.size == (20, 40)
        assert not whole.getexif()
        assert whole.quantization == fineness  # type: ignore[attr-defined] # of a JPEG
    below = Edits(crop=(0.0, 0.6, 1.0, 0.4))
    with Image.open(BytesIO(cleaned(tmp_path / "file", below, "jpg"))) as part:
        assert part.size == (20, 16)
        darkest = min(part.getchannel("G").tobytes())
    assert darkest > 230, "no red is left"


def test_sixteen_bits_palettes_and_movement_stay(tmp_path: Path) -> None:
    file = tmp_path / "file"
    deep = Image.frombytes("I;16", (64, 1), struct.pack("<64H", *(n * 1021 for n in range(64))))
    deep.save(file, "PNG")
    with Image.open(BytesIO(cleaned(file, UNCUT, "png"))) as again:
        assert again.mode.startswith("I;16")
        assert again.tobytes() == deep.tobytes()
    frames = [Image.new("P", (8, 8), n) for n in range(3)]
    frames[0].putpalette(range(9))
    for format in ("GIF", "PNG", "WEBP"):
        frames[0].convert("RGB").save(
            file, format, save_all=True, append_images=[f.convert("RGB") for f in frames[1:]],
            duration=70, loop=2, comment=SECRET,
        )  # fmt: skip
        clean = BytesIO(cleaned(file, UNCUT, ENDS[format]))
        with Image.open(clean) as moving, Image.open(file) as before:
            assert moving.n_frames == before.n_frames  # type: ignore[attr-defined] # it moves
            assert moving.info.get("loop") == before.info.get("loop")
            assert moving.info.get("duration") == before.info.get("duration")


def jpeg_part(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def test_small_pictures_and_unknown_parts_of_a_jpeg_go() -> None:
    plain = BytesIO()
    Image.new("RGB", (16, 16), (9, 99, 199)).save(plain, "JPEG", progressive=True)
    data = plain.getvalue()
    jfif = b"JFIF\0\1\1\0\0\1\0\1\2\2" + b"\xaa" * 12  # with a picture of 2 x 2
    parts = [jpeg_part(0xE0, jfif), *(jpeg_part(0xE0 + n, SECRET) for n in range(1, 16))]
    parts += [jpeg_part(0xFE, SECRET), jpeg_part(0xE0, b"JFXX\0" + SECRET), b"\xff\xff\xff"]
    clean = stripped(data[:2] + b"".join(parts) + data[4 + 16 :] + SECRET + data, "JPEG")
    assert SECRET not in clean
    assert b"\xaa" * 12 not in clean
    assert clean.count(b"\xff\xd8\xff") == 1
    assert same_pixels(data, clean)


def test_parts_of_a_png_that_browsers_need_stay() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    made = BytesIO()
    Image.new("L", (4, 4), 77).save(made, "PNG")
    data = made.getvalue()
    head, rest = data[:33], data[33:]
    gamma, time = chunk(b"gAMA", struct.pack(">I", 45455)), chunk(b"tIME", b"\x07\xea" + b"\1" * 5)
    clean = stripped(head + gamma + time + chunk(b"prVt", SECRET) + rest + SECRET, "PNG")
    assert clean == head + gamma + rest


def test_every_shared_file_is_clean_and_the_same(shared_data: Any) -> None:
    folder: Path = shared_data("images-formats")
    names = ("xmp_test.jpg", "exif_gps.jpg", "frozenpond.mpo", "iss634.apng", "iss634.webp")
    for name in (*names, "iss634.gif", "icc_profile_big.jpg", "pil_sample_cmyk.jpg"):
        data = (folder / name).read_bytes()
        with Image.open(folder / name) as before:
            format = {"MPO": "JPEG"}.get(before.format or "", before.format or "")
        clean = cleaned(folder / name, UNCUT, ENDS[format])
        for word in (b"Exif\0", b"xpacket", b"Photoshop 3.0", b"MPF\0", b"GPS", b"eXIf"):
            assert word not in clean, (name, word)
        with Image.open(folder / name) as before, Image.open(BytesIO(clean)) as after:
            assert after.info.get("icc_profile") == before.info.get("icc_profile")
        assert same_pixels(data, clean), name

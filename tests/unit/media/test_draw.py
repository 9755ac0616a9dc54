"""Pictures look right whatever they come as (case 100): pixels are compared."""

from __future__ import annotations

import contextlib
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageStat

from mastaba_media.renditions.clean import cleaned
from mastaba_media.renditions.draw import draw
from mastaba_media.renditions.encode import Tuning
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.source import Undecodable
from mastaba_media.renditions.stored import Wanted
from mastaba_media.renditions.strip import Damaged, stripped

Colour = tuple[int, ...]
CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)]


def saved(picture: Image.Image, format: str, **words: Any) -> BytesIO:
    file = BytesIO()
    picture.save(file, format, **words)
    file.seek(0)
    return file


def one(file: Any, wanted: Wanted, edits: Edits = Edits()) -> Image.Image:  # noqa: B008 - it is frozen
    (data,) = draw(file, edits, [wanted], Tuning(webp=95))
    return Image.open(BytesIO(data))


def near(picture: Image.Image, at: tuple[int, int], colour: Colour, off: int = 12) -> bool:
    found = picture.convert("RGBA" if len(colour) == 4 else "RGB").getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(a - b) <= off for a, b in zip(found, colour, strict=True))


def corners() -> Image.Image:
    """Red and green above blue and yellow, 64 x 32."""
    picture = Image.new("RGB", (64, 32))
    for number, colour in enumerate(CORNERS):
        picture.paste(colour, (number % 2 * 32, number // 2 * 16, number % 2 * 32 + 32, 32))
    return picture


BACK = {
    1: None,
    2: 0,
    3: 3,
    4: 1,
    5: 5,
    6: 2,
    7: 6,
    8: 4,
}  # orientation -> Transpose that stores it


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "WEBP", "PNG"])
def test_every_orientation_is_shown_upright(orientation: int, format: str) -> None:
    step = BACK[orientation]
    lying = corners() if step is None else corners().transpose(Image.Transpose(step))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = saved(lying, format, exif=exif, quality=95)
    drawn = one(file, Wanted(32, "webp"))
    assert drawn.size == (32, 16)
    for at, colour in zip([(4, 4), (28, 4), (4, 12), (28, 12)], CORNERS, strict=True):
        assert near(drawn, at, colour, 40), (at, colour)
    assert not drawn.getexif()


def test_shared_photographs_of_every_orientation_are_one_picture(shared_data: Any) -> None:
    for name in ("Landscape", "Portrait"):
        folder: Path = shared_data("images-exif-orientation")
        first, *others = (
            one(folder / f"{name}_{number}.jpg", Wanted(90, "webp")) for number in range(9)
        )
        for other in others:
            assert other.size == first.size
            apart = ImageStat.Stat(ImageChops.difference(first, other)).mean
            assert max(apart) < 6, "only the number in the middle differs"


def test_turn_crop_and_ratio() -> None:
    file = saved(corners(), "PNG")
    turned = one(file, Wanted(64, "png"), Edits(turn=90))
    assert turned.size == (32, 64)
    assert near(turned, (4, 4), (0, 0, 255)), "clockwise: what was below on the left is above"
    cropped = one(file, Wanted(64, "png"), Edits(crop=(0.5, 0.5, 0.5, 0.5)))
    assert (cropped.size, near(cropped, (9, 9), (255, 255, 0))) == ((32, 16), True)
    square = one(file, Wanted(64, "png", (1, 1)), Edits(focus=(0.9, 0.5)))
    assert (square.size, near(square, (4, 4), (0, 255, 0))) == ((32, 32), True)


def cmyk(red: Colour, **words: Any) -> BytesIO:
    return saved(Image.new("CMYK", (16, 16), red), "JPEG", quality=95, **words)


def test_case_100_cmyk_red_is_red(shared_data: Any) -> None:
    assert near(one(cmyk((0, 255, 255, 0)), Wanted(16, "webp")), (8, 8), (255, 0, 0), 20)
    sample = one(shared_data("images-formats") / "pil_sample_cmyk.jpg", Wanted(100, "png"))
    assert near(sample, (4, 2), (254, 0, 0), 30), "inverted, as Photoshop writes it"
    assert near(sample, (50, 95), (0, 0, 0), 40)


def test_case_100_sixteen_bits_are_not_clipped() -> None:
    ramp = Image.frombytes("I;16", (256, 1), struct.pack("<256H", *(v * 257 for v in range(256))))
    drawn = one(saved(ramp.resize((256, 8)), "PNG"), Wanted(256, "png")).convert("L")
    assert [drawn.getpixel((x, 4)) for x in (0, 64, 128, 255)] == [0, 64, 128, 255]


def profile_of(*primaries: tuple[float, float, float]) -> bytes:
    """A profile of a screen with these XYZ primaries and gamma 1, as bytes."""
    tags = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in value))
        for name, value in zip(("rXYZ", "gXYZ", "bXYZ"), primaries, strict=True)
    }
    tags["wtpt"] = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), b"curv\0\0\0\0\0\0\0\0")
    text = b"wide\0"
    tags["desc"] = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 79
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        value += b"\0" * (-len(value) % 4)
        table += struct.pack(">4sII", name.encode(), start + len(body), len(value))
        body += value
    white = struct.pack(">3i", 63190, 65536, 54061)
    head = struct.pack(
        ">I4sI4s4s4s12s4s28s12s48s",
        start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"\0" * 12,
        b"acsp", b"\0" * 28, white, b"\0" * 48,
    )  # fmt: skip
    return head + struct.pack(">I", len(tags)) + table + body


SRGB_PRIMARIES = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))


def test_case_100_colours_are_brought_to_srgb_by_their_profile() -> None:
    red, green, blue = SRGB_PRIMARIES
    swapped = profile_of(green, red, blue)  # in this one the first number means green
    file = saved(Image.new("RGB", (8, 8), (255, 0, 0)), "PNG", icc_profile=swapped)
    assert near(one(file, Wanted(8, "png")), (4, 4), (0, 255, 0))
    linear = profile_of(*SRGB_PRIMARIES)
    file = saved(Image.new("RGBA", (8, 8), (55, 55, 55, 128)), "PNG", icc_profile=linear)
    assert near(one(file, Wanted(8, "png")), (4, 4), (128, 128, 128, 128), 4)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for harmless in (srgb, b"", b"no profile", swapped[:200]):
        file = saved(Image.new("RGB", (8, 8), (200, 10, 20)), "PNG", icc_profile=harmless)
        assert near(one(file, Wanted(8, "png")), (4, 4), (200, 10, 20), 2)


def test_case_100_what_is_transparent_stays_so() -> None:
    ground = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    ground.paste((0, 0, 255, 255), (0, 0, 20, 40))
    indexed = Image.new("P", (40, 40), 1)
    indexed.putpalette([255, 0, 0, 0, 0, 255] + [0] * 762)
    indexed.paste(0, (20, 0, 40, 40))
    for file in (saved(ground, "PNG"), saved(indexed, "GIF", transparency=0)):
        for format in ("webp", "png", "gif"):
            drawn = one(file, Wanted(20, format)).convert("RGBA")
            assert near(drawn, (2, 10), (0, 0, 255, 255)), format
            assert drawn.getpixel((17, 10))[3] == 0, format  # type: ignore[index] # it is RGBA
        assert near(one(file, Wanted(20, "jpg")), (17, 10), (255, 255, 255)), "white, not black"
        red, _, blue, _ = one(file, Wanted(10, "png")).convert("RGBA").getpixel((4, 5))  # type: ignore[misc] # it is RGBA
        assert red < 60 < blue, "no fringe of the colour that nobody saw"


def moving(format: str) -> BytesIO:
    frames = [Image.new("RGB", (40, 20), colour) for colour in CORNERS]
    words: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "loop": 0}
    return saved(frames[0], format, duration=[100, 200, 300, 400], **words)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_case_100_what_moves_moves_in_every_size(format: str) -> None:
    for end in ("webp", "gif"):
        drawn = one(moving(format), Wanted(20, end))
        assert (drawn.size, drawn.n_frames) == ((20, 10), 4)  # type: ignore[attr-defined] # of what moves
        for number, colour in enumerate(CORNERS):
            drawn.seek(number)
            assert near(drawn, (10, 5), colour, 30), (end, number)
        assert drawn.info["duration"] == 400
    still = one(moving(format), Wanted(20, "jpg"))
    assert near(still, (10, 5), CORNERS[0], 20), "the first one stands for all"


def test_too_many_frames_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mastaba_media.renditions.source.MOVING_PIXELS", 3 * 40 * 20)
    assert getattr(one(moving("GIF"), Wanted(20, "webp")), "n_frames", 1) == 1


def test_the_same_bytes_every_time() -> None:
    file = saved(corners(), "PNG")
    wanted = [Wanted(40, format) for format in ("webp", "avif", "jpg", "png", "gif")]
    assert list(draw(file, Edits(), wanted, Tuning())) == list(
        draw(file, Edits(), wanted, Tuning())
    )


@given(st.data())
@settings(max_examples=150)
def test_case_096_damage_is_one_kind_of_error(data: st.DataObject) -> None:
    format = data.draw(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]))
    whole = bytearray(saved(corners(), format).getvalue())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    with contextlib.suppress(Undecodable):
        list(draw(BytesIO(cut), Edits(), [Wanted(20, "webp")], Tuning()))
    with contextlib.suppress(Damaged):
        stripped(cut, format)


def test_other_formats_are_not_even_opened(tmp_path: Path) -> None:
    for format in ("TIFF", "BMP", "ICO", "EPS", "PPM", "TGA"):
        file = tmp_path / "picture.png"
        corners().save(file, format)
        with pytest.raises(Undecodable):
            list(draw(file, Edits(), [Wanted(8, "webp")], Tuning()))
        with pytest.raises(Undecodable):
            cleaned(file, Edits(), "png")


def test_case_095_too_many_pixels_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mastaba_media.renditions.source.PIXELS", 64 * 32 - 1)
    monkeypatch.setattr(Image.Image, "load", lambda picture: pytest.fail("it was decoded"))
    header_of = saved_size(64, 32)
    with pytest.raises(Undecodable, match="2,048 pixels"):
        list(draw(header_of, Edits(), [Wanted(8, "webp")], Tuning()))


def saved_size(width: int, height: int) -> BytesIO:
    """The head of a PNG of this size, and nothing behind it that could be decoded."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + data + struct.pack(">I", 0) + b"IDAT" + b"\0" * 16)

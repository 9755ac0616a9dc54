"""What is shown of a picture, against an oracle that really turns and cuts rows of pixels."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mastaba_media.renditions import geometry
from mastaba_media.renditions.geometry import Box, Edits, Size, before, cut, extent, scaled, steps

Rows = list[list[Any]]
SIDES = st.integers(1, 60)
SIZES = st.tuples(SIDES, SIDES)
SHARES = st.floats(0, 1)
TURNS = st.sampled_from([0, 90, 180, 270])
RATIOS = st.one_of(st.none(), st.tuples(st.integers(1, 20), st.integers(1, 20)))
CROPS = st.one_of(st.none(), st.tuples(SHARES, SHARES, SHARES, SHARES))
EDITS = st.builds(Edits, TURNS, CROPS, st.tuples(SHARES, SHARES))


def clockwise(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows[::-1], strict=True)]


def mirrored(rows: Rows) -> Rows:
    return [row[::-1] for row in rows]


def turned(rows: Rows, times: int) -> Rows:
    return turned(clockwise(rows), times - 1) if times else rows


def upright(rows: Rows, orientation: int) -> Rows:
    """What EXIF says: where the first row and column of what is stored belong."""
    first = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left"}
    flat = {5: 1, 6: 2, 7: 3, 8: 4}.get(orientation, orientation)
    if orientation >= 5:  # rows and columns change places
        rows = [list(column) for column in zip(*rows, strict=True)]
    up_down, left_right = first[flat].split()
    rows = rows[::-1] if up_down == "bottom" else rows
    return mirrored(rows) if left_right == "right" else rows


def pixels(size: Size) -> Rows:
    return [[(x, y) for x in range(size[0])] for y in range(size[1])]


def part(rows: Rows, box: Box) -> Rows:
    return [row[box[0] : box[2]] for row in rows[box[1] : box[3]]]


@given(SIZES, st.integers(1, 8), EDITS, RATIOS)
def test_the_stored_box_is_what_is_shown(
    size: Size, orientation: int, edits: Edits, ratio: tuple[int, int] | None
) -> None:
    straight = upright(pixels(size), orientation)
    shown = turned(straight, edits.turn // 90)
    whole = (len(shown[0]), len(shown))
    box = cut((len(straight[0]), len(straight)), edits, ratio)
    stored, stored_size = before(box, whole, steps(orientation, edits.turn))
    assert stored_size == size
    cut_first = turned(upright(part(pixels(size), stored), orientation), edits.turn // 90)
    assert cut_first == part(shown, box)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pillow_turns_as_the_oracle_does(orientation: int, turn: int) -> None:
    picture = Image.new("L", (3, 2))
    picture.putdata(list(range(6)))
    rows = turned(upright([[0, 1, 2], [3, 4, 5]], orientation), turn // 90)
    for step in steps(orientation, turn):
        picture = picture.transpose(step)
    assert picture.size == (len(rows[0]), len(rows))
    assert list(picture.tobytes()) == [value for row in rows for value in row]


def best(box: Box, ratio: tuple[int, int]) -> Fraction:
    """The area of the largest shape of this ratio inside, pixels being divisible."""
    wide, high = extent(box)
    return min(Fraction(wide), high * Fraction(*ratio)) ** 2 / Fraction(*ratio)


@given(SIZES, EDITS, st.tuples(st.integers(1, 20), st.integers(1, 20)))
def test_a_ratio_keeps_the_focus_inside_and_as_central_as_can_be(
    size: Size, edits: Edits, ratio: tuple[int, int]
) -> None:
    whole = geometry.turned(size, edits.turn)
    room, box = cut(size, edits, None), cut(size, edits, ratio)
    assert room[0] <= box[0] < box[2] <= room[2]
    assert room[1] <= box[1] < box[3] <= room[3]
    wide, high = extent(box)
    assert (wide, high) in {
        (extent(room)[0], max(1, high)),
        (max(1, wide), extent(room)[1]),
    }, "one side is the whole of the crop"
    assert abs(wide * high - best(room, ratio)) <= max(wide, high), "rounded to whole pixels"
    for axis in (0, 1):
        point = round(edits.focus[axis] * whole[axis])
        length = (wide, high)[axis]
        starts = range(room[axis], room[axis + 2] - length + 1)
        nearest = min(abs(2 * start + length - 2 * point) for start in starts)
        assert abs(2 * box[axis] + length - 2 * point) <= nearest + 1
        if room[axis] <= point < room[axis + 2]:
            assert box[axis] <= point <= box[axis + 2]


@given(st.tuples(st.integers(1, 20_000), st.integers(1, 20_000)), st.integers(1, 8192))
def test_nothing_is_made_larger_and_shapes_stay(size: Size, width: int) -> None:
    wide, high = scaled((0, 0, *size), width)
    assert 1 <= wide <= min(width, size[0], geometry.LONGEST)
    assert 1 <= high <= min(size[1], geometry.LONGEST)
    if width <= size[0] and max(wide, high) < geometry.LONGEST:
        assert wide == width
    if size[0] <= width and max(size) <= geometry.LONGEST:
        assert (wide, high) == size
    exact = Fraction(high * size[0], size[1])
    assert abs(exact - wide) <= max(Fraction(size[0], size[1]), Fraction(1)), (
        "within a pixel of the shape"
    )

"""What every picture is drawn with: gradients, glows, hills, stars, and the same every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

SIZE = (1600, 1067)
NIGHT: tuple[Colour, ...] = ((6, 9, 26), (14, 22, 52), (38, 44, 84), (92, 74, 96))


def dice(seed: int) -> random.Random:
    """Chance that falls the same way every time."""
    return random.Random(seed)  # noqa: S311 - a picture, not a secret


def blend(first: Colour, second: Colour, part: float) -> Colour:
    """A colour between two; `part` 0 is the first."""
    mixed = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return cast("Colour", tuple(mixed))


def upright(size: tuple[int, int], colours: Sequence[Colour]) -> Image.Image:
    """Colours one below the other, flowing into each other."""
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata(list(colours))
    return strip.resize(size, Image.Resampling.BICUBIC)


def glow(image: Image.Image, centre: tuple[float, float], radius: int, colour: Colour) -> None:
    """Light round a point, the brightest in the middle."""
    light = Image.radial_gradient("L").point(_to_the_edge).resize((2 * radius, 2 * radius))
    mask = ImageChops.multiply(ImageChops.invert(light), ImageChops.invert(light))
    layer = Image.new("RGB", image.size)
    corner = round(centre[0] - radius), round(centre[1] - radius)
    layer.paste(Image.new("RGB", mask.size, colour), corner, mask)
    image.paste(ImageChops.screen(image, layer))


def _to_the_edge(value: int) -> int:
    """Pillow's gradient ends in the corners; this one where the circle touches the sides."""
    return min(255, round(value * 255 / 176))


def stars(image: Image.Image, number: int, lowest: float, seed: int) -> None:
    """Stars of all sizes above `lowest` (a part of the height); few are bright."""
    chance = dice(seed)
    pen = ImageDraw.Draw(image)
    for _ in range(number):
        x, y = chance.random() * image.width, chance.random() ** 1.15 * image.height * lowest
        size = 0.5 + chance.paretovariate(3.2) * 0.55
        white = blend((150, 160, 200), (255, 250, 240), min(1, size / 2.5))
        pen.ellipse((x - size, y - size, x + size, y + size), fill=white)
        if size > 2.6:
            glow(image, (x, y), round(size * 9), (60, 66, 90))


def milky_way(image: Image.Image, seed: int, angle: int = 55) -> None:
    """A band of light across the sky."""
    width, height = image.size
    band = Image.new("L", (width // 4, height // 4))
    chance = dice(seed)
    pen = ImageDraw.Draw(band)
    for _ in range(900):
        x, y = chance.random() * band.width, chance.gauss(0.5, 0.1) * band.height
        size = chance.uniform(2, 16)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=chance.randint(20, 150))
    band = band.filter(ImageFilter.GaussianBlur(9)).rotate(angle, expand=True)
    band = band.resize((round(width * 2), round(height * 2.2)))
    light = Image.composite(
        Image.new("RGB", band.size, (150, 140, 170)), Image.new("RGB", band.size), band
    )
    layer = Image.new("RGB", image.size)
    layer.paste(light, ((width - band.width) // 2, (height - band.height) // 2))
    image.paste(ImageChops.screen(image, layer))


def ridge(image: Image.Image, height: float, rough: float, colour: Colour, seed: int) -> None:
    """A line of hills in front of what was drawn before; `height` is a part of the picture's."""
    chance = dice(seed)
    points, step = [chance.uniform(-1, 1) for _ in range(2)], rough
    while len(points) < 257:
        middles = [(a + b) / 2 + chance.gauss(0, step) for a, b in pairwise(points)]
        pairs = zip(points, [*middles, 0.0], strict=True)
        points = [value for pair in pairs for value in pair][:-1]
        step *= 0.5
    width, tall = image.size
    line = [
        (index * width / (len(points) - 1), tall * (height + value * 0.05))
        for index, value in enumerate(points)
    ]
    ImageDraw.Draw(image).polygon([*line, (width, tall), (0, tall)], fill=colour)


def dome(image: Image.Image, x: float, y: float, radius: float, colour: Colour) -> None:
    """An observatory: drum, dome, and a lit slit."""
    pen, dark = ImageDraw.Draw(image), blend(colour, (0, 0, 0), 0.35)
    pen.rectangle((x - radius * 0.95, y, x + radius * 0.95, y + radius * 0.75), fill=dark)
    pen.rectangle((x - radius * 1.06, y - radius * 0.08, x + radius * 1.06, y + radius * 0.06),
                  fill=blend(colour, (255, 255, 255), 0.1))  # fmt: skip
    for part in range(12):
        shrink = radius * (1 - part / 11 * 0.97)
        shade = blend(dark, blend(colour, (255, 255, 255), 0.25), part / 11)
        left = x - radius + (radius - shrink) * 0.55
        pen.pieslice((left, y - radius, left + 2 * shrink, y + radius), 180, 360, fill=shade)
    slit = radius * 0.14
    pen.polygon([(x + slit, y - radius * 0.98), (x + slit * 2.4, y - radius * 0.94),
                 (x + slit * 3.1, y - radius * 0.06), (x + slit * 1.1, y - radius * 0.06)],
                fill=(255, 196, 110))  # fmt: skip
    door = x - radius * 0.16, y + radius * 0.32, x + radius * 0.1, y + radius * 0.75
    pen.rectangle(door, fill=(120, 74, 42))
    glow(image, (x + slit * 2, y - radius * 0.5), round(radius * 0.9), (150, 92, 36))


def grain(image: Image.Image, strength: float = 0.06) -> Image.Image:
    """A little noise: no bands in the sky, and the look of a photograph."""
    small = (image.width // 2, image.height // 2)
    chance = dice(7)
    noise = Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize(image.size)
    return Image.blend(image, ImageChops.overlay(image, noise.convert("RGB")), strength)


def write(
    image: Image.Image, at: tuple[float, float], text: str, size: int, colour: Colour,
    anchor: str = "la",
) -> None:  # fmt: skip
    """Words in the type that Pillow brings."""
    font = ImageFont.load_default(size)
    ImageDraw.Draw(image).text(at, text, font=font, fill=colour, anchor=anchor)

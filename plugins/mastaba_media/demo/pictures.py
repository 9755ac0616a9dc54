"""The pictures of the demo, drawn anew for each install; the same every time."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from mastaba_media.demo.canvas import (
    NIGHT,
    SIZE,
    Colour,
    blend,
    dice,
    dome,
    glow,
    grain,
    milky_way,
    ridge,
    stars,
    upright,
    write,
)

INK: Colour = (34, 40, 66)
PAPER: Colour = (244, 238, 222)


def hill_at_night() -> Image.Image:
    """The two domes below the winter sky."""
    image = upright((2000, 1250), NIGHT)
    milky_way(image, 3)
    stars(image, 900, 0.8, 1)
    ridge(image, 0.74, 0.5, (30, 32, 56), 8)
    ridge(image, 0.82, 0.4, (15, 17, 33), 5)
    dome(image, 1290, 930, 150, (118, 122, 142))
    dome(image, 900, 990, 90, (104, 108, 130))
    ridge(image, 0.93, 0.25, (7, 8, 17), 11)
    return grain(image)


def dark_lane() -> Image.Image:
    """The valley, the stars above it, and the lamps below."""
    image = upright(SIZE, NIGHT[:3])
    milky_way(image, 12, 70)
    stars(image, 700, 0.75, 4)
    ridge(image, 0.68, 0.6, (20, 24, 46), 21)
    ridge(image, 0.8, 0.4, (9, 11, 24), 22)
    chance = dice(5)
    for _ in range(70):
        along = chance.random()
        x, y = 300 + along * 1000 + chance.gauss(0, 30), 930 - along * 90 + chance.gauss(0, 14)
        glow(image, (x, y), chance.randint(5, 20), (230, 170, 90))
    return grain(image)


def meteors() -> Image.Image:
    """Meteors from one point of the sky."""
    image = upright(SIZE, NIGHT[:3])
    stars(image, 600, 0.85, 9)
    trails = Image.new("RGB", image.size)
    pen, chance = ImageDraw.Draw(trails), dice(12)
    for _ in range(17):
        angle, start = chance.uniform(0, math.tau), chance.uniform(180, 520)
        length = chance.uniform(60, 260)
        for step in range(40):
            far = start + length * step / 40
            x, y = 1050 + math.cos(angle) * far, 300 + math.sin(angle) * far
            size = 0.4 + 2.6 * step / 40
            light = blend((30, 34, 60), (255, 255, 240), step / 40)
            pen.ellipse((x - size, y - size, x + size, y + size), fill=light)
    soft = trails.filter(ImageFilter.GaussianBlur(5))
    image = ImageChops.screen(ImageChops.screen(image, soft), trails)
    ridge(image, 0.88, 0.4, (8, 9, 20), 31)
    dome(image, 330, 900, 84, (92, 96, 118))
    return grain(image)


def _ball(size: int, colours: list[Colour], blur: float) -> Image.Image:
    """A planet: belts, and darker towards its edge."""
    belts = upright((size, size), colours).filter(ImageFilter.GaussianBlur(blur))
    edge = ImageChops.invert(Image.radial_gradient("L").resize((size, size)))
    shaded = ImageChops.multiply(belts, Image.merge("RGB", [edge.point(_limb)] * 3))
    disc = Image.new("L", (size, size))
    ImageDraw.Draw(disc).ellipse((2, 2, size - 3, size - 3), fill=255)
    shaded.putalpha(disc.filter(ImageFilter.GaussianBlur(1.2)))
    return shaded


def _limb(value: int) -> int:
    return min(255, round(255 * (value / 255) ** 0.45 * 1.15))


def jupiter() -> Image.Image:
    """The planet with its belts and four moons."""
    image = Image.new("RGB", SIZE, (5, 6, 12))
    stars(image, 60, 1.0, 2)
    tan, brown, cream = (206, 176, 138), (138, 92, 62), (236, 220, 190)
    belts = [tan, tan, cream, brown, cream, cream, cream, brown, brown, cream, tan, cream, tan]
    ball = _ball(620, belts, 6)
    spot = Image.new("L", ball.size)
    ImageDraw.Draw(spot).ellipse((360, 372, 470, 426), fill=210)
    ball.paste((186, 92, 66), (0, 0), spot.filter(ImageFilter.GaussianBlur(7)))
    image.paste(ball, (490, 220), ball)
    for x, size in ((210, 5), (330, 7), (1250, 6), (1460, 8)):
        y = 540 + (x - 800) * 0.04
        glow(image, (x, y), size * 4, (150, 150, 160))
        ImageDraw.Draw(image).ellipse((x - size, y - size, x + size, y + size), fill=(255,) * 3)
    return grain(image, 0.04)


def saturn() -> Image.Image:
    """The planet with its rings almost from the side."""
    image = Image.new("RGB", SIZE, (6, 6, 11))
    stars(image, 70, 1.0, 17)
    rings = Image.new("RGBA", (1300, 150))
    pen = ImageDraw.Draw(rings)
    for part in range(90):
        shade = (214, 190, 150, 40 if 30 < part < 36 else 110 + part % 7 * 18)
        inset = part * 3.4
        pen.ellipse(
            (inset, inset * 0.115, 1300 - inset, 150 - inset * 0.115), outline=shade, width=4
        )
    image.paste(rings, (150, 458), rings)
    ball = _ball(470, [(176, 148, 100), (222, 196, 146), (238, 216, 170), (214, 184, 132)], 12)
    image.paste(ball, (565, 298), ball)
    front = rings.crop((0, 75, 1300, 150))
    image.paste(front, (150, 533), front)
    return grain(image.rotate(-9, Image.Resampling.BICUBIC, fillcolor=(6, 6, 11)), 0.04)


def red_moon() -> Image.Image:
    """The eclipsed Moon above the ridge."""
    image = upright(SIZE, ((28, 26, 52), (70, 52, 84), (150, 92, 96), (214, 140, 104)))
    stars(image, 40, 0.4, 6)
    ball = _ball(300, [(120, 44, 30), (176, 76, 48), (206, 104, 66)], 10)
    chance, pen = dice(3), ImageDraw.Draw(ball)
    for _ in range(16):
        x, y, size = chance.uniform(60, 220), chance.uniform(60, 220), chance.uniform(8, 42)
        pen.ellipse((x, y, x + size, y + size * 0.8), fill=(112, 46, 36, 255))
    ball = Image.composite(ball.filter(ImageFilter.GaussianBlur(9)), ball, ball.getchannel("A"))
    glow(image, (1000, 520), 330, (120, 48, 30))
    image.paste(ball, (850, 370), ball)
    for height, colour in ((0.78, (86, 62, 84)), (0.86, (44, 36, 58)), (0.94, (18, 16, 30))):
        ridge(image, height, 0.5, colour, round(height * 50))
    return grain(image)


def meadow() -> Image.Image:
    """The hill on a summer day, with swifts."""
    image = upright(SIZE, ((88, 140, 196), (150, 190, 222), (226, 232, 222)))
    ridge(image, 0.56, 0.5, (132, 160, 164), 61)
    ridge(image, 0.64, 0.4, (104, 142, 110), 62)
    dome(image, 1180, 690, 95, (226, 226, 220))
    ridge(image, 0.74, 0.25, (112, 150, 74), 63)
    pen, chance = ImageDraw.Draw(image), dice(6)
    flowers = ((236, 206, 74), (250, 246, 238), (150, 60, 92), (130, 104, 170))
    for _ in range(5200):
        y = 800 + chance.random() ** 0.8 * 267
        x, tall = chance.uniform(0, 1600), 6 + (y - 780) * 0.12
        green = blend((88, 128, 56), (150, 176, 84), chance.random())
        pen.line((x, y, x + chance.gauss(0, 4), y - tall), fill=green, width=2)
        if chance.random() < 0.12:
            size = 1.5 + (y - 780) * 0.014
            pen.ellipse(
                (x - size, y - tall - size, x + size, y - tall + size), fill=chance.choice(flowers)
            )
    for _ in range(9):
        x, y, wing = chance.uniform(200, 1400), chance.uniform(90, 480), chance.uniform(14, 30)
        pen.arc((x - wing, y, x, y + wing), 200, 340, fill=(40, 40, 48), width=4)
        pen.arc((x, y, x + wing, y + wing), 200, 340, fill=(40, 40, 48), width=4)
    return grain(image)


def refractor() -> Image.Image:
    """The telescope of 1926 inside its dome."""
    image = upright(SIZE, ((36, 30, 34), (66, 50, 46), (46, 36, 36)))
    pen = ImageDraw.Draw(image)
    for rib in range(-8, 9):
        top, foot = 800 + rib * 26, 800 + rib * 128
        pen.line((top, -40, foot, 760), fill=(84, 64, 56), width=7)
    pen.polygon([(750, 0), (980, 0), (1060, 700), (700, 700)], fill=(18, 26, 58))
    sky = image.crop((700, 0, 1060, 700))
    stars(sky, 60, 1.0, 8)
    slit = Image.new("L", sky.size)
    ImageDraw.Draw(slit).polygon([(50, 0), (280, 0), (360, 700), (0, 700)], fill=255)
    image.paste(sky, (700, 0), slit)
    pen.rectangle((0, 760, 1600, 1067), fill=(40, 30, 28))
    pen.polygon([(690, 1067), (740, 640), (860, 640), (910, 1067)], fill=(70, 74, 84))
    tube = Image.new("RGBA", (1150, 190))
    brass = upright((1, 120), ((110, 80, 40), (240, 208, 140), (176, 132, 66), (80, 56, 28)))
    steel = upright((1, 120), ((70, 76, 88), (206, 212, 220), (130, 138, 150), (44, 48, 58)))
    tube.paste(steel.resize((1000, 120)), (60, 35))
    tube.paste(steel.resize((170, 170)), (970, 10))
    tube.paste(brass.resize((90, 60)), (0, 65))
    for ring in (300, 560, 820):
        tube.paste(brass.resize((26, 150)), (ring, 20))
    turned = tube.rotate(48, Image.Resampling.BICUBIC, expand=True)
    image.paste(turned, (380, 60), turned)
    pen.ellipse((752, 560, 868, 676), fill=(96, 100, 112), outline=(40, 42, 48), width=6)
    glow(image, (300, 900), 520, (96, 52, 22))
    return grain(image)


def car_park() -> Image.Image:
    """Snow, fog and one lamp."""
    image = upright(SIZE, ((120, 130, 146), (176, 184, 194), (222, 226, 230)))
    ridge(image, 0.6, 0.4, (164, 172, 184), 71)
    ridge(image, 0.72, 0.15, (226, 230, 234), 72)
    pen, chance = ImageDraw.Draw(image), dice(2)
    pen.rectangle((1096, 330, 1108, 850), fill=(60, 64, 72))
    pen.line((1102, 334, 1010, 318), fill=(60, 64, 72), width=10)
    glow(image, (1000, 330), 240, (120, 104, 70))
    for _ in range(900):
        x, y, size = chance.uniform(0, 1600), chance.uniform(0, 1067), chance.uniform(1, 4)
        pen.ellipse((x, y, x + size, y + size), fill=(250, 250, 252))
    return grain(image)


def plough() -> Image.Image:
    """A star chart on paper: the Plough and the way to the Pole Star."""
    image = Image.new("RGB", (1400, 1000), PAPER)
    pen = ImageDraw.Draw(image)
    for ring in range(160, 1500, 180):
        pen.ellipse(
            (1130 - ring, 170 - ring, 1130 + ring, 170 + ring), outline=(206, 198, 178), width=2
        )
    for ray in range(0, 360, 30):
        far = math.cos(math.radians(ray)) * 1500, math.sin(math.radians(ray)) * 1500
        pen.line((1130, 170, 1130 + far[0], 170 + far[1]), fill=(216, 208, 188), width=2)
    points = {
        "Alkaid": (150, 640), "Mizar": (300, 560), "Alioth": (420, 560), "Megrez": (550, 590),
        "Phecda": (590, 700), "Merak": (770, 638), "Dubhe": (830, 560),
    }  # fmt: skip
    line = [*points.values(), points["Megrez"]]
    pen.line(line, fill=(120, 130, 168), width=4)
    for step in range(3, 29):
        x, y = 830 + step * 10, 560 - step * 13
        if step % 2:
            pen.line((x, y, x + 10, y - 13), fill=(176, 92, 70), width=4)
    for name, (x, y) in {**points, "Pole Star": (1130, 170)}.items():
        size = 14 if name in ("Dubhe", "Pole Star", "Alioth") else 11
        pen.ellipse((x - size, y - size, x + size, y + size), fill=INK)
        above = name in ("Pole Star", "Megrez")
        aside = 66 if name == "Dubhe" else 0
        write(image, (x + aside, y - 54 if above else y + size + 10), name, 30, INK, "ma")
    write(image, (60, 60), "The Plough", 62, INK)
    write(image, (60, 140), "five times the distance of the last two stars", 32, (108, 104, 100))
    write(image, (60, 182), "leads to the Pole Star", 32, (108, 104, 100))
    return image.quantize(64, dither=Image.Dither.NONE)


def duty_board() -> Image.Image:
    """Where the keys hang: for colleagues only."""
    image = Image.new("RGB", (1200, 800), (120, 92, 64))
    pen = ImageDraw.Draw(image)
    for grain_line in range(0, 800, 9):
        pen.line(
            (0, grain_line, 1200, grain_line + 6), fill=(112 + grain_line % 5 * 4, 86, 60), width=3
        )
    for number, name in enumerate(("DOME", "SLIT", "LADDER", "STOVE", "GATE", "HUT")):
        x, y = 140 + number % 3 * 360, 170 + number // 3 * 330
        pen.rounded_rectangle((x, y, x + 220, y + 70), 12, fill=PAPER)
        write(image, (x + 110, y + 35), name, 40, INK, "mm")
        pen.ellipse((x + 96, y + 96, x + 124, y + 124), fill=(60, 44, 30))
        pen.ellipse((x + 78, y + 112, x + 142, y + 176), outline=(206, 186, 120), width=12)
        pen.rectangle((x + 104, y + 172, x + 116, y + 250), fill=(206, 186, 120))
        pen.rectangle((x + 116, y + 226, x + 134, y + 236), fill=(206, 186, 120))
    return grain(image)

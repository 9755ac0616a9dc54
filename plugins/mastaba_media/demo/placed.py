"""Which pictures and papers the demo has, in which folders, and on which pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from mastaba_media.demo import papers, pictures

HILL, SKY, PAPERS, STAFF = "The hill", "The sky", "Papers", "For colleagues"
FOLDERS = (HILL, SKY, PAPERS, STAFF)
RESTRICTED = frozenset({STAFF})


@dataclass(frozen=True)
class Piece:
    """One file: what draws it, and what is said of it."""

    name: str
    folder: str
    draw: Callable[[], Image.Image | bytes]
    title: str
    alt: str = ""
    caption: str = ""
    author: str = "leela.brandt"
    focus: tuple[str, str] = ("0.5", "0.5")
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One block of a page: the pieces it shows, behind how many other blocks."""

    path: str
    block: str
    pieces: tuple[str, ...]
    behind: int = 1
    values: dict[str, Any] = field(default_factory=dict)


PIECES = (
    Piece(
        "hill-at-night.jpg", HILL, pictures.hill_at_night, "The hill at night",
        "Two lit domes on a dark ridge under the Milky Way",
        "A clear Friday in February, from the cattle grid.",
        focus=("0.645", "0.68"), tags=("dark sky",),
    ),
    Piece(
        "dark-lane.jpg", HILL, pictures.dark_lane, "Lennbridge from above",
        "A row of amber lamps in a dark valley below a sky full of stars",
        "All the lamps of the lane, and how little of their light comes up here.",
        author="sunniva.holm", tags=("dark sky",),
    ),
    Piece(
        "meadow.jpg", HILL, pictures.meadow, "The meadow in June",
        "A meadow in flower, a white dome behind it, swifts in the air", author="tomas.erskine",
        focus=("0.74", "0.62"), tags=("meadow",),
    ),
    Piece(
        "refractor.jpg", HILL, pictures.refractor, "The refractor in its dome",
        "A long telescope on an iron pier points through the open slit of a dome",
        "Pointing at the Pleiades, weight wound up.", author="sunniva.holm", tags=("telescopes",),
    ),
    Piece(
        "car-park-in-snow.jpg", HILL, pictures.car_park, "Car park in snow",
        "A lamp post in thick snow", author="dele.adair",
    ),
    Piece(
        "jupiter.jpg", SKY, pictures.jupiter, "Jupiter",
        "Jupiter with its belts and the red spot, two moons on either side",
        author="owen.tarrant", tags=("planets",),
    ),
    Piece(
        "saturn.jpg", SKY, pictures.saturn, "Saturn",
        "Saturn, its rings a narrow ellipse", author="sunniva.holm", tags=("planets",),
    ),
    Piece(
        "red-moon.jpg", SKY, pictures.red_moon, "The eclipsed Moon",
        "A dark red Moon in the dusk above a ridge", author="owen.tarrant", tags=("eclipses",),
        focus=("0.625", "0.487"),
    ),
    Piece(
        "geminids.jpg", SKY, pictures.meteors, "Geminids, three hours",
        "Seventeen meteors over the dome, all from one point of the sky", author="owen.tarrant",
        tags=("meteors",),
    ),
    Piece(
        "plough.png", PAPERS, pictures.plough, "Chart of the Plough",
        "Star chart: seven stars, and a dashed line from the last two to the Pole Star",
        author="owen.tarrant", tags=("stars",),
    ),
    Piece(
        "ground-floor.svg", PAPERS, papers.floor_plan, "Ground floor",
        "Plan: a level way in leads past museum, lecture room, kitchen and lavatory; "
        "two round domes lie in front", author="dele.adair", tags=("access",),
    ),
    Piece(
        "winter-lectures.pdf", PAPERS, papers.leaflet, "The winter lectures, on one page",
        author="owen.tarrant", tags=("lectures",),
    ),
    Piece("keys.jpg", STAFF, pictures.duty_board, "Where the keys hang", author="dele.adair"),
)  # fmt: skip

IMAGE, GALLERY, FILE = "media.image", "media.gallery", "media.file"
PLACES = (
    Place("/home", IMAGE, ("hill-at-night.jpg",), 0, {"place": "wide"}),
    Place("/observatory", GALLERY, ("refractor.jpg", "dark-lane.jpg", "meadow.jpg")),
    Place("/observatory/telescopes/lenn-refractor", IMAGE, ("refractor.jpg",)),
    Place("/observatory/lighting-policy", IMAGE, ("dark-lane.jpg",)),
    Place("/news/jupiter-at-its-best", IMAGE, ("jupiter.jpg",)),
    Place("/news/saturns-rings-are-back", IMAGE, ("saturn.jpg",)),
    Place("/news/moon-came-up-red", IMAGE, ("red-moon.jpg",)),
    Place("/news/geminids-2025", IMAGE, ("geminids.jpg",), 2),
    Place("/news/swifts", IMAGE, ("meadow.jpg",)),
    Place("/notebook/the-plough", IMAGE, ("plough.png",)),
    Place("/visit/access", IMAGE, ("ground-floor.svg",)),
    Place("/whats-on/winter-lectures", FILE, ("winter-lectures.pdf",), 3),
    Place("/staff/closing-the-dome", IMAGE, ("keys.jpg",), 1),
)  # fmt: skip

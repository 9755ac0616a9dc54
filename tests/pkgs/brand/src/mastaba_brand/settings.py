"""What administrators may set."""

from __future__ import annotations

from mastaba.api import Section, setting


class BrandSettings(Section, prefix="mastaba.brand"):
    """The second look."""

    slogan: str = setting("", help="A few words beside the name, on every page.", editable=True)
    no_robots: tuple[str, ...] = setting(
        (),
        help="Robots that are asked to stay away.",
        example="ExampleBot OtherBot",
        label="Robots to keep away",
        editable=True,
    )

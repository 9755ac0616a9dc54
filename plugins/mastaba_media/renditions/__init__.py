"""Renditions: pictures of the library in the sizes that pages need.

Lives here: which part of a picture is shown (`geometry.py`), which sizes there are (`specs.py`),
drawing and encoding (`draw.py`, `stored.py`, `colour.py`, `encode.py`), making each once
(`making.py`) or ahead (`ahead.py`), files without what they tell (`clean.py`, `strip.py`), and the
HTML (`shown.py`, `picture.py`). Does not live here: rights and addresses (`serving/`), and the
bytes themselves (`storage/`). To add a size declare a preset:

    config.add_image_preset("event.poster", title="Poster", widths=(300, 600), ratio=(2, 3))

    {{ picture(file, "event.poster") }}

No row says that a rendition is there: its storage key follows from the file, the edits and the
spec (`recipe.py`), and who finds it missing makes it. So all of them may be deleted at any time.
"""

from __future__ import annotations

from typing import Any

from mastaba.api import settings_of
from mastaba_media.renditions.making import Makers
from mastaba_media.renditions.picture import picture
from mastaba_media.renditions.settings import PictureSettings
from mastaba_media.renditions.shown import shown
from mastaba_media.renditions.specs import Presets, add_image_preset

TEXT = "(min-width: 42rem) 39rem, 100vw"  # the default look: --measure, --overhang
WIDE = "(min-width: 54rem) 50rem, 100vw"
GALLERY = "(min-width: 40rem) 17rem, 50vw"


def includeme(config: Any) -> None:
    """Add the directive, and the sizes that this plugin itself needs."""
    config.declare_settings(PictureSettings)
    config.registry[Presets] = Presets()
    config.add_directive("add_image_preset", add_image_preset)
    _own_presets(config)
    config.include("mastaba_media.renditions.ahead")
    config.add_template_function("picture", picture)
    config.add_template_function("shown_files", shown)
    config.registry[Makers] = Makers(settings_of(config.registry, PictureSettings).at_once)


def _own_presets(config: Any) -> None:
    add = config.add_image_preset
    add("media.thumb", title="Small, in lists", widths=(160, 320, 640), ratio=(1, 1))
    add("media.text", title="In the text", widths=(400, 800, 1200, 1600), sizes=TEXT, avif=True)
    add(
        "media.wide",
        title="Across the page",
        widths=(800, 1200, 1600, 2400),
        sizes=WIDE,
        avif=True,
    )
    add("media.card", title="On a card", widths=(400, 800), ratio=(3, 2), sizes="22rem")
    add("media.gallery", title="In a gallery", widths=(300, 600, 900), ratio=(4, 3), sizes=GALLERY)

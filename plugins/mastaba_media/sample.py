"""A small picture, for trying out what shows media: tests of plugins, `mastaba doors --sweep`."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import Any

from mastaba_media.operations import receive
from mastaba_media.operations.room import keep_received


def sample(request: Any) -> dict[str, Any]:
    """Keep the picture; the fields of an `Item` that shows it."""
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    file.seek(0)
    with closing(receive(file, "sample.png")) as received:
        keep_received(request, received)
        return received.fields()

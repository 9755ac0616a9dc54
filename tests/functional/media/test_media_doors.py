"""Every door of the plugin as ten people, on files in every state (cases 094, 104, 105)."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PIL import Image

from mastaba.doors import doors_of
from mastaba.doors.markdown import markdown
from mastaba.testing import DoorSuite, ScratchSite
from mastaba_media.renditions.recipe import original


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    return file.getvalue()


PICTURE = _picture()
DIGEST = sha256(PICTURE).hexdigest()


class TestDoors(DoorSuite):
    plugins = ("pages", "media")
    values: ClassVar[Any] = {
        "media.item": {
            "blob": DIGEST,
            "media_type": "image/png",
            "kind": "image",
            "size": len(PICTURE),
            "width": 64,
            "height": 48,
        }
    }

    @classmethod
    def setup_class(cls) -> None:
        """The one file that all items show, besides."""
        super().setup_class()
        file = Path(cls._folder.name) / "media" / original(DIGEST)
        file.parent.mkdir(parents=True)
        file.write_bytes(PICTURE)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_page_lists_the_doors_of_what_is_shipped(site: ScratchSite) -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "doors.md"
    stale = "run: mastaba doors --markdown docs/doors.md"
    assert page.read_text(encoding="utf-8") == markdown(doors_of(site.config)), stale

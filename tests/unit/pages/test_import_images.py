"""Which image file an address in a Markdown text means."""

from __future__ import annotations

from pathlib import Path

import pytest

from mastaba.api import files_below
from mastaba_pages.importing.images import Images, beside, image_file, is_image

FILES = (
    "cat.png",
    "blog/Dog.JPG",
    "blog/post/in bundle.png",
    "static/images/top.webp",
    "guide/page/own.gif",
)


@pytest.fixture
def images(tmp_path: Path) -> Images:
    root = tmp_path / "site" / "content"
    for name in (*FILES, "../static/logo.svg", "notes.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = [*filter(is_image, files_below(root)), *beside(root)]
    return Images(image_file(root, path) for path in found)


@pytest.mark.parametrize(
    ("src", "origin", "expected"),
    [
        ("cat.png", "index.md", "cat.png"),
        ("./cat.png?x=1#y", "index.md", "cat.png"),
        ("../cat.png", "blog/a.md", "cat.png"),
        ("cat.png", "blog/a.md", "cat.png"),
        ("dog.jpg", "blog/a.md", "blog/Dog.JPG"),
        ("in%20bundle.png", "blog/post/index.md", "blog/post/in bundle.png"),
        ("own.gif", "guide/page.md", "guide/page/own.gif"),
        ("/images/top.webp", "blog/post/index.md", "static/images/top.webp"),
        ("/blog/dog.jpg", "index.md", "blog/Dog.JPG"),
        ("/logo.svg", "blog/a.md", "../static/logo.svg"),
        ("gone.png", "index.md", None),
        ("../../../../etc/passwd", "index.md", None),
        ("notes.txt", "index.md", None),
        ("http://[", "index.md", None),
        ("", "index.md", None),
    ],
)
def test_an_address_means_a_file(
    images: Images, src: str, origin: str, expected: str | None
) -> None:
    assert images.find(src, origin) == expected


def test_what_one_import_brings_in_is_kept_in_one_folder(tmp_path: Path) -> None:
    for root in (tmp_path / "docs", tmp_path / "docs" / "content"):
        file = image_file(root, root / "a" / "b.png")
        assert (file.key, file.media_type, file.folder) == ("a/b.png", "image/png", ("docs",))

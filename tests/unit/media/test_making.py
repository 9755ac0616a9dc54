"""Many who ask at once: each rendition is drawn once, few at a time, and nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from PIL import Image

from mastaba_media.renditions import clean as cleaning
from mastaba_media.renditions import making
from mastaba_media.renditions.draw import draw
from mastaba_media.renditions.making import Busy, Makers, make, make_all
from mastaba_media.renditions.placeholder import placeholder
from mastaba_media.renditions.recipe import Source, original, wanted_of
from mastaba_media.renditions.settings import PictureSettings
from mastaba_media.renditions.source import Undecodable
from mastaba_media.renditions.specs import Spec
from mastaba_media.storage.local import LocalStorage

SPEC = Spec("media.test", (20, 40, 80, 160))
SOURCE = Source("ab" * 32, "image/jpeg", (100, 50))
MORE = 8  # threads


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    kept = LocalStorage(tmp_path / "media")
    file = BytesIO()
    Image.new("RGB", (100, 50), "teal").save(file, "JPEG")
    file.seek(0)
    kept.put(original(SOURCE.digest), file)
    return kept


@pytest.fixture
def registry(storage: LocalStorage, monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    for module in (making, cleaning):
        monkeypatch.setattr(module, "service_of", lambda registry, iface: storage)
    monkeypatch.setattr(making, "settings_of", lambda registry, section: PictureSettings())
    return {Makers: Makers(2)}


def test_one_draws_and_others_wait(
    registry: dict[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []
    barrier = Barrier(MORE)

    def counted(*words: Any) -> Any:
        drawn.append(words)
        return draw(*words)

    def ask(_number: int) -> str:
        barrier.wait(10)
        return make(registry, SOURCE, SPEC, 40, "webp")

    monkeypatch.setattr(making, "draw", counted)
    with ThreadPoolExecutor(MORE) as pool:
        keys = set(pool.map(ask, range(MORE)))
    assert (len(keys), len(drawn)) == (1, 1)


def test_all_widths_come_from_one_decoding(
    registry: dict[Any, Any], storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []

    def counted(file: Any, edits: Any, wanted: Any, tuning: Any) -> Any:
        drawn.append([one.width for one in wanted])
        return draw(file, edits, wanted, tuning)

    monkeypatch.setattr(making, "draw", counted)
    make(registry, SOURCE, SPEC, 40, "webp")
    keys = make_all(registry, SOURCE, wanted_of(SPEC, "webp"), patience=1)
    assert drawn == [[40], [160, 80, 20]]
    sizes = []
    for key in keys:
        with Image.open(BytesIO(b"".join(storage.open(key)))) as picture:
            sizes.append(picture.size)
    assert sizes == [(20, 10), (40, 20), (80, 40), (100, 50)], "never larger than it is"


def test_who_comes_when_all_are_busy_hears_so(registry: dict[Any, Any]) -> None:
    registry[Makers] = Makers(1)
    with registry[Makers].turn(SOURCE, "something else", 0), pytest.raises(Busy):
        make_all(registry, SOURCE, wanted_of(SPEC, "webp"), patience=0.01)
    assert len(make_all(registry, SOURCE, wanted_of(SPEC, "webp"), patience=1)) == 4


def test_large_pictures_are_made_one_at_a_time(registry: dict[Any, Any]) -> None:
    large = Source("ef" * 32, "image/jpeg", (7000, 7000))
    with registry[Makers].turn(large, "webp", 0):
        with pytest.raises(Busy), registry[Makers].turn(large, "avif", 0.01):
            pass
        assert make(registry, SOURCE, SPEC, 20, "webp")
    with registry[Makers].turn(large, "avif", 0):
        pass


def test_case_096_a_bad_file_takes_nobody_s_place(
    registry: dict[Any, Any], storage: LocalStorage
) -> None:
    registry[Makers] = Makers(1)
    bad = Source("cd" * 32, "image/png", (100, 50))
    for _ in range(3):
        with pytest.raises(Undecodable, match="not in the storage"):
            make(registry, bad, SPEC, 20, "webp")
    storage.put(original(bad.digest), BytesIO(b"\x89PNG\r\n\x1a\nnothing of the kind"))
    for _ in range(3):
        with pytest.raises(Undecodable, match="cannot be read"):
            make(registry, bad, SPEC, 20, "webp")
        with pytest.raises(Undecodable):
            cleaning.clean(registry, bad)
    assert make(registry, SOURCE, SPEC, 20, "webp")


@pytest.mark.parametrize("format", ["webp", "avif", "jpg", "png", "gif"])
def test_something_stands_where_nothing_can_be_shown(format: str) -> None:
    with Image.open(BytesIO(placeholder((1600, 900), format))) as picture:
        assert picture.size == (400, 225)
    with Image.open(BytesIO(placeholder((1, 1), format))) as picture:
        assert picture.size == (8, 8)

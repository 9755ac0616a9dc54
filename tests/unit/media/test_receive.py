"""`receive`: whatever the bytes are, it answers or refuses (cases 084, 096)."""

from __future__ import annotations

import errno
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mastaba.api import OperationError
from mastaba_media.operations import Received, receive
from mastaba_media.vetting import Caps, FileRefused
from tests.support import made_files as made
from tests.support.shared_data import shared_data

CAPS = Caps(size=1_000_000, pixels=1_000_000, frames=50)
SEEDS = (
    made.picture("PNG"), made.picture("JPEG"), made.picture("WEBP"), made.moving("GIF"),
    made.picture("AVIF"), made.moving("WEBP"), made.svg("<path d='M0 0'/><style>a{}</style>"),
    made.pdf(), made.office("word"), made.SOUND, made.FILM,
    made.open_document("application/vnd.oasis.opendocument.text"),
)  # fmt: skip


class Pipe(io.RawIOBase):
    """A stream that can be read once, and counts what was read."""

    def __init__(self, size: int) -> None:
        self.left, self.read_so_far = size, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        given = min(size, self.left)
        self.left -= given
        self.read_so_far += given
        return b"a" * given


def test_a_stream_that_cannot_be_read_again_is_spooled_and_hashed() -> None:
    received = receive(Pipe(3000), "a.txt")  # type: ignore[arg-type] # it reads like a file
    assert received.digest == hashlib.sha256(b"a" * 3000).hexdigest()
    assert (received.size, received.file.read(1)) == (3000, b"a")
    received.close()


def test_case_084_a_stream_is_cut_off_at_the_limit() -> None:
    pipe = Pipe(500_000_000)
    with pytest.raises(FileRefused) as caught:
        receive(pipe, "a.txt", caps=CAPS)  # type: ignore[arg-type] # it reads like a file
    assert caught.value.status == 413
    assert pipe.read_so_far <= CAPS.size + 1_000_000


def test_a_full_disk_for_temporary_files_is_507(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: object, _copy: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mastaba_media.vetting.pdf.shutil.copyfileobj", full)
    with pytest.raises(FileRefused, match="by no fault of yours") as caught:
        receive(io.BytesIO(made.pdf()), "a.pdf")
    assert caught.value.status == 507


def quietly(data: bytes, name: str = "", declared: str = "") -> Received | None:
    try:
        received = receive(io.BytesIO(data), name, declared, CAPS)
    except OperationError as problem:
        assert str(problem).isprintable()
        return None
    received.close()
    return received


@given(st.binary(max_size=400), st.text(max_size=40), st.text(max_size=40))
@example(b"PK\x05\x06" + bytes(18), "", "")
def test_case_096_random_bytes_are_taken_or_refused(data: bytes, name: str, kind: str) -> None:
    quietly(data, name, kind)


@given(st.sampled_from(SEEDS), st.data())
def test_case_096_files_with_wrong_bytes_are_taken_or_refused(
    seed: bytes, data: st.DataObject
) -> None:
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(changed))))
    quietly(bytes(changed[:cut]))


GROUPS = {
    "images-formats": {
        "16_bit_noise.tif": "TIFF",
        "image.heic": "HEIC",
        "pillow.ico": "ICO",
        "ultrahdr.jpg": "broken",  # it ends too early: libjpeg misses data
    },
    "images-exif-orientation": {"LICENSE": "license.txt"},
    "wxr-theme-unit-test-media": {},
}
SIZES = {
    "rot1mir0.avif": (640, 427, 1),
    "star.avifs": (159, 159, 5),
    "frozenpond.mpo": (640, 480, 1),
    "iss634.gif": (245, 245, 42),
    "iss634.apng": (245, 245, 41),
    "xmp_test.jpg": (2000, 1072, 1),
    **{f"Landscape_{number}.jpg": (1800, 1200, 1) for number in range(9)},
    **{f"Portrait_{number}.jpg": (1200, 1800, 1) for number in range(9)},
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_file_of_the_shared_data_is_received_or_refused_with_its_reason(
    pytestconfig: pytest.Config, group: str
) -> None:
    folder, refused, received = shared_data(pytestconfig, group), GROUPS[group], 0
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        reason = _outcome(path)
        if path.name in refused:
            assert refused[path.name] in reason, path
        else:
            assert reason == "", (path, reason)
            received += 1
    assert received >= 18


def _outcome(path: Path) -> str:
    with path.open("rb") as file:
        try:
            found = receive(file, path.name)
        except FileRefused as problem:
            return str(problem)
    if path.name in SIZES:
        assert (found.width, found.height, found.frames) == SIZES[path.name], path
    return "" if found.kind == "image" else found.name

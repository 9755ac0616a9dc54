"""The promises of a storage, for the tests of whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, BinaryIO, ClassVar, cast
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest

from mastaba.api import service_of
from mastaba.testing import ScratchSite, ServiceSuite
from mastaba_media.storage import CHUNK, LONGEST_LINK, Missing, Storage

SLOW_CLOCK = timedelta(minutes=1)  # by which the server's clock may differ from ours
NO_KEYS = (
    *("", "/", "/etc/passwd", "../x", "a/../b", "a/..", "a//b", "a/", "a\\b", "a/.tmp", ".x"),
    *("a\0b", "a\nb", "%2e%2e/x", "a b", "A/b", "e\u0301", "C:/x", "a::$data", "a" * 300),
    *("a/" * 20 + "a", "-x", "a/-"),
)


class StorageSuite(ServiceSuite):
    """A storage keeps whole files, lists them, and nothing outside of it.

    In a test module:

        class TestBucket(StorageSuite):
            pass

    with fixtures of `mastaba.testing`, whose `settings` choose the storage.
    """

    interface: ClassVar[Any] = Storage

    @pytest.fixture
    def storage(self, shared_site: ScratchSite) -> Storage:
        """The storage of the site."""
        return cast(Storage, service_of(shared_site.registry, Storage))

    @pytest.fixture
    def at(self) -> str:
        """What the keys of this test begin with."""
        return f"suite/{uuid4().hex}"

    @pytest.fixture
    def now(self, shared_site: ScratchSite) -> datetime:
        """The site's clock."""
        with shared_site.request() as request:
            moment: datetime = request.now
            return moment

    @pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
    def test_what_is_put_comes_back(self, storage: Storage, at: str, size: int) -> None:
        data = bytes(range(256)) * (size // 256) + bytes(size % 256)
        storage.put(f"{at}/a", BytesIO(data))
        _same(b"".join(storage.open(f"{at}/a")), data)
        _same(storage.size(f"{at}/a"), size)

    def test_the_last_who_puts_is_right(self, storage: Storage, at: str) -> None:
        for data in (b"long enough", b"short", b"short"):
            storage.put(f"{at}/a", BytesIO(data))
        _same(b"".join(storage.open(f"{at}/a")), b"short")
        _same([found.size for found in storage.keys(at)], [5])

    def test_it_puts_from_where_the_source_stands(self, storage: Storage, at: str) -> None:
        source = BytesIO(b"head and rest")
        source.seek(9)
        storage.put(f"{at}/a", source)
        _same(source.closed, False)
        _same(b"".join(storage.open(f"{at}/a")), b"rest")

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [(0, 0, b"0"), (3, 5, b"345"), (7, None, b"789"), (8, 99, b"89"), (5, 4, b"")],
    )
    def test_a_part_can_be_read(
        self, storage: Storage, at: str, first: int, last: int | None, expected: bytes
    ) -> None:
        storage.put(f"{at}/a", BytesIO(b"0123456789"))
        _same(b"".join(storage.open(f"{at}/a", first, last)), expected)

    def test_a_part_across_chunks_can_be_read(self, storage: Storage, at: str) -> None:
        data = bytes(CHUNK) + b"middle" + bytes(CHUNK)
        storage.put(f"{at}/a", BytesIO(data))
        _same(b"".join(storage.open(f"{at}/a", CHUNK - 1, CHUNK + 6)), b"\0middle\0")

    def test_what_is_not_there_is_missing(self, storage: Storage, at: str) -> None:
        with pytest.raises(Missing):
            storage.open(f"{at}/a")  # at once, before anything is sent to anybody
        _same(storage.size(f"{at}/a"), None)
        _same(storage.touch(f"{at}/a"), False)
        storage.delete(f"{at}/a")

    def test_what_is_deleted_is_gone(self, storage: Storage, at: str) -> None:
        storage.put(f"{at}/a", BytesIO(b"x"))
        storage.delete(f"{at}/a")
        _same(storage.size(f"{at}/a"), None)
        _same(list(storage.keys(at)), [])

    def test_it_lists_whole_parts_in_order(self, storage: Storage, at: str) -> None:
        for name in ("b/2", "b/10", "a", "bb/1"):
            storage.put(f"{at}/{name}", BytesIO(name.encode()))
        found = list(storage.keys(at))
        _same([one.key for one in found], [f"{at}/{n}" for n in ("a", "b/10", "b/2", "bb/1")])
        _same([one.size for one in found], [1, 4, 3, 4])
        _same([one.key for one in storage.keys(f"{at}/b")], [f"{at}/b/10", f"{at}/b/2"])

    def test_it_knows_when(self, storage: Storage, at: str, now: datetime) -> None:
        before = now - SLOW_CLOCK
        storage.put(f"{at}/a", BytesIO(b"x"))
        _same(storage.touch(f"{at}/a"), True)
        (found,) = storage.keys(at)
        _same(before < found.modified < now + SLOW_CLOCK, True)
        _same(found.modified.utcoffset(), timedelta(0))
        _same(b"".join(storage.open(f"{at}/a")), b"x")

    def test_case_088_what_is_no_key_is_refused(self, storage: Storage) -> None:
        for key in NO_KEYS:
            for ask in _asking(storage):
                with pytest.raises(ValueError, match="no key"):
                    ask(key)

    def test_a_source_that_breaks_off_leaves_what_was(self, storage: Storage, at: str) -> None:
        storage.put(f"{at}/a", BytesIO(b"whole"))
        for key in (f"{at}/a", f"{at}/b"):
            with pytest.raises(HungUp):
                storage.put(key, cast(BinaryIO, Broken()))
        _same([found.key for found in storage.keys(at)], [f"{at}/a"])
        _same(b"".join(storage.open(f"{at}/a")), b"whole")

    def test_a_source_that_comes_in_small_pieces_is_kept_whole(
        self, storage: Storage, at: str
    ) -> None:
        storage.put(f"{at}/a", cast(BinaryIO, Pieces()))
        _same(storage.size(f"{at}/a"), 1000)

    def test_two_who_put_at_once_leave_a_whole_one(self, storage: Storage, at: str) -> None:
        files = [bytes([number]) * (2 * CHUNK + number) for number in range(6)]
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda data: storage.put(f"{at}/a", BytesIO(data)), files))
        _same(b"".join(storage.open(f"{at}/a")) in files, True)
        _same(len(list(storage.keys(at))), 1)

    def test_a_local_path_is_the_file(self, storage: Storage, at: str) -> None:
        storage.put(f"{at}/a", BytesIO(b"local?"))
        path = storage.path(f"{at}/a")
        _same(path is None or path.read_bytes() == b"local?", True)

    def test_a_link_is_signed_and_says_what_it_is(self, storage: Storage, at: str) -> None:
        storage.put(f"{at}/a", BytesIO(b"linked"))
        told = {"media_type": "text/x-told", "disposition": 'attachment; filename="a b.txt"'}
        address = storage.link(f"{at}/a", seconds=9999, **told)
        if address is None:
            return
        with urlopen(address) as answer:  # noqa: S310  # the storage's own, http or https
            _same(answer.read(), b"linked")
            _same(answer.headers["Content-Type"], told["media_type"])
            _same(answer.headers["Content-Disposition"], told["disposition"])
        (seconds,) = parse_qs(urlsplit(address).query)["X-Amz-Expires"]
        _same(int(seconds) <= LONGEST_LINK, True)
        for wrong in (address.partition("?")[0], address.replace("x-told", "html")):
            with pytest.raises(HTTPError) as refused:
                urlopen(wrong)  # noqa: S310  # see above
            refused.value.close()

    def test_tidying_leaves_what_is_whole(self, storage: Storage, at: str, now: datetime) -> None:
        storage.put(f"{at}/a", BytesIO(b"whole"))
        storage.tidy(now + SLOW_CLOCK)
        _same(storage.size(f"{at}/a"), 5)

    def test_it_is_set_up_well(self, storage: Storage) -> None:
        _same(list(storage.problems()), [])


def _asking(storage: Storage) -> tuple[Callable[[str], object], ...]:
    """Everything that takes a key."""
    told = {"seconds": 1, "media_type": "text/plain", "disposition": "inline"}
    return (
        *(storage.open, storage.size, storage.delete, storage.touch, storage.path),
        lambda key: storage.put(key, BytesIO(b"x")),
        lambda key: storage.link(key, **told),  # type: ignore[arg-type]  # a number and two texts
    )


def _same(found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"found {repr(found)[:300]}, expected {repr(expected)[:300]}")


class Pieces:
    """A source that gives less than it is asked for, as a connection does."""

    def __init__(self) -> None:
        self._left = 1000

    def read(self, size: int = -1) -> bytes:
        """At most seven bytes."""
        given = min(7, self._left if size < 0 else size, self._left)
        self._left -= given
        return bytes(given)


class HungUp(Exception):
    """The sender does not go on."""


class Broken:
    """A source whose sender hangs up after some bytes."""

    def __init__(self) -> None:
        self._left: Iterator[bytes] = iter([bytes(CHUNK), bytes(CHUNK)])

    def read(self, _size: int = -1) -> bytes:
        """Some bytes, then a failure."""
        for chunk in self._left:
            return chunk
        raise HungUp

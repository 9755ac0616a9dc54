"""Both storages keep the promises of a storage; the bucket's server is a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from mastaba.api import service_of
from mastaba.testing import ScratchSite
from mastaba_media.settings import S3Settings
from mastaba_media.storage import Storage, StorageError
from mastaba_media.storage.local import TEMPORARY, LocalStorage
from mastaba_media.storage.s3 import make_bucket
from mastaba_media.testing import StorageSuite
from tests.functional.media.conftest import PLUGINS
from tests.support import databases, s3


@pytest.fixture(scope="class")
def shared_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ScratchSite]:
    """A site with the storage of the class, on SQLite: storages ask no database."""
    folder = tmp_path_factory.mktemp("storage")
    chosen = {"here": str(folder), "mastaba.plugins": PLUGINS, **request.cls.further()}
    site = ScratchSite(databases.sqlite_copy(folder, PLUGINS), chosen)
    yield site
    site.close()


class TestLocal(StorageSuite):
    """A folder."""

    further = dict


class TestBucket(StorageSuite):
    """A bucket of the S3 server."""

    further = staticmethod(s3.settings)


def test_the_folder_is_that_of_the_ini_file(site: ScratchSite, files: Path) -> None:
    storage = service_of(site.registry, Storage)
    assert isinstance(storage, LocalStorage)
    assert storage.root == files


def test_case_087_088_only_generated_names_are_in_the_folder(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path / "media")
    storage.put("blobs/ab/abcd", BytesIO(b"x"))
    names = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert sorted(names) == sorted(
        ["media", "media/.tmp", "media/blobs", "media/blobs/ab", "media/blobs/ab/abcd"]
    )
    assert (tmp_path / "media").stat().st_mode & 0o077 == 0


def test_case_092_what_broke_off_is_tidied_up_when_it_is_old(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    storage.put("a/b", BytesIO(b"x"))
    (tmp_path / TEMPORARY / "left").write_bytes(b"half")
    now = datetime.now(UTC)
    assert storage.tidy(now - timedelta(hours=1)) == 0
    assert storage.tidy(now + timedelta(hours=1)) == 1
    assert [found.key for found in storage.keys("")] == ["a/b"]


def test_case_092_half_an_upload_in_parts_is_tidied_up() -> None:
    chosen = s3.settings()
    bucket, below = chosen["mastaba.media.s3.bucket"], chosen["mastaba.media.s3.below"]
    client = s3.client()
    begun = client.create_multipart_upload(Bucket=bucket, Key=f"{below}a/b")
    client.upload_part(
        Bucket=bucket, Key=f"{below}a/b", UploadId=begun["UploadId"], PartNumber=1, Body=b"half"
    )
    storage = _bucket(chosen)
    now = datetime.now(UTC)
    assert storage.tidy(now - timedelta(hours=1)) == 0
    assert storage.tidy(now + timedelta(hours=1)) == 1
    assert list(storage.keys("")) == []


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    storage = LocalStorage(tmp_path / "file")
    (problem,) = storage.problems()
    assert "mastaba.media.folder" in problem
    with pytest.raises(StorageError, match="The folder of the media failed"):
        storage.put("a/b", BytesIO(b"x"))


def test_a_folder_that_cannot_be_listed_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "blobs").symlink_to("blobs")  # which leads nowhere but to itself
    with pytest.raises(StorageError, match="The folder of the media failed"):
        list(LocalStorage(tmp_path).keys("blobs"))


def test_a_bucket_that_anybody_may_read_is_named() -> None:
    client = s3.client()
    client.create_bucket(Bucket="wide-open")
    client.put_bucket_policy(Bucket="wide-open", Policy=ANYBODY)
    storage = _bucket({**s3.settings(), "mastaba.media.s3.bucket": "wide-open"})
    storage.put("a/b", BytesIO(b"seen by all"))
    assert any("Anybody may read the bucket wide-open" in one for one in storage.problems())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"mastaba.media.s3.bucket": "not-there"}, "There is no bucket not-there"),
        ({"mastaba.media.s3.secret_key": "wrong"}, "look at the keys in mastaba.media.s3"),
        ({"mastaba.media.s3.endpoint": "http://127.0.0.1:9"}, "does not answer"),
    ],
)
def test_what_is_wrong_with_a_bucket_is_said(changed: dict[str, str], expected: str) -> None:
    (problem,) = _bucket({**s3.settings(), **changed}).problems()
    assert expected in problem


def _bucket(chosen: dict[str, str]) -> Storage:
    own = {key: value for key, value in chosen.items() if key.startswith("mastaba.media.s3.")}
    fields = {key.removeprefix("mastaba.media.s3."): value for key, value in own.items()}
    return make_bucket(S3Settings(**fields))


ANYBODY = """{"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"],
    "Resource": ["arn:aws:s3:::wide-open/*"]}]}"""

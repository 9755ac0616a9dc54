"""Objects in a bucket of any S3-compatible server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from mastaba_media.settings import S3Settings
from mastaba_media.storage.keys import checked, checked_prefix
from mastaba_media.storage.protocol import CHUNK, LONGEST_LINK, Missing, StorageError, Stored

NOT_THERE = frozenset({"404", "NoSuchKey", "NotFound"})
REFUSED = frozenset({"403", "AccessDenied"})
CONNECT = 3  # seconds for a connection: whoever asks for a picture keeps a thread meanwhile
WAIT = 10  # seconds for the next bytes


def make_bucket(settings: S3Settings) -> BucketStorage:
    """The storage of these settings."""
    import boto3  # takes long to import, and the client is made once
    from botocore.config import Config

    options = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT,
        read_timeout=WAIT,
        retries={"mode": "standard", "max_attempts": 3},
        s3={"addressing_style": "path" if settings.endpoint else "auto"},
        # What most servers besides Amazon's do not know (botocore >= 1.36 sends it unasked).
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=settings.endpoint or None,
        region_name=settings.region,
        aws_access_key_id=settings.access_key or None,
        aws_secret_access_key=settings.secret_key or None,
        config=options,
    )
    return BucketStorage(client, settings.bucket, settings.below, links=settings.links)


class BucketStorage:
    """Keeps each key as the object `below` + key; an object appears whole or not at all."""

    def __init__(self, client: Any, bucket: str, below: str = "", *, links: bool = True) -> None:
        self._client, self._bucket, self._below, self._links = client, bucket, below, links

    def put(self, key: str, source: BinaryIO) -> None:
        """Large files are sent in parts, of which a broken upload leaves nothing to be seen."""
        name = self._name(key)
        with _failures():
            self._client.upload_fileobj(_Kept(source), self._bucket, name)

    def touch(self, key: str) -> bool:
        """A copy of the object onto itself: S3 has no other way to make it younger."""
        name = self._name(key)
        source = {"Bucket": self._bucket, "Key": name}
        try:
            with _failures(key):
                self._client.copy_object(
                    Bucket=self._bucket, Key=name, CopySource=source, MetadataDirective="REPLACE"
                )
        except Missing:
            return False
        return True

    def open(self, key: str, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        name = self._name(key)
        if last is not None and last < first:
            return iter(())
        wanted = {} if first == 0 and last is None else {"Range": f"bytes={first}-{_text(last)}"}
        with _failures(key):
            found = self._client.get_object(Bucket=self._bucket, Key=name, **wanted)
        return _chunks(found["Body"])

    def size(self, key: str) -> int | None:
        name = self._name(key)
        try:
            with _failures(key):
                found = self._client.head_object(Bucket=self._bucket, Key=name)
        except Missing:
            return None
        return int(found["ContentLength"])

    def delete(self, key: str) -> None:
        name = self._name(key)
        with _failures():
            self._client.delete_object(Bucket=self._bucket, Key=name)

    def keys(self, prefix: str) -> Iterator[Stored]:
        return self._listed(self._below + checked_prefix(prefix))

    def _listed(self, prefix: str) -> Iterator[Stored]:
        with _failures():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for found in page.get("Contents", ()):
                    key = found["Key"][len(self._below) :]
                    yield Stored(key, found["Size"], found["LastModified"].astimezone(UTC))

    def tidy(self, before: datetime) -> int:
        """Give up uploads in parts that nobody finished."""
        removed = 0
        with _failures():
            pages = self._client.get_paginator("list_multipart_uploads")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._below):
                for found in page.get("Uploads", ()):
                    if found["Initiated"] < before:
                        name = {"Key": found["Key"], "UploadId": found["UploadId"]}
                        self._client.abort_multipart_upload(Bucket=self._bucket, **name)
                        removed += 1
        return removed

    def path(self, key: str) -> Path | None:
        checked(key)
        return None

    def link(self, key: str, *, seconds: int, media_type: str, disposition: str) -> str | None:
        """Signed here, without asking the server, with what the answer is to say."""
        name = self._name(key)
        if not self._links:
            return None
        wanted = {
            "Bucket": self._bucket,
            "Key": name,
            "ResponseContentType": media_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-cache",
        }
        signed: str = self._client.generate_presigned_url(
            "get_object", Params=wanted, ExpiresIn=max(1, min(seconds, LONGEST_LINK))
        )
        return signed

    def problems(self) -> Iterator[str]:
        from mastaba_media.storage.public import anybody_may

        try:
            with _failures(self._bucket):
                self._client.head_bucket(Bucket=self._bucket)
        except Missing:
            yield f"There is no bucket {self._bucket}: make it, or mend mastaba.media.s3.bucket."
            return
        except StorageError as error:
            yield str(error)
            return
        yield from anybody_may(self._client, self._bucket, self._below)

    def _name(self, key: str) -> str:
        return self._below + checked(key)


class _Kept:
    """A source that the transfer cannot close: it is the caller's.

    The transfer takes fewer bytes than it asked for as the end, so it gets as many as there are.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self._source.read(CHUNK), b""))
        found = bytearray()
        while len(found) < size and (chunk := self._source.read(size - len(found))):
            found += chunk
        return bytes(found)


@contextmanager
def _failures(key: str | None = None) -> Iterator[None]:
    """Turn what boto3 raises into `Missing` (where a key is asked for) or `StorageError`."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if key is not None and code in NOT_THERE:
            raise Missing(key) from None
        hint = "; look at the keys in mastaba.media.s3" if code in REFUSED else ""
        raise StorageError(f"The bucket refuses what is asked ({code}){hint}.") from error
    except (BotoCoreError, Boto3Error, OSError) as error:
        raise StorageError(f"The bucket does not answer: {type(error).__name__}.") from error


def _chunks(body: Any) -> Iterator[bytes]:
    try:
        with _failures():
            yield from body.iter_chunks(CHUNK)
    finally:
        body.close()


def _text(last: int | None) -> str:
    return "" if last is None else str(last)

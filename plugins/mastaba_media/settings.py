"""Settings of the plugin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from typing import Any, Literal

from pydantic import field_validator

from mastaba.api import Section, setting


class StorageSettings(Section, prefix="mastaba.media"):
    """Where files are kept."""

    storage: Literal["local", "s3"] = setting(
        "local", help="local = in a folder of this machine; s3 = in a bucket (mastaba.media.s3)."
    )
    folder: str = setting(
        "media",
        help="The folder of the local storage; it is relative to the folder of the ini file.",
        example="%(here)s/media",
    )
    keep: timedelta = setting(
        timedelta(days=1),
        help="How long files stay that nothing names, such as those of uploads that broke off.",
    )


class S3Settings(Section, prefix="mastaba.media.s3"):
    """The bucket that files are kept in."""

    bucket: str = setting("", help="Name of the bucket; nobody else may read it.")
    endpoint: str = setting(
        "",
        help="Address of the S3 server; empty = Amazon's.",
        example="https://s3.example.org",
    )
    region: str = setting("us-east-1", help="Region of the bucket.")
    access_key: str = setting("", help="Access key; empty = as boto3 finds it.", secret=True)
    secret_key: str = setting(
        "", help="Secret of that key.", secret=True, example="env:MASTABA_S3_SECRET"
    )
    below: str = setting("", help="What the names of all objects begin with, such as site1/.")
    links: bool = setting(
        True,
        help="Whether browsers fetch from the bucket, by a signed address of a few minutes; "
        "otherwise files come through the application.",
    )

    @field_validator("endpoint")
    @classmethod
    def _check_endpoint(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError(
                "mastaba.media.s3.endpoint is no address; expected https://HOST or http://HOST:PORT."
            )
        return value.rstrip("/")

    def problems(self, of: Any) -> Iterator[str]:
        """What a bucket needs is needed where it is used; the key and its secret together."""
        if of(StorageSettings).storage == "s3" and not self.bucket:
            yield "mastaba.media.s3.bucket is missing: mastaba.media.storage = s3 needs it."
        if of(StorageSettings).storage == "s3" and find_spec("boto3") is None:
            yield "mastaba.media.storage = s3 needs boto3: pip install 'mastaba[s3]'"
        if bool(self.access_key) != bool(self.secret_key):
            yield (
                "mastaba.media.s3.access_key and mastaba.media.s3.secret_key belong together: "
                "give both or none."
            )

"""Whether strangers may read a bucket: then no right of any page would count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

SECONDS = 10
OPEN = (
    "Anybody may {what} the bucket {bucket}, whatever the rights of the pages: take public access "
    "from it (its policy and its ACL)."
)


def anybody_may(client: Any, bucket: str, below: str) -> Iterator[str]:
    """Ask as a stranger, without a signature: for the list, and for one object that is there."""
    if _answers(_address(client, "list_objects_v2", Bucket=bucket)):
        yield OPEN.format(what="list", bucket=bucket)
    found = client.list_objects_v2(Bucket=bucket, Prefix=below, MaxKeys=1).get("Contents", ())
    for one in found:
        if _answers(_address(client, "get_object", Bucket=bucket, Key=one["Key"])):
            yield OPEN.format(what="read", bucket=bucket)


def _address(client: Any, method: str, **wanted: Any) -> str:
    """The address of a call without its signature."""
    signed: str = client.generate_presigned_url(method, Params=wanted, ExpiresIn=1)
    return signed.partition("?")[0]


def _answers(address: str) -> bool:
    try:
        with urlopen(Request(address, method="GET"), timeout=SECONDS) as answer:  # noqa: S310  # the address is the bucket's own, http or https
            return bool(answer.status < 300)
    except (URLError, OSError):
        return False

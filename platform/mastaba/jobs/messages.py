"""The form of a message in the queue: JSON with a signature.

huey would pickle: whoever can write to the queue could then run code here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from huey.registry import Message
from huey.serializer import Serializer

SALT = b"mastaba.jobs"


class SignedJson(Serializer):  # type: ignore[misc] # huey is untyped
    """A serializer of huey; signs with the first key and takes what any of them signed."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        super().__init__()
        self._keys = keys

    def _serialize(self, data: Any) -> bytes:
        text = json.dumps(_plain(data) if isinstance(data, Message) else {"value": data}).encode()
        return _signature(self._keys[0], text) + text

    def _deserialize(self, data: bytes) -> Any:
        signed = bytes(data)
        mark, text = signed[:64], signed[64:]
        if not any(hmac.compare_digest(_signature(key, text), mark) for key in self._keys):
            raise ValueError("A message in the queue of jobs was not signed by this site.")
        read = json.loads(text)
        return read["value"] if "value" in read else _message(read)


def _signature(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, SALT + text, hashlib.sha256).hexdigest().encode()


def _plain(message: Any) -> dict[str, Any]:
    eta = None if message.eta is None else message.eta.isoformat()
    return {"id": message.id, "name": message.name, "eta": eta, "args": list(message.args)}


def _message(read: dict[str, Any]) -> Any:
    eta = None if read["eta"] is None else datetime.fromisoformat(read["eta"])
    return Message(
        read["id"], read["name"], eta, retries=0, retry_delay=0, args=tuple(read["args"]),
        kwargs={},
    )  # fmt: skip

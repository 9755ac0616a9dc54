"""Signatures for what goes out in an address and must come back unchanged."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

LENGTH = 32  # hexadecimal digits: 128 bits


def sign(registry: Any, purpose: str, text: str) -> str:
    """A signature of `text`, hexadecimal, by this site's secret.

    `purpose`, `<plugin>.<name>`, keeps what was signed for one thing from being used for another.
    """
    return _signature(settings_of(registry, CoreSettings).signing_keys[0], purpose, text)


def is_signed(registry: Any, purpose: str, text: str, signature: str) -> bool:
    """Whether `signature` is what `sign` made of this text, by the secret or the one before."""
    given = signature.encode("utf-8", "replace")
    keys = settings_of(registry, CoreSettings).signing_keys
    return any(hmac.compare_digest(_signature(key, purpose, text).encode(), given) for key in keys)


def _signature(key: bytes, purpose: str, text: str) -> str:
    message = "\0".join(("signed", purpose, text)).encode("utf-8", "replace")
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:LENGTH]

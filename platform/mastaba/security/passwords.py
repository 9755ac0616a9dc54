"""Passwords: Argon2id, a bounded number at a time, and the same time for unknown names.

Text is normalised to NFC first (RFC 8265), so that a password typed on another system is the
same. Nothing is cut: what is too long is refused before it is hashed.
"""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pyramid.httpexceptions import HTTPServiceUnavailable

from mastaba.settings import settings_of
from mastaba.settings.core import LoginSettings

MIN_LENGTH = 10
MAX_LENGTH = 1024
WAIT = 1.0  # seconds a log-in waits for a free place; longer would occupy the server's threads
TOO_LONG = f"The password is too long; at most {MAX_LENGTH} characters are accepted."


class Passwords:
    """Hashes and checks passwords for one application."""

    def __init__(self, settings: LoginSettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.hash_time, memory_cost=int(settings.hash_memory) // 1024
        )
        self._places = BoundedSemaphore(settings.parallel_hashes)
        self._nobody = _hash_of_nothing(self._hasher)

    def hash(self, password: str) -> str:
        """The text to store. Raises HTTPServiceUnavailable when too many are at work."""
        with self._place():
            return self._hasher.hash(_normal(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is the password; for `stored` None it takes as long and is not."""
        with self._place():
            try:
                self._hasher.verify(stored or self._nobody, _normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None

    def is_dated(self, stored: str) -> bool:
        """Whether it was hashed with other costs than those set now."""
        return self._hasher.check_needs_rehash(stored)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=WAIT):
            raise HTTPServiceUnavailable(
                "Many people are logging in at this moment. Please try again in a few seconds.",
                headers={"Retry-After": "5"},
            )
        try:
            yield
        finally:
            self._places.release()


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """A well-formed hash of no known password, with the same costs as the real ones."""
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def passwords_of(registry: Any) -> Passwords:
    """The application's `Passwords`, made once (in `includeme`, before any request)."""
    passwords: Passwords = registry[Passwords]
    return passwords


def password_fault(password: str, *others: str) -> str:
    """A sentence on why a new password is not accepted; "" when it is.

    `others` are texts it must not be: the person's name, log-in name and address.
    """
    if len(password) > MAX_LENGTH:
        return TOO_LONG
    if len(_normal(password)) < MIN_LENGTH:
        return f"This is too short; use at least {MIN_LENGTH} characters."
    if len(set(password)) < 4:
        return "This repeats the same few characters; use more different ones."
    if _normal(password).casefold() in {other.casefold() for other in others if other}:
        return "This is your name or address; use something that others do not know."
    return ""


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def includeme(config: Any) -> None:
    """Make the hasher from the settings."""
    config.registry[Passwords] = Passwords(settings_of(config.registry, LoginSettings))

"""What makes a signing secret unfit: missing, short, copied from a sample, or monotonous."""

from __future__ import annotations

from collections.abc import Iterator

MIN_LENGTH = 32
MIN_DIFFERENT = 10
DEVELOPMENT_SECRET = "development-only-secret-on-the-loopback-address"  # noqa: S105 - public on purpose, refused wherever others can reach the server
_SAMPLES = (
    "development-only",
    "change-me",
    "changeme",
    "replace-me",
    "replaceme",
    "example",
    "sample",
    "secret",
    "password",
    "qwerty",
    "seekri1",
    "0123456789",
    "abcdefgh",
)
_HOW = 'make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'


def secret_problem(key: str, secret: str, *, production: bool) -> Iterator[str]:
    """Yield a sentence when `secret` is unfit; outside production only a missing one is."""
    fault = _fault(secret) if production or not secret else ""
    if fault:
        yield f"{key} {fault}; expected at least {MIN_LENGTH} random characters: {_HOW}"


def _fault(secret: str) -> str:
    if not secret.strip():
        return "is missing"
    if any(sample in secret.lower() for sample in _SAMPLES):
        return "is a sample value that everybody knows"
    if len(secret) < MIN_LENGTH:
        return f"is only {len(secret)} characters long"
    if len(set(secret)) < MIN_DIFFERENT:
        return "repeats the same few characters"
    return ""

"""What the engine says of busy times and of broken files, as answers to browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pyramid.httpexceptions import HTTPServiceUnavailable

from mastaba_media.renditions.making import Busy
from mastaba_media.renditions.source import Undecodable

SOON = "2"  # seconds


class Unseen(Exception):
    """The stored file is no picture that can be shown; the text says why."""


@contextmanager
def drawing() -> Iterator[None]:
    """Raises `HTTPServiceUnavailable` or `Unseen` for what goes wrong while a picture is made."""
    try:
        yield
    except Busy as error:
        raise HTTPServiceUnavailable(str(error), headers=[("Retry-After", SOON)]) from None
    except Undecodable as error:
        raise Unseen(str(error)) from None

"""A program of its own that writes a PDF anew: `pdf_child.py MEMORY`, from file 0 to file 1.

Streams of a PDF hold whatever they unfold to, a thousand times their size and again a thousand
times that; the library that reads them knows no limit. So it runs in a process that has one, in
bytes of memory and in seconds. It imports nothing of this site, which makes it quick to start.
The exit code says what came of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

DONE, BROKEN, LOCKED, SIGNED, TOO_MUCH = 0, 3, 4, 5, 6  # 1 and 2 are Python's own
SECONDS = 60  # of computing
_ACTING = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/GoToE",
    "/Movie",
)
_ROOT = ("/OpenAction", "/AA", "/Metadata", "/PieceInfo", "/AF", "/Collection", "/Legal")
_NAMES = ("/JavaScript", "/EmbeddedFiles", "/Renditions")
_ANYWHERE = ("/AA", "/JS", "/Metadata", "/PieceInfo", "/LastModified", "/EF")
_DEEPEST = 40


class Refused(Exception):
    """It is not written; the first argument is the exit code."""


def main(memory: int) -> int:
    """Read file 0, write file 1; return the exit code."""
    import pikepdf  # what is wrong with the installation is no fault of the file

    _limit(memory)
    try:
        _write_anew(pikepdf)
    except Refused as refusal:
        return int(refusal.args[0])
    except pikepdf.PasswordError:
        return LOCKED
    except MemoryError:
        return TOO_MUCH
    except Exception:  # a broken PDF raises whatever its objects lead to
        return BROKEN
    return DONE


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system has such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _write_anew(pikepdf: Any) -> None:
    with os.fdopen(0, "rb") as source, os.fdopen(1, "wb") as target, pikepdf.open(source) as pdf:
        _refuse_signed(pdf)
        _clean(pikepdf, pdf)
        pdf.save(target, deterministic_id=True)


def _refuse_signed(pdf: Any) -> None:
    form = pdf.Root.get("/AcroForm")
    if (form is not None and int(form.get("/SigFlags", 0)) & 1) or "/Perms" in pdf.Root:
        raise Refused(SIGNED)
    if not len(pdf.pages):
        raise Refused(BROKEN)


def _clean(pikepdf: Any, pdf: Any) -> None:
    info = pdf.docinfo
    _drop(info, tuple(key for key in info if key != "/Title"))  # screen readers read it out
    _drop(pdf.Root, _ROOT)
    _drop(pdf.Root.get("/Names"), _NAMES)
    _drop(pdf.Root.get("/AcroForm"), ("/XFA",))
    for found in pdf.objects:
        for one in _dictionaries(pikepdf, found, 0):
            _defuse(one)


def _drop(one: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if one is not None and key in one:
            del one[key]


def _defuse(one: Any) -> None:
    _drop(one, _ANYWHERE)
    if "/S" in one and str(one["/S"]) in _ACTING:
        for key in [*one.keys()]:
            del one[key]


def _dictionaries(pikepdf: Any, found: Any, depth: int) -> Iterator[Any]:
    """A dictionary and those that are written inside it; references lead to others' turns."""
    if depth > _DEEPEST:
        raise Refused(BROKEN)
    inside: list[Any] = []
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        yield found
        inside = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inside = [*found]
    for value in inside:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(pikepdf, value, depth + 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

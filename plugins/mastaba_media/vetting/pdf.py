"""PDF: written anew without author, history, scripts and attached files (case 098)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from mastaba_media.vetting.refused import FileRefused

IN_MEMORY = 1_000_000
BROKEN = "The PDF is broken, so it cannot be opened. Save it again, and send that."
LOCKED = "The PDF can be opened with a password only. Save it without, and send that."
SIGNED = (
    "The PDF is signed. The site takes its author's data out of every PDF, and that would break "
    "the signature. Put it into a ZIP archive to offer it as it is."
)
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


def clean_pdf(file: BinaryIO) -> BinaryIO:
    """The cleaned file; the same bytes in give the same bytes out. Raises `FileRefused`."""
    import pikepdf  # a fifth of a second, which only those pay who send a PDF

    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            _refuse_signed(pdf)
            _clean(pdf)
            return _saved(pdf)
    except FileRefused:
        raise
    except pikepdf.PasswordError:
        raise FileRefused(LOCKED) from None
    except Exception:  # a broken PDF raises whatever its objects lead to
        raise FileRefused(BROKEN) from None


def _refuse_signed(pdf: Any) -> None:
    form = pdf.Root.get("/AcroForm")
    if (form is not None and int(form.get("/SigFlags", 0)) & 1) or "/Perms" in pdf.Root:
        raise FileRefused(SIGNED)
    if not len(pdf.pages):
        raise FileRefused(BROKEN)


def _clean(pdf: Any) -> None:
    info = pdf.docinfo
    _drop(info, tuple(key for key in info if key != "/Title"))  # screen readers read it out
    _drop(pdf.Root, _ROOT)
    _drop(pdf.Root.get("/Names"), _NAMES)
    _drop(pdf.Root.get("/AcroForm"), ("/XFA",))
    for found in pdf.objects:
        for one in _dictionaries(found, 0):
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


def _dictionaries(found: Any, depth: int) -> Iterator[Any]:
    """A dictionary and those that are written inside it; references lead to others' turns."""
    import pikepdf

    if depth > _DEEPEST:
        raise FileRefused(BROKEN)
    inside: list[Any] = []
    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        yield found
        inside = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inside = [*found]
    for value in inside:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _saved(pdf: Any) -> BinaryIO:
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it
    pdf.save(kept, deterministic_id=True)
    return cast(BinaryIO, kept)

"""What is taken and what is refused, by content (cases 085-087, 095-098)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from mastaba_media.vetting import Caps, FileRefused, Vetted, vet
from mastaba_media.vetting.pdf import clean_pdf
from tests.support import made_files as made

CAPS = Caps(size=2_000_000, pixels=1_000_000, frames=50)


KEPT: list[BinaryIO] = []


@pytest.fixture(autouse=True)
def close_files() -> Iterator[None]:
    """What was cleaned is in a file of its own."""
    yield
    while KEPT:
        KEPT.pop().close()


def vetted(data: bytes, name: str = "", declared: str = "", caps: Caps = CAPS) -> Vetted:
    found = vet(io.BytesIO(data), name, declared, caps)
    KEPT.append(found.file)
    return found


def refused(data: bytes, name: str = "", declared: str = "", caps: Caps = CAPS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        vetted(data, name, declared, caps)
    sentence = str(caught.value)
    assert sentence[0].isupper()
    assert sentence[-1] == "."
    return caught.value


TAKEN = {
    "a.png": (made.picture("PNG"), "image/png", (40, 30, 1)),
    "a.jpg": (made.picture("JPEG"), "image/jpeg", (40, 30, 1)),
    "a.jfif": (made.picture("JPEG", progressive=True), "image/jpeg", (40, 30, 1)),
    "side.jpg": (made.turned(6), "image/jpeg", (30, 40, 1)),
    "flipped.jpg": (made.turned(2), "image/jpeg", (40, 30, 1)),
    "a.webp": (made.picture("WEBP"), "image/webp", (40, 30, 1)),
    "moving.webp": (made.moving("WEBP"), "image/webp", (9, 9, 3)),
    "a.gif": (made.moving("GIF"), "image/gif", (9, 9, 3)),
    "a.apng": (made.moving("PNG"), "image/png", (9, 9, 3)),
    "a.avif": (made.picture("AVIF"), "image/avif", (40, 30, 1)),
    "a.svg": (made.svg("<path d='M0 0'/>"), "image/svg+xml", (40, 30, 1)),
    "a.pdf": (made.pdf(), "application/pdf", (None, None, None)),
    "a.zip": (made.archive(a_0txt=b"a"), "application/zip", (None, None, None)),
    "a.odt": (
        made.open_document("application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
        (None, None, None),
    ),
    "a.csv": (b"a;b\n1;2\n", "text/csv", (None, None, None)),
    "old.txt": ("Grüße".encode("cp1252"), "text/plain", (None, None, None)),
    "wide.txt": ("Grüße".encode("utf-16"), "text/plain", (None, None, None)),
    "a.mp3": (made.SOUND, "audio/mpeg", (None, None, None)),
    "a.mp4": (made.FILM, "video/mp4", (None, None, None)),
}


@pytest.mark.parametrize("name", TAKEN)
def test_taken_and_measured(name: str) -> None:
    data, media_type, measured = TAKEN[name]
    found = vetted(data, name)
    assert found.media_type == media_type
    size = found.measured
    assert (size.width, size.height, size.frames) == measured
    nameless = vetted(data)
    alike = media_type if not media_type.startswith("text/") else "text/plain"
    assert nameless.media_type == alike


@pytest.mark.parametrize("folder, ending", [("word", "docx"), ("xl", "xlsx"), ("ppt", "pptx")])
def test_office_files_are_told_apart(folder: str, ending: str) -> None:
    assert vetted(made.office(folder), f"a.{ending}").name == f"a.{ending}"
    assert refused(made.office(folder), "a.zip").status == 415
    macros = {"word/vbaProject.bin": b"x"}
    assert "macros" in str(refused(made.office(folder, **macros), f"a.{ending}"))


def test_open_document_files_with_macros_are_refused() -> None:
    manifest = {"META-INF__manifest_0xml": b"<x/>", "Basic__Standard__a_0xml": b"<x/>"}
    data = made.archive(mimetype=b"application/vnd.oasis.opendocument.text", **manifest)
    assert "macros" in str(refused(data, "a.odt"))


REFUSED = {
    "empty": (b"", "empty"),
    "tiff": (b"II*\0" + bytes(50), "JPEG"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(50), "JPEG"),
    "ico": (b"\0\0\1\0" + bytes(50), "PNG"),
    "psd": (b"8BPS" + bytes(50), "JPEG"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PDF"),
    "bmp": (made.picture("BMP"), "PNG"),
    "html": (b"\n <!DOCTYPE html><title>a</title>", "HTML"),
    "html in utf-16": ("<html><body>".encode("utf-16"), "HTML"),
    "xml": (b"<?xml version='1.0'?><a/>", "XML"),
    "script": (b"#!/bin/sh\nrm -rf /", "script"),
    "php": (b"<?php phpinfo();", "script"),
    "exe": (b"MZ" + bytes(99), "Programs"),
    "elf": (b"\x7fELF" + bytes(99), "Programs"),
    "jar": (made.archive(**{"META-INF__MANIFEST_0MF": b"a"}), "Programs"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "DOCX"),
    "rar": (b"Rar!\x1a\x07" + bytes(99), "ZIP"),
    "unknown": (b"\0\1\2\3" * 9, "not taken"),
    "broken zip": (b"PK\3\4" + bytes(99), "broken"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_what_to_do(what: str) -> None:
    data, word = REFUSED[what]
    assert word in str(refused(data))


DIFFER = {
    "holiday.png": (made.picture("JPEG"), "", ("PNG picture", "image/jpeg")),
    "holiday.jpg": (made.archive(a_0txt=b"a"), "", ("JPEG picture", "application/zip")),
    "x.html": (made.picture("GIF"), "", (".html", "image/gif")),
    "x.jpg.php": (made.picture("JPEG"), "", (".php", "image/jpeg")),
    "x.svg": (made.picture("PNG"), "", ("SVG drawing", "image/png")),
    "a.jpg": (made.picture("JPEG"), "application/pdf", ("application/pdf", "image/jpeg")),
    "a.txt": (b"plain", "image/png", ("image/png", "text/plain")),
    "notes.pdf": (b"only words", "", ("PDF", "text/plain")),
}


@pytest.mark.parametrize("name", DIFFER)
def test_case_085_what_differs_is_refused_naming_both(name: str) -> None:
    data, declared, words = DIFFER[name]
    problem = refused(data, name, declared)
    assert problem.status == 415
    assert all(word in str(problem) for word in words)


@pytest.mark.parametrize(
    "name, declared",
    [
        ("a.jpg", "image/jpg"),
        ("a.jpg", "application/octet-stream"),
        ("a.jpeg", "image/pjpeg; x=y"),
        ("a", ""),
        ("scan.backup", "application/x-unheard-of"),
    ],
)
def test_case_085_hints_that_say_nothing_else_are_no_difference(name: str, declared: str) -> None:
    assert vetted(made.picture("JPEG"), name, declared).name.endswith(".jpg")
    assert vetted(b"a,b", "a.csv", "application/vnd.ms-excel").media_type == "text/csv"
    assert vetted(b"a,b", "a.csv", "text/plain").media_type == "text/csv"


SCRIPT = b"=1;alert(1)//"
POLYGLOTS = {
    "gif that is a script": (b"GIF89a" + SCRIPT + made.gif_of(1)[6:], None),
    "gif with a script behind": (made.gif_of(1) + SCRIPT, "image/gif"),
    "jpeg with an archive behind": (made.picture("JPEG") + made.archive(a=b"a"), "image/jpeg"),
    "png with a drawing behind": (made.picture() + made.svg("<script/>"), "image/png"),
    "html before a pdf": (b"<script>alert(1)</script>\n" + made.pdf(), None),
    "a pdf with html behind": (made.pdf() + b"<html><script>x</script>", "application/pdf"),
    "archive with html before": (b"<html>" + made.archive(a=b"a"), None),
}


@pytest.mark.parametrize("what", POLYGLOTS)
def test_case_086_a_file_that_is_two_things_is_one_or_refused(what: str) -> None:
    data, media_type = POLYGLOTS[what]
    if media_type is None:
        refused(data)
        return
    found = vetted(data)
    assert found.media_type == media_type
    if media_type == "application/pdf":
        assert b"<script>" not in found.file.read()


@pytest.mark.parametrize(
    "data, word",
    [
        (made.png_head(65_500, 65_500), "pixels"),
        (made.png_head(12_000, 12_000), "pixels"),
        (made.png_head(1_001, 1_000), "pixels"),
        (made.png_head(70_000, 1), "pixels"),
        (made.gif_of(10_000), "frames"),
        (made.moving("WEBP", 51), "frames"),
    ],
)
def test_case_095_bombs_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch, data: bytes, word: str
) -> None:
    def never(*_any: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("mastaba_media.vetting.pictures._decode", never)
    problem = refused(data)
    assert problem.status == 422
    assert word in str(problem)


def test_case_095_many_frames_of_many_pixels_are_too_much_together() -> None:
    caps = Caps(pixels=81, frames=50)
    assert vetted(made.moving("GIF", 5), caps=caps).measured.frames == 5
    assert "frames of 9" in str(refused(made.moving("GIF", 6), caps=caps))


def _wrong_sum(data: bytes) -> bytes:
    at = data.index(b"IDAT") + 8
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


BROKEN = {
    "half a png": made.picture()[:-30],
    "a png with a wrong sum": _wrong_sum(made.picture()),
    "a png without data": made.png_head(9, 9).replace(b"IDAT", b"jDAT"),
    "half a jpeg": made.picture("JPEG", (400, 300))[:-900],
    "half a webp": made.picture("WEBP")[:-20],
    "half a gif": made.moving("GIF")[:-15],
    "half an avif": made.picture("AVIF")[:-40],
    "a head alone": b"\xff\xd8\xff\xe0",
    "a gif without frames": made.gif_of(0),
    "too few rows": made.png_head(99, 99),
}


@pytest.mark.parametrize("what", BROKEN)
def test_case_096_what_is_broken_is_refused_now_and_not_found_later(what: str) -> None:
    problem = refused(BROKEN[what])
    assert "broken" in str(problem)
    assert problem.status == 422


def test_too_large_is_413() -> None:
    assert refused(b"a" * 2_000_001).status == 413


def test_case_098_a_pdf_is_kept_without_author_scripts_and_attached_files() -> None:
    import pikepdf

    kept = vetted(made.pdf(), "a.pdf").file.read()
    assert vetted(made.pdf(), "a.pdf").file.read() == kept
    with pikepdf.open(io.BytesIO(kept)) as found:
        written = b"".join(repr(one).encode() for one in found.objects)
        assert dict(found.docinfo) == {"/Title": "Opening hours"}
        assert len(found.pages) == 1
    assert not any(
        word in written + kept
        for word in (
            b"Author",
            b"by Ann",
            b"alert",
            b"JavaScript",
            b"Launch",
            b"calc",
            b"EmbeddedFile",
        )
    )


def test_a_pdf_that_cannot_be_written_anew_is_refused() -> None:
    import pikepdf

    locked = made.pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert "password" in str(refused(locked))
    assert "signed" in str(refused(made.signed_pdf()))
    assert "broken" in str(refused(b"%PDF-1.7\n" + bytes(200)))
    opened = made.pdf(encryption=pikepdf.Encryption(user="", owner="secret"))
    assert vetted(opened).media_type == "application/pdf"


def test_case_095_a_pdf_that_unfolds_a_thousandfold_takes_no_memory_of_the_site() -> None:
    small, large = (io.BytesIO(made.unfolding_pdf(megabytes)) for megabytes in (1, 150))
    clean_pdf(small, memory=220_000_000).close()
    with pytest.raises(FileRefused, match="The PDF"):
        clean_pdf(large, memory=220_000_000)

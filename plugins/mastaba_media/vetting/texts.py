"""Texts: anything without the bytes that no text has, and not one of those that can act."""

from __future__ import annotations

import codecs
from typing import BinaryIO

CHUNK = 256 * 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_HTML = (
    b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<meta", b"<title",
    b"<style", b"<a ", b"<img", b"<p>", b"<div", b"<h1", b"<br", b"<table", b"<!--", b"<form",
)  # fmt: skip
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_type(file: BinaryIO) -> str:
    """`text/plain`, `image/svg+xml`, the key of a sentence in `unwanted`, or "" for no text."""
    file.seek(0)
    head = file.read(1024)
    if not head or not _is_text(file, head):
        return ""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            head = head.decode(encoding, "replace").encode()
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith(b"#!") or start.startswith(b"<?php"):
        return "script"
    if start.startswith((b"<?xml", b"<!doctype svg", b"<svg", b"<!--")) and _has_svg(file):
        return "image/svg+xml"
    if start.startswith(_HTML):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else "text/plain"


def _has_svg(file: BinaryIO) -> bool:
    file.seek(0)
    start = file.read(64 * 1024)
    return b"<svg" in start or b":svg" in start


def _is_text(file: BinaryIO, head: bytes) -> bool:
    """UTF-8, UTF-16 with its mark, or one of the old 8-bit encodings."""
    if any(head.startswith(mark) for mark, _ in _BOMS):
        return _decodes(file, "utf-16")
    file.seek(0)
    while chunk := file.read(CHUNK):
        if len(chunk.translate(None, _CONTROLS)) != len(chunk):
            return False
    return True


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

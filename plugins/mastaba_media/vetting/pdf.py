"""PDF: written anew without author, history, scripts and attached files (case 098).

A process of its own does it, which may take only so much memory and time (case 095).
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import BinaryIO, cast

from mastaba_media.vetting import pdf_child
from mastaba_media.vetting.refused import FileRefused

log = logging.getLogger(__name__)

MEMORY = 1 << 30  # bytes that the process may take, its program included
LONGEST = 2 * pdf_child.SECONDS  # seconds by the clock
_ONE_AT_A_TIME = threading.Lock()  # memory is for one of them
BROKEN = "The PDF is broken, so it cannot be opened. Save it again, and send that."
LOCKED = "The PDF can be opened with a password only. Save it without, and send that."
SIGNED = (
    "The PDF is signed. The site takes its author's data out of every PDF, and that would break "
    "the signature. Put it into a ZIP archive to offer it as it is."
)
TOO_MUCH = (
    "The PDF takes too much memory or time to be looked at. Make it simpler in a PDF program, "
    "or put it into a ZIP archive."
)
_SENTENCES = {
    pdf_child.BROKEN: BROKEN,
    pdf_child.LOCKED: LOCKED,
    pdf_child.SIGNED: SIGNED,
    pdf_child.TOO_MUCH: TOO_MUCH,
}


def clean_pdf(file: BinaryIO, *, memory: int = MEMORY) -> BinaryIO:
    """The cleaned file; the same bytes in give the same bytes out. Raises `FileRefused`."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
    try:
        with tempfile.TemporaryFile() as source:
            file.seek(0)
            shutil.copyfileobj(file, source)
            source.seek(0)
            _write_anew(cast(BinaryIO, source), cast(BinaryIO, kept), memory)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return cast(BinaryIO, kept)


def _write_anew(source: BinaryIO, target: BinaryIO, memory: int) -> None:
    program = [sys.executable, "-I", str(Path(pdf_child.__file__)), str(memory)]
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(
                program,
                stdin=source,
                stdout=target,
                stderr=subprocess.PIPE,
                timeout=LONGEST,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise FileRefused(TOO_MUCH) from None
    if done.returncode == pdf_child.DONE:
        return
    if done.returncode not in _SENTENCES:  # killed by its limits, or not started at all
        log.error("A PDF was not looked at (%d): %s", done.returncode, done.stderr[-500:])
    raise FileRefused(_SENTENCES.get(done.returncode, TOO_MUCH))

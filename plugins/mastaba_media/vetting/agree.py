"""Name and declared type must agree with the content (case 085)."""

from __future__ import annotations

from mastaba_media.vetting.names import ending_of
from mastaba_media.vetting.refused import FileRefused
from mastaba_media.vetting.types import BY_ENDING, BY_TYPE, TEXTS, FileType, known_as
from mastaba_media.vetting.unwanted import SENTENCES, UNWANTED_ENDINGS

NOBODY = (
    "This kind of file is not taken, or the file is broken. Pictures, films, sound, PDF, office "
    "files, texts and ZIP archives are taken."
)
EMPTY = "The file is empty."


def agreed_type(found: str, name: str, declared: str) -> FileType:
    """The type of a file whose content is `found`. Raises `FileRefused` when anything differs."""
    ending = ending_of(name)
    if found in SENTENCES:
        raise FileRefused(SENTENCES[found], 415)
    if not found:
        raise FileRefused(SENTENCES.get(UNWANTED_ENDINGS.get(ending, ""), NOBODY), 415)
    if ending in UNWANTED_ENDINGS:
        _refuse_unwanted(ending, found)
    named = BY_ENDING.get(ending)
    if found == "text/plain" and named is not None and named.media_type in TEXTS:
        found = named.media_type
    if named is not None and named.media_type != found:
        _refuse_name(name, named, BY_TYPE[found])
    _check_declared(BY_TYPE[found], declared)
    return BY_TYPE[found]


def _refuse_unwanted(ending: str, found: str) -> None:
    sentence = SENTENCES[UNWANTED_ENDINGS[ending]]
    if found in TEXTS:
        raise FileRefused(sentence, 415)
    held = BY_TYPE[found]
    raise FileRefused(
        f"The name ends in .{ending}, and the file is a {held.title} ({held.media_type}). If that "
        f"is right, let its name end in .{held.endings[0]}.",
        415,
    )


def _refuse_name(name: str, named: FileType, held: FileType) -> None:
    raise FileRefused(
        f"The name says {named.title} (.{ending_of(name)}), and the file is a {held.title} "
        f"({held.media_type}). If that is right, let its name end in .{held.endings[0]}.",
        415,
    )


def _check_declared(held: FileType, declared: str) -> None:
    meant = known_as(declared)
    both_texts = held.media_type in TEXTS and bool(meant.intersection(TEXTS))
    if meant and held.media_type not in meant and not both_texts:
        raise FileRefused(
            f"The browser says that the file is {declared[:80]}, and it is a {held.title} "
            f"({held.media_type}). Its name may end wrongly.",
            415,
        )

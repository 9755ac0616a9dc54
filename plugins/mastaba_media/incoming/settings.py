"""Where files of texts go."""

from __future__ import annotations

from pydantic import field_validator

from mastaba.api import Section, setting


class IncomingSettings(Section, prefix="mastaba.media", heading="Files dropped into texts"):
    """The folder for files that editors drop or paste into a text."""

    dropped: str = setting(
        "{year}",
        help="Folder below the top folder of media for files dropped into texts; {year} and "
        "{month} stand for those of the day. Folders that are missing are made.",
        example="From texts/{year}",
        editable=True,
    )

    @field_validator("dropped")
    @classmethod
    def _check(cls, value: str) -> str:
        try:
            value.format(year=2000, month="01")
        except (LookupError, ValueError, AttributeError):
            raise ValueError(
                f"“{value}” cannot be read; only {{year}} and {{month}} may stand in braces."
            ) from None
        return value

"""What `convert` of an item may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mastaba.content.importing.files import Files, Words
from mastaba.content.importing.plan import Json, Known


class KnownParts(Known):
    """The uids and the files of the plan that is being applied."""

    def __init__(self, uids: Mapping[str, str], files: Files) -> None:
        self._uids = uids
        self._files = files

    def __getitem__(self, key: str) -> str:
        return self._uids[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._uids)

    def __len__(self) -> int:
        return len(self._uids)

    def block(self, key: str, *, alt: str = "", title: str = "", link: str = "") -> Json | None:
        """See `Known`."""
        return self._files.block(key, Words(alt, title, link))

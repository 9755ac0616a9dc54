"""How much a drawing draws: `use` repeats what others hold, and ten of ten of ten have no end."""

from __future__ import annotations

from mastaba_media.vetting.refused import FileRefused

MOST_DRAWN = 300_000  # elements
DEEPEST = 150
TOO_MUCH = "The drawing repeats its parts too often. Simplify it, or save it as PNG."


class Uses:
    """Which named elements hold and use which, told while a drawing is read."""

    def __init__(self) -> None:
        self._held: dict[str, list[str]] = {"": []}
        self._own: dict[str, int] = {"": 0}
        self._open = [""]  # for each open element the nearest name around it, or its own
        self._known: dict[str, int] = {}

    def start(self, name: str, target: str) -> None:
        """An element begins; `name` is its id, `target` the id that it uses, "" for none."""
        around = self._open[-1]
        if name and name not in self._held:
            self._held[around].append(name)
            self._held[name], self._own[name], around = [], 0, name
        self._own[around] += 1
        if target:
            self._held[around].append(target)
        self._open.append(around)

    def end(self) -> None:
        """The innermost element ends."""
        self._open.pop()

    def refuse_endless(self) -> None:
        """Raise `FileRefused` when more would be drawn than any drawing needs."""
        self._count("", 0)

    def _count(self, name: str, depth: int) -> int:
        if depth > DEEPEST:
            raise FileRefused(TOO_MUCH)
        if name not in self._known:
            self._known[name] = 0  # who holds itself is drawn by no browser
            inside = sum(self._count(one, depth + 1) for one in self._held.get(name, ()))
            self._known[name] = self._own.get(name, 0) + inside
        if self._known[name] > MOST_DRAWN:
            raise FileRefused(TOO_MUCH)
        return self._known[name]

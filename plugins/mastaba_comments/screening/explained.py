"""Why a comment is in its state, in sentences for moderators."""

from __future__ import annotations

from typing import Any


def explained(comment: Any) -> list[str]:
    """What speaks against it, the strongest first, then what followed from it.

    `comment` is a `Comment` or a row with its `verdict`; of imported ones nothing is known.
    """
    found = list(comment.verdict or ())
    against = sorted((one for one in found if one["points"]), key=_points, reverse=True)
    rest = (one["words"] for one in found if not one["points"])
    return [*(f"{one['words']} (+{one['points']})" for one in against), *rest]


def _points(finding: dict[str, Any]) -> int:
    return int(finding["points"])

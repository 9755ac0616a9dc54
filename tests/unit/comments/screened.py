"""Evidence for the tests of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from mastaba_comments.folding import digest_of
from mastaba_comments.screening.evidence import Evidence, Sent, Standing
from mastaba_comments.screening.settings import ScreeningSettings

NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
LONG = "I saw the exhibition last week and liked the drawings of the old harbour best of all."


@dataclass(frozen=True)
class Form:
    """What was filled in."""

    text: str = LONG
    name: str | None = "Ada"
    mail: str | None = None
    link: str | None = None
    trap: str = ""


def evidence(text: str = LONG, **facts: Any) -> Evidence:
    """Evidence of a comment with nothing wrong; facts of the form, the settings, or itself."""
    form = {name: facts.pop(name) for name in ("name", "mail", "link", "trap") if name in facts}
    known = {
        name: facts.pop(name) for name in list(facts) if name in ScreeningSettings.model_fields
    }
    chosen = ScreeningSettings.model_validate(known)
    return Evidence(Form(text, **form), chosen, NOW, **{"age": timedelta(minutes=2), **facts})


def sent(
    number: int = 1, *, whose: str = "address", state: str = "waiting", decided: bool = False,
    text: str | None = None, ago: timedelta = timedelta(minutes=5),
) -> Sent:  # fmt: skip
    """A comment sent before."""
    when = NOW - ago
    digest = None if text is None else digest_of(text)
    return Sent(whose, number, state, when, when if decided else None, digest)


KNOWN = Standing(shown=3)

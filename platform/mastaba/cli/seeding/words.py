"""Sentences that read like text, from a seeded generator: the same seed, the same words."""

from __future__ import annotations

from random import Random

NOUNS = (
    "archive", "bridge", "calendar", "candle", "cellar", "choir", "coast", "column", "compass",
    "corridor", "engine", "ferry", "garden", "granary", "harbour", "island", "kiln", "lantern",
    "ledger", "library", "loom", "meadow", "mill", "mirror", "orchard", "parish", "pavement",
    "quarry", "railway", "reservoir", "river", "signal", "staircase", "stone", "survey",
    "telegraph", "terrace", "theatre", "tower", "valley", "vault", "village", "wharf", "window",
)  # fmt: skip
ADJECTIVES = (
    "bright", "careful", "common", "distant", "early", "empty", "famous", "forgotten", "gentle",
    "hidden", "hollow", "late", "long", "narrow", "northern", "patient", "plain", "quiet",
    "restored", "rough", "second", "sheltered", "silver", "small", "southern", "steep", "stubborn",
    "upper", "useful", "western", "winter",
)  # fmt: skip
VERBS = (
    "carries", "closes", "counts", "crosses", "follows", "holds", "keeps", "leaves", "lights",
    "measures", "meets", "mends", "opens", "outlasts", "passes", "reaches", "records", "replaces",
    "shows", "supports", "surrounds", "watches",
)  # fmt: skip
OPENINGS = (
    "In spring", "After the flood", "For most visitors", "By the second year", "At low water",
    "Until recently", "On weekdays", "As the map shows", "Without a doubt", "Now and then",
)  # fmt: skip


def title(random: Random) -> str:
    """Three to five words."""
    ending = f" and the {random.choice(NOUNS)}" if random.random() < 0.4 else ""
    return f"The {random.choice(ADJECTIVES)} {random.choice(NOUNS)}{ending}"


def sentence(random: Random) -> str:
    """One sentence of about ten words."""
    core = f"the {_thing(random)} {random.choice(VERBS)} the {_thing(random)}"
    if random.random() < 0.5:
        core = f"{random.choice(OPENINGS)}, {core}"
    if random.random() < 0.3:
        core += f" beside the {random.choice(NOUNS)}"
    return f"{core[0].upper()}{core[1:]}."


def paragraph(random: Random) -> str:
    """Three to seven sentences."""
    return " ".join(sentence(random) for _ in range(random.randint(3, 7)))


def _thing(random: Random) -> str:
    return f"{random.choice(ADJECTIVES)} {random.choice(NOUNS)}"

"""Who writes: members by their log-in name, visitors by what they call themselves."""

from __future__ import annotations

from collections.abc import Mapping

STAFF: Mapping[str, str] = {
    "marta.quell": "Marta Quell",
    "owen.tarrant": "Owen Tarrant",
    "sunniva.holm": "Sunniva Holm",
    "dele.adair": "Dele Adair",
    "tomas.erskine": "Tomas Erskine",
}
MEMBERS: Mapping[str, str] = {
    "wren.hallow": "Wren Hallow",
    "idris.penlee": "Idris Penlee",
    "joan.stott": "Joan Stott",
}
MODERATOR = "joan.stott"  # of the notebook only
MODERATED = "/notebook"
HEAD = "marta.quell"  # who said so
EDITOR = "leela.brandt"  # who looks at what waits
EDITORS: Mapping[str, str] = {EDITOR: "Leela Brandt"}
MAIL = "{}@visitors.example"

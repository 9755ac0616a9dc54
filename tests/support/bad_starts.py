"""Starts that fail, one for each failure of the catalogue, all in one child process.

The distributions are `tests/pkgs/bad_*`. `docs/reference/errors.md` shows what they say.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mastaba import configure
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import KNOWN
from mastaba.cli.trial import problems_of
from mastaba.db import Database
from mastaba.plugins import Plugins
from mastaba.testing.scratch import LOOPBACK_DEVELOPMENT
from tests.support import pkgs


@dataclass(frozen=True)
class Start:
    """What is in the ini file besides the database; `code` is that of the catalogue."""

    code: str
    plugins: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    name: str = ""  # what it is told by, where the errors page shows another one

    @property
    def key(self) -> str:
        """What its message is found by."""
        return self.name or self.code


# The last one leaves a class that cannot be mapped in the process.
STARTS = (
    Start("not-installed", "pagse"),
    Start("installed-twice", "bad_same"),
    Start("import-error", "bad_import"),
    Start("extra-missing", "bad_extra"),
    Start("no-manifest", "bad_manifest"),
    Start("wrong-name", "bad_name"),
    Start("taken-name", "site"),
    Start("unreadable", "bad_words"),
    Start("not-enabled", "bad_needs"),
    Start("wrong-version", "pages bad_version"),
    Start("wrong-api", "bad_api"),
    Start("cycle", "bad_cycle_one bad_cycle_two"),
    Start("conflict", "pages bad_conflict"),
    Start("includeme-error", "bad_includeme"),
    Start("action-error", "bad_action"),
    Start("same-id", "bad_claim_one bad_claim_two"),
    Start("said-twice", "bad_twice"),
    Start("foreign-name", "bad_prefix"),
    Start("two-overriders", "bad_override_one bad_override_two"),
    Start("core-clash", "bad_core"),
    Start("core-clash", "bad_directive", name="directive"),
    Start("reserved", "bad_policy"),
    Start("reserved", "bad_request", name="request"),
    Start("nameless", "bad_nameless"),
    Start("own-commit", "bad_commit"),
    Start("bad-view", "bad_view"),
    Start("site-error", settings={"mastaba.site": "mastaba_bad_site"}),
    Start("unknown-setting", settings={"mastaba.pluggins.disable": "pages"}),
    Start("bad-setting", settings={"mastaba.plugins.on_error": "ignore"}),
    Start("missing-migration", "pages bad_migration"),
    Start("unwritten-migration", "pages bad_unwritten"),
    Start("broken-model", "bad_mapper"),
)

# All of discovery is told together.
TOGETHER = Start("together", "zzz bad_import bad_manifest bad_api bad_cycle_one bad_needs")


def collect(where: Path, database: str) -> dict[str, Any]:
    """What each start says by its code, and more; `database` has the tables of core and pages."""
    names = sorted(path.name for path in pkgs.PKGS.glob("bad_*"))
    environment = pkgs.environment(where, *names, checkout=True)
    code = "import sys; from tests.support.bad_starts import tell; tell(sys.argv[1])"
    found: dict[str, Any] = json.loads(pkgs.run(code, environment, database).splitlines()[-1])
    return found


def tell(database: str) -> None:
    """In the child: try every start, and print what it said."""
    base = {**LOOPBACK_DEVELOPMENT, "mastaba.database.url": database}
    healthy = said(base, Start("healthy", "pages"))
    untouched = not any(name.startswith("mastaba_bad") for name in sys.modules)
    critical = problems_of({**base, "mastaba.plugins": "bad_critical bad_api"}, {})
    told: dict[str, Any] = {"healthy": healthy, "untouched": untouched}
    told |= {"left-out": left_out(base), "critical": [one.plugins for one in critical]}
    told |= {start.key: said(base, start) for start in (TOGETHER, *STARTS)}
    print(json.dumps(told))


def left_out(base: dict[str, str]) -> str:
    """Why a plugin does not run that requires one in quarantine."""
    settings = {**base, "mastaba.plugins": "bad_mapper bad_follower"}
    registry = configure(settings, {"bad_mapper": "It fails."}).registry
    return registry[Plugins].sidelined["bad_follower"]


def said(base: dict[str, str], start: Start) -> str | None:
    """The sentence that a start ends with, or None when it would serve."""
    try:
        config = configure({**base, "mastaba.plugins": start.plugins, **start.settings})
        config.registry[Database].dispose()
        refuse_pending(config.registry, "site.ini")
    except KNOWN as error:
        return str(error)
    return None

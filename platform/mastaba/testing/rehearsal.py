"""A scratch site with everything on it that the sweep and the crawl need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from mastaba.testing.asking import Asking
from mastaba.testing.controls import CONTROLS, PREFIX, plant_controls
from mastaba.testing.crawl import Crawl, crawl
from mastaba.testing.planter import Values
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.stage import set_stage
from mastaba.testing.sweep import Hole, Report, Sweep

BLIND = "was not found: the sweep is blind"


class Rehearsal:
    """`with Rehearsal(site) as rehearsal: report = rehearsal.sweep()`; `site` is migrated.

    The site is of no other use afterwards: it keeps no change any more.
    """

    def __init__(self, site: ScratchSite, values: Values | None = None) -> None:
        self.site = site
        plant_controls(site.config)
        self.stage = set_stage(site, values=values)
        self.asking = Asking(site, self.stage.rows)

    @classmethod
    def at(cls, url: str, settings: Mapping[str, str], values: Values | None = None) -> Self:
        """On the empty database at `url`, with these settings of the application."""
        site = ScratchSite(url, settings)
        site.migrate()
        return cls(site, values)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.site.close()

    def sweep(self, **options: Any) -> Report:
        """Try the doors (options: those of `Sweep`); a control that is not found is a hole."""
        report = Sweep(self.stage, self.asking, **options).run()
        found = {hole.door for hole in report.holes if PREFIX in hole.door}
        report.holes = [hole for hole in report.holes if PREFIX not in hole.door]
        for name in CONTROLS:
            if not any(f"{PREFIX}{name}" in door for door in found):
                report.holes.append(Hole(f"control {name}", "everybody", "any state", BLIND))
        return report

    def crawl(self) -> Crawl:
        """Follow everything as a visitor; the control's leaks are taken out, or missed."""
        found = crawl(self.stage, self.asking)
        leaks = [leak for leak in found.leaks if PREFIX not in leak[0]]
        if len(leaks) == len(found.leaks):
            leaks.append(("the control", 0, BLIND))
        found.leaks = leaks
        return found

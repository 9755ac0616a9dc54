"""What an application with some plugins consists of, and whether it works: for a child process.

`main()` with the arguments FOLDER, "pages", "event pages", ... forks a process for each set of
plugins, since one process has one set of models. It migrates an empty database, uses the site a
little, and writes `FOLDER/<number>.json`: the traces of each set by kind (`Traces`). The last set
holds all others and comes first: its doors are what the smaller ones must not answer.
"""

from __future__ import annotations

import json
import os
import re
import sys
import traceback
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from mastaba.api import create, find_at, publish
from mastaba.content.types import ContentTypes
from mastaba.db.uuid7 import uuid7
from mastaba.doors import doors_of
from mastaba.plugins import Plugins
from mastaba.security.roles import Roles
from mastaba.slots import Slots
from mastaba.testing import ScratchSite
from mastaba.testing.fill import filled
from mastaba.tree.publication import LIVE

Traces = dict[str, list[str]]
PREFIX = "mastaba "
VISITED = ("/", "/-/health", "/robots.txt")
SCREENS = ("/admin/", "/admin/@@contents", "/admin/-/plugins", "/admin/-/settings")
LIBRARY = "/admin/-/library/"
ALWAYS_THERE = {"/admin", "/"}


def traces_of(site: ScratchSite) -> Traces:
    """Everything an application is made of, by kind; each thing is a line."""
    introspector = site.config.introspector
    found: Traces = {
        f"declared: {category.removeprefix(PREFIX)}": sorted(
            map(_line, introspector.get_category(category))
        )
        for category in introspector.categories()
        if category.startswith(PREFIX)
    }
    found["doors"] = sorted(map(str, doors_of(site.config)))
    found["routes"] = [
        str(item["introspectable"]["pattern"])
        for item in introspector.get_category("routes", sort_key=lambda item: item.order) or ()
    ]
    found["tables"] = sorted(inspect(site.database.writes).get_table_names())
    return found


def _line(item: Any) -> str:
    """Its id, and the package of the file that declares it."""
    shown = item["introspectable"]
    file = Path(shown.action_info.file) if shown.action_info else Path()
    package = next((part for part in file.parts if part.startswith("mastaba_")), "mastaba")
    return f"{shown.discriminator} ({package})"


def registered(config: Any) -> dict[str, Any]:
    """Everything a configured application consists of, in its order where one has a meaning."""
    registry, introspector = config.registry, config.introspector
    found: dict[str, Any] = {
        category: sorted(
            str(i["introspectable"].discriminator) for i in introspector.get_category(category)
        )
        for category in introspector.categories()
    }
    slots = registry[Slots].ordered
    found["slots"] = [f"{name} {item.id}" for name in sorted(slots) for item in slots[name]]
    routes = introspector.get_category("routes", sort_key=lambda item: item.order) or ()
    found["routes"] = [str(item["introspectable"]["pattern"]) for item in routes]
    found["doors"] = sorted(map(str, doors_of(config)))
    found["loaded"] = [item.plugin.name for item in registry[Plugins].loaded]
    found["types"] = list(registry[ContentTypes].by_name)
    found["roles"] = {k: sorted(r.permissions) for k, r in registry[Roles].roles.items()}
    return found


def modules(packages: dict[str, str]) -> list[str]:
    """The plugins of these packages {name: package} of which something is imported."""
    tops = {name.partition(".")[0] for name in sys.modules}
    return sorted(name for name, package in packages.items() if package.partition(".")[0] in tops)


def use(site: ScratchSite) -> Traces:
    """Make a page of every type and look at it; what was shown, and the SQL that it took."""
    shown: list[str] = []
    with site.statements() as sql:
        paths = _grow(site)
        for path in (*VISITED, *paths):
            shown.append(site.client().get(path, status=200).text)
        admin = site.client("admin")
        for path in (*SCREENS, LIBRARY, *(f"/admin{path}/@@edit" for path in paths)):
            shown.append(admin.get(path, status=200).text)
    return {"shown": shown, "statements": sql, "paths": paths}


def _grow(site: ScratchSite) -> list[str]:
    """A published page of each type that fits, below the root or one made before."""
    waiting = [kind for kind in site.registry[ContentTypes].by_name.values() if kind.tree == LIVE]
    grown: list[str] = []
    with site.request() as request:
        places = [find_at(request, "/")]
        while chosen := _fitting(request, waiting, places):
            kind, parent = chosen
            data = {**filled(kind.model, uuid7), "title": f"The {kind.title}"}
            node = create(request, parent, kind.model, data)
            publish(request, node)
            waiting.remove(kind)
            places.append(node)
            grown.append(str(node.path))
    assert not waiting, f"nothing can hold {waiting}"
    return grown


def _fitting(request: Any, waiting: list[Any], places: list[Any]) -> tuple[Any, Any] | None:
    types = request.registry[ContentTypes]
    pairs = ((kind, place) for kind in waiting for place in places)
    return next((p for p in pairs if not types.problem(request, p[0].name, p[1])), None)


def absent(site: ScratchSite, addresses: list[str]) -> list[str]:
    """Those of `addresses` of the admin and the public site that are answered after all."""
    admin = site.client("admin")
    answers = ((path, admin.get(path, expect_errors=True).status_int) for path in addresses)
    return [f"{path}: {status}" for path, status in answers if status != 404]


def owner(line: str, names: Iterable[str]) -> str:
    """The plugin of `names` that a trace belongs to, by its names; empty for the core."""
    return next((name for name in names if _pattern(name).search(line)), "")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Its package, or a word that is its name or begins with it: `event.next`, `event_event`."""
    return re.compile(
        rf"mastaba_{name}\b|mastaba_version_{name}\b|(?:^| |mastaba\.){name}(?:[._/ ]|$)"
    )


def addresses_of(doors: Iterable[str], others: Collection[str]) -> list[str]:
    """Where views of `others` are and none of anybody else, with no page of theirs in sight."""
    lines = list(doors)
    found = _addresses(line for line in lines if owner(line, others))
    shared = _addresses(line for line in lines if not owner(line, others))
    return sorted(found - shared - ALWAYS_THERE)


def _addresses(doors: Iterable[str]) -> set[str]:
    """A view for one type of page has the address of one for all of them."""
    parts = (line.split(" ") for line in doors)
    return {door[1].replace("/PAGE", "") or "/" for door in parts if "GET" in door[0]}


def examine(url: str, chosen: Sequence[str], addresses: list[str]) -> Traces:
    """Migrate, use and describe one set of plugins."""
    known = {point.name: point.module for point in entry_points(group="mastaba.plugins")}
    site = ScratchSite(url, {"mastaba.plugins": " ".join(chosen), "here": "."})
    site.migrate()
    found = {**traces_of(site), **use(site)}
    found["loaded"] = sorted(item.plugin.name for item in site.registry[Plugins].loaded)
    found["imported"] = modules(known)
    found["answered"] = absent(site, addresses)
    site.close()
    return found


def in_a_fork(target: Path, *arguments: Any) -> None:
    """Examine in a process of its own, which has imported no plugin yet."""
    child = os.fork()
    if child == 0:
        try:
            target.write_text(json.dumps(examine(*arguments)))
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    os.waitpid(child, 0)


def main() -> None:
    """Examine each set; the largest is the last."""
    folder, sets = Path(sys.argv[1]), [line.split() for line in sys.argv[2:]]
    os.chdir(folder)
    doors: list[str] = []
    for number in reversed(range(len(sets))):
        target = folder / f"{number}.json"
        others = set(sets[-1]) - set(sets[number])
        url = f"sqlite:///{folder / f'{number}.sqlite'}"
        in_a_fork(target, url, sets[number], addresses_of(doors, others))
        doors = doors or json.loads(target.read_text())["doors"]

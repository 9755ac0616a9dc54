"""The order in which plugins are written down changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support import pkgs

NAMES = ("pages", "guestbook", "event", "alpha", "beta", "gamma")
SHUFFLES = 20
TINY = """
from pyramid.response import Response
from mastaba.api import Plugin

plugin = Plugin({name!r}, "Tiny", after={after!r})

def view(request):
    return Response("tiny")

def includeme(config):
    config.add_route("{name}.all", "/{name}/{{anything}}")
    config.add_view(view, route_name="{name}.all", permission="view", shows="nothing")
    config.declare_permission("{name}.see", "See", roles=("reader",))
    config.declare_vocabulary("{name}.kinds", "Kinds")
    config.add_slot_item("site.after_content", "{name}.note", view=lambda c, r: "note")
"""
SHUFFLE = """
import json, random, sys
from tests.support.footprint import registered
from mastaba import configure

names, times = json.loads(sys.argv[1]), int(sys.argv[2])
chance, seen, orders = random.Random(4), set(), set()
for _ in range(times):
    chance.shuffle(names)
    orders.add(tuple(names))
    config = configure({
        "mastaba.env": "development", "mastaba.session.secure": "no", "here": sys.argv[3],
        "mastaba.database.url": "sqlite:///" + sys.argv[3] + "/x.sqlite",
        "mastaba.plugins": " ".join(names),
    })
    seen.add(json.dumps(registered(config)))
print(json.dumps([len(orders), sorted(seen)]))
"""


def install(where: Path, name: str, after: tuple[str, ...]) -> None:
    """A plugin that needs no other, as an installer would leave it on the path."""
    (where / f"tiny_{name}.py").write_text(TINY.format(name=name, after=after))
    info = where / f"tiny_{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tiny-{name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[mastaba.plugins]\n{name} = tiny_{name}:plugin\n")


def test_twenty_orders_give_the_same_application(tmp_path: Path) -> None:
    for name, after in (("alpha", ("gamma",)), ("beta", ()), ("gamma", ("guestbook",))):
        install(tmp_path, name, after)
    environment = pkgs.environment(tmp_path, "guestbook", "event", checkout=True)
    arguments = (json.dumps(NAMES), str(SHUFFLES), str(tmp_path))
    orders, seen = json.loads(pkgs.run(SHUFFLE, environment, *arguments))
    assert orders > SHUFFLES // 2
    assert len(seen) == 1, _difference(seen)
    found = json.loads(seen[0])
    assert [line for line in found["slots"] if line.endswith(".note")]
    assert found["loaded"].index("alpha") > found["loaded"].index("gamma")


def _difference(seen: list[str]) -> str:
    one, other = map(json.loads, seen[:2])
    return "\n".join(
        f"{kind}:\n{one[kind]}\n{other[kind]}" for kind in one if one[kind] != other[kind]
    )

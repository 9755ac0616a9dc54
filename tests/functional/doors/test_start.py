"""What a view must say before the application starts (cases 115, 116)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyramid.exceptions import ConfigurationError
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.api import Plugin
from mastaba.doors import doors_of, refuse_bad_doors
from mastaba.security.asked import check_asked
from mastaba.testing import ScratchSite
from mastaba.tree.models import Node
from mastaba.tree.traverser import Tools

MakeSite = Callable[..., ScratchSite]
ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OPEN = {"permission": NO_PERMISSION_REQUIRED}


def view(request: Any) -> Any:
    return request.response


BAD = {
    "silent": ({}, "without an explicit permission"),
    "open": (OPEN, "does not say what it shows of the tree"),
    "bare": ({**OPEN, "shows": "context", "context": Node}, "needs a permission"),
    "odd": ({"permission": "view", "shows": "all"}, "'all' is none of 'context', 'list'"),
    "elsewhere": (
        {"permission": "view", "route_name": "elsewhere"},
        "does not say what it shows of the tree",
    ),
    "misspelt": (
        {"permission": "veiw"},
        "permission 'veiw', which nobody declares. Did you mean view?",
    ),
    "writes": (
        {"permission": "view", "request_method": "POST"},
        "takes POST under “view”, which is for reading",
    ),
    "writes-too": (
        {**OPEN, "shows": "nothing", "request_method": ("GET", "DELETE")},
        "takes DELETE/GET under no permission",
    ),
}
GOOD = {
    "page": ({"permission": "view", "context": Node}, "context"),
    "any": ({"permission": "edit", "request_method": "POST"}, "context"),
    "tool": ({"permission": "enter", "context": Tools}, "list"),
    "feed": ({"permission": "view", "shows": "list"}, "list"),
    "up": ({**OPEN, "shows": "nothing"}, "nothing"),
    "link": ({**OPEN, "shows": "link"}, "link"),
    "through": ({"permission": "view", "route_name": "through"}, "context"),
    "vote": (
        {"permission": "view", "request_method": "POST", "writes_because": "one's own vote"},
        "context",
    ),
}


def with_views(make_site: MakeSite, views: dict[str, Any]) -> Any:
    config = make_site().config
    config.add_route("elsewhere", "/elsewhere/{id}")
    config.add_route("through", "/api{traverse:(/.*)?}")
    for name, (options, _expected) in views.items():
        config.add_view(view, name=name, **options)
    config.commit()
    return config


@ONE_DATABASE
def test_case_115_116_every_broken_rule_is_named_with_its_place(make_site: MakeSite) -> None:
    with pytest.raises(ConfigurationError) as raised:
        refuse_bad_doors(with_views(make_site, BAD))
    lines = str(raised.value).splitlines()
    assert len(lines) == len(BAD)
    for name, (_options, sentence) in BAD.items():
        place = "/elsewhere/{id}" if name == "elsewhere" else f"/{name}"
        line = next(one for one in lines if f"{place}," in one or f"@@{name}," in one)
        assert sentence in line
        assert "test_start.py:" in line


@ONE_DATABASE
def test_a_misspelt_permission_or_role_is_named(make_site: MakeSite) -> None:
    config = make_site().config
    shown = {"view": lambda context, request: "", "permission": "eidt"}
    config.add_slot_item("site.footer", "tea.cup", **shown)
    config.commit()
    (found,) = check_asked(config.registry)
    assert found.startswith("The slot item site.footer tea.cup at ")
    assert found.endswith("'eidt', which nobody declares. Did you mean edit?")
    config.declare_permission("tea.pour", "Pour", roles=("edtior",))
    with pytest.raises(ConfigurationError, match=r"no role 'edtior'; there are: admin, author"):
        config.commit()


def test_one_plugin_may_be_named_alone() -> None:
    manifest = Plugin("tea", title="Tea", requires="pages", after="cups")  # type: ignore[arg-type]  # as people do
    assert (manifest.requires, manifest.after) == (("pages",), ("cups",))


@ONE_DATABASE
def test_what_a_view_shows_is_known_without_a_word_where_that_is_safe(
    make_site: MakeSite,
) -> None:
    config = with_views(make_site, GOOD)
    refuse_bad_doors(config)
    shown = {door.name: door.shows for door in doors_of(config) if door.view.endswith(":view")}
    assert shown == {name: shows for name, (_options, shows) in GOOD.items()}

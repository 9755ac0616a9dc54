"""Doors: every view says what it shows of the tree, or the application does not start.

Lives here: the view options `shows`, `writes_because` and `example`, the list of all doors, and
the rules that stop a start. Does not live here: the guard itself (`mastaba.security.guard`), nor
the sweep that tries every door as ten roles (`mastaba.testing`).

A door is a view. The safe way is the short way: a view of a node that asks for a permission need
not say anything. What it shows is one of

- `"context"`: the node at its address (the default where the context is a node);
- `"list"`: others, through `request.catalog().visible()` (the default on `/-/name`);
- `"link"`: one page, to whoever sends the secret of a link that was made for it;
- `"nothing"`: nothing of the tree, such as the log-in form.

A view without a permission, or with a route that does not lead through the tree, must say it:
`config.add_view(view, name="up", permission=NO_PERMISSION_REQUIRED, shows="nothing")`.
A view that takes POST under a permission that only lets people read says why that is right:
`writes_because="the operation asks for the permission on each page"`.
"""

from __future__ import annotations

from typing import Any

from mastaba.doors.door import Door
from mastaba.doors.guarding import ask_to_see
from mastaba.doors.registered import doors_of
from mastaba.doors.rules import refuse_bad_doors
from mastaba.doors.samples import DoorSamples, add_door_sample

__all__ = ["Door", "DoorSamples", "doors_of", "refuse_bad_doors"]


def includeme(config: Any) -> None:
    """Make the options known to `config.add_view`, and every view of a node ask to see it."""
    config.registry[DoorSamples] = DoorSamples()
    config.add_directive("add_door_sample", add_door_sample)
    config.add_view_deriver(ask_to_see, "ask_to_see", under="secured_view")

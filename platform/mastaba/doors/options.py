"""The view options of a door. They change nothing in the view: its introspectable keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

View = Callable[[Any, Any], Any]


def keep_options(view: View, _info: Any) -> View:
    """View deriver that only makes its options legal.

    `shows`: `"context"`, `"list"` or `"nothing"`. `writes_because`: the reason why it is right
    that the view changes something under a permission to read. `example`: what the sweep puts
    behind the address so that the view has something to answer, such as `"?number=1"`, `"/1"`;
    `{uid}` and `{id}` in it are those of the swept node.
    """
    return view


keep_options.options = ("shows", "writes_because", "example")  # type: ignore[attr-defined] # Pyramid reads it there

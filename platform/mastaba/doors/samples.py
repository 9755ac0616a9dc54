"""What doors need on a page to be tried at all, such as a record: planted for the sweep only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Sample = Callable[[Any, Any, str], Mapping[str, str]]


class DoorSamples(list[Sample]):
    """What plugins plant; on the registry."""


def add_door_sample(config: Any, sample: Sample) -> None:
    """Directive: `sample(request, node, words)` makes what views of the plugin are about.

    It is called for every page of the sweep, as the system. `words` must stand in what it makes,
    and be shown with the page only. It returns what an `example` names in braces: of
    `{"vote": uid}` the view says `example="?uid={vote}"`.
    """
    config.registry[DoorSamples].append(sample)

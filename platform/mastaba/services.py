"""Services: what the core or a plugin offers under an interface, and a later layer may replace.

A service is made once per application, at its first use, by `factory(registry)`:

    config.add_service(Postbox, make_postbox)           # claims the interface
    request.service(Postbox).send(letter)               # wherever there is a request
    service_of(registry, Postbox).send(letter)          # behind the requests

It is asked from many threads, so it keeps nothing of one request. An interface is a class, best a
`typing.Protocol`; where there are several of a kind each has a `name`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from mastaba.declaring import declare

Key = tuple[type[Any], str]
Factory = Callable[[Any], Any]


class NoService(LookupError):
    """Nobody offers the service that is asked for."""


@dataclass
class Services:
    """The factories of this application, and what they have made."""

    factories: dict[Key, Factory] = field(default_factory=dict)
    made: dict[Key, Any] = field(default_factory=dict)
    lock: Any = field(default_factory=RLock)  # a factory may ask for other services


def add_service(config: Any, iface: type[Any], factory: Factory, *, name: str = "") -> None:
    """Directive: offer `factory(registry)` under the interface `iface`.

    A second factory for one interface and name is a conflict, except in a later layer, which
    replaces it.
    """

    def register() -> None:
        services: Services = config.registry[Services]
        services.factories[iface, name] = factory
        services.made.pop((iface, name), None)

    id = f"{iface.__module__}.{iface.__qualname__}" + (f":{name}" if name else "")
    declare(config, "service", id, register, title=iface.__name__, factory=factory)


def service_of(registry: Any, iface: type[Any], name: str = "") -> Any:
    """The service of an application. Raises `NoService` where nobody offers it."""
    services: Services = registry[Services]
    made = services.made.get((iface, name))
    return _make(registry, services, iface, name) if made is None else made


def _make(registry: Any, services: Services, iface: type[Any], name: str) -> Any:
    key = (iface, name)
    if key not in services.factories:
        names = sorted(repr(known) for kind, known in services.factories if kind is iface)
        there = f"it is offered as {', '.join(names)}" if names else "nobody offers it"
        raise NoService(
            f"There is no service {iface.__name__} named {name!r}; {there}. Enable the plugin "
            "that brings it, or call config.add_service."
        )
    with services.lock:
        if key not in services.made:
            services.made[key] = services.factories[key](registry)
        return services.made[key]


def includeme(config: Any) -> None:
    """Add the directive, and `request.service`."""
    config.registry[Services] = Services()
    config.add_directive("add_service", add_service)
    config.add_request_method(
        lambda request, iface, name="": service_of(request.registry, iface, name), "service"
    )

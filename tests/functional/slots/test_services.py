"""Services: made once, by the last layer that offers them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

import pytest
from pyramid.exceptions import ConfigurationConflictError

from mastaba.services import NoService, service_of
from mastaba.testing import ScratchSite

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Greeter(Protocol):
    """What is asked for."""

    def greet(self) -> str:
        """A greeting."""


class Hello:
    """One offer."""

    made = 0

    def __init__(self, _registry: Any) -> None:
        type(self).made += 1

    def greet(self) -> str:
        return "Hello"


class Servus(Hello):
    """Another."""

    def greet(self) -> str:
        return "Servus"


def offer_hello(config: Any) -> None:
    config.add_service(Greeter, Hello)


def offer_servus(config: Any) -> None:
    config.add_service(Greeter, Servus)


def test_it_is_made_once_however_many_ask(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    site.config.include(offer_hello)
    site.config.commit()
    found: list[Any] = []
    threads = [
        threading.Thread(target=lambda: found.append(service_of(site.registry, Greeter)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with site.request() as request:
        found.append(request.service(Greeter))
    assert len(set(map(id, found))) == Hello.made == 1
    assert found[0].greet() == "Hello"


def test_a_later_layer_replaces_it(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    for layer in (offer_hello, offer_servus):
        site.config.include(layer)
        site.config.commit()
    assert service_of(site.registry, Greeter).greet() == "Servus"


def test_two_in_one_layer_are_a_conflict(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    site.config.include(offer_hello)
    site.config.include(offer_servus)
    with pytest.raises(ConfigurationConflictError, match="Greeter"):
        site.config.commit()


def test_names_tell_several_apart_and_an_unknown_one_is_told(
    make_site: Callable[..., ScratchSite],
) -> None:
    site = make_site()
    with pytest.raises(NoService, match="no service Greeter named ''; nobody offers it"):
        service_of(site.registry, Greeter)
    site.config.add_service(Greeter, Hello, name="plain")
    site.config.add_service(Greeter, Servus, name="southern")
    site.config.commit()
    assert service_of(site.registry, Greeter, "southern").greet() == "Servus"
    with pytest.raises(NoService, match="named 'northern'; it is offered as 'plain', 'southern'"):
        service_of(site.registry, Greeter, "northern")

"""What plugins let templates call."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.exceptions import ConfigurationConflictError, ConfigurationError

from mastaba.plugins.ledger import OVERRIDES, ledger_of
from mastaba.rendering import Environment
from mastaba.testing import ScratchSite

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def rendered(site: ScratchSite, text: str) -> str:
    with site.request() as request:
        environment: Any = site.registry[Environment]
        return str(environment.from_string(text).render(request=request))


@SQLITE
def test_a_function_of_a_plugin_gets_the_request(make_site: Any) -> None:
    site = make_site()
    site.config.add_template_function(
        "price", lambda request, cups, sugar=0: f"{request.method} {cups + sugar}"
    )
    site.config.commit()
    assert rendered(site, "{{ price(2, sugar=1) }}") == "GET 3"
    ledger_of(site.registry).layer = OVERRIDES
    site.config.add_template_function("price", lambda request, cups: "free")
    site.config.commit()
    assert rendered(site, "{{ price(2) }}") == "free", "a later layer wins"


@SQLITE
def test_names_are_claimed_once(make_site: Any) -> None:
    config = make_site().config
    with pytest.raises(ConfigurationError, match="is no name"):
        config.add_template_function("two words", print)
    config.add_template_function("price", print)
    config.add_template_function("price", repr)
    with pytest.raises(ConfigurationConflictError):
        config.commit()
    config = make_site().config
    config.add_template_function("setting", print)
    with pytest.raises(ConfigurationError, match="choose another name"):
        config.commit()

"""The core's own sections: what production refuses, and what one's own machine may do."""

from collections.abc import Iterator
from typing import Any

import pytest
from pyramid.config import Configurator

from mastaba.settings import SettingsError, finish, settings_of
from mastaba.settings.core import (
    CoreSettings,
    PluginSettings,
    ProxySettings,
    ServerSettings,
    is_loopback,
)

GOOD = "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U"


def boot(**values: str) -> Any:
    ini = {f"mastaba.{key.replace('__', '.')}": value for key, value in values.items()}
    config = Configurator(settings=ini)
    config.include("mastaba.settings")
    finish(config.registry)
    return config.registry


def refused(**values: str) -> Iterator[str]:
    with pytest.raises(SettingsError) as caught:
        boot(**values)
    return iter(caught.value.problems)


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("", "mastaba.secret is missing"),
        ("   ", "mastaba.secret is missing"),
        ("mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6", "mastaba.secret is only 31 characters long"),
        ("change-me", "mastaba.secret is a sample value"),
        ("seekri1t" * 5, "mastaba.secret is a sample value"),
        ("QWERTY" + GOOD, "mastaba.secret is a sample value"),
        ("development-only-secret-on-the-loopback-address", "mastaba.secret is a sample value"),
        ("x" * 40, "mastaba.secret repeats the same few characters"),
        ("abcabc121" * 5, "mastaba.secret repeats the same few characters"),
    ],
)
def test_case_198_production_refuses_an_unfit_secret(secret: str, words: str) -> None:
    (sentence,) = refused(secret=secret)
    assert words in sentence
    assert "secrets.token_urlsafe" in sentence
    assert not secret.strip() or secret not in sentence


def test_case_198_the_previous_secret_is_held_to_the_same() -> None:
    (sentence,) = refused(secret=GOOD, secret__previous="short")
    assert sentence.startswith("mastaba.secret.previous is only 5 characters long")


def test_a_good_secret_starts_production_and_the_old_one_still_verifies() -> None:
    core = settings_of(boot(secret=GOOD, secret__previous=GOOD[::-1]), CoreSettings)
    assert core.production
    assert core.signing_keys == (GOOD.encode(), GOOD[::-1].encode())
    assert GOOD not in repr(core)


def test_one_s_own_machine_needs_no_secret_but_a_reachable_server_does() -> None:
    assert settings_of(boot(env="development"), CoreSettings).signing_keys
    (sentence,) = refused(env="development", server__host="0.0.0.0")
    assert "mastaba.secret is missing" in sentence


def test_case_199_production_refuses_cookies_over_http() -> None:
    (sentence,) = refused(secret=GOOD, session__secure="no")
    assert "mastaba.session.secure is no" in sentence
    boot(env="development", session__secure="no")


def test_problems_of_one_section_do_not_hide_those_of_another() -> None:
    found = list(refused(secret="x", server__port="70000", session__secure="no"))
    assert [line.split()[0] for line in found] == [
        "mastaba.server.port",
        "mastaba.secret",
        "mastaba.session.secure",
    ]


@pytest.mark.parametrize("url", ["", "example.org", "ftp://x", "http://", "http://x:99999999"])
def test_the_public_address_must_be_one(url: str) -> None:
    assert any("mastaba.url is" in line for line in refused(secret=GOOD, url=url))


def test_the_public_address_loses_its_last_slash() -> None:
    core = settings_of(boot(secret=GOOD, url="https://a.example/"), CoreSettings)
    assert core.url == "https://a.example"


def test_trusted_proxies_are_addresses_or_networks() -> None:
    registry = boot(secret=GOOD, proxy__trusted="127.0.0.1 10.0.0.0/8 ::1")
    assert len(settings_of(registry, ProxySettings).trusted) == 3
    (sentence,) = refused(secret=GOOD, proxy__trusted="nginx")
    assert "mastaba.proxy.trusted holds 'nginx'; expected an IP address" in sentence


def test_the_list_of_plugins_is_the_key_mastaba_plugins_itself() -> None:
    registry = boot(secret=GOOD, plugins="pages media", plugins__disable="media")
    plugins = settings_of(registry, PluginSettings)
    assert (plugins.enabled, plugins.disable) == (("pages", "media"), ("media",))


def test_the_server_ships_hardened() -> None:
    server = settings_of(boot(secret=GOOD), ServerSettings)
    assert (server.host, server.connection_limit, server.drain.seconds) == ("127.0.0.1", 1000, 30)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("localhost.evil.test", False),
        ("", False),
    ],
)
def test_what_counts_as_one_s_own_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback

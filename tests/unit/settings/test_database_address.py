"""`mastaba.database.url`: what cannot be used is one sentence without the password (200)."""

from __future__ import annotations

import pytest
from pyramid.config import Configurator

from mastaba.db import DatabaseSettings
from mastaba.settings import SettingsError, settings_of


def read(url: str) -> DatabaseSettings:
    config = Configurator(settings={"mastaba.database.url": url})
    config.include("mastaba.settings")
    config.declare_settings(DatabaseSettings)
    return settings_of(config.registry, DatabaseSettings)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "cannot be read as an address; expected sqlite:///FILE"),
        ("", "cannot be read as an address"),
        ("postgresql+psycopg://u:hunter2@h:notaport/x", "cannot be read as an address"),
        ("mysql://u:hunter2@h/x", "names the database 'mysql'; expected sqlite"),
        ("postgresql://u:hunter2@h/x", "names the database 'postgresql'; expected sqlite"),
        ("postgresql+psycopg2://u:hunter2@h/x", "'postgresql+psycopg2'"),
    ],
)
def test_case_200_an_address_that_cannot_be_used_is_a_sentence(url: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(url)
    (sentence,) = caught.value.problems
    assert words in sentence
    assert "hunter2" not in sentence
    assert sentence.startswith("mastaba.database.url ")


@pytest.mark.parametrize(
    "url", ["sqlite:///x.sqlite", "sqlite://", "postgresql+psycopg://u:hunter2@h:5432/x?a=b"]
)
def test_an_address_that_can_be_used_is_kept_and_never_shown(url: str) -> None:
    settings = read(url)
    assert settings.url == url
    assert url not in repr(settings)

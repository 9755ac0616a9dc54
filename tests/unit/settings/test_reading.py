"""Reading sections from ini texts: values, indirection, and one sentence per problem."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, ByteSize, field_validator
from pyramid.config import Configurator
from pyramid.exceptions import ConfigurationConflictError

from mastaba.settings import (
    Section,
    SettingsError,
    declared,
    finish,
    setting,
    settings_of,
)


class Tea(Section, prefix="mastaba.tea"):
    """Every kind of value."""

    name: str = setting("oolong", help="Its name.")
    strong: bool = setting(False, help="Whether it is strong.", editable=True)
    cups: int = setting(2, help="How many.", ge=1, le=9)
    heat: float = setting(80.5, help="Degrees.")
    kind: Literal["green", "black"] = setting("green", help="Which kind.")
    steep: timedelta = setting(timedelta(minutes=3), help="How long.", example="3m")
    size: ByteSize = setting(ByteSize(1000), help="Of the label.")
    guests: tuple[str, ...] = setting((), help="Who comes.")
    pot: str | None = setting(None, help="Which pot.")
    recipe: str = setting("", help="Never told.", secret=True)


def read(ini: dict[str, Any], here: Path | None = None) -> Configurator:
    values = {f"mastaba.tea.{key}": value for key, value in ini.items()}
    config = Configurator(settings={**values, "here": str(here or ".")})
    config.include("mastaba.settings")
    config.declare_settings(Tea)
    return config


def problems(ini: dict[str, Any], here: Path | None = None) -> list[str]:
    config = read({**ini}, here)
    config.registry.mastaba_settings.ini["mastaba.env"] = "development"
    with pytest.raises(SettingsError) as caught:
        finish(config.registry)
    return [line for line in caught.value.problems if not line.startswith("mastaba.secret ")]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("strong", "yes", True),
        ("strong", "OFF", False),
        ("cups", " 7 ", 7),
        ("heat", "99.5", 99.5),
        ("kind", "black", "black"),
        ("steep", "90", timedelta(seconds=90)),
        ("steep", "30s", timedelta(seconds=30)),
        ("steep", "1h 30m", timedelta(hours=1, minutes=30)),
        ("steep", "14d", timedelta(days=14)),
        ("steep", "250ms", timedelta(milliseconds=250)),
        ("size", "10MB", 10_000_000),
        ("size", "1GiB", 2**30),
        ("guests", "\n  ann\n  bob cy\n", ("ann", "bob", "cy")),
        ("guests", "", ()),
        ("pot", "", None),
        ("pot", "blue", "blue"),
    ],
)
def test_a_text_is_read_by_the_type_of_its_setting(key: str, text: str, value: Any) -> None:
    config = read({key: text})
    assert getattr(settings_of(config.registry, Tea), key) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("strong", "perhaps", "mastaba.tea.strong is 'perhaps'; expected yes or no."),
        ("cups", "many", "mastaba.tea.cups is 'many'; expected a whole number."),
        ("cups", "0", "mastaba.tea.cups is '0'; expected a whole number of at least 1."),
        ("cups", "10", "mastaba.tea.cups is '10'; expected a whole number of at most 9."),
        ("cups", "9" * 5000, "expected a whole number."),
        ("cups", "", "mastaba.tea.cups is empty; expected a whole number."),
        ("kind", "blue", "mastaba.tea.kind is 'blue'; expected one of: green, black."),
        ("steep", "soon", "expected a duration such as 30s, 5m, 2h or 14d, for example 3m."),
        ("steep", "9" * 14 + "w", "expected a duration"),
        ("size", "9" * 400 + "GB", "expected a size such as"),
        ("size", "big", "mastaba.tea.size is 'big'; expected a size such as"),
        ("guests", "env:NO_SUCH_NAME", "the environment variable 'NO_SUCH_NAME', which is not"),
        ("guests", "file:no/such", "which cannot be read: No such file or directory."),
        (
            "pots",
            "2",
            "mastaba.tea.pots is not a setting of Mastaba or of an enabled plugin; "
            "did you mean mastaba.tea.pot?",
        ),
    ],
)
def test_a_problem_is_one_sentence_naming_key_found_and_expected(
    key: str, text: str, words: str
) -> None:
    (sentence,) = problems({key: text})
    assert words in sentence
    assert len(sentence) < 300


def _hot(value: str) -> str:
    raise ValueError(f"{value!r} is too cold; expected something hot.")


class Kettle(Section, prefix="mastaba.kettle"):
    """Validators that do not know, and that know, which setting they look at."""

    waters: tuple[Annotated[str, AfterValidator(_hot)], ...] = setting((), help="What is in it.")
    lid: str = setting("shut", help="Its lid.")

    @field_validator("lid")
    @classmethod
    def _check_lid(cls, value: str) -> str:
        if value != "shut":
            raise ValueError("mastaba.kettle.lid must be shut.")
        return value


def test_what_a_validator_says_names_the_key_once() -> None:
    config = read({})
    config.registry.mastaba_settings.ini.update(
        {"mastaba.kettle.waters": "ice", "mastaba.kettle.lid": "open"}
    )
    config.declare_settings(Kettle)
    with pytest.raises(SettingsError) as caught:
        settings_of(config.registry, Kettle)
    assert list(caught.value.problems) == [
        "mastaba.kettle.waters: 'ice' is too cold; expected something hot.",
        "mastaba.kettle.lid must be shut.",
    ]


def test_all_problems_are_reported_together() -> None:
    assert len(problems({"cups": "x", "kind": "x", "steep": "x", "unknown": "x"})) == 4


def test_a_typing_error_in_the_first_word_of_a_key_is_found_too() -> None:
    config = Configurator(settings={"mastba.url": "http://x", "pyramid.reload_all": "no"})
    config.include("mastaba.settings")
    with pytest.raises(SettingsError) as caught:
        finish(config.registry)
    assert any("did you mean mastaba.url?" in line for line in caught.value.problems)
    assert not any("pyramid" in line for line in caught.value.problems)


def test_env_and_file_stand_for_what_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEA_CUPS", "5")
    (tmp_path / "recipe.txt").write_text("two spoons\n", encoding="utf-8")
    config = read({"cups": "env:TEA_CUPS", "recipe": "file:recipe.txt"}, tmp_path)
    tea = settings_of(config.registry, Tea)
    assert (tea.cups, tea.recipe) == (5, "two spoons")


def test_a_file_that_is_not_text_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(b"\xff\xfe")
    (sentence,) = problems({"recipe": "file:raw"}, tmp_path)
    assert "not a readable UTF-8 text" in sentence


class Sealed(Section, prefix="mastaba.sealed"):
    """A secret that must be a number."""

    code: int = setting(..., help="The code.", secret=True)


def test_a_secret_is_in_no_message_and_no_repr() -> None:
    config = read({"recipe": "two-spoons"})
    config.registry.mastaba_settings.ini["mastaba.sealed.code"] = "swordfish"
    config.declare_settings(Sealed)
    with pytest.raises(SettingsError) as caught:
        settings_of(config.registry, Sealed)
    assert "swordfish" not in str(caught.value)
    assert "mastaba.sealed.code is a value that is not shown; expected" in str(caught.value)
    assert "two-spoons" not in repr(settings_of(config.registry, Tea))
    shown = {one.key: one for one in declared(config.registry)}["mastaba.tea.recipe"]
    assert (shown.value, shown.source, shown.secret) == ("********", "ini", True)


def test_a_setting_without_a_default_must_be_given() -> None:
    config = read({})
    config.declare_settings(Sealed)
    with pytest.raises(SettingsError, match=r"mastaba.sealed.code is missing; expected a whole"):
        finish(config.registry)


def test_a_section_that_was_not_declared_is_a_sentence() -> None:
    with pytest.raises(SettingsError, match=r"The settings mastaba.sealed were not added"):
        settings_of(read({}).registry, Sealed)


def test_declared_tells_value_default_source_and_what_is_editable() -> None:
    found = {one.key: one for one in declared(read({"strong": "yes"}).registry)}
    strong, steep = found["mastaba.tea.strong"], found["mastaba.tea.steep"]
    assert (strong.value, strong.default, strong.source) == ("yes", "no", "ini")
    assert (strong.editable, strong.help, strong.expected) == (
        True,
        "Whether it is strong.",
        "yes or no",
    )
    assert (steep.value, steep.source, steep.example) == ("3m", "default", "3m")


def test_declaring_twice_the_same_section_is_harmless_but_the_same_key_conflicts() -> None:
    class Rival(Section, prefix="mastaba"):
        """Claims a key of Tea."""

        cups: int = setting(1, help="Mine.", key="tea.cups")

    config = read({})
    config.commit()
    config.declare_settings(Tea)
    config.declare_settings(Rival)
    with pytest.raises(ConfigurationConflictError, match=r"mastaba.tea.cups"):
        config.commit()


def test_each_setting_can_be_introspected() -> None:
    config = read({})
    config.commit()
    found = config.introspector.get("mastaba setting", "mastaba.tea.cups")
    assert found["section"] is Tea
    assert found["field"] == "cups"


def test_a_plugin_owns_its_prefix_too() -> None:
    class Event(Section, prefix="event"):
        """A plugin's settings."""

        colour: str = setting("red", help="The colour.")

    config = Configurator(settings={"event.color": "blue", "mastaba.env": "development"})
    config.include("mastaba.settings")
    config.declare_settings(Event)
    with pytest.raises(SettingsError, match=r"did you mean event.colour\?"):
        finish(config.registry)


def test_a_field_without_setting_is_a_programming_error() -> None:
    class Bare(Section, prefix="mastaba.bare"):
        """Forgets setting()."""

        x: int = 1

    with pytest.raises(TypeError, match=r"setting\(default, help"):
        read({}).declare_settings(Bare)

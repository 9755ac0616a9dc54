"""Properties: what is written is read back; no text makes anything but SettingsError."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ByteSize

from mastaba.settings import SettingsError
from mastaba.settings.core import CORE_SECTIONS
from mastaba.settings.reading import read_section
from mastaba.settings.section import Section, setting
from mastaba.settings.values import expected, write

HERE = Path()


class Sample(Section, prefix="s"):
    """One field of each kind that can be written."""

    flag: bool = setting(False, help="A flag.")
    count: int = setting(0, help="A count.")
    wait: timedelta = setting(timedelta(0), help="A wait.")
    size: ByteSize = setting(ByteSize(0), help="A size.")
    names: tuple[str, ...] = setting((), help="Names.")
    maybe: str | None = setting(None, help="Perhaps.")


WORDS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1).filter(
    lambda word: not word.startswith(("env:", "file:"))
)
SAMPLES = st.builds(
    Sample,
    flag=st.booleans(),
    count=st.integers(-(2**62), 2**62),
    wait=st.integers(0, 10**12).map(lambda count: timedelta(milliseconds=count)),
    size=st.integers(0, 10**15).map(ByteSize),
    names=st.lists(WORDS, max_size=4).map(tuple),
    maybe=st.none() | WORDS,
)


@given(SAMPLES)
def test_what_is_written_is_read_back(sample: Sample) -> None:
    ini = {Sample.key(name): write(getattr(sample, name)) for name in Sample.model_fields}
    assert read_section(Sample, ini, HERE) == sample


@pytest.mark.parametrize("section", [*CORE_SECTIONS, Sample])
@given(data=st.data())
def test_no_text_raises_anything_but_settings_error(
    section: type[Section], data: st.DataObject
) -> None:
    texts = (
        st.text(max_size=60)
        | st.from_regex(r"(env|file):.{0,30}")
        | st.from_regex(r"[0-9]{1,400}(\.[0-9]+)?[a-zA-Z]{0,3}", fullmatch=True)
    )
    ini = {section.key(name): data.draw(texts, name) for name in section.model_fields}
    try:
        made: Any = read_section(section, ini, HERE)
    except SettingsError as error:
        assert error.problems
        assert all(line.isprintable() or "\n" in line for line in error.problems)
    else:
        assert isinstance(made, section)


def test_an_unknown_type_still_has_words() -> None:
    assert expected(bytes) == "a valid value"

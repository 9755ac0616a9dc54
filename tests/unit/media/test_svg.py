"""Drawings are written anew from what is harmless (cases 081, 086)."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mastaba_media.vetting import FileRefused
from mastaba_media.vetting.svg import clean_svg
from tests.support.made_files import svg


def cleaned(inside: str, head: str = "", attributes: str = "") -> str:
    file, _size = clean_svg(io.BytesIO(svg(inside, head, attributes)))
    text = file.read().decode()
    ElementTree.fromstring(text)  # noqa: S314 - our own output
    return text


def inner(inside: str) -> str:
    return cleaned(inside).partition(">")[2].removesuffix("</svg>")


ACTS = (
    "<script>alert(1)</script>",
    "<script xlink:href='https://x.test/a.js'/>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>"
    "<img src='x' onerror='alert(1)'/></body></foreignObject>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
    "<iframe src='https://x.test'/>",
    "<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>",
    "<animate attributeName='xlink:href' values='javascript:alert(1)'/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<a xlink:href='javascript:alert(1)'><text>a</text></a>",
    "<metadata><creator>Ann</creator></metadata>",
    "<?xml-stylesheet href='https://x.test/a.css'?>",
    "<!-- Ann -->",
)


@pytest.mark.parametrize("inside", ACTS)
def test_what_acts_is_left_out_whole(inside: str) -> None:
    assert inner(inside + "<path d='M0 0'/>") == '<path d="M0 0"></path>'


@pytest.mark.parametrize(
    "attribute",
    [
        "onclick='alert(1)'",
        "ONLOAD='alert(1)'",
        "xlink:href='https://x.test/a.png'",
        "href='//x.test/a.svg#b'",
        "href='javascript:alert(1)'",
        "href='data:image/svg+xml;base64,PHN2Zz4='",
        "href='data:text/html;base64,PHN2Zz4='",
        "style='fill:url(https://x.test/a)'",
        "fill='url(&quot;//x.test/a&quot;)'",
        "style='background:\\75rl(a)'",
        "style='fill: url( /**/ https://x.test)'",
        "xmlns:i='http://inkscape.test' i:label='Ann'",
        "src='https://x.test'",
    ],
)
def test_an_attribute_that_loads_or_acts_is_left_out(attribute: str) -> None:
    assert inner(f"<use x='1' {attribute}/>") == '<use x="1"></use>'


KEPT = (
    '<linearGradient id="a"><stop offset="0"></stop></linearGradient>',
    '<rect fill="url(#a)" style="stroke: url(#a)"></rect>',
    '<use href="#a" xlink:href="#b"></use>',
    '<image href="data:image/png;base64,AAAA"></image>',
    "<style>.a &gt; .b { fill: #fff }</style>",
    '<text x="1" xml:space="preserve"> 1 &lt; 2 &amp; \u00a0 é</text>',
    '<animateTransform attributeName="transform" type="rotate"></animateTransform>',
    "<title>Ground floor</title>",
)


@pytest.mark.parametrize("inside", KEPT)
def test_what_is_harmless_is_kept_letter_for_letter(inside: str) -> None:
    assert inner(inside) == inside
    again = clean_svg(io.BytesIO(cleaned(inside).encode()))[0].read().decode()
    assert again == cleaned(inside)


def test_a_style_that_loads_is_emptied() -> None:
    for css in ("@import url(https://x.test)", ".a{fill:url(https://x.test)}", ".a{b:u\\72l(x)}"):
        assert inner(f"<style>{css}</style>") == "<style></style>"


BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://x.test/a.dtd">%x;]>',
)


@pytest.mark.parametrize("head", BOMB)
def test_case_081_entities_are_refused(head: str) -> None:
    with pytest.raises(FileRefused, match="entities"):
        cleaned("<text>a</text>", head=head)


def nested(levels: int, times: int, closing: str = "") -> str:
    groups = (
        f"<g id='u{level}'>" + f"<use xlink:href='#u{level - 1}'/>" * times + "</g>"
        for level in range(1, levels)
    )
    return f"<rect id='u0'>{closing}</rect>" + "".join(groups)


@pytest.mark.parametrize("inside", [nested(9, 10), nested(30, 2)])
def test_case_081_parts_that_repeat_parts_without_end_are_refused(inside: str) -> None:
    with pytest.raises(FileRefused, match="repeats"):
        cleaned(f"<defs>{inside}</defs>")


def test_parts_that_repeat_parts_are_kept_as_far_as_a_drawing_needs() -> None:
    assert cleaned(nested(5, 10)).count("<use") == 40
    assert cleaned(nested(2, 1, "<use href='#u1'/>")).count("<use") == 2


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<html/>",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        svg("<g>" * 200 + "</g>" * 200),
        svg("<g/>" * 100_001),
        svg("&nbsp;"),
        svg("a").replace(b"viewBox", b"viewBox='1' viewBox"),
        b"\xff\xfe<",
    ],
)
def test_what_is_no_proper_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        clean_svg(io.BytesIO(data))


@pytest.mark.parametrize(
    "attributes, size",
    [
        ("", (40, 30)),
        ("width='80'", (80, 60)),
        ("height='15px'", (20, 15)),
        ("width='1in' height='2in'", (96, 192)),
        ("width='100%' height='100%'", (40, 30)),
        ("width='-1' height='1e9999'", (40, 30)),
    ],
)
def test_the_size_that_it_asks_for(attributes: str, size: tuple[int, int]) -> None:
    measured = clean_svg(io.BytesIO(svg("", attributes=attributes)))[1]
    assert (measured.width, measured.height) == size


NAMES = st.sampled_from(
    ("svg", "g", "script", "foreignObject", "use", "style", "a", "animate", "text", "set")
)
VALUES = st.sampled_from(
    ("#a", "javascript:alert(1)", "https://x.test/", "url(#a)", "url(//x.test)", "onclick", "M0 0")
)
KEYS = st.sampled_from(("href", "xlink:href", "onclick", "style", "attributeName", "fill", "to"))
ELEMENT = st.builds(
    lambda name, attributes, inside: (
        f"<{name}"
        + "".join(f' {key}="{value}"' for key, value in attributes.items())
        + f">{inside}</{name}>"
    ),
    NAMES,
    st.dictionaries(KEYS, VALUES, max_size=3),
    st.sampled_from(("", "a", "@import 'x'")),
)


@given(st.lists(ELEMENT, max_size=6))
def test_nothing_that_acts_survives_in_any_mixture(elements: list[str]) -> None:
    nested = "".join(elements)
    for one in elements:
        nested = one.replace("></", f">{nested}</", 1)
    try:
        text = cleaned(nested)
    except FileRefused:
        return
    for element in ElementTree.fromstring(text).iter():  # noqa: S314 - our own output
        assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "a")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "url(//x.test" not in value
            assert value == "#a" or not name.endswith("href")

"""The settings screen: a control for every type of a plugin's editable settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from mastaba.admin.setting_fields import read_setting, setting_field
from mastaba.api import (
    Invalid,
    OperationError,
    Section,
    change_site_settings,
    setting,
    settings_for,
)
from mastaba.events.models import Audit
from mastaba.settings import store_of
from mastaba.settings.section import extra
from mastaba.testing import Client, ScratchSite
from mastaba.tree.models import SiteSetting
from mastaba.tree.sites import SiteDirectory

SCREEN = "/admin/-/settings"
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class TeaSettings(Section, prefix="mastaba.tea", heading="Tea house"):
    """How tea is made here."""

    milk: bool = setting(True, help="With milk.", editable=True)
    cups: int = setting(2, help="Cups in a pot.", ge=1, le=12, editable=True)
    heat: float | None = setting(None, help="Degrees.", editable=True)
    leaf: Literal["black", "very_green"] = setting("black", help="Which leaf.", editable=True)
    cup: str = setting(
        "", help="Which cup.", editable=True, choices=lambda _registry: {"": "Any", "mug": "Mug"}
    )
    steep: timedelta = setting(timedelta(minutes=4), help="How long.", editable=True)
    guests: tuple[str, ...] = setting((), help="Who comes.", editable=True, label="Invited")
    note: str = setting("", help="Words on the menu.", editable=True)
    recipe: str = setting("", help="How it is made.", editable=True, long=True)
    cupboard: str = setting("hidden-key", help="Opens the cupboard.", secret=True)
    shop: str = setting("round the corner", help="Where it is bought.")

    def problems(self, of: Any) -> Any:
        if self.milk and self.leaf == "very_green":
            yield "Green tea is not drunk with milk; change one of the two."


@pytest.fixture
def tea(make_site: Any) -> ScratchSite:
    """A site with a plugin's settings, one of which the ini file sets."""
    site: ScratchSite = make_site()
    store_of(site.registry).ini["mastaba.tea.note"] = "From the file"
    site.config.declare_settings(TeaSettings)
    site.config.commit()
    return site


def values(site: ScratchSite) -> TeaSettings:
    with site.request() as request:
        return settings_for(request, TeaSettings)


def settings_form(client: Client) -> Any:
    forms = client.get(SCREEN).forms.values()
    return next(form for form in forms if "mastaba.tea.cups" in form.fields)


def test_every_type_is_set_in_the_form_and_taken_back(tea: ScratchSite) -> None:
    admin = tea.client("admin")
    page = settings_form(admin)
    assert "mastaba.tea.note" not in page.fields
    page.fields["mastaba.tea.milk"][1].checked = False
    page["mastaba.tea.cups"] = "3"
    page["mastaba.tea.heat"] = "96.5"
    page["mastaba.tea.leaf"] = "very_green"
    page["mastaba.tea.cup"] = "mug"
    page["mastaba.tea.steep"] = "2m"
    page["mastaba.tea.guests"] = "Ada\nGrace"
    page["mastaba.tea.recipe"] = "Warm the pot.\r\nWait."
    after = page.submit("never", status=303).follow()
    assert values(tea) == TeaSettings(
        milk=False, cups=3, heat=96.5, leaf="very_green", cup="mug",
        steep=timedelta(minutes=2), guests=("Ada", "Grace"), note="From the file",
        recipe="Warm the pot.\nWait.",
    )  # fmt: skip
    settings_form(admin).submit("never", status=303).follow().mustcontain("Nothing was changed.")
    own = [form for form in after.forms.values() if "use-default" in form.fields]
    next(form for form in own if "mastaba.tea.cups" not in form.fields).submit(status=303)
    assert values(tea) == TeaSettings(note="From the file")
    with tea.request() as request:
        changes = select(Audit).where(Audit.action == "site.settings_changed")
        assert len(request.db.scalars(changes).all()) == 2


@SQLITE
def test_the_screen_says_what_holds_and_why(tea: ScratchSite) -> None:
    admin = tea.client("admin")
    page = admin.get(SCREEN)
    assert page.html.find(id="section-mastaba-tea").h2.text == "Tea house"
    assert "How tea is made here." in page.text
    assert page.html.find("form", class_="settings").find(id="section-mastaba-tea")
    fixed = page.html.find("details", id="settings-fixed")
    assert fixed.find(id="section-mastaba-database")
    assert not fixed.find(id="section-mastaba-tea")
    assert "From 1 to 12." in page.text
    assert "Very green" in page.text
    assert "hidden-key" not in page.text
    assert page.html.find("label", {"for": "f-mastaba.tea.guests"}).text == "Invited"
    with tea.request("admin") as request:
        change_site_settings(request, {"mastaba.tea.cups": 5})
    page = settings_form(admin)
    page["mastaba.tea.heat"] = "80"
    page.submit("use-default", value="mastaba.tea.cups", status=303)
    assert (values(tea).cups, values(tea).heat) == (2, 80.0)
    settings_form(admin).submit("never", status=303).follow().mustcontain("Nothing was changed.")


@SQLITE
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("cups", "13", "Expected a whole number of at most 12."),
        ("cups", "many", "Expected a whole number."),
        ("steep", "a while", "expected a duration such as 30s"),
        ("cup", "glass", "“glass” is not offered; expected one of: mug."),
        ("leaf", "brown", "Expected one of: black, very_green."),
        ("heat", "nan", "This must be a number."),
        ("guests", "x" * 10_001, "At most 10000 characters fit."),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    tea: ScratchSite, name: str, text: str, words: str
) -> None:
    sent = {f"mastaba.tea.{name}": text, "mastaba.site.title": "Kept in the form"}
    answer = tea.client("admin").send(SCREEN, sent, status=422)
    error = answer.html.find(id=f"mastaba.tea.{name}-error")
    assert words in error.decode_contents()
    assert "Nothing is saved yet" in answer.text
    assert 'value="Kept in the form"' in answer.text
    assert values(tea) == TeaSettings(note="From the file")


@SQLITE
def test_files_and_unknown_names_are_nothing(tea: ScratchSite) -> None:
    admin = tea.client("admin")
    fields = {**admin.csrf, "mastaba.gone.a": "1", "use-default": "mastaba.secret mastaba.gone.a"}
    files = [("mastaba.tea.guests", "a.txt", b"a"), ("use-default", "b.txt", b"b")]
    admin.post(SCREEN, fields, upload_files=files, status=303)
    assert values(tea) == TeaSettings(note="From the file")


@SQLITE
def test_what_the_operation_refuses(tea: ScratchSite) -> None:
    def refused(values: dict[str, Any], kind: type[OperationError]) -> str:
        with tea.request("admin") as request, pytest.raises(kind) as error:
            change_site_settings(request, values)
        return str(error.value) + str(getattr(error.value, "fields", ""))

    tea_ = "mastaba.tea."
    assert "not drunk with milk" in refused({tea_ + "leaf": "very_green"}, OperationError)
    assert "set in the ini file" in refused({tea_ + "note": "Mine"}, OperationError)
    for name in ("cupboard", "shop", "nothing"):
        assert "not permitted" in refused({tea_ + name: "x"}, Invalid)


@SQLITE
def test_rows_of_an_absent_plugin_and_values_that_fit_no_more_are_left_alone(
    tea: ScratchSite,
) -> None:
    rows = {"mastaba.gone.a": 1, "mastaba.tea.cups": 99, "mastaba.tea.heat": 70.0}
    with tea.request() as request:
        for key, value in rows.items():
            site_id = request.site.id
            request.db.execute(insert(SiteSetting).values(site_id=site_id, key=key, value=value))
    tea.registry[SiteDirectory].forget()
    assert (values(tea).cups, values(tea).heat) == (2, 70.0)
    page = settings_form(tea.client("admin"))
    page.fields["mastaba.tea.milk"][1].checked = False
    page.submit("never", status=303)
    with tea.request() as request:
        stored = dict(request.db.execute(select(SiteSetting.key, SiteSetting.value)).all())
    assert rows.items() <= stored.items()


def test_a_secret_cannot_be_editable() -> None:
    with pytest.raises(TypeError, match="either secret or editable"):
        setting("", help="", secret=True, editable=True)


@SQLITE
def test_settings_cost_a_request_no_statement(tea: ScratchSite) -> None:
    with tea.request() as request:
        request.site.title  # noqa: B018 - read once by every request
        with tea.statements() as sql:
            settings_for(request, TeaSettings)
        assert sql == []


WORD = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=9)
VALUES = {
    "milk": st.booleans(),
    "cups": st.integers(1, 12),
    "heat": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "leaf": st.sampled_from(["black", "very_green"]),
    "steep": st.integers(0, 10**12).map(lambda n: timedelta(milliseconds=n)),
    "guests": st.lists(WORD, max_size=4).map(tuple),
    "note": st.lists(WORD).map(" ".join),
}


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda n: st.tuples(st.just(n), VALUES[n])))
def test_what_a_form_shows_reads_as_the_value_it_was_made_from(case: tuple[str, Any]) -> None:
    name, value = case
    info = TeaSettings.model_fields[name]
    assert extra(info)["editable"]
    field = setting_field(None, name, info, value, "Label")
    text = ("yes" if field.value else "no") if field.widget == "check" else field.value
    read = TeaSettings(**{name: read_setting(TeaSettings, name, text)})
    assert getattr(read, name) == value
    stored = read.model_dump(mode="json")
    assert getattr(TeaSettings.model_validate(stored), name) == value

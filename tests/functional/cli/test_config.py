"""`mastaba config`: every value with its source; secrets masked."""

from __future__ import annotations

from pathlib import Path

from mastaba.api import change_site_settings
from mastaba.cli.application import command_request, load
from mastaba.cli.mistakes import Mistake
from tests.functional.cli.conftest import Run, write_ini

SECRET = "a-long-password-that-nobody-may-read-2718"


def lines(output: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in output.splitlines()}


def test_every_value_comes_with_its_source(run: Run, ini: str) -> None:
    config = load(ini)
    with command_request(config) as request:
        change_site_settings(request, {"title": "Corrow"})
    shown = lines(run("-c", ini, "config").output)
    assert shown["mastaba.env"] == ["ini", "development"]
    assert shown["mastaba.site.title"] == ["site", "Corrow"]
    assert shown["mastaba.site.page_size"] == ["default", "20"]
    assert shown["mastaba.forms.rates"] == ["default", "10/minute", "60/hour"]


def test_the_ini_file_wins_over_the_site(run: Run, ini: str, tmp_path: Path) -> None:
    config = load(ini)
    with command_request(config) as request:
        change_site_settings(request, {"title": "Corrow"})
    url = f"sqlite:///{tmp_path / 'site.sqlite'}"
    other = write_ini(tmp_path, url, "mastaba.site.title = Fixed", "other.ini")
    assert lines(run("-c", other, "config").output)["mastaba.site.title"] == ["ini", "Fixed"]


def test_secrets_are_masked_everywhere(run: Run, tmp_path: Path) -> None:
    ini = write_ini(tmp_path, "sqlite://", f"mastaba.secret = {SECRET}")
    for arguments in (["config"], ["config", "mastaba.secret"]):
        output = run("-c", ini, *arguments).output
        assert "mastaba.secret" in output
        assert SECRET not in output


def test_one_setting_is_explained(run: Run, ini: str) -> None:
    output = run("-c", ini, "config", "server.drain").output
    assert "mastaba.server.drain: 30s" in output
    assert "expected: a duration such as 30s, 5m, 2h or 14d" in output


def test_a_name_that_does_not_exist_gets_a_suggestion(run: Run, ini: str) -> None:
    result = run("-c", ini, "config", "mastaba.site.titel")
    assert isinstance(result.exception, Mistake)
    assert "did you mean mastaba.site.title?" in str(result.exception)
    far = run("-c", ini, "config", "zzzzzz")
    assert "lists all of them" in str(far.exception)


def test_it_works_before_the_database_is_made(run: Run, tmp_path: Path) -> None:
    ini = write_ini(tmp_path, f"sqlite:///{tmp_path}/none.sqlite")
    assert run("-c", ini, "config").exit_code == 0


def test_a_missing_file_is_named(run: Run) -> None:
    result = run("-c", "nowhere.ini", "config")
    assert isinstance(result.exception, Mistake)
    assert "There is no file nowhere.ini" in str(result.exception)

"""`mastaba user`: people from the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mastaba.cli import mastaba
from mastaba.events.models import Audit
from mastaba.security.models import Account
from mastaba.security.operations import LastAdmin, PeopleError
from mastaba.testing import ScratchSite

Run = Callable[..., Result]


@pytest.fixture
def run(site: ScratchSite, tmp_path: Path) -> Run:
    """Run `mastaba user ...` on the site's database."""
    ini = tmp_path / "site.ini"
    ini.write_text(
        "[app:main]\nuse = egg:mastaba\nmastaba.env = development\n"
        "mastaba.login.hash_memory = 64KiB\nmastaba.login.hash_time = 1\n"
        f"mastaba.database.url = {site.url.replace('%', '%%')}\n"
        "[loggers]\nkeys = root\n[handlers]\nkeys =\n[formatters]\nkeys =\n"
        "[logger_root]\nlevel = WARNING\nhandlers =\n",
        encoding="utf-8",
    )

    def run_user(*arguments: str, stdin: str = "", command: str = "user") -> Result:
        return CliRunner().invoke(mastaba, ["-c", str(ini), command, *arguments], input=stdin)

    return run_user


def account(site: ScratchSite, login: str) -> tuple[Any, ...]:
    with site.request() as request:
        found = request.db.query(Account).filter(Account.login == login).one()
        return found.name, found.role, found.email, found.suspended


def test_add_prints_the_link_that_sets_the_password(
    site: ScratchSite, run: Run, visitor: Any
) -> None:
    result = run("add", "Ann", "--name", "Ann A", "--email", "a@example.org", "--role", "admin")
    assert result.exit_code == 0
    assert account(site, "ann") == ("Ann A", "admin", "a@example.org", False)
    link = result.output.split()[-1]
    assert link.startswith("http://localhost:6543/-/set-password?token=")
    form = visitor.get("/" + link.split("/", 3)[3]).forms[0]
    form["password"] = "correct horse battery"
    form.submit(status=303)


def test_list_shows_everybody(run: Run) -> None:
    run("add", "zoe")
    run("add", "ann", "--role", "reader", "--name", "Ann")
    run("suspend", "ann")
    lines = [line.split() for line in run("list").output.splitlines()]
    assert lines == [["ann", "reader", "Ann", "suspended"], ["zoe", "editor", "zoe"]]


def test_role_and_suspension_can_be_changed(site: ScratchSite, run: Run) -> None:
    run("add", "ann", "--email", "a@example.org")
    assert run("role", "ANN", "reader").output == "ann is now reader.\n"
    assert run("suspend", "ann").output == "ann is suspended.\n"
    assert account(site, "ann") == ("ann", "reader", "a@example.org", True)
    assert run("suspend", "ann", "--undo").output == "ann may log in again.\n"
    assert account(site, "ann")[3] is False


def test_the_system_is_named_in_the_audit(site: ScratchSite, run: Run) -> None:
    run("add", "ann")
    with site.request() as request:
        row = request.db.query(Audit).filter(Audit.action == "person.added").one()
        assert (row.actor_name, row.actor_uid, row.subject) == ("system", None, "ann")


def test_a_password_can_be_set_from_standard_input(
    site: ScratchSite, run: Run, visitor: Any
) -> None:
    run("add", "ann")
    result = run("password", "ann", "--stdin", stdin="correct horse battery\n")
    assert "is set; every log-in has ended" in result.output
    assert "correct horse" not in result.output
    form = visitor.get("/login").forms[0]
    form["login"], form["password"] = "ann", "correct horse battery"
    form.submit(status=303)


def test_password_prints_a_link_otherwise(run: Run) -> None:
    run("add", "ann")
    assert "/-/set-password?token=" in run("password", "ann").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("role", "nobody", "editor"), "nobody with the log-in name 'nobody'"),
        (("add", "ann"), "Somebody else has this log-in name."),
        (("add", "a b"), "holds no spaces"),
        (("add", "bob", "--role", "emperor"), "There is no such role."),
        (("password", "ann", "--stdin"), "too short"),
    ],
)
def test_mistakes_are_sentences(run: Run, arguments: tuple[str, ...], words: str) -> None:
    run("add", "ann")
    result = run(*arguments, stdin="short\n")
    assert result.exit_code == 1
    assert words in str(result.exception)


def test_case_124_the_last_admin_stays(run: Run) -> None:
    run("add", "ann", "--role", "admin")
    for arguments in (("role", "ann", "editor"), ("suspend", "ann")):
        result = run(*arguments)
        assert isinstance(result.exception, LastAdmin)
        assert isinstance(result.exception, PeopleError)


def test_groups_are_kept_from_the_terminal(run: Run) -> None:
    run("add", "ann")
    assert run("group", "add", "Press  team").output == "The group Press team is made.\n"
    assert run("group", "member", "press team", "ANN").output == "ann is in Press team.\n"
    assert run("group", "member", "Press team", "ann").output == "ann is in Press team already.\n"
    assert run("group", "list").output.split() == ["1", "Press", "team"]
    run("group", "rename", "Press team", "Papers")
    assert run("group", "member", "Papers", "ann", "--undo").output == "ann is out of Papers.\n"
    assert run("group", "delete", "papers").output == "The group papers is deleted.\n"
    assert run("group", "list").output == ""
    assert "no group 'papers'" in str(run("group", "delete", "papers").exception)


def test_a_deleted_account_is_in_no_list(run: Run) -> None:
    run("add", "ann")
    run("add", "bob")
    assert run("delete", "ann", "--heir", "bob").output == "The account ann is deleted.\n"
    assert [line.split()[0] for line in run("list").output.splitlines()] == ["bob"]
    assert "nobody with the log-in name 'ann'" in str(run("delete", "ann").exception)
    assert run("add", "ann").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("ann", "edit", "/"), "Yes. Every editor: Editor, set at “My site”."),
        (("ann", "share", "/"), "No. Nothing gives it to Ann, here or above."),
        (("-", "view", "/"), "Yes. Everybody: Visitor, set at “My site”."),
        (("boss", "share", "/"), "Yes. Boss is an administrator;"),
    ],
)
def test_why_names_the_grant_that_decides(
    run: Run, arguments: tuple[str, ...], answer: str
) -> None:
    run("add", "ann", "--name", "Ann")
    run("add", "boss", "--name", "Boss", "--role", "admin")
    assert run(*arguments, command="why").output.startswith(answer)
    run("suspend", "ann")
    if "ann" in arguments:
        assert "is suspended and cannot log in" in run(*arguments, command="why").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ann", "edit", "/nowhere"), "no page at '/nowhere'"),
        (("ann", "fly", "/"), "known: view, view_drafts"),
        (("bob", "edit", "/"), "nobody with the log-in name 'bob'"),
    ],
)
def test_why_says_what_it_does_not_know(run: Run, arguments: tuple[str, ...], words: str) -> None:
    run("add", "ann")
    assert words in str(run(*arguments, command="why").exception)

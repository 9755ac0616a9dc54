"""Each test of each suite finds what it looks for, in a plugin that does everything wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from mastaba import testing
from tests.support import pkgs

FAILED = re.compile(r"^FAILED \S+?::(\S+?)(?:\[sqlite\])?(?: - (.*))?$", re.MULTILINE)
SUITES = ("ContentTypeSuite", "RecordSuite", "BlockSuite", "ServiceSuite", "MigrationSuite")
SAID = {
    "TestNaked::test_it_is_seen_while_it_is_public": 'the draft .*permission="view"',
    "TestSilent::test_it_is_seen_while_it_is_public": "does not see .*config.add_view",
    "TestForgetful::test_its_page_tells_its_title": "does not show its own title",
    "TestNaked::test_what_somebody_typed_is_never_markup": r"<i-x1> as markup.*\|safe",
    "TestNaked::test_its_page_takes_few_statements": r"SQL statements, 1 are allowed",
    "TestNaked::test_a_long_list_takes_as_many_statements_as_a_short_one": "asks once per page",
    "TestLoud::test_the_form_keeps_what_an_operation_stored": "changes words: 'Hey.*FieldType",
    "TestSilent::test_its_schema_describes_every_field": "json_schema.Silent. fails",
    "TestLoud::test_an_older_version_comes_back": r"\['words'\] differ.*dump",
    "TestLoud::test_a_version_is_json_that_reads_as_it_was": r"\['words'\] are read",
    "TestNothing::test_its_page_tells_its_title": "Say in TestNothing .*model = Event",
    "TestNote::test_it_goes_with_its_page": "keep the cascade",
    "TestNote::test_what_it_knows_of_a_person_is_handed_out_and_erased": "tells a person nothing",
    "TestSecret::test_it_is_made_changed_and_deleted": "editor may not add a Secret",
    "TestSecret::test_it_is_seen_with_its_page_only": "editor may not add a Secret",
    "TestAbsent::test_it_is_stored_as_it_was_written": "no block clumsy.absent; declare it",
    "TestBroken::test_it_is_drawn": "cannot be drawn",
    "TestBroken::test_it_is_drawn_where_there_is_nothing_to_show": "cannot be drawn",
    "TestTitles::test_what_somebody_typed_is_never_markup": r"<i-x1> as markup.*\|safe",
    "TestTitles::test_it_shows_a_visitor_no_draft": "catalog.*visible",
    "TestTitles::test_it_takes_few_statements": "SQL statements, 3 are allowed",
    "TestPostbox::test_it_has_every_method_of_its_interface": "no method open",
    "TestMissing::test_it_is_offered": "no service Missing",
    "TestMissing::test_many_threads_get_the_same": "no service Missing",
    "TestMigrations::test_they_make_what_the_models_say": "migrate new clumsy MESSAGE",
    "TestMigrations::test_going_back_leaves_nothing": r"clumsy_note.*downgrade",
    "test_too_many_statements": "SQL statements, at most 0 were expected",
    "test_a_job_that_fails": "The job clumsy.fail did not finish",
    "test_a_periodic_function_that_is_not_there": "there are: core.due_updates",
}
RIGHT = ("TestLoud::test_it_is_seen_while_it_is_public", "TestPostbox::test_it_is_offered")


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pytest says in the tests of the plugin, in one child process: test -> sentence."""
    folder = tmp_path_factory.mktemp("clumsy")
    environment = pkgs.environment(folder, "clumsy")
    environment.pop("MASTABA_TEST_POSTGRES", None)
    tests = shutil.copytree(pkgs.PKGS / "clumsy" / "tests", folder / "tests")
    chosen = [f"{tests / 'clumsy_suites.py'}::{name}" for name in (*SAID, *RIGHT)]
    options = ["-q", "-rf", "--tb=no", "-p", "no:cacheprovider", "-W", "ignore"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *chosen],
        cwd=folder,
        env={**environment, "COLUMNS": "2000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Tried on SQLite only" in done.stdout, done.stdout + done.stderr
    return dict(FAILED.findall(done.stdout))


def test_each_fails_with_a_sentence_that_says_what_to_do(failures: dict[str, str]) -> None:
    unsaid = {
        name: failures.get(name, "it passed")
        for name, pattern in SAID.items()
        if not re.search(pattern, failures.get(name, ""))
    }
    assert unsaid == {}


def test_no_test_of_a_suite_cannot_fail(failures: dict[str, str]) -> None:
    seen = {name.rpartition("::")[2] for name in failures}
    promised = {
        name for suite in SUITES for name in dir(getattr(testing, suite)) if name[:5] == "test_"
    }
    assert promised - seen == set()


def test_what_is_right_passes(failures: dict[str, str]) -> None:
    assert failures.keys() == SAID.keys()

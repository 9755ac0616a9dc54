"""Every test of every suite, on something that it must find; run by the tests of Mastaba."""

from typing import Any

from mastaba_clumsy.models import Forgetful, Loud, Naked, Note, Secret, Silent
from mastaba_clumsy.services import Missing, Postbox

from mastaba.api import start_job
from mastaba.testing import (
    BlockSuite,
    ContentTypeSuite,
    MigrationSuite,
    RecordSuite,
    ServiceSuite,
)


class TestLoud(ContentTypeSuite):
    model = Loud


class TestNaked(ContentTypeSuite):
    model = Naked
    below = Naked
    statements = 1


class TestSilent(ContentTypeSuite):
    model = Silent


class TestForgetful(ContentTypeSuite):
    model = Forgetful


class TestNothing(ContentTypeSuite):
    pass


class TestNote(RecordSuite):
    model = Note
    on = Loud


class TestSecret(RecordSuite):
    model = Secret
    on = Loud


class TestTitles(BlockSuite):
    block = "clumsy.titles"
    lists = (Loud,)


class TestBroken(BlockSuite):
    block = "clumsy.broken"


class TestAbsent(BlockSuite):
    block = "clumsy.absent"


class TestPostbox(ServiceSuite):
    interface = Postbox


class TestMissing(ServiceSuite):
    interface = Missing


class TestMigrations(MigrationSuite):
    plugin = "clumsy"


def test_too_many_statements(site: Any, query_count: Any) -> None:
    with query_count(max=0), site.request() as request:
        request.catalog().visible().rows(1)


def test_a_job_that_fails(site: Any, run_jobs: Any) -> None:
    with site.request() as request:
        start_job(request, "clumsy.fail", {}, title="Fail")
    run_jobs()


def test_a_periodic_function_that_is_not_there(run_jobs: Any) -> None:
    run_jobs(periodic=["clumsy.nothing"])

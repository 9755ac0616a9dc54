"""`mastaba jobs`."""

from __future__ import annotations

from mastaba.cli.application import command_request, load
from mastaba.db import Database
from mastaba.jobs import start_job
from mastaba.jobs.work import run_job
from tests.functional.cli.conftest import Run


def test_jobs_are_listed_and_failed_ones_tried_again(run: Run, ini: str) -> None:
    assert "There are no jobs." in run("-c", ini, "jobs").output
    config = load(ini)
    with command_request(config) as request:
        uid = start_job(
            request, "core.unpublish", {"node": "gone", "tree": "site"}, title="Unpublish it"
        )
    run_job(config.registry, uid)
    listed = run("-c", ini, "jobs", "list", env={"COLUMNS": "200"}).output
    assert "Unpublish it" in listed
    assert "failed" in listed
    assert run("-c", ini, "jobs", "retry", uid).exit_code == 0
    for wrong in (uid, "nonsense"):
        answer = run("-c", ini, "jobs", "retry", wrong)
        assert "no failed job" in str(answer.exception)
    config.registry[Database].dispose()

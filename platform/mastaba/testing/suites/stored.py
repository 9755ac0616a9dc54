"""The half of the suite of a type that is about what is stored."""

from __future__ import annotations

import json
from typing import Any

from mastaba.content.operations import publish, restore_revision, save
from mastaba.content.operations.revise import latest_fields
from mastaba.content.snapshot import pack, snapshot, unpack
from mastaba.fields import fields_of, json_schema
from mastaba.testing.maker import Made
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect
from mastaba.testing.suites.planting import Planting, differing
from mastaba.tree.publication import LIBRARY

INVERSE = "The column's FieldType needs a `dump` and a `load` that are inverse to each other."


class StoredTests(Planting):
    """One rule for forms, imports and operations; versions that come back as they were."""

    def test_the_form_keeps_what_an_operation_stored(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site, published=False)
        before = _newest(shared_site, made)
        address = f"/admin{_address(made)}/@@edit"
        answer = shared_site.client("admin").get(address).forms["edit-form"].submit(status="*")
        expect(
            answer.status_int == 303,
            f"The form of {made.path} refuses what `create` stored (status {answer.status_int}). "
            "Form and operation have one rule: write it into field() or into the field's type.",
        )
        after = _newest(shared_site, made)
        changed = [f"{n}: {before[n]!r} -> {after[n]!r}" for n in differing(before, after)]
        expect(not changed, f"Saving the unchanged form changes {'; '.join(changed)}. {INVERSE}")

    def test_its_schema_describes_every_field(self) -> None:
        try:
            described = set(json.loads(json.dumps(json_schema(self._model)))["properties"])
        except Exception as error:
            raise AssertionError(
                f"json_schema({self._model.__name__}) fails: {error}. The annotation of a "
                "FieldType must be one that pydantic can describe."
            ) from error
        lost = {bound.name for bound in fields_of(self._model)} - described
        expect(not lost, f"json_schema({self._model.__name__}) lacks {sorted(lost)}.")

    def test_an_older_version_comes_back(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site)
        first = _newest(shared_site, made)
        with shared_site.request() as request:
            save(request, made.at(request), {"title": "Another title"})
            publish(request, made.at(request))
            restore_revision(request, made.at(request), 1)
        names = differing(first, _newest(shared_site, made))
        expect(not names, f"Version 1 does not come back as it was: {names} differ. {INVERSE}")

    def test_a_version_is_json_that_reads_as_it_was(self, shared_site: ScratchSite) -> None:
        made = self._make(shared_site)
        with shared_site.request() as request:
            fields = snapshot(made.at(request))
        try:
            stored = json.loads(json.dumps(pack(self._model, fields)))
        except TypeError as error:
            raise AssertionError(f"A version cannot be stored: {error}. {INVERSE}") from error
        names = differing(fields, unpack(self._model, stored))
        expect(not names, f"{names} are read from a version otherwise than written. {INVERSE}")


def _newest(site: ScratchSite, made: Made) -> dict[str, Any]:
    with site.request() as request:
        return latest_fields(request, made.at(request))


def _address(made: Made) -> str:
    return f"/-/{LIBRARY}{made.path}" if made.tree == LIBRARY else made.path

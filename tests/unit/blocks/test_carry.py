"""Uids of blocks over a conversion."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given

from mastaba.blocks import carry_uids, validate
from tests.unit.blocks.documents import documents
from tests.unit.blocks.test_validate import doc, p


@given(documents, documents)
def test_only_uids_change_and_they_stay_unique(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = validate(old), validate(new)
    given_after = copy.deepcopy(after)
    carried = copy.deepcopy(carry_uids(before, after))
    assert after == given_after
    uids = [block["attrs"].pop("uid") for block in carried["content"]]
    for block in after["content"]:
        block["attrs"].pop("uid")
    assert carried == after
    assert len(set(uids)) == len(uids)


def test_equal_blocks_take_their_uids_in_order() -> None:
    old = validate(doc(p("same"), p("other"), p("same")))
    uids = [block["attrs"]["uid"] for block in old["content"]]
    new = carry_uids(old, validate(doc(p("same"), p("same"), p("same"))))
    assert [block["attrs"]["uid"] for block in new["content"]][:2] == [uids[0], uids[2]]


def test_unknown_blocks_are_left_alone() -> None:
    odd = {"type": "odd", "attrs": {"x": 1}}
    assert carry_uids(doc(odd), doc(odd)) == doc(odd)

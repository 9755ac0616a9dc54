"""Which block is which: by uid, by words, and what one document of two is made of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mastaba.blocks.align import aligned, uid_of
from mastaba.blocks.choose import BOTH, MINE, THEIRS, by_uid, chosen, suggested, take

Json = dict[str, Any]


def block(uid: str, text: str) -> Json:
    content = [{"type": "text", "text": text}] if text else []
    return {"type": "paragraph", "attrs": {"uid": uid}, "content": content}


def document(*blocks: tuple[str, str]) -> Json:
    return {"type": "doc", "content": [block(*each) for each in blocks]}


def kinds(old: Json, new: Json) -> list[tuple[str, str, bool]]:
    return [(pair.key, pair.kind, pair.moved) for pair in aligned(old, new)]


def test_blocks_are_known_by_their_uid() -> None:
    old = document(("a", "one"), ("b", "two"), ("c", "three"))
    new = document(("c", "three"), ("a", "one!"), ("d", "four"))
    assert kinds(old, new) == [
        ("c", "same", True),
        ("a", "changed", False),
        ("b", "removed", False),
        ("d", "added", False),
    ]


def test_a_block_written_anew_is_known_by_its_words() -> None:
    old = document(("a", "The museum is open on Sunday"), ("b", "Short"))
    new = document(("x", "The museum is open on Saturday"), ("y", "Something else"))
    found = kinds(old, new)
    assert found[0] == ("x", "changed", False)
    assert {kind for _, kind, _ in found[1:]} == {"added", "removed"}


def test_of_two_changes_only_the_one_that_was_made_is_suggested() -> None:
    base = by_uid(document(("a", "one"), ("b", "two"), ("c", "three"), ("gone", "old")))
    theirs = document(("a", "one"), ("b", "two, theirs"), ("c", "three, theirs"), ("t", "new"))
    mine = document(("a", "one, mine"), ("b", "two"), ("c", "three, mine"), ("gone", "old"))
    found = {pair.key: suggested(pair, base) for pair in aligned(theirs, mine)}
    assert found == {"a": MINE, "b": THEIRS, "c": BOTH, "gone": THEIRS, "t": THEIRS}
    merged = chosen(theirs, mine, lambda pair: suggested(pair, base))
    texts = [each["content"][0]["text"] for each in merged["content"]]
    assert texts == ["one, mine", "two, theirs", "three, theirs", "three, mine", "new"]


def test_one_block_of_an_older_version_is_taken() -> None:
    then = document(("a", "one"), ("b", "two"))
    now = document(("a", "one, changed"), ("c", "three"))
    assert take(now, then, "a") == document(("a", "one"), ("c", "three"))
    assert take(now, then, "b") == document(("a", "one, changed"), ("b", "two"), ("c", "three"))
    assert take(now, then, "c") == document(("a", "one, changed"))


uids = st.sampled_from("abcdefgh")
documents = st.lists(st.tuples(uids, st.sampled_from(["", "x", "x y", "p q r"])), max_size=8)


def distinct(blocks: list[tuple[str, str]]) -> Json:
    return document(*dict(blocks).items())


@given(documents, documents)
def test_no_block_is_lost_or_named_twice(first: Any, second: Any) -> None:
    theirs, mine = distinct(first), distinct(second)
    pairs = aligned(theirs, mine)
    assert [pair.new for pair in pairs if pair.new] == mine["content"]
    gone = [pair.old for pair in pairs if pair.old]
    assert sorted(map(uid_of, gone)) == sorted(map(uid_of, theirs["content"]))
    assert chosen(theirs, mine, lambda _: MINE) == mine
    assert _texts(chosen(theirs, mine, lambda _: THEIRS)) == _texts(theirs)
    both = chosen(theirs, mine, lambda _: BOTH)
    names = [uid_of(each) for each in both["content"]]
    assert len(names) == len(set(names))
    assert set(_texts(both)) == {*_texts(theirs), *_texts(mine)}


def _texts(doc: Json) -> list[str]:
    return sorted(str(each["content"]) for each in doc["content"])

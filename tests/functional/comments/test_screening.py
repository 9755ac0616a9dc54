"""What becomes of what visitors and members send, from what the database knows of them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, select

from mastaba.api import OperationError, change_site_settings, find_at, share, uuid7
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.models import SHOWN, SPAM, WAITING, Author, Comment
from mastaba_comments.operations import Draft, change, decide, post
from mastaba_comments.operations.trust import trust
from mastaba_comments.own import own_key
from mastaba_comments.screening import judge
from mastaba_comments.talking.filled import TRAP
from mastaba_comments.tokens import account_token, mail_hash, mail_token
from tests.functional.comments.conftest import add_comment
from tests.functional.tree.test_plans import plans

ROOM = "mastaba.comments.screening"
LONG = "I saw the exhibition last week and liked the drawings of the old harbour best of all."
MORE = "The second room was closed, and nobody at the desk could say when it opens again."
HERE = SimpleNamespace(address="a" * 32, network="b" * 32)
THERE = SimpleNamespace(address="c" * 32, network="d" * 32)


def ticket(seconds: float = 60) -> Any:
    return SimpleNamespace(id=uuid7(), age=timedelta(seconds=seconds))


def send(request: Any, text: str = LONG, traces: Any = HERE, **draft: Any) -> Comment:
    page = find_at(request, "/news")
    return post(request, page, Draft(text, **draft), ticket=ticket(), traces=traces)


def rules(comment: Comment) -> list[str]:
    return [finding["rule"] for finding in comment.verdict]


def decide_newest(site: ScratchSite, state: str) -> None:
    with site.request("editor") as request:
        newest = select(Comment).order_by(Comment.id.desc()).limit(1)
        decide(request, request.db.scalars(newest).all(), state)


def choose(site: ScratchSite, **values: Any) -> None:
    with site.request() as request:
        change_site_settings(request, {f"{ROOM}.{name}": given for name, given in values.items()})


def test_judging_takes_two_statements_and_none_for_moderators(news: ScratchSite) -> None:
    draft = Draft(LONG, "Ada", "ada@example.org")
    requests = {"visitor": visit(news), "reader": news.request("reader")}
    for within in requests.values():
        with within as request:
            page = find_at(request, "/news")
            with news.statements() as sql:
                judge(request, page, draft, ticket=ticket(), traces=HERE)
            assert sum("comments_" in one for one in sql) == 2
            assert len(sql) <= 3  # the rights may ask for the groups of a person
    with news.request("editor") as request:
        page = find_at(request, "/news")
        with news.statements() as sql:
            assert judge(request, page, draft, traces=HERE).state == SHOWN
        assert not any("comments_" in one for one in sql)


def test_judging_reads_few_rows_of_many_by_indexes(news: ScratchSite) -> None:
    me = news.account("reader").id
    with news.request() as request:
        page = find_at(request, "/news")
        columns = {"node_id": page.id, "created": request.now, "text": LONG, "digest": "e" * 64}
        columns |= {"root": "r", "thread": "t", "depth": 0, "account_id": me, "notify": False}
        columns |= {"address": HERE.address, "person": mail_hash(request, "ada@example.org")}
        request.db.execute(insert(Comment), [{"uid": uuid7(), **columns} for _ in range(2000)])
    for within in (visit(news), news.request("reader")):
        with within as request:
            page = find_at(request, "/news")
            with plans(news) as found, pytest.raises(OperationError, match="within an hour"):
                judge(request, page, Draft(MORE, "Ada", "ada@example.org"), traces=HERE)
        plan = "\n".join(text for _sql, text in found)
        assert "SCAN comments_" not in plan
        assert "Seq Scan" not in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
        whose = "account" if request.identity else "person"
        assert f"ix_comments_comment_{whose}" in plan
        assert "ix_comments_comment_digest" in plan


def test_a_member_is_known_once_moderators_showed_enough(news: ScratchSite) -> None:
    choose(news, first=2)
    for _number in range(2):
        with news.request("reader") as request:
            assert send(request, f"{LONG} {uuid7()}").state == WAITING
        decide_newest(news, SHOWN)
    with news.request("reader") as request:
        made = send(request, MORE)
        assert (made.state, rules(made)) == (SHOWN, ["known"])
        assert "2 comments" in made.verdict[0]["words"]


def test_counters_follow_what_moderators_decide_and_take_back(news: ScratchSite) -> None:
    with visit(news) as request:
        send(request, name="Ada", mail="Ada@example.org")
    with news.request("editor") as request:
        token = mail_token(mail_hash(request, "ada@EXAMPLE.org") or "")
        counters = select(Author.shown, Author.refused).where(Author.token == token)
        comment = request.db.scalars(select(Comment)).one()
        for state, sums in ((SHOWN, (1, 0)), (SPAM, (0, 1)), (WAITING, (0, 0)), (SPAM, (0, 1))):
            decide(request, [comment], state)
            request.db.refresh(comment)
            assert tuple(request.db.execute(counters).one()) == sums


def test_what_no_moderator_decided_was_never_counted(news: ScratchSite) -> None:
    with news.request("editor") as request:
        shown = add_comment(request, find_at(request, "/news"), person="p")
        decide(request, [shown], SPAM)
        counters = request.db.execute(select(Author.token, Author.shown, Author.refused)).all()
        assert [tuple(row) for row in counters] == [("mail:p", 0, 1)]


def test_new_words_of_a_comment_are_not_its_second_time(news: ScratchSite) -> None:
    choose(news, hourly=1)
    with visit(news) as request:
        made = send(request, name="Ada")
        key = own_key(request, made)
        change(request, made, f"{LONG}!", key, ticket=ticket(), traces=HERE)
        assert (made.text, rules(made)) == (f"{LONG}!", ["first"])


def test_what_moderators_called_spam_is_spam_whoever_sends_it(news: ScratchSite) -> None:
    with visit(news) as request:
        send(request, name="Ada")
    decide_newest(news, SPAM)
    with visit(news) as request:
        again = send(request, LONG.upper(), THERE, name="Bob")
        assert again.state == SPAM
        assert {"same_as_spam", "same_elsewhere"} <= set(rules(again))


def test_the_same_text_by_the_same_author_counts_against_it(news: ScratchSite) -> None:
    with visit(news) as request:
        send(request, name="Ada")
        assert "same_by_author" in rules(send(request, name="Eve"))
        assert "same_by_author" not in rules(send(request, MORE, name="Eve"))


def test_case_161_one_author_sends_so_many_within_an_hour(news: ScratchSite) -> None:
    choose(news, hourly=2)
    with visit(news) as request:
        for number, traces in enumerate((HERE, THERE)):
            send(request, f"{MORE} {number}", traces, name="Ada", mail="ada@example.org")
        with pytest.raises(OperationError, match="2 comments within an hour"):
            send(request, MORE, None, name="Ada", mail="ada@example.org")
        send(request, MORE, HERE, name="Bob")
        with pytest.raises(OperationError, match="within an hour"):
            send(request, MORE, HERE, name="Carol", mail="carol@example.org")
        request.now += timedelta(hours=1)
        for _time in range(2):
            send(request, MORE, HERE, name="Carol")
        with pytest.raises(OperationError, match="within an hour"):
            send(request, MORE, HERE, name="Carol")


def test_members_behind_one_address_do_not_stop_each_other(news: ScratchSite) -> None:
    choose(news, hourly=1)
    with visit(news) as request:
        send(request, name="Ada")
    for role in ("reader", "author"):
        with news.request(role) as request:
            assert send(request, f"{MORE} {role}").address == HERE.address


def test_trust_goes_before_points_and_mistrust_before_habit(news: ScratchSite) -> None:
    choose(news, spam_words="harbour")
    me = account_token(news.account("reader").id)
    for trusted, state, rule in ((True, SHOWN, "trusted"), (False, WAITING, "watched")):
        with news.request("editor") as request:
            trust(request, me, trusted)
        with news.request("reader") as request:
            made = send(request, f"{LONG} {trusted}")
            assert (made.state, rules(made)[-1]) == (state, rule)
    with news.request("editor") as request:
        trust(request, me, None)
        with pytest.raises(OperationError, match="Only members"):
            trust(request, f"address:{HERE.address}", True)
    with news.request("reader") as request:
        assert send(request).state == SPAM


def test_who_moderates_a_section_is_shown_there_and_waits_elsewhere(news: ScratchSite) -> None:
    me = news.account("reader")
    with news.request() as request:
        share(request, find_at(request, "/news"), {f"user:{me.uid}": ["moderator"]})
    with news.request("reader") as request:
        assert rules(send(request)) == ["moderator"]
        assert judge(request, find_at(request, "/"), Draft(LONG)).state == WAITING


def test_case_161_the_form_says_the_same_to_who_waits_and_to_a_program(news: ScratchSite) -> None:
    client, page = news.client(), SimpleNamespace(uid="")
    with news.request() as request:
        page.uid = find_at(request, "/news").uid
    answers, given = [], {"clean": {}, "trap": {TRAP: "x"}, "fast": {}}
    for name, more in given.items():
        age = timedelta(seconds=1 if name == "fast" else 60)
        form = {"text": f"{MORE} {name}", "name": "Ada", **more}
        form |= client.ticket(page, "comment", age=age)
        answers.append(client.post("/news/@@comment", form, status=303).follow())
    with news.request() as request:
        made = request.db.scalars(select(Comment).order_by(Comment.id)).all()
        assert [(c.state, rules(c)[0]) for c in made] == [
            (WAITING, "first"), (SPAM, "trap_filled"), (WAITING, "too_fast")
        ]  # fmt: skip
        told = [str(page.html.main.get_text()) for page in answers]
    assert "as soon as somebody has looked" in told[0]
    assert set(told) == {told[0]}


def test_the_habit_of_a_site_is_chosen_in_the_browser(news: ScratchSite) -> None:
    choose(news, hold="suspicious")
    with visit(news) as request:
        assert rules(send(request, name="Ada")) == ["nothing"]
        assert send(request, MORE, name="www.shoes.example").state == WAITING

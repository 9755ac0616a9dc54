"""The sharing screen: who has what here, what a change would do, and the change."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from mastaba.api import create, find_at, publish, share
from mastaba.content.audience import audience_change, sharing_change
from mastaba.content.operations import add_member, create_group
from mastaba.security.models import Account
from mastaba.security.principals import group_token, user_token
from mastaba.testing import Client, ScratchSite
from mastaba_pages.models import Section

NEWS = "/admin/news/@@sharing"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def people(news: ScratchSite) -> dict[str, str]:
    """The tokens of a reader, an author and of the group Staff, in which the author is."""
    reader, author = news.account("reader"), news.account("author")
    with news.request() as request:
        staff = create_group(request, "Staff")
        add_member(request, staff, request.db.get(Account, author.id))
        tokens = {"staff": group_token(staff.uid)}
    return {**tokens, "reader": user_token(reader.uid), "author": user_token(author.uid)}


def grants(site: ScratchSite, path: str = "/news") -> Any:
    with site.request() as request:
        return find_at(request, path).grants


def text(response: Any, selector: str) -> str:
    return " ".join(response.html.select_one(selector).text.split())


def table(response: Any) -> list[tuple[str, str, str]]:
    """Who, role and place of each line."""
    found = []
    for row in response.html.select_one("table.rights").select("tbody tr"):
        who, role, place = row.select("th, td")[1:4]
        first = [next(iter(cell.stripped_strings), "") for cell in (who, role)]
        found.append((*first, [*place.stripped_strings][-1]))
    return found


def test_the_list_says_who_has_what_and_from_where(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    with news.request() as request:
        share(request, find_at(request, "/news"), {people["staff"]: ["editor"]})
    page = admin.get(NEWS)
    rows = table(page)
    assert rows[0] == ("Staff", "Editor", "Set here")
    assert ("Everybody", "Visitor", "“My site”") in rows
    assert rows[-1][0] == "Every administrator"
    below = table(admin.get("/admin/news/live/@@sharing"))
    assert below[0] == ("Staff", "Editor", "“News”")


def test_a_change_is_told_then_made_then_taken_back(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    page = admin.get(NEWS + "?who=read&role=editor")
    assert "Which one" in page.text  # Reader the person, or every reader
    page = admin.get(NEWS, {"who": "Reader (reader)", "role": "editor"})
    assert "Reader will be able to: see what is not public yet" in text(page, ".proposal")
    assert "More people will see this: Reader" in text(page, ".proposal")
    answer = page.forms[proposal(page)].submit(status=303)
    assert grants(news) == {people["reader"]: ["editor"]}
    toast = answer.follow()
    undo = next(f for f in toast.forms.values() if f.action == NEWS and "roles" in f.fields)
    undo.submit(status=303)
    assert grants(news) is None


def proposal(page: Any) -> int:
    forms = page.html.select("form")
    return next(n for n, form in enumerate(forms) if "proposal" in form.get("class", ()))


def test_what_somebody_has_already_is_no_news(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    with news.request() as request:
        share(request, find_at(request, "/news"), {people["staff"]: ["editor"]})
    page = admin.get(NEWS, {"token": people["author"], "role": "editor"})
    assert "This changes nothing now" in text(page, ".proposal")


def test_the_last_row_that_lets_oneself_change_rights_is_warned_about(
    news: ScratchSite, people: dict[str, str]
) -> None:
    with news.request() as request:
        node = find_at(request, "/news")
        share(request, node, {"role:author": ["admin"]})
    with news.request("author") as request:
        node = find_at(request, "/news")
        assert sharing_change(request, node, None, inherit=True).locks_out(request, node)
        both = {"role:author": ["admin"], people["staff"]: ["admin"]}
        closed = sharing_change(request, node, both, inherit=False)
        assert not closed.locks_out(request, node)
        assert closed.seers == [people["staff"]]
    page = news.client("author").get(NEWS, {"take": "role:author"})
    assert "You lose the right to change rights here" in page.text


def test_rights_from_above_are_switched_off_and_on(news: ScratchSite, admin: Client) -> None:
    page = admin.get(NEWS, {"inherit": "0"})
    assert "Everybody will no longer be able to: see what is public" in text(page, ".proposal")
    page.forms[proposal(page)].submit(status=303)
    news.client().get("/news", status=404)
    page = admin.get(NEWS, {"inherit": "1"})
    assert "Everybody will be able to see what is published here" in text(page, ".proposal")
    page.forms[proposal(page)].submit(status=303)
    news.client().get("/news", status=200)


def test_the_owner_is_changed_by_name(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    answer = admin.send(NEWS, {"owner": "Author (author)"}, status=303)
    assert "belongs to Author now" in answer.follow().text
    news.client("author").get("/admin/news/@@edit", status=200)
    assert "Nobody is called “zz”" in admin.send(NEWS, {"owner": "zz"}).follow().text
    admin.send(NEWS, {"owner": ""}, status=303)
    news.client("author").get("/admin/news/@@edit", status=302)


def test_what_somebody_may_do_is_answered_with_the_reason(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    with news.request() as request:
        share(request, find_at(request, "/news"), {people["staff"]: ["editor"]})
    rows = admin.get(NEWS + "?person=author").html.select("#ask")[0].find_parent("section")
    answer = " ".join(" ".join(rows.stripped_strings).split())
    assert "Change content Staff: Editor, set at “News”." in answer
    assert "Change rights Nothing gives it to Author, here or above." in answer
    assert "Nobody is called" in admin.get(NEWS + "?person=zz").text


@pytest.mark.parametrize(
    "query", ["who=%00", "who=" + "x" * 900, "token=x&role=editor", "take=%27", "inherit=2",
              "role=ghost&who=reader", "person=%25"],
)  # fmt: skip
def test_odd_questions_are_answered(admin: Client, news: ScratchSite, query: str) -> None:
    admin.get(f"{NEWS}?{query}", status=(200, 400))


@pytest.mark.parametrize(
    "fields", [{}, {"token": "", "roles": "editor"}, {"token": "user:1", "roles": "editor"},
               {"token": "role:reader", "roles": "ghost"}],
)  # fmt: skip
def test_odd_changes_change_nothing(
    admin: Client, news: ScratchSite, fields: dict[str, str]
) -> None:
    assert admin.send(NEWS, fields, expect_errors=True).status_int in (303, 400)
    assert grants(news) is None


def test_suggestions_name_people_groups_and_roles(
    admin: Client, editor: Client, news: ScratchSite, people: dict[str, str]
) -> None:
    found = admin.get("/admin/news/@@find-holder?q=a").json
    assert {"Author (author)", "Staff (group)", "Every author"} <= set(found)
    assert admin.get("/admin/news/@@find-holder?q=sta&people=1").json == []
    editor.get("/admin/news/@@find-holder?q=a", status=403)


def test_case_109_a_move_into_the_open_is_asked_about(
    news: ScratchSite, admin: Client, node_at: Any
) -> None:
    with news.request() as request:
        share(request, find_at(request, "/news"), {}, inherit=False)
        publish(request, create(request, find_at(request, "/"), Section, {"title": "Open"}))
        live, target = find_at(request, "/news/live"), find_at(request, "/open")
        change = audience_change(request, live, target)
        assert "system.Everyone" in change.seers
        assert not audience_change(request, target, find_at(request, "/news")).widens
    fields = {"target": str(node_at("/open")["id"])}
    page = admin.send("/admin/news/live/@@move", fields, status=200)
    assert "Everybody will be able to see" in text(page, ".proposal")
    assert node_at("/news/live")
    page.forms[proposal(page)].submit(status=303)
    news.client().get("/open/live", status=200)


def test_groups_are_made_filled_and_deleted_in_the_browser(
    news: ScratchSite, admin: Client
) -> None:
    news.account("reader")
    news.account("author")
    groups = "/admin/-/groups"
    assert "No groups yet" in admin.get(groups)
    page = admin.send(groups, {"name": " Press  team "}, status=303).follow()
    url = page.request.path
    assert text(page, "h1") == "Press team"
    assert "already" in admin.send(groups, {"name": "press team"}, status=422).text
    assert "Choose one" in admin.send(f"{url}/join", {"who": "r"}, status=422).text
    assert "Nobody has this name" in admin.send(f"{url}/join", {"who": "zz"}, status=422).text
    page = admin.send(f"{url}/join", {"who": "reader"}, status=303).follow()
    assert "Reader is in “Press team” now." in page.text
    member = news.account("reader")
    assert "Press team" in admin.get(f"/admin/-/people/{member.id}")
    admin.send(f"{url}/leave", {"account": str(member.id)}, status=303)
    admin.send(f"{url}/rename", {"name": "Papers"}, status=303)
    admin.send(f"{url}/delete", status=303)
    admin.get(url, status=404)


def test_a_person_s_pages_are_handed_over_and_the_account_deleted(
    news: ScratchSite, admin: Client, people: dict[str, str]
) -> None:
    editor, author = news.account("editor"), news.account("author")
    page = admin.get(f"/admin/-/people/{editor.id}")
    assert "Owns 4 pages" in page.text
    url = f"/admin/-/people/{editor.id}"
    assert "Type the name" in admin.send(f"{url}/hand-over", {"heir": ""}, status=422).text
    answer = admin.send(f"{url}/hand-over", {"heir": "Author (author)"}, status=303)
    assert "Author owns 4 pages of Editor now." in answer.follow().text
    admin.send(f"{url}/delete", {"heir": ""}, status=303)
    admin.get(url, status=404)
    with news.request() as request:
        assert find_at(request, "/news").owner_id == author.id


def test_the_library_has_rights_of_its_own(news: ScratchSite, admin: Client) -> None:
    page = admin.get("/admin/-/library/@@sharing")
    assert "Library" in text(page, ".lead")
    page = admin.get("/admin/-/library/@@sharing", {"who": "Everybody", "role": "editor"})
    page.forms[proposal(page)].submit(status=303)
    with news.request() as request:
        assert "editor" in find_at(request, "/", tree="library").grants["system.Everyone"]
        assert "editor" not in find_at(request, "/").grants["system.Everyone"]


def test_a_person_is_found_by_log_in_name_among_many(news: ScratchSite, admin: Client) -> None:
    with news.request() as request:
        for number in range(30):
            login = "zed" if number == 17 else f"zed{number:02}"
            row = Account(login=login, name=f"Z {number:02}", role="reader", created=request.now)
            request.db.add(row)
    admin.send(NEWS, {"owner": "ZED"}, status=303)
    with news.request() as request:
        owner = request.db.scalar(select(Account).where(Account.login == "zed"))
        assert find_at(request, "/news").owner_id == owner.id
    assert len(admin.get("/admin/news/@@find-holder?q=zed&people=1").json) == 20


def test_a_long_list_is_cut_off(news: ScratchSite, admin: Client) -> None:
    with news.request() as request:
        many = {f"group:{number}": ["reader"] for number in range(250)}
        share(request, find_at(request, "/news"), many)
    page = admin.get(NEWS)
    assert "And 56 more" in page.text
    assert len(page.html.select("table.rights tbody tr")) == 202

"""Blocks with a form on a whole site: kept, drawn, referring, upgraded, absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import (
    DeadLinks,
    Invalid,
    Snippet,
    body_html,
    body_words,
    copy,
    create,
    field,
    find_at,
    from_markdown,
    publish,
    save,
    share,
    trash,
)
from mastaba.content.blocks.registry import Blocks, DeclaredBlock
from mastaba.content.body import RenderedBodies
from mastaba.content.operations.references import stored_references
from mastaba.content.usage import used_by
from mastaba.fields import Group, fields_of
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page
from tests.support.bodies import block, body, heading, text

LIBRARY = "library"


class Note(Group):
    words: str = field(label="Words")


def add(request: Any, title: str, *content: Any, below: str = "/", live: bool = True) -> Any:
    """A page with this text, published unless `live` is False."""
    page = create(request, find_at(request, below), Page, {"title": title})
    if content:
        save(request, page, {"body": body(*content)})
    if live:
        publish(request, page)
    return page


def snippet(request: Any, title: str, *content: Any) -> Any:
    shelf = find_at(request, "/", tree=LIBRARY)
    made = create(request, shelf, Snippet, {"title": title, "body": body(*content)})
    publish(request, made)
    return made


def shown(site: ScratchSite, path: str, role: str | None = None) -> str:
    html = str(site.client(role).get(path).text)
    return html[html.index('<div class="body">') : html.index("</article>")]


def statements(site: ScratchSite, path: str) -> int:
    visitor = site.client()
    visitor.get(path)
    with site.statements() as sql:
        visitor.get(path)
    return len(sql)


def test_what_looks_the_same_for_everybody_is_drawn_once(site: ScratchSite) -> None:
    callout = block("core.callout", {"kind": "tip"}, text("Inside"))
    columns = block("core.columns", {}, *[block("core.column", {}, callout) for _ in range(3)])
    with site.request() as request:
        add(request, "Plain", text("Hello"))
        rich = add(request, "Rich", block("core.contents"), heading(2, "A & B"), columns)
        kept = site.registry[RenderedBodies].get(request, rich, "body")
        assert not kept.has_holes
    html = shown(site, "/rich")
    assert html.index('<a href="#a--b">A &amp; B</a>') < html.index('<h2 id="a--b">')
    assert html.count('<div class="column"><div class="callout callout-tip"') == 3
    assert statements(site, "/rich") == statements(site, "/plain")


def test_a_list_shows_each_what_they_may_see_and_is_never_kept(site: ScratchSite) -> None:
    with site.request() as request:
        add(request, "News", block("core.listing", {"order": "title"}))
        for title in ("Open", "Hidden"):
            add(request, title, below="/news")
        share(request, find_at(request, "/news/hidden"), {}, inherit=False)
        add(request, "Draft", below="/news", live=False)
    for role, titles in ((None, "Open"), ("editor", "Draft Open"), (None, "Open")):
        html = shown(site, "/news", role)
        found = [title for title in ("Draft", "Hidden", "Open") if f">{title}</a>" in html]
        assert " ".join(found) == titles
    assert 'href="/news/open"' in shown(site, "/news")
    with site.request() as request:
        trash(request, find_at(request, "/news/open"))
    assert "<ul" not in shown(site, "/news")


def test_lists_of_elsewhere_by_kind_and_term(site: ScratchSite) -> None:
    with site.request() as request:
        topics = find_at(request, "/pages.topics", tree=LIBRARY)
        from mastaba.api import Term

        sea = create(request, topics, Term, {"title": "Sea"})
        publish(request, sea)
        far = add(request, "Far")
        wet = add(request, "Wet", below="/far")
        save(request, wet, {"topics": [sea.uid]})
        publish(request, wet)
        add(request, "Dry", below="/far")
        choice = {"place": "page", "page": far.uid, "term": sea.uid, "kind": "pages.page"}
        lists = [choice, {**choice, "kind": "pages.section"}, {**choice, "page": None}]
        add(request, "Here", *[block("core.listing", data) for data in lists])
        add(request, "Empty", text("x"))
    html = shown(site, "/here")
    assert html.count("<ul") == 1 and ">Wet</a>" in html and ">Dry</a>" not in html
    assert statements(site, "/here") <= statements(site, "/empty") + 2 * 2


def test_a_snippet_within_itself_ends(site: ScratchSite) -> None:
    with site.request() as request:
        inner = snippet(request, "Inner", text("Deep"))
        outer = snippet(request, "Outer", block("core.snippet", {"snippet": inner.uid}))
        again = body(text("Deep"), block("core.snippet", {"snippet": outer.uid}))
        save(request, inner, {"body": again})
        publish(request, inner)
        add(request, "Page", block("core.snippet", {"snippet": outer.uid}))
        add(request, "Plain", text("x"))
    assert shown(site, "/page").count("Deep") == 1
    with site.request() as request:
        inner = find_at(request, "/inner", tree=LIBRARY)
        save(request, inner, {"body": body(text("Shallow"))})
    assert "Deep" in shown(site, "/page"), "a draft of a snippet is not public"
    with site.request() as request:
        publish(request, find_at(request, "/inner", tree=LIBRARY))
    assert "Shallow" in shown(site, "/page")
    assert statements(site, "/page") <= statements(site, "/plain") + 2 * 2


def test_what_a_block_names_is_a_link(site: ScratchSite) -> None:
    """Where it is used, what is dead, what a copy leads to; and also while the plugin is off."""
    with site.request("editor") as request:
        target = add(request, "Target")
        tree = add(request, "Tree")
        inside = add(request, "Inside", below="/tree")
        for uid in (target.uid, inside.uid):
            data = {"place": "page", "page": uid}
            add(request, "Page", block("core.callout", {}, block("core.listing", data)))
        save(
            request,
            tree,
            {"body": body(block("core.listing", {"place": "page", "page": inside.uid}))},
        )
        assert [row.title for row in used_by(request, target).rows(9)] == ["Page"]
        copy(request, tree, find_at(request, "/"), slug="copied")
        request.db.expire_all()
        made = find_at(request, "/copied")
        twin = find_at(request, "/copied/inside")
        assert made.body["content"][0]["attrs"]["data"]["page"] == twin.uid
        assert {row.target_uid for row in stored_references(request.db, made.id)} == {twin.uid}
        page = find_at(request, "/page")
        del site.registry[Blocks].by_name["core.listing"]
        site.registry[Blocks]._schema = None
        save(request, page, {"title": "Page, renamed"})
        assert [row.target_uid for row in stored_references(request.db, page.id)] == [target.uid]
        trash(request, target)
        with pytest.raises(
            DeadLinks, match="shows or leads to something that is not there any more"
        ):
            publish(request, page)


def test_a_block_names_only_what_its_writer_may_see_and_what_fits(site: ScratchSite) -> None:
    with site.request() as request:
        page = add(request, "Page")
        secret = add(request, "Secret")
        share(request, secret, {}, inherit=False)
        hidden, wrong = secret.uid, page.uid
    with site.request("editor") as request:
        page = find_at(request, "/page")
        for data, sentence in (
            ({"place": "page", "page": hidden}, "List of pages, The other page: One of these"),
            ({"term": wrong}, "List of pages, With the term: “Page” does not fit here"),
        ):
            with pytest.raises(Invalid, match=sentence) as refused:
                save(request, page, {"body": body(block("core.listing", data))})
            assert set(refused.value.fields) == {"body"}
    with site.request() as request:
        save(
            request,
            find_at(request, "/page"),
            {"body": body(block("core.listing", {"page": hidden}))},
        )
    with site.request("editor") as request:
        kept = find_at(request, "/page").body
        assert save(request, find_at(request, "/page"), {"title": "Kept", "body": kept})


def test_wrong_data_is_refused_by_block_and_field(site: ScratchSite) -> None:
    wrong = block("core.callout", {"kind": "loud"}, text("x"))
    with site.request("editor") as request, pytest.raises(Invalid) as refused:
        add(request, "Page", text("One"), wrong)
    assert str(refused.value) == (
        "Block 2 of the text cannot be saved: “Callout”, Kind: “loud” cannot be chosen; there is "
        "Note, Tip, Warning, Danger."
    )


def test_an_absent_block_is_kept_word_for_word_and_shows_nothing(site: ScratchSite) -> None:
    strange = {"type": "gone.thing", "attrs": {"uid": "x", "any": [1, {"a": None}]}, "extra": "y"}
    with site.request("editor") as request:
        page = add(request, "Page", strange, text("Seen"), block("core.callout", {}, strange))
        stored = page.body["content"]
        assert (stored[0], stored[2]["content"][0]) == (strange, strange)
        save(request, page, {"title": "Again", "body": body(*stored)})
        assert find_at(request, "/page").body["content"] == stored
    assert "Seen" in shown(site, "/page")


def test_older_data_is_brought_up_to_date_and_newer_data_is_left_alone(site: ScratchSite) -> None:
    blocks = site.registry[Blocks]

    def declare(version: int, upgrades: Any) -> None:
        blocks.add(
            DeclaredBlock("test.note", Note, "Note", "blocks/details.jinja2",
                          version=version, upgrades=upgrades)
        )  # fmt: skip

    declare(2, {1: lambda data: {"words": data["text"]}})
    with site.request("editor") as request:
        new = block("test.note", {"words": "New"}, version=2)
        page = add(request, "Page", new)
        assert page.body["content"][0]["attrs"]["version"] == 2
        old = block("test.note", {"text": "Old words"}, version=1)
        page.body = body({**old, "attrs": {**old["attrs"], "uid": "u"}})
        page.version += 1
        assert body_words(request, page) == 2
        request.db.flush()
    edit = site.client("editor").get("/admin/page/@@edit").html
    assert '"data": {"words": "Old words"}' in edit.select_one("textarea[name=body]").text
    declare(1, {})
    newer = block("test.note", {"other": [1]}, version=2)
    with site.request("editor") as request:
        page = add(request, "Next", newer, text("After"))
        assert page.body["content"][0] == newer
        assert body_html(request, page) == "<p>After</p>"


def test_a_template_that_fails_is_left_out_and_tried_again(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.request() as request:
        add(request, "Page", text("Before"), block("core.callout", {}, text("In")), text("After"))
    blocks = site.registry[Blocks]
    good = blocks.by_name["core.callout"]
    broken = DeclaredBlock("core.callout", good.form, "Callout", "blocks/none.jinja2",
                           content="block+")  # fmt: skip
    blocks.add(broken)
    html = shown(site, "/page")
    assert "Before" in html and "After" in html and "callout" not in html
    blocks.add(good)
    assert 'class="callout' in shown(site, "/page")


def test_a_version_reads_a_block_as_its_fields(site: ScratchSite) -> None:
    with site.request("editor") as request:
        page = add(request, "Page", block("core.callout", {"kind": "tip"}, text("Inside")))
        changed = {**page.body["content"][0]}
        changed["attrs"] = {**changed["attrs"], "data": {"kind": "danger", "title": "Look"}}
        save(request, page, {"body": body(changed)})
    html = site.client("editor").get("/admin/page/@@compare?old=2&new=3").text
    assert "Callout" in html
    for line in (
        "Kind: <del>Tip</del> <ins>Danger</ins>",
        "Heading: <del>none</del> <ins>Look</ins>",
    ):
        assert f"<p>{line}</p>" in " ".join(html.split()).replace(" </p>", "</p>")
    assert "<p>Inside</p>" in html


HOSTILE = (
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    ["<script>"],
    {"a": 1},
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_nobody_checked_is_drawn_as_text_or_not_at_all(site: ScratchSite) -> None:
    """As a database may hold it that somebody else wrote to."""
    nodes = [
        block(name, {bound.name: value for bound in fields_of(declared.form)},
              *([] if declared.is_leaf else [text("Inside")]))
        for name, declared in site.registry[Blocks].by_name.items()
        for value in HOSTILE
    ]  # fmt: skip
    with site.request() as request:
        add(request, "Page").body = body(heading(2, HOSTILE[0]), *nodes)
    html = site.client().get("/page").html.select_one(".body")
    assert not html.select("script") and "49" not in html.text
    addresses = [
        tag.get(name, "") for tag in html.select("[href], [src]") for name in ("href", "src")
    ]
    assert not [address for address in addresses if address.startswith("javascript")]
    assert len(html.select(".callout")) == len(HOSTILE)


def test_markdown_knows_nothing_of_blocks(site: ScratchSite) -> None:
    with site.request("editor") as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Page",
                      "body": from_markdown("> [!NOTE]\n> Text").doc})  # fmt: skip
        assert page.body["content"][0]["type"] == "blockquote"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_frames_come_from_named_providers_only(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    urls = (
        "https://youtu.be/dQw4w9WgXcQ",
        "https://example.org/video",
        "https://vimeo.com/1234567",
    )
    with site.request() as request:
        add(request, "Page", *[block("core.embed", {"url": u, "title": "T"}) for u in urls])
    answer = site.client().get("/page")
    policy = answer.headers["Content-Security-Policy"].split("frame-src ")[1].partition(";")[0]
    frames = [frame["src"].split("/")[2] for frame in answer.html.select("iframe")]
    assert frames == ["www.youtube-nocookie.com", "player.vimeo.com"]
    assert set(policy.split()) > {f"https://{host}" for host in frames}
    assert answer.html.select_one(".embed-card a")["href"] == urls[1]
    assert all(frame.find_parent("details") for frame in answer.html.select("iframe"))
    admin = site.client("editor").get("/admin/page/@@edit").headers["Content-Security-Policy"]
    assert "frame-src 'self';" in admin

"""Pictures of the library in the sizes of pages: found in one statement, made when asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.api import create, find, find_at, publish, save, service_of
from mastaba.events import deliver_due
from mastaba.jobs import Job
from mastaba.jobs.work import run_job
from mastaba.rendering import environment_of
from mastaba.testing import ScratchSite
from mastaba_media.models import Folder, Item
from mastaba_media.renditions.ahead import catch_up
from mastaba_media.renditions.geometry import Edits
from mastaba_media.renditions.making import make, rendition_key
from mastaba_media.renditions.picture import image_url, picture
from mastaba_media.renditions.recipe import original
from mastaba_media.renditions.shown import Shown, shown
from mastaba_media.renditions.specs import Spec, spec, spec_of
from mastaba_media.storage import Storage

DIGEST = "ab" + "0" * 62


def jpeg(size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def uid(site: ScratchSite) -> str:
    """A published picture of 1000 x 500 pixels."""
    service_of(site.registry, Storage).put(original(DIGEST), BytesIO(jpeg((1000, 500))))
    with site.request("editor") as request:
        top = find_at(request, "/", tree="library")
        folder = create(request, top, Folder, {"title": "Photos"})
        publish(request, folder)
        item = create(request, folder, Item, facts())
        publish(request, item)
        return str(item.uid)


def facts() -> dict[str, Any]:
    return {
        "title": "Dome", "alt": {"en": "The dome at dusk", "de": "Die Kuppel"}, "name": "dome.jpg",
        "blob": DIGEST, "media_type": "image/jpeg", "kind": "image", "size": 1, "width": 1000,
        "height": 500, "frames": 1,
    }  # fmt: skip


def one(request: Any, uid: str) -> Shown:
    return shown(request, [uid])[uid]


def test_a_picture_says_its_size_and_offers_what_differs(site: ScratchSite, uid: str) -> None:
    with site.request() as request:
        found = one(request, uid)
        html = picture(request, found)
        v = found.version
        assert 'width="1000" height="500"' in html
        assert f"/-/id/{uid}/image/media.text/400.webp?v={v} 400w" in html
        assert f"/-/id/{uid}/image/media.text/1200.webp?v={v} 1000w" in html
        assert "1600" not in html, "the same picture as 1200: it has 1000 pixels"
        assert 'alt="The dome at dusk" ' in html
        assert 'loading="lazy"' in html
        assert ".jpg?v=" in html
        assert "avif" not in html
        assert 'alt="&lt;b&gt;"' in picture(request, found, alt="<b>")
        assert 'alt=""' in picture(request, found, alt="", eager=True)
        assert image_url(request, found).endswith(f"/image/media.thumb/160.webp?v={v}")
        with pytest.raises(LookupError, match="there are media"):
            picture(request, found, "media.nothing")


def test_a_hundred_pictures_take_one_statement(site: ScratchSite, uid: str) -> None:
    with site.request(None) as request:
        request.site  # noqa: B018 - looked up before anything on a page
        with site.statements() as sql:
            assert len(shown(request, [uid, *(f"{uid[:-2]}{n:02}" for n in range(99))])) >= 1
        assert len(sql) <= 2, sql


def test_what_the_reader_may_not_see_is_not_there(site: ScratchSite, uid: str) -> None:
    with site.request("editor") as request:
        draft = create(request, find_at(request, "/photos", tree="library"), Item, facts()).uid
    with site.request("reader") as request:
        assert list(shown(request, [draft, uid])) == [uid]


def test_a_rendition_is_made_once(
    site: ScratchSite, uid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.request() as request:
        found, text = one(request, uid), spec_of(request, "media.text")
        assert text is not None
        key = make(site.registry, found.source, text, 400, "webp")
        assert key == rendition_key(site.registry, found.source, text, 400, "webp")
        storage = service_of(site.registry, Storage)
        data = b"".join(storage.open(key))
        with Image.open(BytesIO(data)) as made:
            assert (made.format, made.size) == ("WEBP", (400, 200))
        monkeypatch.setattr("mastaba_media.renditions.making.draw", None)
        assert make(site.registry, found.source, text, 400, "webp") == key


def test_case_099_only_presets_and_signed_specs(site: ScratchSite, uid: str) -> None:
    with site.request() as request:
        found = one(request, uid)
        signed = spec(request, widths=(64, 640), ratio=(16, 9))
        again = spec_of(request, signed.name)
        assert again is not None
        assert (again.widths, again.ratio) == ((64, 640), (16, 9))
        for text in ("", "media.textx", "640", signed.name[:-1] + "x", "9" + signed.name):
            assert spec_of(request, text) is None, text
        assert spec_of(request, signed.name.replace("16x9", "1x9")) is None
        assert rendition_key(site.registry, found.source, signed, 65, "webp") == ""
        assert rendition_key(site.registry, found.source, signed, 64, "tiff") == ""
        with pytest.raises(ValueError, match="8192"):
            spec(request, widths=(9000,))


def test_every_setting_and_edit_has_a_key_of_its_own(site: ScratchSite, uid: str) -> None:
    with site.request("editor") as request:
        found = one(request, uid)
        sources = [
            replace(found.source, edits=edits)
            for edits in (
                Edits(),
                Edits(turn=90),
                Edits(crop=(0.0, 0.0, 0.5, 0.5)),
                Edits(focus=(0.1, 0.5)),
            )
        ]
        square = Spec("x", (100,), (1, 1))
        keys = {rendition_key(site.registry, source, square, 100, "webp") for source in sources}
        assert len(keys) == 4
        assert len({source.version for source in sources}) == 4


def do_jobs(site: ScratchSite) -> list[Job]:
    """What the outbox and the worker do behind the requests."""
    deliver_due(site.registry, datetime.now(UTC) + timedelta(minutes=1))
    with Session(site.database.writes) as session:
        uids = list(session.scalars(select(Job.uid).where(Job.name == "media.ahead")))
    for uid in uids:
        run_job(site.registry, uid)
    with Session(site.database.writes) as session:
        return list(session.scalars(select(Job).where(Job.name == "media.ahead")))


def test_avif_is_made_behind_the_requests_and_named_when_it_is_there(
    site: ScratchSite, uid: str
) -> None:
    jobs = do_jobs(site)
    assert [(job.state, job.message) for job in jobs] == [("finished", "Done for 1.")]
    with site.request() as request:
        with site.statements() as sql:
            found = one(request, uid)
            html = picture(request, found)
            assert "avif" not in picture(request, found, "media.card")
        assert len(sql) == 1, "no question per picture"
        avif, webp = html.index("/400.avif?"), html.index("/400.webp?")
        assert avif < webp, "browsers take the first that they know"
        storage = service_of(site.registry, Storage)
        for spec_name in ("media.text", "media.wide"):
            preset = spec_of(request, spec_name)
            assert preset is not None
            for width in preset.widths:
                key = rendition_key(site.registry, found.source, preset, width, "avif")
                assert storage.size(key) is not None
        item = find(request, uid, tree="library")
        save(request, item, {"turn": 90})
        publish(request, item)
    with site.request() as request:
        assert "avif" not in picture(request, one(request, uid)), "it looks different now"
        catch_up(request)
        rows = request.db.scalars(select(Job).where(Job.name == "media.ahead")).all()
        assert len(rows) == 1, "nothing is behind by a preset"


def test_a_new_preset_or_setting_is_caught_up_with(site: ScratchSite, uid: str) -> None:
    with site.request() as request:
        catch_up(request)
        rows = request.db.scalars(select(Job).where(Job.name == "media.ahead")).all()
        assert [job.title for job in rows] == ["Smaller files of Dome"]


def test_templates_show_pictures(site: ScratchSite, uid: str) -> None:
    text = "{{ picture(shown_files([uid])[uid], 'media.card') }}"
    with site.request() as request:
        template = environment_of(site.registry, request).from_string(text)
        html = template.render(request=request, uid=uid)
    assert html.startswith("<picture>")
    assert "media.card/800.webp" in html


def test_every_address_of_a_picture_answers_with_what_it_promises(
    site: ScratchSite, uid: str
) -> None:
    do_jobs(site)
    with site.request() as request:
        soup = BeautifulSoup(str(picture(request, one(request, uid))), "html.parser")
    visitor, seen = site.client(), []
    for source in soup("source"):
        for candidate in source["srcset"].split(", "):
            address, width = candidate.split(" ")
            answer = visitor.get(address)
            assert answer.content_type == source["type"]
            with Image.open(BytesIO(answer.body)) as made:
                assert f"{made.width}w" == width
            seen.append(width)
    assert seen == ["400w", "800w", "1000w"] * 2
    fallback = visitor.get(soup.img["src"])
    assert fallback.content_type == "image/jpeg"
    assert visitor.get(soup.img["src"].replace("1200", "1201"), status=404)

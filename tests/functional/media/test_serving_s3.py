"""Files of a bucket: pictures through the application, the rest by an address of a few minutes."""

from __future__ import annotations

from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from mastaba.api import find_at, share
from mastaba.testing import ScratchSite
from tests.functional.media.conftest import PLUGINS
from tests.functional.media.test_serving_more import add, picture
from tests.support import s3

PDF = b"%PDF-1.4 not much of one, but enough to be sent"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_093_a_bucket_gives_out_what_the_guard_lets_through(
    make_site: Callable[..., ScratchSite],
) -> None:
    site = make_site({"mastaba.plugins": PLUGINS, **s3.settings()})
    with site.request() as request:
        shown = request.node_url(picture(request), "image")
        item = add(request, PDF, name="plan.pdf", media_type="application/pdf", kind="document")
        song = add(request, b"OggS", name="song.ogg", media_type="audio/ogg", kind="audio")
        file, heard = (request.node_url(node, "file") for node in (item, song))
        path = item.path
    client, url = site.client(), f"{shown}/media.thumb/160.webp"
    whole = client.get(url)
    part = client.get(url, headers={"Range": "bytes=2-9"}, status=206)
    assert part.body == whole.body[2:10]
    client.get(url, headers={"If-None-Match": whole.headers["ETag"]}, status=304)
    assert client.get(heard).body == b"OggS"  # by http no page could play it from elsewhere

    led = client.get(file, status=302)
    assert led.headers["Cache-Control"] == "private, no-store"
    address = led.headers["Location"]
    assert 0 < int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0]) <= 300
    with urlopen(address, timeout=20) as answer:
        assert answer.read() == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    head = client.head(file)  # the address is signed for GET alone
    assert head.content_length == len(PDF)
    assert head.headers["Content-Type"] == "application/pdf"
    with pytest.raises(HTTPError, match="403"):
        urlopen(address.partition("?")[0], timeout=20)

    with site.request() as request:
        share(request, find_at(request, path, tree="library"), {}, inherit=False)
    refused = client.get(file, status=404)
    assert "Location" not in refused.headers

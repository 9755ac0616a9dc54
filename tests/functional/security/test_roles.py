"""Roles that plugins bring."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyramid.exceptions import ConfigurationExecutionError

from mastaba.api import create, find_at, publish, share, user_token
from mastaba.testing import ScratchSite
from mastaba_pages.models import Page


def test_a_role_may_have_permissions_of_the_core(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    site.config.declare_role("tests.guide", "Guide", site_wide=False, may=("view", "enter"))
    site.config.commit()
    guide = user_token(site.account("reader").uid)
    with site.request() as request:
        root = find_at(request, "/")
        for title in ("Tours", "Office"):
            publish(request, create(request, root, Page, {"title": title}))
        share(request, find_at(request, "/tours"), {guide: ["tests.guide"]})
    site.client("reader").get("/admin/tours", status=200)
    site.client("reader").get("/admin/tours/@@sharing", status=403)
    site.client("reader").get("/admin/office", status=403)


def test_a_misspelt_one_stops_the_start(make_site: Callable[..., ScratchSite]) -> None:
    site = make_site()
    site.config.declare_role("tests.guide", "Guide", may=("enter", "veiw"))
    with pytest.raises(ConfigurationExecutionError, match="'veiw', which nobody declares"):
        site.config.commit()

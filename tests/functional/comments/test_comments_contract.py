"""Comments keep the promises that every kind of record keeps."""

from __future__ import annotations

from typing import Any

import pytest

from mastaba.testing import RecordSuite, ScratchSite
from mastaba_comments.models import Comment
from mastaba_comments.operations import Draft, post
from mastaba_pages.models import Page


class TestComment(RecordSuite):
    model = Comment
    on = Page

    def make(self, request: Any, node: Any) -> Comment:
        return post(request, node, Draft("Well said."))


@pytest.fixture
def shared_site(site: ScratchSite) -> ScratchSite:
    """The suites share a site between their tests; here each has its own."""
    return site

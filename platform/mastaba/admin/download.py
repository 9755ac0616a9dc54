"""A file made for one person: what is known of somebody, to keep or to take elsewhere."""

from __future__ import annotations

import json
from typing import Any

from pyramid.response import Response

from mastaba.content.personal import export_person
from mastaba.content.records.person import Person
from mastaba.security.models import Account

NAME = "known.json"  # names nobody: it lies in a folder of downloads


def known_file(request: Any, who: Account | Person) -> Response:
    """Everything that is known of somebody. Raises `HTTPForbidden`."""
    told = json.dumps(export_person(request, who), ensure_ascii=False, indent=1)
    response = Response(told.encode(), content_type="application/json", charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    response.headers["Cache-Control"] = "no-store"
    return response

"""What is shown in place of the core's own: the mark of the admin, and robots.txt."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.api import settings_for
from mastaba_brand.settings import BrandSettings

KEPT_OUT = ("/admin", "/login")


def robots(request: Any) -> Response:
    """As the core's, but some robots are asked to stay away from everything."""
    unwanted = settings_for(request, BrandSettings).no_robots
    lines = [f"User-agent: {name}\nDisallow: /\n" for name in unwanted]
    lines += ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT), ""]
    return Response("\n".join(lines), content_type="text/plain", charset="utf-8")


def includeme(config: Any) -> None:
    """Claim what is somebody else's: this layer may."""
    config.override_templates("admin", "mastaba_brand:replaced/admin")
    config.add_view(robots, name="robots.txt", permission=NO_PERMISSION_REQUIRED, shows="nothing")

"""Serving: addresses at which files and pictures answer, under the rights of their item.

Lives here: the views (`file_view.py`, `image_view.py`), how a file leaves (`answer.py`,
`body.py`), what a browser may keep (`keeping.py`) and already has (`conditions.py`), and what a
file is called (`naming.py`). Does not live here: who may see what, which is asked before any of
this, nor how pictures are drawn (`renditions/`). A further view of a file calls
`answer(request, item, Sent(...))`, so that it has all the headers that keep a file from being a
page of this site.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from mastaba.api import settings_of
from mastaba_media.serving.keeping import ServingSettings
from mastaba_media.settings import S3Settings, StorageSettings


def includeme(config: Any) -> None:
    """Register settings and views, and let pages show what lies in the bucket."""
    config.declare_settings(ServingSettings)
    config.include("mastaba_media.serving.image_view")
    config.include("mastaba_media.serving.file_view")
    if settings_of(config.registry, StorageSettings).storage == "s3":
        bucket = urlsplit(settings_of(config.registry, S3Settings).endpoint)
        if bucket.scheme == "https":
            config.allow_media(f"https://{bucket.netloc}")

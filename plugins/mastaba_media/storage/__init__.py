"""Where bytes are kept: under keys of ours, in a folder or in a bucket.

Lives here: the interface (`protocol.py`), what a key may look like (`keys.py`), one module per
storage (`local.py`, `s3.py`). Does not live here: which keys there are and what they mean
(`blobs.py`, `renditions/`). Ask `request.service(Storage)`. To offer one of your own, write the
methods of the interface, prove it with `mastaba_media.testing.StorageSuite`, and say
`config.add_service(Storage, make_it)` in a later layer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mastaba.api import settings_of
from mastaba_media.settings import S3Settings, StorageSettings
from mastaba_media.storage.local import LocalStorage
from mastaba_media.storage.protocol import CHUNK as CHUNK
from mastaba_media.storage.protocol import LONGEST_LINK as LONGEST_LINK
from mastaba_media.storage.protocol import Missing as Missing
from mastaba_media.storage.protocol import Storage as Storage
from mastaba_media.storage.protocol import StorageError as StorageError
from mastaba_media.storage.protocol import Stored as Stored


def make_storage(registry: Any) -> Storage:
    """The storage that the settings name."""
    chosen = settings_of(registry, StorageSettings)
    if chosen.storage == "s3":
        from mastaba_media.storage.s3 import make_bucket  # boto3 is an extra of its own

        return make_bucket(settings_of(registry, S3Settings))
    here = Path((registry.settings or {}).get("here") or ".")
    return LocalStorage(here / chosen.folder)


def includeme(config: Any) -> None:
    """Offer the storage of the settings as a service."""
    config.declare_settings(StorageSettings)
    config.declare_settings(S3Settings)
    config.add_service(Storage, make_storage)

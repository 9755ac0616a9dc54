"""What other plugins and themes import of media; its names are the promise.

A plugin that does says `requires=("media",)`.
"""

from mastaba_media.models import Folder, Item
from mastaba_media.operations import (
    Received,
    caps_of,
    duplicates,
    receive,
    replace,
    store_received,
    upload,
)
from mastaba_media.reference import ITEMS, MediaReference, PictureReference, PictureReferences
from mastaba_media.renditions.picture import file_url, image_url, picture
from mastaba_media.renditions.shown import Shown, shown
from mastaba_media.renditions.specs import Spec, spec
from mastaba_media.storage import Storage
from mastaba_media.vetting import FileRefused

__all__ = [
    "ITEMS",
    "FileRefused",
    "Folder",
    "Item",
    "MediaReference",
    "PictureReference",
    "PictureReferences",
    "Received",
    "Shown",
    "Spec",
    "Storage",
    "caps_of",
    "duplicates",
    "file_url",
    "image_url",
    "picture",
    "receive",
    "replace",
    "shown",
    "spec",
    "store_received",
    "upload",
]

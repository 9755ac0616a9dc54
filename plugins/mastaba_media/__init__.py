"""Media: pictures, documents, sound and video in folders, with the rights of every node.

It imports `mastaba.api` only, like any plugin of somebody else. Lives here: the two types and the
tables (`models.py`), where bytes are kept (`storage/`, `blobs.py`), taking files in
(`operations/`), pictures in other sizes (`renditions/`), the library's screens (`library/`).
Other plugins and themes import `mastaba_media.api`, nothing else of it.
"""

from typing import Any

from mastaba.api import Plugin

OUTSIDE = (
    "The files themselves stay where they are (mastaba.media.folder, or the bucket): keep them "
    "for as long as you may want to bring the plugin back, and delete them yourself afterwards."
)
plugin = Plugin(
    "media",
    title="Media",
    after=("pages",),
    api=">=0.1,<1",
    extra="media",
    outside=OUTSIDE,
)


def includeme(config: Any) -> None:
    """Register types, storage, templates and views."""
    from mastaba_media.models import Folder, Item
    from mastaba_media.sample import sample

    config.include("mastaba_media.storage")
    config.include("mastaba_media.renditions")
    config.add_templates("media", "mastaba_media:templates")
    config.add_assets("media", "mastaba_media:static")
    config.add_content_type(
        Folder,
        title="Media folder",
        icon="folder",
        description="A place for pictures and files; its rights are those of what lies in it.",
        parents=("core.root", Folder.__type__),
        children=(Folder.__type__, Item.__type__),
        tree="library",
    )
    config.add_content_type(
        Item,
        title="File",
        icon="image",
        description="A picture, a document, sound or video.",
        parents=(Folder.__type__,),
        children=(),
        tree="library",
        by_hand=False,
        in_tree=False,
        embedded=True,
        chooser="media-chooser",
        sample=sample,
    )
    config.declare_place("media.files", Folder, "Media", slug="media")
    config.include("mastaba_media.blocks")
    config.include("mastaba_media.checks")
    config.include("mastaba_media.choosing")
    config.include("mastaba_media.importing")
    config.include("mastaba_media.incoming")
    config.include("mastaba_media.intake")
    config.include("mastaba_media.library")
    config.include("mastaba_media.serving")
    config.include("mastaba_media.sweep")

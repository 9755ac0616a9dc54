"""Operations: the only code that changes content.

Each takes the request first, asks the guard, changes rows, writes a revision where fields
changed, and records audit and event, all in the request's transaction. Views, imports, commands
and jobs call the same functions.
"""

from mastaba.content.operations.addresses import add_alias, remove_alias
from mastaba.content.operations.copy import copy
from mastaba.content.operations.create import create
from mastaba.content.operations.dead_links import DeadLinks
from mastaba.content.operations.errors import Conflict, Invalid, OperationError
from mastaba.content.operations.front import make_front
from mastaba.content.operations.groups import (
    add_member,
    create_group,
    delete_group,
    remove_member,
    rename_group,
)
from mastaba.content.operations.leave import delete_person
from mastaba.content.operations.order import reorder
from mastaba.content.operations.owner import change_owner, hand_over
from mastaba.content.operations.place import move, rename
from mastaba.content.operations.publish import expire, publish, set_end, unpublish
from mastaba.content.operations.save import discard_draft, restore_revision, save
from mastaba.content.operations.schedule import cancel_update, schedule_update
from mastaba.content.operations.share import grant, set_inherit, share, share_as
from mastaba.content.operations.site import change_site_settings
from mastaba.content.operations.trash import purge, restore, trash
from mastaba.content.operations.where_shown import ShownElsewhere

__all__ = [
    "Conflict",
    "DeadLinks",
    "Invalid",
    "OperationError",
    "ShownElsewhere",
    "add_alias",
    "add_member",
    "cancel_update",
    "change_owner",
    "change_site_settings",
    "copy",
    "create",
    "create_group",
    "delete_group",
    "delete_person",
    "discard_draft",
    "expire",
    "grant",
    "hand_over",
    "make_front",
    "move",
    "publish",
    "purge",
    "remove_alias",
    "remove_member",
    "rename",
    "rename_group",
    "reorder",
    "restore",
    "restore_revision",
    "save",
    "schedule_update",
    "set_end",
    "set_inherit",
    "share",
    "share_as",
    "trash",
    "unpublish",
]

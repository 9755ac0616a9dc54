"""What screens of the admin and pages of the site are made with."""

from __future__ import annotations

from mastaba.admin.doing import attempt
from mastaba.admin.download import known_file
from mastaba.admin.flash import flash
from mastaba.admin.people_names import names_of
from mastaba.admin.states import in_status
from mastaba.content.operations.field_rights import may_read, may_write, readable_fields
from mastaba.rendering.settings import theme_name
from mastaba.site.layout import page_variables
from mastaba.slots import entry_notes

__all__ = [
    "attempt",
    "entry_notes",
    "flash",
    "in_status",
    "known_file",
    "may_read",
    "may_write",
    "names_of",
    "page_variables",
    "readable_fields",
    "theme_name",
]

"""The only module that a plugin imports; its names and signatures are the promise we version."""

from typing import Any

from mastaba.admin.doing import attempt
from mastaba.admin.flash import flash
from mastaba.admin.people_names import names_of
from mastaba.admin.states import in_status
from mastaba.blocks import (
    EMPTY,
    BodyError,
    Conversion,
    ImageSpot,
    LinkTarget,
    excerpt,
    from_html,
    from_markdown,
    links,
    plain_text,
    word_count,
)
from mastaba.content.blocks.files import IncomingFile, Takes
from mastaba.content.blocks.from_file import block_for_file
from mastaba.content.body import Body, RichText, body_html, body_words, document_html
from mastaba.content.extension import Extension, extension_of, extensions_of
from mastaba.content.importing import (
    Converted,
    ImportFile,
    ImportItem,
    ImportPlan,
    ImportTarget,
    Known,
    Refused,
    files_below,
    printable,
)
from mastaba.content.importing import Note as ImportNote
from mastaba.content.library.declare import declared_place
from mastaba.content.library.models import Snippet, Term, Vocabulary
from mastaba.content.library.snippets import snippet_html
from mastaba.content.library.terms import TermRow, terms_of, terms_with, vocabulary
from mastaba.content.models import Content, Revision, node_key
from mastaba.content.operations import (
    Conflict,
    DeadLinks,
    Invalid,
    OperationError,
    ShownElsewhere,
    add_alias,
    cancel_update,
    change_owner,
    change_site_settings,
    copy,
    create,
    discard_draft,
    expire,
    grant,
    make_front,
    move,
    publish,
    purge,
    remove_alias,
    rename,
    reorder,
    restore,
    restore_revision,
    save,
    schedule_update,
    set_end,
    share,
    share_as,
    trash,
    unpublish,
)
from mastaba.content.operations.field_rights import may_read, may_write, readable_fields
from mastaba.content.operations.revise import latest_fields
from mastaba.content.paging import page_of
from mastaba.content.records.catalog import node_of
from mastaba.content.records.models import Record
from mastaba.content.records.operations import (
    change_record,
    create_record,
    delete_record,
    find_record,
)
from mastaba.content.records.privacy import erase_records, export_records
from mastaba.content.usage import Use, hidden_users, used_by, uses_in
from mastaba.content.versions import Version, versions_of
from mastaba.db.base import Base
from mastaba.db.offline import reading_session, system_request
from mastaba.db.uuid7 import uuid7
from mastaba.declaring import declare
from mastaba.deprecation import RENAMED, MastabaDeprecation, old_name
from mastaba.events import record
from mastaba.fields import (
    BoundField,
    Choice,
    Choices,
    Colour,
    Email,
    FieldType,
    Group,
    Items,
    JsonValue,
    LongText,
    OneTerm,
    Reference,
    ReferenceColumn,
    References,
    ReferencesColumn,
    Tags,
    Terms,
    Url,
    field,
    fields_of,
    json_schema,
)
from mastaba.jobs import Refused as JobRefused
from mastaba.jobs import Work, retry_job, start_job
from mastaba.mail import AddressError, MailError, MailTransport, send_mail
from mastaba.plugins import API_VERSION, Plugin
from mastaba.security.acting import acting_as, as_system, author_account
from mastaba.security.explain import explain, seen_by_everybody
from mastaba.security.guard import allow
from mastaba.security.principals import group_token, role_token, user_token
from mastaba.security.signing import is_signed, sign
from mastaba.services import service_of
from mastaba.settings import Section, setting, settings_of
from mastaba.site.layout import page_variables
from mastaba.tree.locate import find, find_at
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of
from mastaba.tree.settings import settings_for
from mastaba.tree.traverser import Tools

__all__ = [
    "API_VERSION",
    "EMPTY",
    "AddressError",
    "Base",
    "Body",
    "BodyError",
    "BoundField",
    "Choice",
    "Choices",
    "Colour",
    "Conflict",
    "Content",
    "Conversion",
    "Converted",
    "DeadLinks",
    "Email",
    "Extension",
    "FieldType",
    "Group",
    "ImageSpot",
    "ImportFile",
    "ImportItem",
    "ImportNote",
    "ImportPlan",
    "ImportTarget",
    "IncomingFile",
    "Invalid",
    "Items",
    "JobRefused",
    "JsonValue",
    "Known",
    "LinkTarget",
    "LongText",
    "MailError",
    "MailTransport",
    "MastabaDeprecation",
    "Node",
    "OneTerm",
    "OperationError",
    "Plugin",
    "Record",
    "Reference",
    "ReferenceColumn",
    "References",
    "ReferencesColumn",
    "Refused",
    "Revision",
    "RichText",
    "Section",
    "ShownElsewhere",
    "Snippet",
    "Tags",
    "Takes",
    "Term",
    "TermRow",
    "Terms",
    "Tools",
    "Url",
    "Use",
    "Version",
    "Vocabulary",
    "Work",
    "acting_as",
    "add_alias",
    "allow",
    "as_system",
    "attempt",
    "author_account",
    "block_for_file",
    "body_html",
    "body_words",
    "cancel_update",
    "change_owner",
    "change_record",
    "change_site_settings",
    "copy",
    "create",
    "create_record",
    "declare",
    "declared_place",
    "delete_record",
    "discard_draft",
    "document_html",
    "erase_records",
    "excerpt",
    "expire",
    "explain",
    "export_records",
    "extension_of",
    "extensions_of",
    "field",
    "fields_of",
    "files_below",
    "find",
    "find_at",
    "find_record",
    "flash",
    "from_html",
    "from_markdown",
    "grant",
    "group_token",
    "hidden_users",
    "in_status",
    "is_signed",
    "json_schema",
    "latest_fields",
    "links",
    "make_front",
    "may_read",
    "may_write",
    "move",
    "names_of",
    "node_key",
    "node_of",
    "page_of",
    "page_variables",
    "plain_text",
    "printable",
    "publish",
    "purge",
    "readable_fields",
    "reading_session",
    "record",
    "remove_alias",
    "rename",
    "reorder",
    "restore",
    "restore_revision",
    "retry_job",
    "role_token",
    "save",
    "schedule_update",
    "seen_by_everybody",
    "send_mail",
    "service_of",
    "set_end",
    "setting",
    "settings_for",
    "settings_of",
    "share",
    "share_as",
    "sign",
    "snippet_html",
    "start_job",
    "status_of",
    "system_request",
    "terms_of",
    "terms_with",
    "trash",
    "unpublish",
    "used_by",
    "user_token",
    "uses_in",
    "uuid7",
    "versions_of",
    "vocabulary",
    "word_count",
]


def __getattr__(name: str) -> Any:
    return old_name(__name__, name, globals(), RENAMED)

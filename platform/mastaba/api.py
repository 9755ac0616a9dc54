"""The only module that a plugin imports; its names and signatures are the promise we version."""

from mastaba.blocks import (
    EMPTY,
    BodyError,
    Conversion,
    LinkTarget,
    excerpt,
    from_html,
    from_markdown,
    links,
    plain_text,
    word_count,
)
from mastaba.content.body import Body, body_html, body_words, document_html
from mastaba.content.importing import Converted, ImportItem, ImportPlan, ImportTarget, Refused
from mastaba.content.importing import Note as ImportNote
from mastaba.content.library.models import Snippet, Term, Vocabulary
from mastaba.content.library.snippets import snippet_html
from mastaba.content.library.terms import TermRow, terms_of, terms_with, vocabulary
from mastaba.content.models import Content, Revision, node_key
from mastaba.content.operations import (
    Conflict,
    Invalid,
    OperationError,
    add_alias,
    cancel_update,
    change_site_settings,
    create,
    discard_draft,
    expire,
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
    trash,
    unpublish,
)
from mastaba.content.paging import page_of
from mastaba.db.base import Base
from mastaba.db.uuid7 import uuid7
from mastaba.events import record
from mastaba.fields import Tags, field, fields_of
from mastaba.jobs import Refused as JobRefused
from mastaba.jobs import Work, retry_job, start_job
from mastaba.mail import AddressError, send_mail
from mastaba.plugins import Plugin
from mastaba.security.acting import acting_as, author_account
from mastaba.security.guard import allow
from mastaba.security.principals import role_token
from mastaba.settings import Section, setting, settings_of
from mastaba.site.layout import page_variables
from mastaba.tree.locate import find, find_at
from mastaba.tree.models import Node

API_VERSION = "0.1"

__all__ = [
    "API_VERSION",
    "EMPTY",
    "AddressError",
    "Base",
    "Body",
    "BodyError",
    "Conflict",
    "Content",
    "Conversion",
    "Converted",
    "ImportItem",
    "ImportNote",
    "ImportPlan",
    "ImportTarget",
    "Invalid",
    "JobRefused",
    "LinkTarget",
    "Node",
    "OperationError",
    "Plugin",
    "Refused",
    "Revision",
    "Section",
    "Snippet",
    "Tags",
    "Term",
    "TermRow",
    "Vocabulary",
    "Work",
    "acting_as",
    "add_alias",
    "allow",
    "author_account",
    "body_html",
    "body_words",
    "cancel_update",
    "change_site_settings",
    "create",
    "discard_draft",
    "document_html",
    "excerpt",
    "expire",
    "field",
    "fields_of",
    "find",
    "find_at",
    "from_html",
    "from_markdown",
    "links",
    "make_front",
    "move",
    "node_key",
    "page_of",
    "page_variables",
    "plain_text",
    "publish",
    "purge",
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
    "send_mail",
    "set_end",
    "setting",
    "settings_of",
    "share",
    "snippet_html",
    "start_job",
    "terms_of",
    "terms_with",
    "trash",
    "unpublish",
    "uuid7",
    "vocabulary",
    "word_count",
]

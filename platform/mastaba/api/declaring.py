"""Classes and fields that a plugin declares, and how it says so."""

from __future__ import annotations

from mastaba.content.blocks.files import IncomingFile, Takes
from mastaba.content.body import Body, RichText
from mastaba.content.extension import Extension, extension_of, extensions_of
from mastaba.content.library.models import Snippet, Term, Vocabulary
from mastaba.content.models import Content, Revision, node_key
from mastaba.content.operations.revise import checked
from mastaba.content.records.models import Record
from mastaba.db.base import Base
from mastaba.db.types import exact_text, key_type
from mastaba.db.uuid7 import is_uid, uuid7
from mastaba.declaring import declare
from mastaba.deprecation import MastabaDeprecation
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
from mastaba.plugins import API_VERSION, Plugin
from mastaba.security.visitor_forms.settings import Rate
from mastaba.settings import Section, setting, settings_of
from mastaba.tree.models import Node

__all__ = [
    "API_VERSION",
    "Base",
    "Body",
    "BoundField",
    "Choice",
    "Choices",
    "Colour",
    "Content",
    "Email",
    "Extension",
    "FieldType",
    "Group",
    "IncomingFile",
    "Items",
    "JsonValue",
    "LongText",
    "MastabaDeprecation",
    "Node",
    "OneTerm",
    "Plugin",
    "Rate",
    "Record",
    "Reference",
    "ReferenceColumn",
    "References",
    "ReferencesColumn",
    "Revision",
    "RichText",
    "Section",
    "Snippet",
    "Tags",
    "Takes",
    "Term",
    "Terms",
    "Url",
    "Vocabulary",
    "checked",
    "declare",
    "exact_text",
    "extension_of",
    "extensions_of",
    "field",
    "fields_of",
    "is_uid",
    "json_schema",
    "key_type",
    "node_key",
    "setting",
    "settings_of",
    "uuid7",
]

"""Fields: one declaration from which form, validation, list, revision and diff are derived.

Lives here: `field()`, the field types with their column types, and the pydantic model of a
class. Does not live here: HTML (see `mastaba.forms`), and whether a referred node is there (see
`mastaba.content.operations`). To add a field type, write a column type with a `field_type`
attribute, as in `text.py`; a widget macro of its name is needed only where no present one fits
(`FieldType.widget`).
"""

from mastaba.fields.check import declaration_problems
from mastaba.fields.declare import BoundField, field, fields_of
from mastaba.fields.groups import Group, Items
from mastaba.fields.json_value import JsonValue
from mastaba.fields.lists import Choice, Choices, Tags
from mastaba.fields.schema import defaults, input_model, json_schema
from mastaba.fields.text import Colour, Email, LongText, Url
from mastaba.fields.types import FieldType
from mastaba.fields.uids import (
    OneTerm,
    Reference,
    ReferenceColumn,
    References,
    ReferencesColumn,
    Terms,
)

__all__ = [
    "BoundField",
    "Choice",
    "Choices",
    "Colour",
    "Email",
    "FieldType",
    "Group",
    "Items",
    "JsonValue",
    "LongText",
    "OneTerm",
    "Reference",
    "ReferenceColumn",
    "References",
    "ReferencesColumn",
    "Tags",
    "Terms",
    "Url",
    "declaration_problems",
    "defaults",
    "field",
    "fields_of",
    "input_model",
    "json_schema",
]

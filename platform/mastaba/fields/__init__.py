"""Fields: one declaration from which form, validation, list, revision and diff are derived.

Lives here: `field()`, the field types with their column types, and the pydantic model of a
class. Does not live here: HTML (see `mastaba.forms`). To add a field type, write a column type
with a `field_type` attribute (see `types.py`) and a widget macro of the same name.
"""

from mastaba.fields.declare import BoundField, field, fields_of
from mastaba.fields.schema import input_model
from mastaba.fields.types import FieldType, Tags

__all__ = ["BoundField", "FieldType", "Tags", "field", "fields_of", "input_model"]

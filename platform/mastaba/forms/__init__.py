"""Forms: from declared fields to HTML and back.

Lives here: what a form field shows (`form_fields`), how posted text becomes input for the
operations (`read_form`), how a value reads to people (`in_words`), and the macros of
`forms/fields.jinja2`. Does not live here: any rule about values; those come from the field's
pydantic model. To add a widget, add a macro of its name to `fields.jinja2` and, where posted text
is not the value itself, a reader in `read.py` and its opposite in `texts.py`.
"""

from __future__ import annotations

from typing import Any

from mastaba.forms.fields import FormField, form_fields
from mastaba.forms.read import read_form
from mastaba.forms.words import in_words

__all__ = ["FormField", "form_fields", "in_words", "includeme", "read_form"]


def includeme(config: Any) -> None:
    """Register the templates."""
    config.add_templates("forms", "mastaba.forms:templates")

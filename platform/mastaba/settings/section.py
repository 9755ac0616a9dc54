"""How a room or plugin declares its settings: one frozen, typed class per ini prefix.

class MailSettings(Section, prefix="mastaba.mail"):
    host: str = setting("localhost", help="Name of the SMTP server.")
    port: int = setting(25, help="Port of the SMTP server.", ge=1, le=65535)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

S = TypeVar("S", bound="Section")
SettingsReader = Callable[[type[S]], S]
Choices = Callable[[Any], Mapping[str, str]]
"""Takes the registry; the texts that may be chosen, each with its title."""


class Section(BaseModel):
    """Base class of every group of settings.

    Give the ini prefix as a class keyword: `class X(Section, prefix="mastaba.x")`, and a
    `heading="..."` when the last part of the prefix does not say enough on the settings screen.
    A validator may raise ValueError with a full sentence, which is shown as it is, behind the key
    where it does not name that.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )
    prefix: ClassVar[str] = ""
    section_heading: ClassVar[str] = ""

    def __init_subclass__(cls, prefix: str = "", heading: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.prefix = prefix or cls.prefix
        cls.section_heading = heading or words(cls.prefix)

    @classmethod
    def key(cls, field: str) -> str:
        """The ini key of a field: prefix, dot, name (or the `key=` of its `setting`)."""
        name = extra(cls.model_fields[field])["key"]
        own = field if name is None else name
        return f"{cls.prefix}.{own}" if own else cls.prefix

    def problems(self, of: SettingsReader[Any]) -> Iterable[str]:
        """Sentences on what is wrong beyond one value; `of(Other)` reads another section."""
        return ()


def words(key: str) -> str:
    """The last part of a key as a heading: `mastaba.site.page_size` -> "Page size"."""
    return key.rpartition(".")[2].replace("_", " ").capitalize()


def setting(
    default: Any = ...,
    *,
    help: str,
    secret: bool = False,
    editable: bool = False,
    example: str = "",
    key: str | None = None,
    label: str = "",
    choices: Choices | None = None,
    long: bool = False,
    ge: int | None = None,
    le: int | None = None,
) -> Any:
    """Declare one setting of a `Section`.

    `default`: a Python value (`...` = the key must be given). `help`: one or more sentences
    for the admin. `secret`: never shown. `editable`: may be changed in the admin when the ini
    file does not set it. `example`: ini text. `key`: its name after the prefix, when it is not
    the attribute's; `""` = the prefix itself. `label`: its name on the screen. `choices`: the
    texts that may be chosen, when only the running application knows them. `long`: a text that
    needs a field of several lines. `ge`, `le`: bounds of a number. Raises `TypeError` for a secret
    that could be changed, and so seen, in the admin.
    """
    if secret and editable:
        raise TypeError("A setting is either secret or editable: secrets stay in the ini file.")
    notes: dict[str, Any] = {
        "secret": secret,
        "editable": editable,
        "example": example,
        "key": key,
        "label": label,
        "choices": choices,
        "long": long,
    }
    return Field(default, description=help, repr=not secret, json_schema_extra=notes, ge=ge, le=le)


def extra(field: FieldInfo) -> dict[str, Any]:
    """What `setting()` noted about a field beyond pydantic's own facts."""
    notes = field.json_schema_extra
    if not isinstance(notes, dict):
        raise TypeError("A setting must be declared with setting(default, help=...).")
    return dict(notes)

"""The directive `config.add_block`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.content.blocks.files import Takes
from mastaba.content.blocks.registry import Blocks, Data, DeclaredBlock, Upgrade
from mastaba.declaring import declare
from mastaba.fields import Group, declaration_problems

NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def add_block(
    config: Any,
    name: str,
    form: type[Group],
    *,
    title: str,
    renderer: str,
    icon: str = "puzzle",
    description: str = "",
    data: Data | None = None,
    content: str = "",
    children: Iterable[str] = (),
    at_least: int = 1,
    at_most: int | None = None,
    inside: Iterable[str] | None = None,
    version: int = 1,
    upgrades: Mapping[int, Upgrade] | None = None,
    headings: bool = False,
    takes: Takes | None = None,
    together: bool = False,
) -> None:
    """Declare a block that editors can put into texts; `name` is `<plugin>.<name>`.

    `form` is a `Group`: its fields are the block's form and data. The template `renderer` gets
    `block` (the values), `content` (what stands inside, as HTML), with `headings` those of the
    text. `data(request, values)` is asked on every request for further variables, and makes
    `request` one, too; None shows nothing. A block without it is drawn once per version of a page.

    A block holds nothing, or `content` ("block+", "inline*"), or `at_least` to `at_most` blocks
    named in `children`. One with `inside` stands in the blocks named there only. When the form
    changes, raise `version`: `upgrades={1: fn}` makes data of version 1 that of version 2.
    With `together`, `data(request, [values, ...])` is asked once for all blocks of this name in a
    text, and answers a list; so it can find what they name in one statement.
    `takes` says which files become this block when they are dropped or pasted into a text.
    Raises `ConfigurationError` for what cannot be.
    """
    block = DeclaredBlock(
        name=name,
        form=form,
        title=title,
        renderer=renderer,
        icon=icon,
        description=description,
        data=data,
        content=content,
        children=_names(children),
        at_least=at_least,
        at_most=at_most,
        inside=_names(inside or ()),
        version=version,
        upgrades=dict(upgrades or {}),
        headings=headings,
        takes=takes,
        together=together,
    )
    if problems := [*_problems(block), *_form_problems(block)]:
        raise ConfigurationError(f"Block {name}: " + " ".join(problems))
    declare(config, "block", name, lambda: config.registry[Blocks].add(block), title=title,
            block=block)  # fmt: skip


def _names(given: Iterable[str]) -> tuple[str, ...]:
    """One name alone is not read as its letters."""
    return (given,) if isinstance(given, str) else tuple(given)


def _problems(block: DeclaredBlock) -> Iterable[str]:
    if not NAME.fullmatch(block.name):
        yield "its name must be <plugin>.<name>, of a-z, 0-9 and _, such as event.upcoming."
    if not block.renderer.endswith(".jinja2"):
        yield f"renderer={block.renderer!r} is no template; write <plugin>/<file>.jinja2."
    if block.content and block.children:
        yield "it says both content and children; say one of them."
    if block.together and block.data is None:
        yield "it says together and no data; there is nothing to ask."
    if block.at_most is not None and not 0 <= block.at_least <= block.at_most:
        yield f"at_least={block.at_least} and at_most={block.at_most} leave nothing."
    if sorted(block.upgrades) != list(range(1, block.version)):
        wanted = list(range(1, block.version))
        yield f"version={block.version} needs upgrades {wanted}; found {sorted(block.upgrades)}."


def _form_problems(block: DeclaredBlock) -> Iterable[str]:
    form: Any = block.form
    if not (isinstance(form, type) and issubclass(form, Group)):
        yield f"its form must be a subclass of Group; found {block.form!r}."
        return
    try:
        yield from declaration_problems(block.form)
    except TypeError as error:
        yield f"{error}."

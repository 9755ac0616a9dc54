"""Functions of plugins that every template may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, pass_context
from pyramid.exceptions import ConfigurationError

from mastaba.declaring import declare

AFTER_RENDERING = 1000  # the environment is made at 999


def add_template_function(config: Any, name: str, function: Callable[..., Any]) -> None:
    """Directive: templates may call `name(...)`, which is `function(request, ...)`.

    So a theme shows what a plugin makes without a view of its own. Raises `ConfigurationError`
    for what is no name. What the core itself offers under the name is not replaced.
    """
    if not name.isidentifier() or name.startswith("_"):
        raise ConfigurationError(
            f"add_template_function: {name!r} is no name; expected letters, digits and “_”."
        )

    @pass_context
    def called(context: Any, *args: Any, **words: Any) -> Any:
        return function(context["request"], *args, **words)

    def register() -> None:
        known = config.registry[Environment].globals
        if name in known and not hasattr(known[name], "of_plugin"):
            raise ConfigurationError(
                f"add_template_function: templates have {name}() already; choose another name."
            )
        called.of_plugin = True  # type: ignore[attr-defined] # a mark on a function
        known[name] = called

    declare(config, "template function", name, register, order=AFTER_RENDERING, function=function)

"""The Jinja2 environments: one for the site without a theme, a twin for each theme in use.

Jinja keeps compiled templates by name, so what a name means must be fixed within an environment.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, pass_context
from markupsafe import Markup
from pyramid_jinja2 import IJinja2Environment
from sqlalchemy.exc import SQLAlchemyError

from mastaba.rendering.assets import Assets, asset
from mastaba.rendering.filters import FILTERS
from mastaba.rendering.loader import LayeredLoader, layered, use
from mastaba.rendering.setting_global import setting
from mastaba.rendering.settings import theme_name
from mastaba.rendering.templates import Templates
from mastaba.rendering.theme import Themes
from mastaba.tree.sites import NoSiteError


class ThemedEnvironments(dict[str, Environment]):
    """Environments by name of the theme, made at first use; lives on the registry."""


class RendererFactory:
    """`renderer="pages/page.jinja2"`: no search relative to the caller, so no missed look-ups."""

    def __call__(self, info: Any) -> Any:
        name, registry = info.name, info.registry

        def render(value: dict[str, Any], system: dict[str, Any]) -> str:
            environment = environment_of(registry, system.get("request"))
            return environment.get_template(name).render({**system, **value})

        return render


def environment_of(registry: Any, request: Any) -> Environment:
    """The environment of the theme that the site of `request` wears."""
    themes: Themes = registry[Themes]
    plain: Environment = registry[Environment]
    if not themes.by_name or request is None:
        return plain
    name = _theme(request)
    return _themed(registry, name) if name in themes.by_name else plain


def _theme(request: Any) -> str:
    """The site's theme; none while the database, and so the site, cannot be read."""
    try:
        return theme_name(request)
    except (SQLAlchemyError, NoSiteError):
        return ""


def _themed(registry: Any, name: str) -> Environment:
    known: ThemedEnvironments = registry[ThemedEnvironments]
    if name not in known:
        loader = LayeredLoader(registry[Templates], registry[Themes].chain(name))
        known[name] = layered(registry[Environment], loader)
    return known[name]


def prepare(config: Any) -> None:
    """Finish pyramid_jinja2's environment with our loader, globals and filters."""
    registry = config.registry
    environment: Environment = registry.getUtility(IJinja2Environment, name=".jinja2")
    use(environment, LayeredLoader(registry[Templates]))
    environment.trim_blocks = environment.lstrip_blocks = True
    assets: Assets = registry[Assets]
    environment.globals.update(
        asset=asset, icon=assets.icon, setting=setting, _assets=assets, _registry=registry,
        csrf_token=_csrf_token, csrf_field=_csrf_field, csp_nonce=_csp_nonce,
    )  # fmt: skip
    environment.filters.update(FILTERS)
    registry[Environment] = environment


@pass_context
def _csrf_token(context: Any) -> str:
    from pyramid.csrf import get_csrf_token

    return str(get_csrf_token(context["request"]))


@pass_context
def _csrf_field(context: Any) -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(
        _csrf_token(context)
    )


@pass_context
def _csp_nonce(context: Any) -> str:
    return str(getattr(context["request"], "csp_nonce", ""))

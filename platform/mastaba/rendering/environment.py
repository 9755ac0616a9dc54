"""The Jinja2 environment: templates by logical name, shared globals and filters."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, pass_context
from markupsafe import Markup
from pyramid.path import AssetResolver
from pyramid_jinja2 import IJinja2Environment

from mastaba.declaring import declare
from mastaba.rendering.assets import Assets
from mastaba.rendering.filters import FILTERS


class TemplateFolders(dict[str, FileSystemLoader]):
    """Loaders by logical prefix; lives on the registry until the environment is made."""


class RendererFactory:
    """`renderer="pages/page.jinja2"`: no search relative to the caller, so no missed look-ups."""

    def __call__(self, info: Any) -> Any:
        name, registry = info.name, info.registry

        def render(value: dict[str, Any], system: dict[str, Any]) -> str:
            environment: Environment = registry[Environment]
            return environment.get_template(name).render({**system, **value})

        return render


def add_templates(config: Any, prefix: str, folder: str) -> None:
    """Directive: address the templates in `folder` (an asset specification) as `prefix/...`."""

    def register() -> None:
        path = AssetResolver(config.package).resolve(folder).abspath()
        folders = _folders(config.registry)
        searched = [path, *(folders[prefix].searchpath if prefix in folders else ())]
        folders[prefix] = FileSystemLoader(searched)

    declare(config, "templates", prefix, register, folder=folder)


def prepare(config: Any) -> None:
    """Finish pyramid_jinja2's environment with our loader, globals and filters."""
    registry = config.registry
    environment: Environment = registry.getUtility(IJinja2Environment, name=".jinja2")
    environment.loader = PrefixLoader(_folders(registry))
    environment.join_path = _absolute  # type: ignore[method-assign,assignment]  # no relative names
    environment.trim_blocks = environment.lstrip_blocks = True
    assets: Assets = registry[Assets]
    environment.globals.update(
        asset=assets.url, icon=assets.icon, csrf_token=_csrf_token, csrf_field=_csrf_field,
        csp_nonce=_csp_nonce,
    )  # fmt: skip
    environment.filters.update(FILTERS)
    registry[Environment] = environment


def _absolute(template: str, _parent: str) -> str:
    return template


def _folders(registry: Any) -> TemplateFolders:
    if TemplateFolders not in registry:
        registry[TemplateFolders] = TemplateFolders()
    folders: TemplateFolders = registry[TemplateFolders]
    return folders


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

"""Where a template lies: the folders that are searched for a logical name, in order.

`event/list.jinja2` is looked for in the site's own package, the theme of the site, that theme's
parent, the overrides, and at last the folder of its owner, the plugin `event`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.path import AssetResolver

from mastaba.declaring import declare
from mastaba.plugins.ledger import SITE, ledger_of
from mastaba.rendering.theme import Theme, Themes

OWNER, OVERRIDE, OWN = "owner", "overrides", "site package"
SUFFIX = ".jinja2"


@dataclass(frozen=True)
class Candidate:
    """A file that a logical name may stand for; `place` says who brings it."""

    path: Path
    place: str


@dataclass
class Templates:
    """The folders and single files of this application, by logical name."""

    owners: dict[str, Path] = field(default_factory=dict)
    overrides: dict[str, Path] = field(default_factory=dict)
    site: dict[str, Path] = field(default_factory=dict)

    def candidates(self, name: str, themes: tuple[Theme, ...] = ()) -> list[Candidate]:
        """The files that exist for a logical name; the first is the one that is shown."""
        found = [Candidate(theme.folder / name, f"theme {theme.name}") for theme in themes]
        if name in self.site:
            found.insert(0, Candidate(self.site[name], OWN))
        if name in self.overrides:
            found.append(Candidate(self.overrides[name], OVERRIDE))
        owner, _, file = name.partition("/")
        if owner in self.owners:
            found.append(Candidate(self.owners[owner] / file, f"{OWNER} {owner}"))
        return [candidate for candidate in found if candidate.path.is_file()]

    def missing(self, name: str) -> str:
        """A sentence on a name that stands for no file."""
        owner, slash, file = name.partition("/")
        if not slash:
            return f"There is no template {name}: write <plugin>/<file>, such as event/{name}."
        if owner not in self.owners:
            near = get_close_matches(owner, self.owners, n=1)
            hint = f"did you mean {near[0]}/{file}?" if near else "is its plugin enabled?"
            return f"There is no template {name}: nothing called {owner!r} has templates; {hint}"
        files = [path.name for path in self.owners[owner].glob(f"*{SUFFIX}")]
        near = get_close_matches(file, files, n=1)
        hint = f"did you mean {owner}/{near[0]}?" if near else "add the file."
        return f"There is no template {name} in {self.owners[owner]}; {hint}"


def add_templates(config: Any, prefix: str, folder: str) -> None:
    """Directive: address the templates in `folder` (an asset specification) as `prefix/...`.

    Raises `ConfigurationError` for what is no folder, and for a prefix of others.
    """
    path = folder_of(config, folder)
    templates: Templates = config.registry[Templates]

    def register() -> None:
        if templates.owners.get(prefix, path) != path:
            raise ConfigurationError(
                f"Templates {prefix!r} are in {templates.owners[prefix]} already; to show others "
                f"in their place call config.override_templates({prefix!r}, {folder!r})."
            )
        templates.owners[prefix] = path

    declare(config, "templates", prefix, register, folder=str(path))


def override_templates(config: Any, prefix: str, folder: str) -> None:
    """Directive: show the files in `folder` in place of those of the same name in `prefix/...`.

    Each file is claimed on its own: two plugins that override the same one are a conflict.
    Raises `ConfigurationError` for a folder without a template.
    """
    root = folder_of(config, folder)
    files = sorted(path for path in root.rglob(f"*{SUFFIX}") if path.is_file())
    if not files:
        raise ConfigurationError(f"There is no template (*{SUFFIX}) in {root}; put one there.")
    for path in files:
        _override(config, f"{prefix}/{path.relative_to(root).as_posix()}", path)


def _override(config: Any, name: str, path: Path) -> None:
    templates: Templates = config.registry[Templates]
    shelf = templates.site if is_site_layer(config) else templates.overrides

    def register() -> None:
        shelf[name] = path

    declare(config, "template override", name, register, path=str(path))


def is_site_layer(config: Any) -> bool:
    """Whether the integrator's own package is being included; it wins over themes too."""
    return ledger_of(config.registry).layer == SITE


def folder_of(config: Any, folder: str) -> Path:
    """The folder of an asset specification. Raises `ConfigurationError` when there is none."""
    path = Path(AssetResolver(config.package).resolve(folder).abspath())
    if not path.is_dir():
        raise ConfigurationError(
            f"{folder} is no folder ({path}); expected a folder of the package, such as "
            f'"{config.package_name}:templates".'
        )
    return path


def themes_of(registry: Any, name: str) -> tuple[Theme, ...]:
    """The theme called `name` and those it builds on; none for an unknown one."""
    return registry[Themes].chain(name)  # type: ignore[no-any-return]  # an untyped mapping

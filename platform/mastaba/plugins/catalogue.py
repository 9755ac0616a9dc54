"""The catalogue of failures. `{plugin}`, `{place}` and the like come from whoever finds one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A way to fail: its code, a title, the sentence, and what the errors page explains."""

    code: str
    title: str
    sentence: str
    meaning: str


_MEND = "Mend it, or start without it: mastaba.plugins.disable = {plugin}"

_KINDS = (
    Kind(
        "not-installed",
        "A plugin is not installed",
        "Plugin {plugin}: named in mastaba.plugins but not installed. {hint}",
        "No installed distribution has an entry point of this name in the group "
        "`mastaba.plugins`. `mastaba plugins` lists the names there are.",
    ),
    Kind(
        "installed-twice",
        "Two distributions bring one plugin",
        "Plugin {plugin}: two distributions bring it, {first} and {second}. Uninstall one.",
        "A plugin's name is its ini key and the prefix of its ids and tables, so that one "
        "install has room for one of each.",
    ),
    Kind(
        "import-error",
        "A plugin cannot be imported",
        "Plugin {plugin}: {module} cannot be imported; {error}, at {place}. " + _MEND,
        "Something that runs at import failed: the package with the manifest, its `models` or "
        "its `settings`. Often a distribution that it needs is missing.",
    ),
    Kind(
        "extra-missing",
        "What a plugin needs is not installed",
        "Plugin {plugin}: it needs {packages}, which {verb} not installed. Type: "
        "pip install '{distribution}[{extra}]'",
        "The plugin is part of a distribution that can be installed without what this one needs; "
        "its manifest names the extra that brings it.",
    ),
    Kind(
        "no-manifest",
        "The entry point is no manifest",
        "Plugin {plugin}: its entry point {value} is a {found}, not a mastaba.api.Plugin. "
        'In pyproject.toml write: {plugin} = "{package}:plugin"',
        "The entry point must name a `Plugin(...)`.",
    ),
    Kind(
        "wrong-name",
        "The manifest has another name",
        "Plugin {plugin}: its manifest at {place} calls itself {found}, its entry point "
        "{plugin}. Use one name.",
        "The name of the entry point and that of the manifest must be the same.",
    ),
    Kind(
        "taken-name",
        "The name is the core's",
        "Plugin {plugin}: its name at {place} is one that Mastaba itself uses. Rename the plugin, "
        "such as my{plugin}.",
        "Settings, events and jobs of a plugin begin with its name; those of the core could not "
        "be told from them, and would go with the plugin.",
    ),
    Kind(
        "unreadable",
        "The manifest cannot be read",
        "Plugin {plugin}: its manifest at {place} says {key} = {found!r}. Write {expected}.",
        "Versions are written as in pyproject.toml (PEP 440).",
    ),
    Kind(
        "not-enabled",
        "A required plugin is not enabled",
        "Plugin {plugin}: requires {wanted} ({place}), which is not enabled. {hint}",
        "What a plugin builds on is not enabled by itself: the ini file says all that runs.",
    ),
    Kind(
        "wrong-version",
        "A required plugin has another version",
        "Plugin {plugin}: requires {wanted} ({place}), but {name} {found} is installed. "
        'Install another: pip install "{distribution}{versions}"',
        "Versions are those of the installed distributions.",
    ),
    Kind(
        "wrong-api",
        "A plugin was written for another Mastaba",
        "Plugin {plugin}: was written for mastaba.api {wanted} ({place}), but this is {found}. "
        "Install a {plugin} that was written for {found}.",
        "The manifest's `api` says which versions of `mastaba.api` a plugin was tried with.",
    ),
    Kind(
        "cycle",
        "Plugins require each other in a circle",
        "Plugins {names}: each waits for the next ({places}). Take one name out of `requires` "
        "or `after`, or one plugin out of mastaba.plugins.",
        "No order is right for them.",
    ),
    Kind(
        "conflict",
        "Two plugins exclude each other",
        "Plugin {plugin}: cannot run beside {other} ({place}). "
        "Take one of them out of mastaba.plugins.",
        "The manifest of one names the other in `conflicts`.",
    ),
    Kind(
        "broken-model",
        "A model cannot be mapped",
        "Plugin {plugin}: the model {model} at {place} cannot be mapped; {error}. " + _MEND,
        "A `relationship()` or a column of the class leads nowhere. One such class would break "
        "every query of the process.",
    ),
    Kind(
        "includeme-error",
        "A plugin fails while it declares",
        "Plugin {plugin}: its {part} failed; {error}, at {place}. " + _MEND,
        "The plugin's `includeme` raised an exception.",
    ),
    Kind(
        "action-error",
        "What a plugin declared cannot be done",
        "Plugin {plugin}: {what} cannot be declared at {place}; {error}. " + _MEND,
        "Directives do their work when the whole layer is known; then this one failed.",
    ),
    Kind(
        "layer-error",
        "Plugins cannot be loaded together",
        "Plugins {names}: what they declare cannot be carried out; {error}. "
        "Disable them one by one: mastaba.plugins.disable",
        "Which of them declared it is not known.",
    ),
    Kind(
        "same-id",
        "Two plugins claim one id",
        "Plugins {names}: both declare {what}, at {places}. Rename one of them, or disable "
        "{last}: mastaba.plugins.disable = {last}",
        "Nothing is overridden by chance. Ids begin with the plugin's name, such as "
        "`event.calendar`; a view may differ by its context or name.",
    ),
    Kind(
        "said-twice",
        "A plugin declares one id twice",
        "Plugin {plugin}: declares {what} twice, at {places}. Take one of them away.",
        "The second declaration would hide the first.",
    ),
    Kind(
        "foreign-name",
        "A name does not say whose it is",
        "Plugin {plugin}: {what} at {place} must begin with “{start}”, so that an export and "
        "an uninstall of the plugin find it. Rename it.",
        "Types, extensions, records, blocks, vocabularies, jobs and items of slots begin with the "
        "plugin's name and a dot, tables with the name and an underscore, settings with "
        "`mastaba.`, the name and a dot; see [lifecycle](../lifecycle.md).",
    ),
    Kind(
        "two-overriders",
        "Two plugins override one thing",
        "Plugins {names}: both override {what}, at {places}. Disable one, or decide in a site "
        "package: mastaba.site",
        "The layer `overrides` wins over the core and all plugins, so that it has room for one "
        "of each. What the site package declares wins over it.",
    ),
    Kind(
        "core-clash",
        "A plugin replaces something of the core",
        "Plugin {plugin}: {what} at {place} is the core's already ({held}). Rename it, or say "
        "that it is meant: move it to {package}.overrides",
        "A later declaration would silently replace an earlier one. What is meant to win stands "
        "in the plugin's module `overrides`, in an `includeme` of its own.",
    ),
    Kind(
        "reserved",
        "A plugin sets what only the site may set",
        "Plugin {plugin}: sets {what} at {place}, which only the core and the site may set. "
        "Take it out, or set it in a site package: mastaba.site",
        "Who may do what, and how requests reach the tree, is never decided by a plugin: "
        "security policy, root factory, traverser, CSRF options, default permission, sessions, "
        "and what every request of Pyramid has, such as `request.has_permission`.",
    ),
    Kind(
        "nameless",
        "A plugin declares something without a name",
        "Plugin {plugin}: {what} at {place} has no id, so nobody could see what it replaces. "
        'Give it one, config.action(("{plugin}", "its id"), ...), or move it to '
        "{package}.overrides",
        "Actions whose discriminator is None never conflict. Of Pyramid's own, subscribers, "
        "permissions and translations are fine; `override_asset` belongs into `overrides`.",
    ),
    Kind(
        "own-commit",
        "A plugin commits by itself",
        "Plugin {plugin}: calls config.commit() at {place}. Take it out: each layer is committed "
        "once, when all of it is known.",
        "An early commit would hide what the plugin replaces.",
    ),
    Kind(
        "bad-view",
        "A view must not be served",
        "{owner}: the view {door} at {place}: {rule}",
        "Every view says who may see it and what it shows of the tree; see [doors](../doors.md).",
    ),
    Kind(
        "left-out",
        "A plugin is left out with another",
        "Plugin {plugin}: requires {wanted}, which is left out.",
        "In quarantine, what builds on a failing plugin is left out with it.",
    ),
    Kind(
        "no-answer",
        "Plugins cannot be tried",
        "Plugins {names}: the process that tries them ended without an answer ({found}). "
        "Disable them one by one: mastaba.plugins.disable",
        "In quarantine, plugins are tried in a process of their own; one of them ended it.",
    ),
    Kind(
        "site-error",
        "The site package cannot be loaded",
        "Site package {package}: {error}, at {place}. Mend it, or take it out: mastaba.site",
        "The package named in `mastaba.site` is yours; it is never left out.",
    ),
    Kind(
        "unwritten-migration",
        "A migration is not written",
        "The database has no {found}, and no migration of {plugin} makes it; run: {command} "
        'migrate new {plugin} "What changed", then: {command} migrate',
        "The models of a plugin were changed without a migration that brings the change into "
        "databases. The server does not start; `mastaba check` and `mastaba migrate` say it too.",
    ),
    Kind(
        "missing-migration",
        "The database is not migrated",
        "The database is not migrated ({late}); run: mastaba -c {ini} migrate",
        "The tables of the core or of a plugin are not those of the installed release. The "
        "server does not start; `mastaba check` says the same.",
    ),
)

CATALOGUE = {kind.code: kind for kind in _KINDS}

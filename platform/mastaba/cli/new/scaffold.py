"""The files of a new plugin."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from packaging.version import Version

from mastaba import __version__
from mastaba.api import API_VERSION
from mastaba.cli.mistakes import Mistake

# Where a file goes, with {name} and {package} -> its template.
FILES = {
    ".github/workflows/tests.yml": "workflow.yml",
    ".gitignore": "gitignore",
    "README.md": "readme.md",
    "pyproject.toml": "pyproject.toml",
    "{package}/__init__.py": "init.py",
    "{package}/migrations/__init__.py": "migrations.py",
    "{package}/migrations/versions/__init__.py": "versions.py",
    "{package}/migrations/versions/{name}_0001_first_tables.py": "first_tables.py",
    "{package}/models.py": "models.py",
    "{package}/static/{name}.css": "style.css",
    "{package}/templates/list.jinja2": "list.html",
    "{package}/templates/{name}.jinja2": "detail.html",
    "{package}/views.py": "views.py",
    "tests/conftest.py": "conftest.py",
    "tests/test_{name}.py": "tests.py",
}


def write_plugin(name: str, into: Path) -> Path:
    """Write the distribution `mastaba-NAME` into the folder `into`; its own folder is returned.

    Raises `Mistake` when it is there already, or cannot be written.
    """
    folder = into / f"mastaba-{name}"
    if folder.exists():
        raise Mistake(f"{folder} is there already. Remove it, or choose another place: --into DIR")
    try:
        for target, text in texts_of(name).items():
            path = folder / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Mistake(f"{folder} cannot be written ({error.strerror}).") from None
    return folder


def texts_of(name: str) -> dict[str, str]:
    """The text of each file, by its place in the folder."""
    words = _words(name)
    return {target.format(**words): _render(source, words) for target, source in FILES.items()}


def _words(name: str) -> dict[str, str]:
    """What the templates say of this plugin."""
    return {
        "name": name,
        "package": f"mastaba_{name}",
        "distribution": f"mastaba-{name}",
        "title": name.capitalize(),
        "api": API_VERSION,
        "release": Version(__version__).public,
    }


def _render(source: str, words: dict[str, str]) -> str:
    environment = Environment(
        loader=PackageLoader(__package__),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - sources, not HTML; the words are checked names
        keep_trailing_newline=True,
        trim_blocks=True,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
    )
    return environment.get_template(f"{source}.jinja2").render(words)

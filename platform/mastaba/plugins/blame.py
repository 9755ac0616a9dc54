"""Where in a plugin an exception came from."""

from __future__ import annotations

from traceback import walk_tb

from mastaba.plugins.places import place


def place_in(package: str, error: BaseException) -> str:
    """File and line of the innermost frame in `package`; else of whatever raised it."""
    if isinstance(error, SyntaxError) and error.filename:
        return place(error.filename, error.lineno)
    frames = list(walk_tb(error.__traceback__))
    inside = [(frame, line) for frame, line in frames if _is_in(package, frame.f_globals)]
    if not inside:
        return f"the package {package}"
    frame, line = inside[-1]
    return place(frame.f_code.co_filename, line)


def _is_in(package: str, names: dict[str, object]) -> bool:
    return f"{names.get('__name__', '')}.".startswith(f"{package}.")

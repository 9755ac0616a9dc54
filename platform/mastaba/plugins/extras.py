"""What a plugin needs beyond what its distribution always brings."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, version

from packaging.requirements import Requirement


def missing_packages(distribution: Distribution | None, extra: str) -> list[str]:
    """Names of the distributions that `extra` asks for and that are not installed."""
    if distribution is None or not extra:
        return []
    asked = map(Requirement, distribution.requires or ())
    return [one.name for one in asked if _is_of(one, extra) and not _is_installed(one.name)]


def _is_of(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    if marker is None:
        return False
    return marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""})


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True

"""One request class per application.

Pyramid puts what `add_request_method` declared on a class that it makes anew for every request;
making it, and the look-ups that a new class causes, cost more than a query.
"""

from __future__ import annotations

from typing import Any

from pyramid.interfaces import IRequestExtensions, IRequestFactory


def settle_request_class(registry: Any) -> None:
    """Move what was declared so far onto a subclass of the request factory, once and for all."""
    declared = registry.getUtility(IRequestExtensions)
    parent = registry.getUtility(IRequestFactory)
    attributes = {**declared.methods, **declared.descriptors, "__module__": parent.__module__}
    registry.registerUtility(type(parent.__name__, (parent,), attributes), IRequestFactory)
    declared.methods.clear()
    declared.descriptors.clear()

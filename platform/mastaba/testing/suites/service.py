"""The promises of a service."""

from __future__ import annotations

import inspect
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

from mastaba.services import NoService, service_of
from mastaba.testing.maker import visit
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect, needs


class ServiceSuite:
    """A service is offered once per application and does what its interface says.

    In a test module of the plugin:

        class TestPostbox(ServiceSuite):
            interface = Postbox
            name = ""
    """

    interface: ClassVar[type[Any] | None] = None
    name: ClassVar[str] = ""

    def test_it_is_offered(self, shared_site: ScratchSite) -> None:
        service = self._service(shared_site)
        with visit(shared_site) as request:
            same = request.service(needs(self, "interface", "Postbox"), name=self.name)
        expect(same is service, "Requests get another object: the service is made more than once.")

    def test_it_has_every_method_of_its_interface(self, shared_site: ScratchSite) -> None:
        service, interface = self._service(shared_site), needs(self, "interface", "Postbox")
        for name, wanted in _methods(interface).items():
            given = getattr(service, name, None)
            expect(callable(given), f"{_named(service)} has no method {name}{_takes(wanted)}.")
            expect(
                _fits(wanted, given),
                f"{_named(service)}.{name}{inspect.signature(given)} cannot be called as "  # type: ignore[arg-type]  # callable was asked
                f"{interface.__name__}.{name}{_takes(wanted)}.",
            )

    def test_many_threads_get_the_same(self, shared_site: ScratchSite) -> None:
        with ThreadPoolExecutor(4) as pool:
            found = set(pool.map(lambda _n: id(self._service(shared_site)), range(8)))
        expect(len(found) == 1, "Each thread gets another object; keep nothing of one request.")

    def _service(self, site: ScratchSite) -> Any:
        interface = needs(self, "interface", "Postbox")
        try:
            return service_of(site.registry, interface, self.name)
        except NoService as problem:
            raise AssertionError(str(problem)) from None


def _methods(interface: type[Any]) -> dict[str, inspect.Signature]:
    """The public methods of an interface, without `self`."""
    found = inspect.getmembers(interface, inspect.isfunction)
    return {name: _bound(method) for name, method in found if not name.startswith("_")}


def _bound(method: Any) -> inspect.Signature:
    signature = inspect.signature(method)
    return signature.replace(parameters=list(signature.parameters.values())[1:])


def _takes(wanted: inspect.Signature) -> str:
    return str(wanted.replace(return_annotation=inspect.Signature.empty))


def _fits(wanted: inspect.Signature, given: Any) -> bool:
    """Whether a call that the interface allows is one that the service takes."""
    positional = [p for p in wanted.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD]
    named = [p.name for p in wanted.parameters.values() if p.kind == p.KEYWORD_ONLY]
    try:
        inspect.signature(given).bind(*positional, **dict.fromkeys(named))
    except TypeError:
        return False
    return True


def _named(service: Any) -> str:
    return type(service).__name__

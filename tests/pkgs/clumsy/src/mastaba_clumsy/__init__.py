"""Everything goes wrong here that the suites of `mastaba.testing` look for."""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("clumsy", title="Clumsy", api=">=0.1,<1")


def fail(_request: Any, _work: Any) -> None:
    """A job that comes to nothing."""
    raise RuntimeError("nine white herons")


def includeme(config: Any) -> None:
    """Register everything."""
    from mastaba_clumsy.models import Forgetful, Loud, Naked, Note, Secret, Silent

    config.add_templates("clumsy", "mastaba_clumsy:templates")
    for model in (Forgetful, Loud, Naked, Silent):
        config.add_content_type(model, title=model.__name__)
    config.declare_permission("scribble", "Scribble", roles=("visitor", "editor"))
    nothing: Any = {"export": lambda _request, _account: [], "erase": lambda _request, _account: 0}
    config.add_record(Note, title="Notes", create="scribble", **nothing)
    config.add_record(Secret, title="Secrets", create="manage_site", **nothing)
    config.add_job("clumsy.fail", fail)
    for part in ("views", "blocks", "services"):
        config.include(f"mastaba_clumsy.{part}")

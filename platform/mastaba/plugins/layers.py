"""A Configurator that enters every committed action into the ledger, and the rules at a commit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.config.actions import ActionInfo, ActionState
from pyramid.exceptions import ConfigurationConflictError, ConfigurationExecutionError
from pyramid.registry import Deferred, undefer

from mastaba.plugins.ledger import Ledger, ledger_of
from mastaba.plugins.places import place
from mastaba.plugins.problems import PluginError, Problem, fault, one_line, problem
from mastaba.plugins.rules import broken, rivalry, what

Actions = list[Mapping[str, Any]]


class LayeredConfigurator(Configurator):  # type: ignore[misc] # Pyramid is untyped
    """Pyramid's, with a ledger. Each `commit` goes on with the ledger's present layer."""

    info: Any = ""

    def action(self, *args: Any, **options: Any) -> None:
        """As Pyramid's, which knows the place of a directive's call, but not of this one's."""
        if self._ainfo or self.info:
            super().action(*args, **options)
            return
        code, line = sys._getframe(1).f_code, sys._getframe(1).f_lineno
        self.info = ActionInfo(code.co_filename, line, code.co_name, "")
        try:
            super().action(*args, **options)
        finally:
            self.info = ""

    def commit(self) -> None:
        """Carry out what is pending, as Pyramid does, and remember all of it."""
        ledger = ledger_of(self.registry)
        if ledger.gathering:
            raise PluginError([_own_commit(self, ledger)])
        ledger.enter(*_carry_out(self))


def commit_layer(config: Any) -> None:
    """Commit what plugins declared. Raises `PluginError` when a rule between layers is broken.

    Some discriminators are known only while the layer is carried out, so the rules are asked
    before and after; the application of a start that fails is never used.
    """
    ledger = ledger_of(config.registry)
    declared: Actions = list(config.action_state.actions)
    _refuse(ledger, [one for one in declared if not isinstance(one["discriminator"], Deferred)])
    try:
        actions, executed = _carry_out(config)
    except Exception as error:
        raise PluginError([*_blame(ledger, declared, error)]) from error
    _refuse(ledger, actions)
    ledger.enter(actions, executed)


def _carry_out(config: Any) -> tuple[Actions, Actions]:
    state = config.action_state
    config.begin()
    try:
        executed = state.execute_actions(clear=False, introspector=config.introspector)
    finally:
        config.end()
        config.action_state = ActionState()
    return state.actions, executed


def _refuse(ledger: Ledger, actions: Actions) -> None:
    problems = list(broken(ledger, map(ledger.entry, actions)))
    if problems:
        raise PluginError(dict.fromkeys(problems))


def _blame(ledger: Ledger, declared: Actions, error: Exception) -> list[Problem]:
    """Sentences for what stopped a commit."""
    if isinstance(error, ConfigurationConflictError):
        return [_conflict(ledger, declared, claimed) for claimed in error._conflicts]
    if isinstance(error, ConfigurationExecutionError):
        guilty = [one for one in declared if one["info"] is error.info]
        return [_failure(ledger, guilty, error.evalue, error)]
    guilty = [one for one in declared if _is_undefinable(one["discriminator"])]
    return [_failure(ledger, guilty, error, error)]


def _conflict(ledger: Ledger, declared: Actions, claimed: Any) -> Problem:
    return rivalry([ledger.entry(one) for one in declared if one["discriminator"] == claimed])


def _failure(ledger: Ledger, guilty: Actions, reason: Exception, error: Exception) -> Problem:
    if not guilty:
        names = ", ".join(dict.fromkeys(ledger.packages.values()))
        return problem("layer-error", names=names, error=one_line(reason))
    entry = ledger.entry(guilty[0])
    facts = {"what": what(entry), "place": entry.place, "error": one_line(reason)}
    return fault("action-error", entry.owner, **facts)


def _is_undefinable(discriminator: Any) -> bool:
    try:
        undefer(discriminator)
    except Exception:
        return True
    return False


def _own_commit(config: Any, ledger: Ledger) -> Problem:
    caller = sys._getframe(2)
    owner = ledger.owner_of(config.includepath)
    where = place(caller.f_code.co_filename, caller.f_lineno)
    return fault("own-commit", owner, place=where)

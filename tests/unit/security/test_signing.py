"""What goes out signed comes back unchanged, or is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from mastaba.security import signing


def site(monkeypatch: pytest.MonkeyPatch, *keys: bytes) -> Any:
    kept = SimpleNamespace(signing_keys=keys)
    monkeypatch.setattr(signing, "settings_of", lambda registry, section: kept)
    return object()


def test_a_signature_holds_for_its_text_and_purpose_only(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = site(monkeypatch, b"new")
    mark = signing.sign(registry, "tea.cup", "800")
    assert signing.is_signed(registry, "tea.cup", "800", mark)
    assert not signing.is_signed(registry, "tea.cup", "801", mark)
    assert not signing.is_signed(registry, "tea.pot", "800", mark)
    assert not signing.is_signed(registry, "tea.cup", "800", mark[:-1])
    assert not signing.is_signed(registry, "tea.cup", "800", "")
    assert not signing.is_signed(registry, "tea.cup", "800", "\udcff")


def test_what_the_secret_before_the_last_change_signed_still_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mark = signing.sign(site(monkeypatch, b"old"), "tea.cup", "800")
    assert signing.is_signed(site(monkeypatch, b"new", b"old"), "tea.cup", "800", mark)
    assert not signing.is_signed(site(monkeypatch, b"new"), "tea.cup", "800", mark)

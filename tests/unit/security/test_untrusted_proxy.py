"""A proxy that nobody named would make one visitor of all: it is told once."""

from __future__ import annotations

import pytest

from mastaba.security.proxy import Proxies


def sent_from(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": "8.8.8.8"}


def test_case_003_a_proxy_that_nobody_named_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    proxies = Proxies(())
    for address in ("8.8.4.4", "", "10.0.0.3", "10.0.0.3", "127.0.0.1"):
        environ = sent_from(address)
        proxies.apply(environ)
        assert environ == {"REMOTE_ADDR": address}
    assert [record.args for record in caplog.records] == [("10.0.0.3",)]
    assert "mastaba.proxy.trusted" in caplog.text


def test_one_that_is_named_is_believed_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    environ = sent_from("10.0.0.3")
    Proxies(["10.0.0.0/8"]).apply(environ)
    assert environ == {"REMOTE_ADDR": "8.8.8.8"}
    assert not caplog.records

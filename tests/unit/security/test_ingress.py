"""The edge refuses what is malformed before any view: paths, queries, headers, bodies, hosts."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webob import Request
from webtest import TestApp

from tests.support.edge_app import make_app

APP = make_app()


@pytest.fixture
def app() -> TestApp:
    return make_app()


def raw_answer(app: TestApp, path: str = "/", **environ: Any) -> Any:
    """The answer to an environment as only a WSGI server makes it: no client checks it first."""
    request = Request.blank(path, environ=app.extra_environ)
    request.environ.update(environ)
    return request.get_response(app.app)


def path_answer(app: TestApp, raw: bytes, **environ: Any) -> Any:
    """GET the path whose decoded bytes are `raw`."""
    return raw_answer(app, PATH_INFO=raw.decode("latin-1"), **environ)


@pytest.mark.parametrize(
    "raw",
    [
        b"/\x00",
        b"/a\xff",
        b"/\xc0\xaf",
        b"/\xed\xa0\x80",
        b"/a\x1fb",
        b"/a\nb",
        b"/\xc2\x85",
        b"/x\x7f",
    ],
)
def test_case_148_junk_in_the_path_is_400(app: TestApp, raw: bytes) -> None:
    response = path_answer(app, raw)
    assert response.status_int == 400
    assert "address" in response.text


@pytest.mark.parametrize(
    "query", ["a=%00", "a=%ff", "a=%c0%af", "a=%ed%a0%80", "a=%0d%0ab", "a=\xff", "%01=x", "a\x01"]
)
def test_case_148_junk_in_the_query_is_400(app: TestApp, query: str) -> None:
    assert raw_answer(app, "/fields", QUERY_STRING=query).status_int == 400


@pytest.mark.parametrize("value", ["a\x00b", "a\nSet-Cookie: x", "a\x1b[31m", "\xff\xfe"])
def test_case_148_junk_in_a_header_is_400(app: TestApp, value: str) -> None:
    response = app.get("/", extra_environ={"HTTP_X_THING": value}, expect_errors=True)
    assert response.status_int == 400


@pytest.mark.parametrize("value", ["\xff=\xfe", "a=\x00", ";;;=;", "mastaba=" + "x" * 8000])
def test_case_011_junk_in_a_cookie_is_an_anonymous_visitor(app: TestApp, value: str) -> None:
    app.get("/", extra_environ={"HTTP_COOKIE": value}, status=200)


@pytest.mark.parametrize(
    "body", [b"a=%00", b"a=%ff", b"a=\xff", b"a=%ed%a0%80", b"%01=b", b"a=%C2%80"]
)
def test_case_148_junk_in_a_form_is_400(app: TestApp, body: bytes) -> None:
    response = app.post("/fields", body, expect_errors=True)
    assert response.status_int == 400
    assert "form" in response.text.lower()


@pytest.mark.parametrize("charset", ["bogus", "latin-1", "utf-16", '"', "utf-7"])
def test_case_148_a_form_in_another_character_set_is_400(app: TestApp, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert app.post("/fields", b"a=b", {"Content-Type": kind}, status=400)


def test_a_form_may_hold_tabs_and_line_ends_and_every_script(app: TestApp) -> None:
    token = app.get("/form").text
    text = "one\r\n\ttwo \u0645\u0635\u0637\u0628\u0629 \U0001f9f1"
    response = app.post("/fields", {"text": text, "csrf_token": token})
    assert ["text", text] in json.loads(response.text)


MULTIPART = {"Content-Type": "multipart/form-data; boundary=B"}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"--B\r\n", {"Content-Type": "multipart/form-data"}),
        (b"--B\r\n", {"Content-Type": "multipart/form-data; boundary=\xff"}),
        (b"\r\n--B" * 2500, MULTIPART),
        (b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--B--\r\n', MULTIPART),
        (b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n\x01\r\n--B--\r\n', MULTIPART),
        (
            b'--B\r\nContent-Disposition: form-data; name="a"; filename="\x01"\r\n\r\n--B--\r\n',
            MULTIPART,
        ),
        (b"--B\n\xe1\x80\x80", MULTIPART),
        (b"--B\r\n\r\nno name\r\n--B--\r\n", MULTIPART),
        (b"a=b&" * 2500, {"Content-Type": "application/x-www-form-urlencoded"}),
    ],
)
def test_malformed_or_too_wide_forms_are_400(
    app: TestApp, body: bytes, headers: dict[str, str]
) -> None:
    assert app.post("/fields", body, headers, expect_errors=True).status_int == 400


def test_a_file_input_left_empty_is_no_mistake(app: TestApp) -> None:
    token = app.get("/form").text
    fields = {"csrf_token": token, "title": "A"}
    response = app.post("/fields", fields, upload_files=[("picture", "", b"")])
    assert ["title", "A"] in json.loads(response.text)


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "٣"])
def test_a_content_length_that_is_no_number_is_400(app: TestApp, length: str) -> None:
    response = raw_answer(app, "/fields", REQUEST_METHOD="POST", CONTENT_LENGTH=length)
    assert response.status_int == 400


def test_a_body_that_ends_too_early_is_400(app: TestApp) -> None:
    response = raw_answer(app, "/fields", REQUEST_METHOD="POST", CONTENT_LENGTH="50")
    assert response.status_int == 400
    assert "ended before" in response.text


@pytest.mark.parametrize("length", ["10000001", "9" * 5000])
def test_a_body_over_the_limit_is_413(app: TestApp, length: str) -> None:
    response = raw_answer(app, "/fields", REQUEST_METHOD="POST", CONTENT_LENGTH=length)
    assert response.status_int == 413
    assert "10000000 bytes" in response.text


def test_case_194_the_body_of_a_get_does_not_reach_the_view(app: TestApp) -> None:
    environ = {**app.extra_environ, "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    request = app.RequestClass.blank("/fields?q=1", environ=environ, body=b"q=2&x=3")
    request.method = "GET"
    assert app.do_request(request).text == '[["q", "1"]]'


def test_case_146_an_encoded_slash_in_a_segment_is_404(app: TestApp) -> None:
    for uri in ("/private%2fpub", "/private%2Fpub", "/a%5cb", "/a%5Cb?x=%2f"):
        assert path_answer(app, b"/whatever", REQUEST_URI=uri).status_int == 404
        assert path_answer(app, b"/whatever", RAW_URI=uri).status_int == 404
    assert path_answer(app, b"/a\\b").status_int == 404
    assert path_answer(app, b"/a", REQUEST_URI="/a?next=%2fb").status_int == 200


def test_case_147_a_doubly_encoded_slash_is_a_literal(app: TestApp) -> None:
    response = path_answer(app, b"/a%2fb", REQUEST_URI="/a%252fb")
    assert response.status_int == 200
    assert "/a%252fb" in response.text


@pytest.mark.parametrize("raw", [b"/a" * 20_000, b"/" + b"x" * 10_000, b"/" * 65_536])
def test_case_152_an_endless_path_is_414(app: TestApp, raw: bytes) -> None:
    assert path_answer(app, raw).status_int == 414


def test_an_endless_query_is_414(app: TestApp) -> None:
    app.get("/?q=" + "x" * 9000, status=414)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "FOO", "PROPFIND", "get"])
def test_case_188_other_methods_are_405(app: TestApp, method: str) -> None:
    response = raw_answer(app, REQUEST_METHOD=method)
    assert response.status_int == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"


def test_case_158_options_answers_without_running_a_view(app: TestApp) -> None:
    for path in ("/", "/broken", "/closed", "/missing"):
        response = app.options(path, status=204)
        assert response.body == b""
        assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.test",
        "a b\x01",
        "site.test:99999",
        "site.test:abc",
        "site.test:8080",
        "site.test@e",
        "site.test, evil.test",
        "[::1",
        "site.test:",
        "localhost",
        "http://site.test",
        "xsite.test",
        "-site.test",
    ],
)
def test_case_159_an_unknown_or_malformed_host_is_400(app: TestApp, host: str) -> None:
    assert app.get("/", extra_environ={"HTTP_HOST": host}, expect_errors=True).status_int == 400


def test_case_159_a_missing_host_is_400(app: TestApp) -> None:
    request = Request.blank("/", environ=app.extra_environ)
    del request.environ["HTTP_HOST"]
    assert request.get_response(app.app).status_int == 400


@pytest.mark.parametrize("host", ["site.test", "SITE.test", "site.test:443", "site.test:6543"])
def test_the_public_name_is_served_with_the_ports_it_can_have(app: TestApp, host: str) -> None:
    app.get("/", extra_environ={"HTTP_HOST": host}, status=200)


def test_more_hosts_can_be_named_with_and_without_a_port() -> None:
    app = make_app(hosts="www.site.test intern.test:8080 [2001:db8::1]")
    for host in ("www.site.test", "intern.test:8080", "[2001:db8::1]", "[2001:DB8::1]:443"):
        app.get("/", extra_environ={"HTTP_HOST": host}, status=200)
    for host in ("intern.test", "intern.test:80", "www.site.test:8080"):
        app.get("/", extra_environ={"HTTP_HOST": host}, status=400)


def test_development_on_one_s_own_machine_answers_to_its_own_names_on_any_port() -> None:
    app = make_app(env="development")
    for host in ("localhost:1234", "127.0.0.1", "[::1]:6543"):
        app.get("/", extra_environ={"HTTP_HOST": host}, status=200)
    reachable = make_app(env="development", server__host="0.0.0.0")
    reachable.get("/", extra_environ={"HTTP_HOST": "localhost:1234"}, status=400)


def test_a_load_balancer_may_ask_for_health_by_address(app: TestApp) -> None:
    app.get("/-/health", extra_environ={"HTTP_HOST": "10.0.0.7:6543"}, status=200)
    app.get("/-/health", extra_environ={"HTTP_HOST": "10.0.0.7:x"}, status=400)


def test_case_159_an_absolute_target_must_agree_with_host(app: TestApp) -> None:
    for uri, status in (
        ("http://evil.test/", 400),
        ("https://site.test/a", 200),
        ("http://site.test@evil.test/", 400),
        ("/?u=http://evil.test/", 200),
    ):
        app.get("/", extra_environ={"REQUEST_URI": uri}, status=status)


DROPPED = {
    "HTTP_X_VHM_ROOT": "/private",
    "HTTP_X_ORIGINAL_URL": "/private",
    "HTTP_X_REWRITE_URL": "/private",
    "HTTP_X_FORWARDED_PREFIX": "/private",
    "HTTP_X_FORWARDED_HOST": "evil.test",
    "HTTP_X_FORWARDED_FOR": "203.0.113.1",
    "HTTP_X_FORWARDED_PROTO": "ftp",
    "HTTP_FORWARDED": "for=203.0.113.1;host=evil.test",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_X_REAL_IP": "203.0.113.1",
}


def test_case_151_override_headers_of_strangers_are_dropped(app: TestApp) -> None:
    plain = app.get("/pub").text
    assert plain == "GET https://site.test/pub from 192.0.2.9"
    assert app.get("/pub", extra_environ=DROPPED).text == plain
    assert app.get("/pub", extra_environ={"HTTP_X_VHM_ROOT": "\xff"}).text == plain


def test_case_003_the_peer_is_believed_only_behind_a_trusted_proxy() -> None:
    app = make_app("http", proxy__trusted="192.0.2.0/24")
    environ = {
        "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.1, 192.0.2.7",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "site.test",
        "HTTP_HOST": "backend",
    }
    text = app.get("/pub", extra_environ=environ).text
    assert text == "GET https://site.test/pub from 203.0.113.1"
    stranger = {**environ, "HTTP_HOST": "site.test", "REMOTE_ADDR": "198.51.100.1"}
    text = app.get("/pub", extra_environ=stranger).text
    assert text == "GET http://site.test/pub from 198.51.100.1"


def test_a_trusted_proxy_with_nonsense_is_refused_or_ignored() -> None:
    app = make_app("http", proxy__trusted="192.0.2.9")
    app.get("/", extra_environ={"HTTP_X_FORWARDED_PROTO": "gopher"}, status=400)
    app.get("/", extra_environ={"HTTP_X_FORWARDED_HOST": "evil.test"}, status=400)
    text = app.get("/", extra_environ={"HTTP_X_FORWARDED_FOR": "junk, unix:"}).text
    assert text.endswith("from 192.0.2.9")
    text = app.get("/", extra_environ={"HTTP_X_FORWARDED_FOR": "192.0.2.9"}).text
    assert text.endswith("from 192.0.2.9")
    app.get("/", extra_environ={"REMOTE_ADDR": "unix:", "HTTP_X_FORWARDED_FOR": "1.1.1.1"})


def test_an_uncaught_exception_is_a_page_with_the_request_s_id_and_no_detail(
    app: TestApp, caplog: pytest.LogCaptureFixture
) -> None:
    response = app.get("/broken", status=500)
    request_id = response.headers["X-Request-Id"]
    assert request_id in response.text
    assert "secret detail" not in response.text
    assert any(request_id in record.getMessage() for record in caplog.records)
    assert "secret detail" in caplog.text


def test_errors_are_problem_json_where_json_is_asked(app: TestApp) -> None:
    response = app.get("/broken", headers={"Accept": "application/json"}, status=500)
    assert response.content_type == "application/problem+json"
    assert response.json_body["status"] == 500
    assert response.json_body["request_id"] == response.headers["X-Request-Id"]


def test_the_log_has_one_line_a_request_without_the_query(
    app: TestApp, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "mastaba.security.ingress"):
        app.get("/a?token=unheard-of")
    (line,) = [record.getMessage() for record in caplog.records]
    assert " GET /a 200 " in line
    assert "unheard" not in line


def test_request_ids_are_ours_and_new_each_time(app: TestApp) -> None:
    sent = {"X-Request-Id": "mine"}
    ids = {app.get("/", headers=sent).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3
    assert "mine" not in ids


@given(st.binary(max_size=80), st.binary(max_size=40), st.binary(max_size=40))
def test_no_bytes_in_path_query_or_header_make_a_500(
    path: bytes, query: bytes, header: bytes
) -> None:
    environ = {
        "QUERY_STRING": query.decode("latin-1"),
        "HTTP_COOKIE": header.decode("latin-1"),
        "HTTP_USER_AGENT": header.decode("latin-1"),
        "HTTP_ACCEPT": query.decode("latin-1"),
    }
    response = path_answer(APP, b"/" + path, **environ)
    assert response.status_int < 500


@given(
    st.sampled_from(["", "application/x-www-form-urlencoded", "multipart/form-data; boundary=B"]),
    st.binary(max_size=120) | st.binary(max_size=60).map(lambda part: b"--B\r\n" + part),
)
def test_no_body_makes_a_500(kind: str, body: bytes) -> None:
    response = APP.post("/fields", body, {"Content-Type": kind}, expect_errors=True)
    assert response.status_int in (200, 400, 403)

"""What others may try: each guard has a test that is named for the threat."""

import io
import json
import logging
import re
import zipfile

import pytest

from pipeline.web import uploads
from pipeline.web.guards import POLICY, REPORT_POLICY
from pipeline.web.log import LOGGER, log_as_json
from pipeline.web.names import attachment, safe_name
from tests.report.payloads import payloads
from tests.web.conftest import PORT

FOREIGN = [
    "http://evil.example",
    "http://localhost.evil.example",
    f"http://localhost.evil.example:{PORT}",
    "null",
    "",
    f"https://127.0.0.1:{PORT}",
    f"http://127.0.0.1:{PORT + 1}",
    "http://127.0.0.1",
    f"http://127.0.0.1:{PORT}.evil.example",
    f"http://localhost:{PORT}",  # ours, but not the one that the page was opened at
]


class TestDnsRebinding:
    @pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
    def test_names_of_this_computer_are_served(self, clerk, name):
        assert clerk.client.get("/", headers={"Host": f"{name}:{PORT}"}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.test",
            f"evil.test:{PORT}",
            f"localhost.evil.example:{PORT}",
            "127.0.0.1",
            f"127.0.0.1:{PORT + 1}",
            f"127.0.0.2:{PORT}",
            f"0.0.0.0:{PORT}",
            f"127.0.0.1:{PORT}@evil.test",
            f"[::ffff:127.0.0.1]:{PORT}",
            "",
        ],
    )
    def test_any_other_host_is_refused(self, clerk, host):
        page = clerk.client.get("/", headers={"Host": host})
        assert page.status_code in {400, 421}
        assert "token" not in page.text


class TestForgedRequests:
    @pytest.mark.parametrize("origin", FOREIGN)
    def test_a_form_from_elsewhere_is_refused(self, clerk, engine, origin):
        files = {"token": (None, clerk.token()), "file": ("a.txt", b"Words.")}
        page = clerk.client.post("/check", files=files, headers={"Origin": origin})
        assert page.status_code == 403
        assert engine.asked == []

    @pytest.mark.parametrize("origin", FOREIGN[:4])
    def test_reading_from_elsewhere_is_refused(self, clerk, origin):
        address, _ = clerk.answered()
        assert clerk.client.get(address, headers={"Origin": origin}).status_code == 403

    def test_a_form_without_an_origin_is_refused(self, clerk, engine):
        files = {"token": (None, clerk.token()), "file": ("a.txt", b"Words.")}
        assert clerk.client.post("/check", files=files).status_code == 403
        assert engine.asked == []

    def test_a_form_that_the_browser_says_is_from_elsewhere_is_refused(self, clerk):
        files = {"token": (None, clerk.token()), "file": ("a.txt", b"Words.")}
        for site in ("cross-site", "same-site"):
            headers = {"Origin": clerk.origin, "Sec-Fetch-Site": site}
            assert clerk.client.post("/check", files=files, headers=headers).status_code == 403

    @pytest.mark.parametrize("token", ["", "0" * 64, "tökén", None])
    @pytest.mark.parametrize("address", ["/check", "/compare", "/new", "like", "delete"])
    def test_every_form_needs_its_token(self, clerk, engine, address, token):
        answered, _ = clerk.answered()
        if not address.startswith("/"):
            address = f"{answered}/{address}"
        files = {"council": (None, "Fern"), "file": ("a.txt", b"Words.")}
        if token is not None:
            files["token"] = (None, token)
        page = clerk.client.post(address, files=files, headers={"Origin": clerk.origin})
        assert page.status_code == 403
        assert len(engine.asked) == 1
        assert clerk.client.get(answered).status_code == 200

    def test_a_token_is_of_one_browser_only(self, clerk):
        token = clerk.token()
        clerk.client.cookies.clear()
        clerk.client.get("/")
        files = {"token": (None, token), "file": ("a.txt", b"Words.")}
        page = clerk.client.post("/check", files=files, headers={"Origin": clerk.origin})
        assert page.status_code == 403

    def test_a_cookie_that_another_program_set_has_no_token(self, clerk):
        files = {"token": (None, "x"), "file": ("a.txt", b"Words.")}
        headers = {"Origin": clerk.origin, "Cookie": f"council-protocols-{PORT}=x"}
        assert clerk.client.post("/check", files=files, headers=headers).status_code == 403

    def test_the_cookie_is_strict_and_hidden_from_scripts(self, clerk):
        cookie = clerk.client.get("/").headers["set-cookie"]
        assert re.match(rf"council-protocols-{PORT}=[\w-]{{32,}};", cookie)
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Domain" not in cookie


class TestHeads:
    @pytest.mark.parametrize("address", ["/", "/new", "/none", "/assets/web.css", "/deleted"])
    def test_every_answer_forbids_what_it_does_not_need(self, clerk, address):
        headers = clerk.client.get(address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"

    @pytest.mark.parametrize("policy", [POLICY, REPORT_POLICY])
    def test_no_policy_lets_anything_inline_or_from_elsewhere_run(self, policy):
        assert policy.startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert not re.search(r"unsafe|\*|http|data:|blob:", policy)

    def test_no_page_has_anything_inline(self, clerk):
        _, page = clerk.answered()
        for each in (page, *(clerk.client.get(at) for at in ("/", "/compare", "/new", "/none"))):
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", each.text), each.url
            assert not re.search(r"<script(?! src=\"/assets/web\.js\" defer></script>)", each.text)

    def test_a_refusal_has_them_too(self, clerk):
        headers = clerk.client.get("/", headers={"Host": "evil.test"}).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"


class TestSizeOfUploads:
    def test_a_file_over_the_limit_is_refused_with_what_to_do(self, serving, engine):
        clerk = serving(file_bytes=1000)
        page = clerk.check(b"x" * 1001)
        assert page.status_code == 413
        assert "too large" in page.text
        assert engine.asked == []

    def test_a_body_over_the_limit_is_refused_by_its_stated_size(self, serving, engine):
        clerk = serving(file_bytes=1000)
        page = clerk.check(b"x" * 3_000_000)
        assert page.status_code == 413
        assert '<a href="#file">The file is too large' in page.text

    def test_two_files_have_the_limit_each(self, serving):
        clerk = serving(file_bytes=1000)
        small, large = ("a.txt", b"x" * 900), ("b.txt", b"x" * 1100)
        assert clerk.send("/compare", files={"earlier": small, "newer": small}).status_code == 303
        assert clerk.send("/compare", files={"earlier": small, "newer": large}).status_code == 413

    def test_many_small_fields_are_refused(self, clerk, engine):
        fields = {f"field-{n}": "x" for n in range(50)}
        assert clerk.send("/check", fields).status_code == 400
        assert engine.asked == []

    def test_many_small_files_are_refused(self, clerk, engine):
        files = {f"file-{n}": (f"{n}.txt", b"x") for n in range(3)}
        assert clerk.send("/check", files=files).status_code == 400
        assert engine.asked == []

    def test_many_short_fields_of_the_other_kind_are_refused(self, clerk):
        body = "&".join(f"f{n}=1" for n in range(5000))
        headers = {
            "Origin": clerk.origin,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        assert clerk.client.post("/check", content=body, headers=headers).status_code == 400

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("multipart/form-data", b"--x--"),
            ("multipart/form-data; boundary=x", b"no boundary at all"),
            ("multipart/form-data; boundary=" + "x" * 5000, b""),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
            ("application/json", b"{}"),
            ("text/plain", b"token=1"),
            ("", b""),
            ("multipart/form-data; boundary=x; charset=utf-7", b"--x--\r\n"),
        ],
    )
    def test_a_body_that_is_no_form_is_refused(self, clerk, kind, body):
        headers = {"Origin": clerk.origin, "Content-Type": kind}
        page = clerk.client.post("/check", content=body, headers=headers)
        assert page.status_code in {400, 403}
        assert "<h1>" in page.text

    def test_no_upload_touches_the_disk(self, clerk, monkeypatch):
        def no_file(*_, **__):
            raise AssertionError("a file was made")

        monkeypatch.setattr("tempfile._TemporaryFileWrapper", no_file)
        monkeypatch.setattr("tempfile.TemporaryFile", no_file)
        sent = clerk.check(b"A text. " * 1_000_000)
        assert sent.status_code == 303

    def test_a_large_upload_is_held_in_memory_up_to_the_limit(self):
        assert uploads._InMemory.spool_max_size > uploads.MOST_BYTES


def zip_of(size):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\x20" * size)
    return packed.getvalue()


class TestZipBomb:
    def test_its_kind_is_told_without_unpacking_it(self, clerk, engine):
        """What becomes of it is up to the reader, in a process with limits."""
        assert clerk.check(zip_of(50_000_000), "protocol.docx").status_code == 303

    def test_an_archive_of_something_else_is_refused(self, clerk):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("../../etc/passwd", "x")
        assert clerk.check(packed.getvalue(), "protocol.docx").status_code == 415


NAMES = [
    pytest.param("../../etc/passwd.txt", "passwd.txt", id="path"),
    pytest.param("..\\..\\windows\\system.ini", "system.ini", id="windows-path"),
    pytest.param("/etc/shadow", "shadow", id="absolute"),
    pytest.param("C:\\Users\\clerk\\draft.docx", "draft.docx", id="drive"),
    pytest.param("dra\x00ft.docx", "draft.docx", id="nul"),
    pytest.param("draft\u202excod.exe", "draftxcod.exe", id="right-to-left"),
    pytest.param("a\r\nSet-Cookie: x=y.txt", "a Set-Cookie: x=y.txt", id="line-ends"),
    pytest.param("<script>alert(1)<script>.txt", "<script>alert(1)<script>.txt", id="script"),
    pytest.param("..", "draft", id="dots"),
    pytest.param("", "draft", id="empty"),
    pytest.param("\u2066\u202e", "draft", id="only-marks"),
    pytest.param("\ud800.txt", "\ufffd.txt", id="surrogate"),
    pytest.param("ŷ" * 300 + ".docx", "ŷ" * 72 + ".docx", id="long"),
]


class TestNamesOfFiles:
    @pytest.mark.parametrize(("given", "name"), NAMES)
    def test_a_name_is_data_and_one_line_without_a_path(self, given, name):
        assert safe_name(given) == name

    @pytest.mark.parametrize("given", [*(each.values[0] for each in NAMES), *payloads()])
    def test_every_name_makes_a_sound_head(self, given):
        head = attachment(f"{safe_name(given)} - answer.docx")
        assert re.fullmatch(
            r"attachment; filename=\"[ -!#-\[\]-~]+\"(?:; filename\*=UTF-8''[\w.%~-]+)?", head
        )
        name = re.search(r'filename="([^"]+)"', head)[1]
        assert not re.search(r"[/\\:*?<>|]", name)
        assert name.endswith(".docx")
        assert not name.startswith(".")
        assert len(name) <= 160

    @pytest.mark.parametrize("name", ["CON.docx", "nul", "com1.txt", "LPT9.html"])
    def test_no_name_is_that_of_a_device(self, name):
        assert attachment(name) == f'attachment; filename="_{name}"'

    def test_one_is_shown_escaped_and_apart(self, clerk):
        name = "<script>alert(1)<script>\u202e.txt"
        address, page = clerk.answered(b"Words.", name)
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text
        assert "<title>Answer on &lt;script&gt;" in page.text
        assert clerk.client.get(f"{address}/files/word").status_code == 200


class TestScriptInWords:
    @pytest.mark.parametrize(
        "field", ["council", "county", "country", "type", "electors", "called", "like"]
    )
    def test_it_is_shown_and_never_run(self, clerk, field):
        for payload in payloads():
            if len(payload) > 5000:
                continue
            page = clerk.send("/check", {field: payload, "electors": "x"})
            assert page.status_code == 422
            scripts = re.findall(r"<script[^>]*>", page.text)
            assert scripts == ['<script src="/assets/web.js" defer>'], payload
            assert not re.search(r"<(?:img|svg|iframe|object|math|a)[^>]*\son\w+=", page.text)

    def test_a_draft_of_it_is_shown_and_never_run(self, clerk):
        _, page = clerk.answered(b"<script>alert(1)</script><img src=x onerror=alert(2)>")
        assert "&lt;script&gt;alert(1)" in page.text
        assert "<img" not in page.text


class TestLogInjection:
    @pytest.fixture
    def lines(self):
        stream = io.StringIO()
        names = (LOGGER.name, "uvicorn", "uvicorn.error", "uvicorn.access", "asyncio",
                 "python_multipart")  # fmt: skip
        before = [(logging.getLogger(n), [*logging.getLogger(n).handlers]) for n in names]
        levels = [(logger, logger.level, logger.propagate) for logger, _ in before]
        log_as_json(stream, logging.DEBUG)
        yield lambda: stream.getvalue().splitlines()
        for logger, handlers in before:
            logger.handlers = handlers
        for logger, level, propagate in levels:
            logger.setLevel(level)
            logger.propagate = propagate

    @pytest.mark.parametrize(
        "words",
        [
            'x\r\n{"level": "ERROR", "event": "forged"}',
            "\x1b[2J\x1b]0;t\x07",
            "\x7f\x9b31m\u2028\u202e",
        ],
    )
    def test_one_record_is_one_line_without_controls(self, lines, words):
        LOGGER.error("refused %s", words, extra={"fields": {"name": words}})
        (line,) = lines()
        assert line.isascii()
        assert line.isprintable()
        record = json.loads(line)
        assert record["event"] == f"refused {words}"
        assert record["name"] == words

    def test_what_fails_is_told_by_its_kind_and_place_only(self, lines):
        try:
            raise ValueError("secret words")
        except ValueError:
            LOGGER.error("a check failed", exc_info=True)
        (line,) = lines()
        assert "secret" not in line
        assert json.loads(line)["error"] == "ValueError"

    def test_neither_a_draft_nor_its_name_is_written_down(self, lines, serving, engine, capfd):
        clerk = serving(raises=False)
        clerk.answered(b"SECRET-WORDS of the draft", "SECRET-NAME.txt", council="SECRET-COUNCIL")
        engine.failing = ValueError("SECRET-FAILURE")
        clerk.answered(b"SECRET-WORDS of the draft", "SECRET-NAME.txt")
        headers = {
            "Origin": clerk.origin,
            "Content-Type": "multipart/form-data; boundary=x",
        }
        clerk.client.post("/check", content=b"--xSECRET-BODY", headers=headers)
        clerk.client.get("/SECRET-ADDRESS")
        written = "".join(lines()) + "".join(capfd.readouterr())
        assert "a check failed" in written
        assert "SECRET" not in written


class TestGuessedAddresses:
    def test_an_identifier_cannot_be_guessed(self, clerk):
        addresses = {clerk.check().headers["location"] for _ in range(5)}
        assert len(addresses) == 5
        assert all(re.fullmatch(r"/answers/[\w-]{43}", address) for address in addresses)

    def test_every_other_one_is_not_there(self, clerk):
        address, _ = clerk.answered()
        for wrong in (address[:-1], address + "x", "/answers/" + "A" * 43, "/answers/../answers"):
            assert clerk.client.get(wrong).status_code == 404


class TestPathTricks:
    @pytest.fixture
    def report(self, tmp_path):
        folder = tmp_path / "report"
        (folder / "councils").mkdir(parents=True)
        (folder / ".build").mkdir()
        (folder / "index.html").write_text("<h1>Report</h1>")
        (folder / "councils" / "fern.html").write_text("<h1>Fern</h1>")
        (folder / "table.csv").write_text("a,b")
        (folder / "key.pem").write_text("SECRET")
        (folder / ".build" / "coder.json").write_text("SECRET")
        (folder / ".hidden.html").write_text("SECRET")
        (tmp_path / "outside.html").write_text("SECRET")
        (folder / "link.html").symlink_to(tmp_path / "outside.html")
        return folder

    @pytest.mark.parametrize(
        ("address", "words"),
        [("/report/", "Report"), ("/report/index.html", "Report"), ("/report", "Report"),
         ("/report/councils/fern.html", "Fern"), ("/report/table.csv", "a,b")],
    )  # fmt: skip
    def test_the_report_is_there_with_its_own_policy(self, serving, report, address, words):
        page = serving(site=report).client.get(address)
        assert page.status_code == 200
        assert words in page.text
        assert page.headers["content-security-policy"] == REPORT_POLICY
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-content-type-options"] == "nosniff"

    def test_it_is_in_the_menu(self, serving, report):
        assert '<a href="/report/">The report</a>' in serving(site=report).client.get("/").text
        assert "/report/" not in serving().client.get("/").text

    @pytest.mark.parametrize(
        "path",
        [
            "../outside.html",
            "..%2foutside.html",
            "%2e%2e/outside.html",
            "councils/../../outside.html",
            "councils%2f..%2f..%2foutside.html",
            "..%5coutside.html",
            "%252e%252e/outside.html",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "link.html",
            ".build/coder.json",
            ".hidden.html",
            "councils/%2e%2e/.build/coder.json",
            "key.pem",
            "index.html%00.csv",
            "C:/outside.html",
            "councils",
            "councils/",
            "x" * 5000 + ".html",
            "%ff%fe.html",
        ],
    )
    def test_nothing_else_is(self, serving, report, path):
        page = serving(site=report).client.get(f"/report/{path}")
        assert page.status_code == 404, page.text
        assert "SECRET" not in page.text

    def test_it_is_only_read(self, serving, report):
        clerk = serving(site=report)
        for method in ("POST", "PUT", "DELETE"):
            page = clerk.client.request(
                method, "/report/index.html", headers={"Origin": clerk.origin}
            )
            assert page.status_code == 405

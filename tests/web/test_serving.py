"""A real server on the loopback: what needs sockets, processes and many clients at once."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest

from pipeline.errors import RequestError
from pipeline.web import uploads
from pipeline.web.serving import listener
from tests.web.conftest import Clerk, loop_pdf, running, spoken


def head(port, *, method="POST", path="/check", host=None, **others):
    host = host or f"127.0.0.1:{port}"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in others.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status(answer):
    return int(answer.split(b" ", 2)[1])


def sent_until_refused(port, request, *, most, chunked):
    """Send a body without end until the server closes the line; give what it took and answered."""
    block = b"x" * 65536
    piece = b"%x\r\n%b\r\n" % (len(block), block) if chunked else block
    taken = 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request)
        answer = b""
        try:
            while taken < most:
                line.sendall(piece)
                taken += len(block)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while got := line.recv(65536):
                answer += got
        except ConnectionResetError:
            pass
    return taken, answer


class TestOnThisComputerOnly:
    def test_it_listens_on_the_loopback_and_finds_a_free_port(self):
        with listener(None) as first, listener(None) as second:
            assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
            assert first.getsockname()[1] != second.getsockname()[1]

    def test_another_address_of_the_computer_is_not_served(self, server):
        try:
            found = socket.getaddrinfo(socket.gethostname(), None)
        except OSError:
            pytest.skip("the computer's name has no address")
        for address in {each[4][0] for each in found}:
            if address.startswith("127.0.0.1") or address == "::1":
                continue
            with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as line:
                line.settimeout(2)
                assert line.connect_ex((address, server)) != 0

    def test_a_port_that_is_taken_is_named_with_what_to_do(self):
        with listener(None) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(RequestError, match=f"--port {port}: another program .* leave"):
                listener(port)

    def test_a_port_that_there_is_not_is_refused(self):
        with pytest.raises(RequestError, match="--port 70000: nothing may listen there"):
            listener(70000)


class TestDnsRebinding:
    @pytest.mark.parametrize(
        "lines", [[], ["Host: evil.test"], ["Host: {ours}", "Host: evil.test"]]
    )
    def test_without_one_host_of_ours_nothing_is_served(self, server, lines):
        stated = "".join(line.format(ours=f"127.0.0.1:{server}") + "\r\n" for line in lines)
        answer = spoken(server, f"GET / HTTP/1.1\r\n{stated}Connection: close\r\n\r\n".encode())
        assert status(answer) in {400, 421}
        assert b"token" not in answer

    def test_an_address_with_a_host_of_its_own_is_not_there(self, server):
        request = head(server, method="GET", path="http://evil.test/", Connection="close")
        assert status(spoken(server, request)) == 404


class TestSizeOfUploads:
    most = 2**30  # what a server that reads on would have taken

    @pytest.mark.parametrize("chunked", [False, True], ids=["stated", "chunked"])
    def test_an_upload_without_end_is_cut_off_early(self, server, chunked):
        how = {"Transfer_Encoding": "chunked"} if chunked else {"Content_Length": self.most}
        request = head(server, Content_Type="multipart/form-data; boundary=x", **how)
        body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        request += b"%x\r\n%b\r\n" % (len(body), body) if chunked else body
        taken, _ = sent_until_refused(server, request, most=self.most, chunked=chunked)
        assert taken < self.most / 2

    @pytest.mark.parametrize("path", ["/none", "/", "/answers/none/delete"])
    def test_nor_is_one_read_that_leads_nowhere(self, server, path):
        request = head(server, path=path, Content_Length=self.most, Content_Type="text/plain")
        taken, _ = sent_until_refused(server, request, most=self.most, chunked=False)
        assert taken < 50_000_000

    def test_a_chunked_upload_over_the_limit_is_told_so(self, engine):
        with ExitStack() as stack:
            port = stack.enter_context(running(engine, file_bytes=1000))
            clerk = Clerk(stack.enter_context(httpx2.Client(base_url=f"http://127.0.0.1:{port}")))
            token = clerk.token().encode()
            part = b'--x\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n'

            def body():
                yield part % (b"token", b"") + token + b"\r\n"
                yield part % (b"file", b'; filename="a.txt"')
                for _ in range(3):
                    yield b"x" * 500_000
                yield b"\r\n--x--\r\n"

            page = clerk.client.post(
                "/check",
                content=body(),
                headers={
                    "Origin": clerk.origin,
                    "Content-Type": "multipart/form-data; boundary=x",
                },
            )
        assert "content-length" not in page.request.headers
        assert page.status_code == 413
        assert "too large" in page.text
        assert engine.asked == []

    def test_one_that_says_less_than_it_sends_does_not_slip_through(self, server):
        request = head(
            server,
            Content_Type="multipart/form-data; boundary=x",
            Content_Length=10,
            Connection="close",
        )
        answer = spoken(server, request + b"x" * 10)
        assert status(answer) == 400

    def test_one_that_does_not_go_on_is_not_waited_for(self, server, monkeypatch):
        monkeypatch.setattr(uploads, "_SECONDS_TO_SEND", 0.2)
        request = head(server, Content_Type="multipart/form-data; boundary=x", Content_Length=1000)
        assert status(spoken(server, request + b"--x\r\n")) == 408

    def test_one_that_is_broken_off_is_no_failure(self, server, engine):
        request = head(server, Content_Type="multipart/form-data; boundary=x", Content_Length=1000)
        with socket.create_connection(("127.0.0.1", server), timeout=5) as line:
            line.sendall(request + b"--x\r\n")
        time.sleep(0.1)
        assert (
            status(spoken(server, head(server, method="GET", path="/", Connection="close"))) == 200
        )
        assert engine.asked == []

    @pytest.mark.parametrize("length", ["-1", "1e9", "٣", "0x10", "10, 20"])
    def test_a_stated_size_that_is_none_is_refused(self, server, length):
        request = head(server, Content_Type="multipart/form-data; boundary=x").decode()
        request = request.replace("\r\n\r\n", f"\r\nContent-Length: {length}\r\n\r\n")
        assert status(spoken(server, request.encode())) == 400


class TestPathTricks:
    @pytest.mark.parametrize(
        "path",
        ["/report/../outside.html", "/report/..%2foutside.html", "/report//etc/passwd",
         "/report/%2e%2e/outside.html", "/report/./../outside.html", "/../outside.html"],
    )  # fmt: skip
    def test_no_path_that_a_client_leaves_as_it_is_leads_out(self, engine, tmp_path, path):
        folder = tmp_path / "report"
        folder.mkdir()
        (folder / "index.html").write_text("Report")
        (tmp_path / "outside.html").write_text("SECRET")
        with running(engine, site=folder) as port:
            answer = spoken(port, head(port, method="GET", path=path, Connection="close"))
        assert status(answer) in {400, 404}
        assert b"SECRET" not in answer


class TestFiftyAtOnce:
    def test_each_gets_the_answer_on_its_own_draft(self, engine):
        engine.seconds = 0.02
        drafts = [f"Draft number {n}: {'words ' * (n % 7)}END{n}." for n in range(50)]

        def one(port, n):
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                clerk = Clerk(client)
                address, page = clerk.answered(drafts[n].encode(), f"draft-{n}.txt")
                paper = client.get(f"{address}/files/word")
                return re.search(r"<pre>(.*?)</pre>", page.text)[1], paper.text, address

        with running(engine, seconds_quick=0) as port:
            with ThreadPoolExecutor(50) as pool:
                answers = list(pool.map(lambda n: one(port, n), range(50)))
        assert [answer for answer, _, _ in answers] == drafts
        assert [paper for _, paper, _ in answers] == drafts
        assert len({address for *_, address in answers}) == 50

    def test_more_than_there_is_room_for_are_asked_to_come_back(self, serving, engine):
        engine.may_end.clear()
        clerk = serving(most=3, workers=1, seconds_quick=0)
        answers = [clerk.check() for _ in range(4)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 503]
        assert answers[3].headers["retry-after"] == "60"
        assert "Wait a minute" in answers[3].text


SERVER = """
import sys
from datetime import date
sys.path.insert(0, {root!r})
from pipeline.web.serving import run
from tests.web.conftest import Echo

class Slow(Echo):
    def check(self, draft, as_of):
        import time
        time.sleep({seconds})
        return super().check(draft, as_of)

run(Slow(), site=None, port=None, today=lambda: date(2026, 11, 29), open_browser=False)
print("ended in good order", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["terminated", "ctrl-c"])
@pytest.mark.parametrize("seconds", [0, 60], ids=["answered", "still-running"])
def test_when_it_ends_nothing_is_left_on_the_disk(root, tmp_path, number, seconds):
    program = SERVER.format(root=str(root), seconds=seconds)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        text=True,
    ) as process:
        try:
            said = process.stdout.readline()
            port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1])
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
                clerk = Clerk(client)
                sent = clerk.check(b"Words. " * 500_000)
                if not seconds:
                    clerk.wait(sent.headers["location"])
            assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
            began = time.monotonic()
            process.send_signal(number)
            out, errors = process.communicate(timeout=15)
        finally:
            process.kill()
    assert time.monotonic() - began < 10
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert errors == ""
    if number == signal.SIGINT:
        assert "ended in good order" in out
        assert process.returncode == 0


READING = """
import sys
sys.path.insert(0, {root!r})
from datetime import date
from pathlib import Path
from pipeline.checking import read_draft
from pipeline.params import read_params
from pipeline.web.serving import run
from tests.web.conftest import Echo

class Reading(Echo):
    def check(self, draft, as_of):
        params = read_params(Path({root!r}) / "params.yaml")
        read_draft(draft.data, draft.name, params.ingest)
        return super().check(draft, as_of)

if __name__ == "__main__":
    run(Reading(), site=None, port=None, today=lambda: date(2026, 11, 29), open_browser=False)
"""


def _begun_with(word):
    """Name the processes that have a word in the environment that they were begun with."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (path / "environ").read_bytes():
                found.append(path.name)
        except OSError:  # it has ended, or is somebody else's
            continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs the list of processes")
def test_when_it_ends_while_a_file_is_read_neither_its_reader_nor_a_folder_is_left(root, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(READING.format(root=str(root)))
    folder = tmp_path / "temporary"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"TMPDIR": str(folder)},
        text=True,
    ) as process:
        try:
            port = int(re.search(r":(\d+)/", process.stdout.readline())[1])
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
                clerk = Clerk(client)
                clerk.check(loop_pdf(), "loop.pdf")
                until = time.monotonic() + 30
                while len(_begun_with(str(folder))) < 2 and time.monotonic() < until:
                    time.sleep(0.05)
                assert len(_begun_with(str(folder))) > 1, "nothing reads the file"
            process.send_signal(signal.SIGTERM)
            process.wait(15)
            until = time.monotonic() + 15
            while _begun_with(str(folder)) and time.monotonic() < until:
                time.sleep(0.1)
            assert _begun_with(str(folder)) == []
        finally:
            process.kill()
    assert [path.name for path in folder.rglob("*") if path.is_file()] == []
    assert list(folder.iterdir()) == []


def test_the_browser_is_opened_at_the_page_unless_it_would_take_the_terminal(monkeypatch):
    import webbrowser

    from pipeline.web.serving import _show

    opened = []

    class Windowed(webbrowser.BackgroundBrowser):
        def open(self, url, new=0, autoraise=True):
            opened.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", lambda: Windowed("x"))
    _show("http://127.0.0.1:1/")
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    _show("http://127.0.0.1:2/")
    assert opened == ["http://127.0.0.1:1/"]


@pytest.mark.parametrize("has_report", [True, False], ids=["report", "no-report"])
def test_a_report_is_shown_where_there_is_one(monkeypatch, tmp_path, has_report):
    import pipeline.web

    if has_report:
        (tmp_path / "index.html").write_text("Report")
    given = {}
    monkeypatch.setattr(pipeline.web, "run", lambda engine, **how: given.update(how))
    monkeypatch.setattr(pipeline.web.Here, "warm", lambda self: None)
    pipeline.web.serve(None, site=tmp_path, port=None, today=None, open_browser=False)
    assert given["site"] == (tmp_path if has_report else None)

"""A server of the clerk's pages with an engine that answers at once, and what a browser sends."""

import re
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup, escape
from starlette.testclient import TestClient

from pipeline.model import Council, State
from pipeline.web.app import Limits, application
from pipeline.web.tasks import About, Paper, PaperLink
from tests.check.examples import answer

PORT = 8321
TODAY = date(2026, 11, 29)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Echo:
    """An engine whose answer on a draft is the draft itself, so that mixed answers are seen."""

    about = About("protocol", 14, 12, date(2026, 11, 22), ("Marlshire", "Wealdshire"))

    def __init__(self, seconds=0.0):
        self.seconds = seconds
        self.asked = []
        self.failing = None
        self.inferred = Council()  # what every draft says of its council

    def check(self, draft, as_of):
        self.asked.append(draft)
        if self.failing is not None:
            raise self.failing
        time.sleep(self.seconds)
        text = draft.data.decode("utf-8", "replace")
        made = answer(name=draft.name, as_of=as_of)
        said = draft.council or Council()
        known = {name: getattr(self.inferred, name) for name in ("name", "council_type")}
        inferred = {n: value for n, value in known.items() if value and not getattr(said, n)}
        council = replace(said, country="England", **inferred)
        state = State.TEXT if text.strip() else State.EMPTY
        document = replace(made.document, text=text, state=state)
        return replace(
            made,
            document=document,
            council=council,
            asked=draft.like or (),
            inferred=tuple(inferred),
        )

    def answer(self, check):
        return Markup(f"<h1>Answer</h1><pre>{escape(check.document.text)}</pre>")

    def papers(self, check):
        return (
            PaperLink("word", "Word file", "with comments"),
            PaperLink("data", "Data", "for programs"),
        )

    def paper(self, check, draft, kind):
        papers = {
            "word": Paper("with comments", ".docx", DOCX, draft.data),
            "data": Paper("answer", ".json", "application/json", b"{}"),
        }
        return papers.get(kind)

    def compare(self, pair, as_of):
        return (pair.earlier.data.decode(), pair.newer.data.decode())

    def comparison(self, compared):
        return Markup("<h1>Changes</h1>") + escape(" > ".join(compared))

    def comparison_papers(self, compared):
        return (PaperLink("word", "Word file", "with the changes"),)

    def comparison_paper(self, compared, pair, kind):
        return Paper("changes", ".docx", DOCX, b"changes") if kind == "word" else None

    def scaffold(self, council, as_of):
        return Paper("protocol", ".docx", DOCX, f"{council.name}, {as_of}".encode())


class Clerk:
    """A clerk's browser: it keeps cookies, says where a form was, and sends the form's token."""

    def __init__(self, client):
        self.client = client
        host = client.base_url
        self.origin = f"{host.scheme}://{host.netloc.decode()}"

    def token(self, address="/"):
        page = self.client.get(address)
        return re.search(r'name="token" value="([0-9a-f]{64})"', page.text)[1]

    def send(self, address, fields=None, *, files=None, at="/", **options):
        """Fill in the form of a page and send it, as multipart like the page itself."""
        data = {"token": self.token(at)} | (fields or {})
        parts = [
            *((name, (None, value)) for name, value in _pairs(data)),
            *((name, file) for name, file in (files or {}).items()),
        ]
        return self.client.post(
            address, files=parts, headers={"Origin": self.origin}, follow_redirects=False, **options
        )

    def check(self, data=b"Councillors must treat staff with respect.", name="draft.txt", **fields):
        """Send a draft; give the answer to that."""
        return self.send("/check", fields, files={"file": (name, data)})

    def answered(self, *given, **fields):
        """Send a draft and wait for its answer; give its address and page."""
        sent = self.check(*given, **fields)
        assert sent.status_code == 303, sent.text
        return sent.headers["location"], self.wait(sent.headers["location"])

    def wait(self, address):
        until = time.monotonic() + 30
        while time.monotonic() < until:
            page = self.client.get(address)
            if page.status_code != 202:
                return page
            time.sleep(0.02)
        raise AssertionError(f"{address}: no answer")


def _pairs(data):
    for name, value in data.items():
        for each in value if isinstance(value, (list, tuple)) else [value]:
            yield name, each.encode("utf-8", "surrogatepass")


@pytest.fixture
def engine():
    return Echo()


@pytest.fixture
def serving(engine):
    """Give a function that makes an application's client and closes it in the end."""
    clients = []

    def make(*, site=None, raises=True, with_engine=None, **limits):
        app = application(
            with_engine or engine,
            port=PORT,
            today=lambda: TODAY,
            site=site,
            limits=Limits(**limits),
        )
        client = TestClient(
            app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=raises
        )
        client.__enter__()
        clients.append(client)
        return Clerk(client)

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def clerk(serving):
    return serving()


@contextmanager
def running(engine, *, site=None, **limits):
    """Run a real server on the loopback, and give its port."""
    import uvicorn

    from pipeline.web.serving import configured, listener

    with listener(None) as listening:
        port = listening.getsockname()[1]
        app = application(
            engine, port=port, today=lambda: TODAY, site=site, limits=Limits(**limits)
        )
        server = uvicorn.Server(configured(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield port
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def server(engine):
    with running(engine) as port:
        yield port


def spoken(port, request, *, size=65536, seconds=10):
    """Send bytes to a server and give what it answers, to the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        line.sendall(request)
        answer = b""
        while chunk := line.recv(size):
            answer += chunk
    return answer


def loop_pdf():
    """A page that draws a form that draws itself ten times, and so on."""
    forms = b"".join(
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
        b"/Length 60>>stream\n%b\nendstream endobj\n" % (n, n + 1, b"/F Do " * 10)
        for n in range(5, 13)
    )
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 60>>stream\n" + b"/F Do " * 10 + b"\nendstream endobj\n" + forms
        + b"13 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream "
        b"endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip

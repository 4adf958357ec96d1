"""The project's own engine behind the page: real answers, real files, real bombs."""

import io
import json
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import docx
import pytest

from pipeline.check import open_reference
from pipeline.model import Council, State
from pipeline.web.here import Here
from pipeline.web.tasks import Draft, Pair
from tests.check.examples import answer
from tests.web.conftest import TODAY, Clerk, loop_pdf, running


@pytest.fixture(scope="module")
def here(sample_build):
    return Here(open_reference(sample_build.reports), has_report=True)


@pytest.fixture
def by_hand():
    """Give the engine without a build, for what is only written."""
    return Here(None, has_report=False)


def kinds(links):
    return [each.kind for each in links]


class TestFilesOfAnAnswer:
    def test_of_a_draft_that_was_read_there_are_four(self, by_hand):
        assert kinds(by_hand.papers(answer())) == ["word", "summary", "page", "data"]

    def test_of_one_that_could_not_be_read_there_is_the_answer_only(self, by_hand):
        made = answer()
        unread = replace(made, document=replace(made.document, state=State.PASSWORD, text=""))
        assert kinds(by_hand.papers(unread)) == ["page", "data"]
        assert by_hand.paper(unread, Draft("x.docx", b""), "word") is None

    def test_what_no_file_can_be_made_of_comes_back_as_a_new_one(self, by_hand):
        paper = by_hand.paper(answer(), Draft("x.docx", b"no Word file"), "word")
        made = docx.Document(io.BytesIO(paper.data))
        assert len(list(made.comments)) > 0
        assert "Clerk signs the Council" in "\n".join(each.text for each in made.paragraphs)

    def test_each_is_what_it_says(self, by_hand):
        draft = Draft("x.docx", b"no Word file")
        summary, page, data = (
            by_hand.paper(answer(), draft, kind) for kind in ("summary", "page", "data")
        )
        assert docx.Document(io.BytesIO(summary.data)).paragraphs
        assert page.data.startswith(b"<!doctype html>")
        assert json.loads(data.data)["format"] == "council-protocols-check"
        assert by_hand.paper(answer(), draft, "none") is None


def pdf(stream, packed):
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d%b>>stream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(stream), packed, stream)
    )


def zip_bomb(size):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size // 2**20):
                part.write(b" " * 2**20)
    return packed.getvalue()


@pytest.mark.slow
class TestBombs:
    @pytest.mark.parametrize(
        ("name", "make"),
        [
            pytest.param("bomb.docx", lambda: zip_bomb(2**30), id="zip"),
            pytest.param(
                "bomb.pdf",
                lambda: pdf(zlib.compress(b" " * 2**29, 9), b"/Filter/FlateDecode"),
                id="packed-pdf",
            ),
            pytest.param("loop.pdf", loop_pdf, id="pdf-that-draws-itself"),
        ],
    )
    def test_one_ends_in_a_named_state_and_the_next_draft_is_answered(self, here, name, make):
        with running(here) as port:
            import httpx2

            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
                clerk = Clerk(client)
                sent = clerk.check(make(), name)
                assert sent.status_code == 303
                page = _patiently(client, sent.headers["location"])
                assert page.status_code == 200
                assert "This file could not be read" in page.text
                assert "What to do:" in page.text
                _, next_page = clerk.answered(b"Fern Parish Council\n\n1. The Clerk advises.\n")
                assert "could not be read" not in next_page.text.partition("<h1>")[2][:400]


def _patiently(client, address):
    import time

    for _ in range(600):
        page = client.get(address)
        if page.status_code != 202:
            return page
        time.sleep(0.2)
    raise AssertionError("no answer in two minutes")


@pytest.mark.slow
class TestOfABuild:
    def test_it_says_what_drafts_are_measured_by(self, here):
        assert here.about.document == "protocol"
        assert here.about.documents >= here.about.read > 0
        assert "Marlshire" in here.about.counties
        assert not here.about.is_sample

    def test_drafts_that_are_checked_at_once_keep_their_own_answers(self, here):
        drafts = [
            Draft(f"{n}.txt", f"Fern{n} Parish Council\n\n1. Rule {n} is kept.\n".encode())
            for n in range(6)
        ]
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda draft: here.check(draft, TODAY), drafts))
        for n, found in enumerate(answers):
            assert found.name == f"{n}.txt"
            assert f"Rule {n} is kept." in found.document.text
            assert any(f"Rule {n} is kept" in clause.text for clause in found.clauses)

    def test_one_that_was_read_is_answered_as_if_it_were_read_again(self, here, root):
        data = (root / "corpus" / "sources" / "ostlewick.docx").read_bytes()
        first = here.check(Draft("o.docx", data), TODAY)
        again = here.check(Draft("o.docx", b"", read=(first.document, first.sha256)), TODAY)
        assert again == first

    def test_two_versions_are_compared_and_taken_along(self, here):
        pair = Pair(
            Draft("old.txt", b"Fern Parish Council\n\n1. The Clerk must reply.\n"),
            Draft("new.txt", b"Fern Parish Council\n\n1. The Clerk should reply.\n"),
        )
        compared = here.compare(pair, TODAY)
        assert "should" in here.comparison(compared)
        assert kinds(here.comparison_papers(compared)) == ["word", "page", "data"]
        word = here.comparison_paper(compared, pair, "word")
        assert docx.Document(io.BytesIO(word.data)).paragraphs
        assert json.loads(here.comparison_paper(compared, pair, "data").data)

    def test_versions_of_which_one_cannot_be_read_say_so(self, here):
        pair = Pair(Draft("old.docx", b"PK\x03\x04broken"), Draft("new.txt", b"1. Words stand.\n"))
        compared = here.compare(pair, TODAY)
        assert "could not be read" in here.comparison(compared)
        assert here.comparison_papers(compared) == ()

    def test_a_first_draft_bears_the_name_of_its_council(self, here):
        council = Council("parish", "Marlshire", None, None, "Lower Withy Parish Council")
        paper = here.scaffold(council, TODAY)
        made = docx.Document(io.BytesIO(paper.data))
        words = "\n".join(each.text for each in made.paragraphs)
        assert "Lower Withy Parish Council" in words

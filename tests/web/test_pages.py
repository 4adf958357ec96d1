"""What a clerk does on the page: send a draft, see its answer, take it along, delete it."""

import re
from urllib.parse import unquote

import pytest

from pipeline.errors import RequestError
from pipeline.model import Council, Likeness
from tests.web.conftest import DOCX, TODAY


def links(page):
    return set(re.findall(r'(?:href|src|action)="([^"]+)"', page))


class TestTheForms:
    @pytest.mark.parametrize("address", ["/", "/compare", "/new"])
    def test_each_is_shown_with_a_token_and_labels(self, clerk, address):
        page = clerk.client.get(address)
        assert page.status_code == 200
        assert re.search(r'name="token" value="[0-9a-f]{64}"', page.text)
        asked = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page.text))
        assert asked
        assert asked <= set(re.findall(r'<label for="([^"]+)"', page.text))

    def test_what_a_page_refers_to_is_there(self, clerk):
        for address in links(clerk.client.get("/").text):
            if not address.startswith("#") and address != "/check":
                assert clerk.client.get(address).status_code == 200, address

    def test_counties_of_the_build_are_offered(self, clerk):
        assert '<option value="Marlshire">' in clerk.client.get("/").text


class TestADraftIsChecked:
    def test_it_is_answered_with_what_was_said_of_the_council(self, clerk, engine):
        _, page = clerk.answered(
            council="Fern Parish Council",
            type="parish",
            county="Marlshire",
            country="England",
            electors="1,250",
            like=["type", "size"],
        )
        assert page.status_code == 200
        assert "Councillors must treat staff with respect." in page.text
        (asked,) = engine.asked
        assert (asked.council.name, asked.council.council_type) == ("Fern Parish Council", "parish")
        assert (asked.council.county, asked.council.country) == ("Marlshire", "England")
        assert asked.council.electorate == 1250
        assert asked.like == (Likeness.COUNCIL_TYPE, Likeness.SIZE)
        assert asked.name == "draft.txt"

    def test_nothing_needs_to_be_said_of_the_council(self, clerk, engine):
        clerk.answered()
        assert (engine.asked[0].council, engine.asked[0].like) == (None, None)

    def test_a_text_can_be_pasted(self, clerk, engine):
        sent = clerk.send("/check", {"text": "The Clerk signs letters.", "called": "Our protocol"})
        page = clerk.wait(sent.headers["location"])
        assert "The Clerk signs letters." in page.text
        assert engine.asked[0].name == "Our protocol.txt"

    def test_an_empty_file_field_beside_a_pasted_text_is_no_file(self, clerk):
        sent = clerk.send("/check", {"text": "Text."}, files={"file": ("", b"")})
        assert sent.status_code == 303

    @pytest.mark.parametrize(
        ("fields", "field", "words"),
        [
            pytest.param({}, "file", "Choose the file of your draft", id="nothing"),
            pytest.param({"text": "  \n"}, "file", "Choose the file", id="blanks"),
            pytest.param({"text": "A", "electors": "many"}, "electors", "in figures", id="words"),
            pytest.param({"text": "A", "electors": "-1"}, "electors", "in figures", id="negative"),
            pytest.param({"text": "A", "electors": "٣"}, "electors", "in figures", id="arabic"),
            pytest.param({"text": "A", "type": "kingdom"}, "type", "from the list", id="type"),
            pytest.param({"text": "A", "country": "Rutland"}, "country", "list", id="country"),
            pytest.param({"text": "A", "like": "rank"}, "like-type", "boxes", id="likeness"),
            pytest.param({"text": "A", "county": "x" * 201}, "county", "at most 200", id="long"),
        ],
    )
    def test_what_is_to_be_put_right_is_said_and_linked(self, clerk, engine, fields, field, words):
        page = clerk.send("/check", fields)
        assert page.status_code == 422
        assert re.search(rf'<a href="#{field}">[^<]*{words}', page.text)
        assert f'id="{field}"' in page.text
        assert f'id="{field}-problem"' in page.text
        assert re.search(rf'aria-describedby="[^"]*{field}-problem"', page.text)
        assert "<title>To put right: " in page.text
        assert engine.asked == []

    def test_what_was_filled_in_is_still_there(self, clerk):
        page = clerk.send("/check", {"council": 'The "Fern" & Co', "type": "town", "like": "size"})
        assert 'value="The &#34;Fern&#34; &amp; Co"' in page.text
        assert '<option value="town" selected>' in page.text
        assert re.search(r'value="size" checked', page.text)

    def test_a_file_and_a_text_at_once_are_one_too_many(self, clerk):
        page = clerk.send("/check", {"text": "A"}, files={"file": ("a.txt", b"B")})
        assert page.status_code == 422
        assert "leave the other empty" in page.text

    def test_an_empty_file_is_named(self, clerk):
        page = clerk.check(b"", "protocol.docx")
        assert page.status_code == 422
        assert "protocol.docx is empty" in page.text

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            pytest.param(b"MZ\x90\x00" + bytes(range(256)) * 9, "protocol.pdf", id="program"),
            pytest.param(b"GIF89a" + bytes(60), "protocol.docx", id="animation"),
            pytest.param(b"\x00\x01\x02" * 400, "x.txt", id="bytes"),
            pytest.param(b"\x7fELF" + bytes(500), "protocol.txt", id="binary"),
        ],
    )
    def test_content_that_is_not_taken_is_refused_whatever_its_name(
        self, clerk, engine, data, name
    ):
        page = clerk.check(data, name)
        assert page.status_code == 415
        assert "Word, PDF, OpenDocument, web page or text file" in page.text
        assert engine.asked == []

    def test_the_content_decides_and_not_the_name(self, clerk):
        assert clerk.check(b"%PDF-1.7\n%%EOF", "protocol.exe").status_code == 303


class TestTheAnswer:
    def test_it_is_taken_along_under_the_name_of_the_draft(self, clerk):
        address, page = clerk.answered(b"Words.", "Our protocol.docx")
        assert f'href="{address}/files/word"' in page.text
        paper = clerk.client.get(f"{address}/files/word")
        assert paper.content == b"Words."
        assert paper.headers["content-type"] == DOCX
        stated = 'attachment; filename="Our protocol - with comments.docx"'
        assert paper.headers["content-disposition"] == stated

    @pytest.mark.parametrize("kind", ["none", "%2e%2e", "word.docx", "%2e%2e%2fword"])
    def test_other_files_are_not_there(self, clerk, kind):
        address, _ = clerk.answered()
        assert clerk.client.get(f"{address}/files/{kind}").status_code == 404

    def test_councils_to_compare_with_are_changed_without_sending_the_draft_again(
        self, clerk, engine
    ):
        address, page = clerk.answered(b"Our words.")
        assert f'action="{address}/like"' in page.text
        sent = clerk.send(f"{address}/like", {"like": ["county"], "county": "Wealdshire"})
        assert sent.headers["location"] == address
        page = clerk.wait(address)
        assert "Our words." in page.text
        assert engine.asked[-1].like == (Likeness.COUNTY,)
        assert re.search(r'value="county" checked', page.text)
        assert 'value="Wealdshire"' in page.text

    def test_what_was_read_from_the_draft_is_not_taken_for_said(self, clerk, engine):
        engine.inferred = Council(name="Fern Parish Council", council_type="Parish")
        address, page = clerk.answered()
        assert 'value="Fern Parish Council"' in page.text
        assert '<option value="parish" selected>' in page.text
        assert page.text.count("Read from the draft.") == 2
        sent = {"council": "Fern Parish Council", "type": "town"}
        clerk.send(f"{address}/like", sent)
        page = clerk.wait(address)
        assert engine.asked[-1].council == Council(council_type="town")
        assert page.text.count("Read from the draft.") == 1

    def test_a_wrong_entry_among_them_is_said_and_the_answer_stays(self, clerk):
        address, _ = clerk.answered(b"Our words.")
        page = clerk.send(f"{address}/like", {"electors": "few"})
        assert page.status_code == 422
        assert "in figures" in page.text
        assert "Our words." in clerk.client.get(address).text

    def test_it_is_deleted_when_told_to(self, clerk):
        address, _ = clerk.answered()
        sent = clerk.send(f"{address}/delete")
        assert sent.headers["location"] == "/deleted"
        assert "are deleted" in clerk.client.get("/deleted").text
        for gone in (address, f"{address}/files/word", f"{address}/progress"):
            assert clerk.client.get(gone).status_code == 404
        assert len(clerk.client.app.state.jobs) == 0
        assert clerk.send(f"{address}/delete").status_code == 404

    def test_a_page_waits_for_it_with_scripts_off_too(self, serving, engine):
        engine.may_end.clear()
        clerk = serving(seconds_quick=0)
        address = clerk.check().headers["location"]
        page = clerk.client.get(address)
        assert page.status_code == 202
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert "draft.txt" in page.text
        assert clerk.client.get(f"{address}/progress").json()["stage"] in {"waiting", "running"}
        assert clerk.client.get(f"{address}/files/word").status_code == 404
        engine.may_end.set()
        assert clerk.wait(address).status_code == 200
        assert clerk.client.get(f"{address}/progress").json() == {"stage": "done", "before": 0}

    def test_a_page_that_waits_says_how_many_are_before(self, serving, engine):
        engine.may_end.clear()
        clerk = serving(seconds_quick=0, workers=1)
        addresses = [clerk.check(b"Text %d" % n).headers["location"] for n in range(4)]
        assert "3 drafts before you." in clerk.client.get(addresses[3]).text


class TestWhenItFails:
    def test_a_failure_that_a_clerk_can_mend_is_told_in_its_words(self, clerk, engine):
        engine.failing = RequestError("The build <b> is of an older kind. Build it again.")
        _, page = clerk.answered()
        assert page.status_code == 422
        assert "The build &lt;b&gt; is of an older kind. Build it again." in page.text

    def test_a_mistake_of_the_program_is_told_without_its_words(self, clerk, engine, caplog):
        engine.failing = ValueError("secret words of the draft")
        address, page = clerk.answered()
        assert page.status_code == 500
        assert "secret" not in page.text
        assert "ValueError" not in page.text
        assert "save the draft in another form" in page.text
        assert clerk.client.get(address).status_code == 404, "the draft is still held"
        engine.failing = None
        assert clerk.answered()[1].status_code == 200, "the worker did not go on"

    def test_a_failing_page_shows_no_traceback(self, serving, engine, monkeypatch):
        clerk = serving(raises=False)
        address, _ = clerk.answered()
        monkeypatch.setattr(engine, "papers", lambda check: 1 / 0)
        page = clerk.client.get(address)
        assert page.status_code == 500
        assert "Something went wrong in this program" in page.text
        assert "Traceback" not in page.text
        assert "ZeroDivision" not in page.text
        assert page.headers["content-security-policy"]

    @pytest.mark.parametrize("address", ["/none", "/answers/none", "/assets/none.css", "/report/"])
    def test_what_is_not_there_is_said_on_a_page(self, clerk, address):
        page = clerk.client.get(address)
        assert page.status_code == 404
        assert "<h1>There is no such page</h1>" in page.text

    @pytest.mark.parametrize(
        ("method", "address"),
        [("GET", "/check"), ("PUT", "/"), ("DELETE", "/"), ("POST", "/"), ("TRACE", "/compare")],
    )
    def test_a_page_takes_only_what_it_is_for(self, clerk, method, address):
        page = clerk.client.request(method, address, headers={"Origin": clerk.origin})
        assert page.status_code == 405
        assert page.headers["allow"]
        assert "<h1>This page cannot do that</h1>" in page.text


class TestTwoVersions:
    def test_they_are_compared(self, clerk):
        files = {"earlier": ("old.txt", b"Old words"), "newer": ("new.txt", b"New words")}
        address = clerk.send("/compare", files=files).headers["location"]
        page = clerk.wait(address)
        assert "Old words &gt; New words" in page.text
        paper = clerk.client.get(f"{address}/files/word")
        assert paper.headers["content-disposition"] == 'attachment; filename="new - changes.docx"'
        assert clerk.client.get(f"{address}/files/data").status_code == 404
        assert clerk.send(f"{address}/like", {"like": "size"}).status_code == 404

    def test_both_are_needed(self, clerk):
        page = clerk.send("/compare", files={"newer": ("new.txt", b"New words")})
        assert page.status_code == 422
        assert '<a href="#earlier">Choose the earlier version</a>' in page.text


class TestFromScratch:
    def test_a_word_file_is_handed_over(self, clerk):
        fields = {"council": "Cyngor Tŷ Mawr", "type": "community"}
        paper = clerk.send("/new", fields)
        assert paper.content.decode() == f"Cyngor Tŷ Mawr, {TODAY}"
        stated = paper.headers["content-disposition"]
        assert 'filename="Cyngor T_ Mawr - protocol.docx"' in stated
        assert "Tŷ Mawr - protocol.docx" in unquote(stated)

    def test_it_needs_the_name_of_the_council(self, clerk):
        page = clerk.send("/new", {"county": "Marlshire"})
        assert page.status_code == 422
        assert '<a href="#council">Write the name of your council</a>' in page.text

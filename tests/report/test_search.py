"""The index that the search page loads."""

import json
import re
from dataclasses import replace

import pytest

from pipeline.model import ClauseKind, Source
from pipeline.report import search_index
from pipeline.report.lookup import lookup
from pipeline.report.search_index import search_files, words_of
from tests.report.conftest import PAYLOADS


class Read:
    """An index, read back as the page reads it."""

    def __init__(self, files):
        self.parts = {}
        for path, data in files.items():
            name, content = re.fullmatch(
                r'searchData\("([a-z]+(?:-\d+)?)",(.*)\);\n', data.decode("ascii")
            ).groups()
            assert path == f"search/{name}.js"
            self.parts[name] = json.loads(content)
        self.index = self.parts["index"]
        self.texts = [text for part in self.numbered("texts") for text in part]
        self.postings = {}
        for words, entries in self.numbered("words"):
            listed = zip(words.split(" "), entries.split(" "), strict=True)
            self.postings.update({word: self.places(entry) for word, entry in listed})
        self.where = [wording for part in self.numbered("where") for wording in holders(part)]

    def numbered(self, kind):
        found = [name for name in self.parts if name.startswith(f"{kind}-")]
        return [self.parts[f"{kind}-{number}"] for number in range(len(found))]

    @staticmethod
    def places(entry):
        read, found, wording = numbers(entry), {}, -1
        while read:
            wording += read.pop(0)
            place, found[wording] = -1, []
            for _ in range(read.pop(0)):
                place += read.pop(0)
                found[wording].append(place)
        return found

    def clauses_with(self, word):
        """Give the council's place in the list and the number of each clause that has a word."""
        return {
            (council, n)
            for wording in self.postings.get(word, ())
            for council, n, _ in self.where[wording][1]
        }


def numbers(letters):
    found, number, scale = [], 0, 1
    for letter in letters:
        value = search_index._DIGITS.index(letter)
        number += value % 32 * scale
        scale *= 32
        if value < 32:
            found.append(number)
            number, scale = 0, 1
    return found


def holders(part):
    read = numbers(part)
    while read:
        length, times = read.pop(0), read.pop(0)
        council, found = 0, []
        for _ in range(times):
            council += read.pop(0)
            found.append((council, read.pop(0), read.pop(0)))
        yield length, found


@pytest.fixture(scope="module")
def found(findings, pictures_of):
    return lookup(findings, pictures=pictures_of(findings), doubtful_below=0.8)


@pytest.fixture(scope="module")
def read(found):
    return Read(search_files(found))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The CLERK", ["the", "clerk"], id="capitals"),
        pytest.param(
            "the Clerk’s and Clerk's", ["the", "clerks", "and", "clerks"], id="apostrophes"
        ),
        pytest.param("‘office’ “hours”", ["office", "hours"], id="curly-quotes"),
        pytest.param("Tŷ’r cyngor, ŵyl", ["tyr", "cyngor", "wyl"], id="welsh"),
        pytest.param("w\u0302yl", ["wyl"], id="accent-apart"),
        pytest.param("member-officer", ["member officer memberofficer"], id="hyphen"),
        pytest.param("co\u2011operate", ["co operate cooperate"], id="hyphen-that-does-not-break"),
        pytest.param("co\u00adoperate", ["cooperate"], id="soft-hyphen"),
        pytest.param("notice – or not", ["notice", "or", "not"], id="dash"),
        pytest.param("and/or", ["and", "or"], id="slash"),
        pytest.param("para 4.2(b)", ["para", "4", "2", "b"], id="numbers"),
        pytest.param("oﬃcer ﬁle", ["officer", "file"], id="ligatures"),
        pytest.param("snake_case", ["snake", "case"], id="underscore"),
        pytest.param("- -- •", [], id="signs-alone"),
        pytest.param("العربية", ["العربية"], id="another-script"),
        pytest.param("a" * 50, ["a" * 40], id="too-long"),
    ],
)
def test_words_are_folded(text, words):
    assert [" ".join(each) for each in words_of(text)] == words


def test_every_clause_is_found_by_each_of_its_words(found, read):
    for council, doc in enumerate(found.docs):
        for clause in found.clauses.get(doc, ()):
            for words in words_of(clause.text):
                for word in words:
                    assert (council, clause.n) in read.clauses_with(word)


def test_nothing_is_found_that_is_not_there(read):
    for word, entry in read.postings.items():
        for wording, places in entry.items():
            words = words_of(read.texts[wording][0])
            assert places == [at for at, each in enumerate(words) if word in each]


def test_wordings_and_lengths_fit_each_other(read):
    assert len(read.texts) == len(read.where)
    for (text, places), (length, clauses) in zip(read.texts, read.where, strict=True):
        assert len(words_of(text)) == length
        assert len(places) == len(clauses)


def test_each_clause_says_where_it_stands(found, read):
    for (_, places), (_, clauses) in zip(read.texts, read.where, strict=True):
        for place, (council, n, kind) in zip(places, clauses, strict=True):
            doc = found.docs[council]
            clause = found.clause[doc, n]
            words, page, doubt = place if isinstance(place, list) else (place, 0, "")
            pictured = (doc, clause.page) in found.pictures
            language, heading, provisions = read.index["kinds"][kind]
            assert words == (f"clause {clause.address}" if clause.label else "unnumbered")
            assert page == (clause.page if pictured else 0)
            assert ("recognised from a scan" in doubt) == found.is_doubtful(clause)
            assert (language, heading) == (clause.language, clause.kind is ClauseKind.HEADING)
            assert {read.index["provisions"][at][1] for at in provisions} == {
                found.titles[coding.provision] for coding in found.codings.get((doc, n), ())
            }


def test_the_same_words_are_kept_once(read):
    texts = [text for text, _ in read.texts]
    assert len(set(texts)) == len(texts)
    assert max(len(clauses) for _, clauses in read.where) > 1


def test_words_are_in_the_order_of_a_browser(read):
    words = list(read.postings)
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))


def test_councils_are_listed_with_what_they_may_be_chosen_by(found, read):
    index = read.index
    listed = [
        (name, index["types"][of], index["counties"][at]) for name, _, of, at in index["councils"]
    ]
    assert listed[found.docs.index("council-000")] == (
        "Stowcote Parish Council",
        "parish",
        "Barsetshire",
    )
    assert [name for name, *_ in listed] == [found.names[doc] for doc in found.docs]


def test_parts_begin_where_the_index_says(found, read, monkeypatch):
    monkeypatch.setattr(search_index, "_WORDS_PART", 60)
    monkeypatch.setattr(search_index, "_TEXTS_PART", 200)
    monkeypatch.setattr(search_index, "_WHERE_PART", 3)
    small = Read(search_files(found))
    assert (small.texts, small.postings, small.where) == (read.texts, read.postings, read.where)
    assert small.index["words"] == [part[0].split(" ")[0] for part in small.numbered("words")]
    starts = small.index["texts"]
    assert [small.texts[start] for start in starts] == [part[0] for part in small.numbered("texts")]
    assert min(len(small.numbered(kind)) for kind in ("words", "texts", "where")) > 3


def test_a_file_that_is_there_twice_is_searched_once(findings):
    twin = Source("twin", "sources/twin.pdf", "0" * 64, 1000, duplicate_of="council-000")
    document = replace(findings.documents["council-000"], doc="twin", text="")
    twice = replace(
        findings,
        sources=(*findings.sources, twin),
        documents={**findings.documents, "twin": document},
    )
    assert search_files(lookup(twice)) == search_files(lookup(findings))


def test_the_same_findings_give_the_same_index(findings, county_of):
    assert search_files(lookup(findings)) == search_files(lookup(county_of()))


def test_an_index_of_nothing_can_be_loaded(county_of):
    read = Read(search_files(lookup(county_of(0))))
    assert (read.index["councils"], read.index["words"], read.texts) == ([], [], [])


def test_hostile_words_stay_words(hostile, pictures_of):
    made = search_files(lookup(hostile, pictures=pictures_of(hostile), doubtful_below=0.8))
    read = Read(made)  # ASCII alone, and JSON from the first bracket to the last
    assert not [path for path, data in made.items() if b"<" in data]
    for text, _ in read.texts:
        assert search_index.shown(text) == text


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_every_hostile_text_is_found_by_its_words(findings, payload):
    clauses = tuple(
        replace(clause, text=payload) if clause.n == 1 else clause for clause in findings.clauses
    )
    found = lookup(replace(findings, clauses=clauses))
    read = Read(search_files(found))
    shown = search_index.shown(payload)
    for words in words_of(shown):
        assert all(len(read.clauses_with(word)) >= 4 for word in words)

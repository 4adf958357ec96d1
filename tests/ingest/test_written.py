"""What a reading process hands over is what the store would write of the same document."""

import json
import subprocess
import sys
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import read, written
from pipeline.ingest.draft import DraftLine, Reading, Words, placed_line
from pipeline.ingest.pdf import held
from pipeline.ingest.pdf.geometry import PrintedLine
from pipeline.ingest.pdf.held import HeldLines
from pipeline.ingest.process import Task, document
from pipeline.ingest.reading import _READERS
from pipeline.ingest.warming import samples
from pipeline.model import Document, Ended, Line, LineKind, Source, State
from pipeline.store.records import from_json, to_json

IMPORTED = """
import json, sys
import pipeline.engine.server
from pipeline.ingest.warming import warm_up
warm_up()
print(json.dumps(sorted(sys.modules)))
"""

# all that Unicode has but lone surrogates, which cleaning takes out
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
points = st.floats(-(10**5), 10**5).map(lambda number: round(number, 1))
drafts = st.builds(
    DraftLine,
    text=words,
    kind=st.sampled_from(LineKind),
    page=st.none() | st.integers(1, 2_000),
    bbox=st.none() | st.tuples(points, points, points, points),
    size=st.none() | points,
    bold=st.none() | st.booleans(),
    level=st.none() | st.integers(0, 9),
    gap=st.none() | points,
    closed=st.none() | st.booleans(),
    confidence=st.none() | st.floats(0, 1).map(lambda number: round(number, 3)),
)
clean_words = st.builds(
    Words,
    printed=words,
    text=words,
    label=st.none() | words,
    cells=st.just(()) | st.tuples(words, words),
)


class Taker:
    """A parent that keeps what is handed over."""

    def __init__(self):
        self.parts = []

    def __call__(self, seconds, step=None):
        pass

    def take(self, part):
        self.parts.append(part)


def whole(value, parts=()):
    """Put together what a process wrote, as its parent does."""
    ended, _, text = value.partition(b"\n")
    return from_json(Ended, ended), text.replace(b"\n", b"".join(parts), 1)


@settings(deadline=None)  # the store's first record takes its time
@given(drafts, clean_words, st.integers(0, 10**6))
def test_a_line_is_written_as_the_store_writes_it(draft, printed, start):
    lines = written.WrittenLines(lambda _: None)
    lines.add(draft, printed, start, start + 1)

    assert lines.rest() == to_json(placed_line(draft, printed, start, start + 1), sparse=True)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -0.0, 3.4e38, 11])
def test_odd_numbers_are_written_as_the_store_writes_them(number):
    lines = written.WrittenLines(lambda _: None)
    draft, printed = DraftLine("a", size=number), Words("a", "a")
    lines.add(draft, printed, 0, 1)

    assert lines.rest() == to_json(placed_line(draft, printed, 0, 1), sparse=True)


def test_every_field_of_a_line_is_written():
    values = {"cells": ("a",), "bbox": (1.0, 2.0, 3.0, 4.0), "kind": LineKind.TABLE_ROW}
    odd = {each.name: values.get(each.name, 1) for each in fields(DraftLine)}
    lines = written.WrittenLines(lambda _: None)
    lines.add(DraftLine(**odd), Words("a", "a", "1.", ("a",)), 0, 1)

    assert set(json.loads(lines.rest())) == {each.name for each in fields(Line)}


@pytest.mark.parametrize(
    "given_document",
    [
        pytest.param(
            Document("d", State.TEXT, "a\n\u2028“b”\x7f", (), "text/plain", "plain"), id="bare"
        ),
        pytest.param(
            Document(
                "d",
                State.OCR,
                "\U0001f600\u00e9" * 50_000,
                (),
                "application/pdf",
                "pdfium",
                pages=3,
                warnings=("one", "two"),
                page_counts=(("qpdf", 3), ("pdfium", 2)),
                recognised=(1, 2),
                cleaning=(("ligatures", 2),),
                folded=((0, "\ufb01"),),
            ),
            id="full",
        ),
    ],
)
def test_a_document_is_written_as_the_store_writes_it(given_document):
    line = to_json(Line("a", 0, 1), sparse=True)

    around = b"".join(written.around_lines(given_document, line))

    lined = replace(given_document, lines=(Line("a", 0, 1),))
    assert around.count(b"\n") == 1
    assert around.replace(b"\n", b"") == to_json(lined, sparse=True)
    assert written.written(given_document, sparse=True) == to_json(given_document, sparse=True)


def test_how_it_ended_is_written_as_the_store_writes_it():
    ended = Ended(State.LIMIT, "a “reason”", ("one",), late=True)

    assert written.written(ended, sparse=False) == to_json(ended)


@pytest.mark.parametrize("name", samples())
@pytest.mark.parametrize("part", [0, 200, 10**9], ids=["each-line", "some-lines", "all-at-once"])
def test_parts_make_one_document(limits, monkeypatch, name, part):
    monkeypatch.setattr(written, "_PART", part)
    data, taker = samples()[name], Taker()

    value = document(Task(Source("d", name, "x", len(data)), data, limits), taker)

    read_at_once = read(data, name=name, doc="d", params=limits)
    ended, content = whole(value, taker.parts)
    assert ended == Ended(State.TEXT)
    assert content == to_json(read_at_once, sparse=True)
    assert bool(taker.parts) == (part < 10**9)


def test_lines_that_were_handed_over_before_a_failure_count_for_nothing(limits, monkeypatch):
    def damaged_at_the_end():
        yield from (DraftLine(f"line {number}") for number in range(9))
        raise RuntimeError("damaged")

    monkeypatch.setattr(written, "_PART", 0)
    monkeypatch.setitem(
        _READERS, "text/plain", ("plain", lambda *_: Reading(damaged_at_the_end(), "plain"))
    )
    taker = Taker()

    value = document(Task(Source("d", "a.txt", "x", 1), b"a", limits), taker)

    ended, content = whole(value, taker.parts)
    assert len(taker.parts) == 9
    assert ended.state is State.UNREADABLE
    assert from_json(Document, content).lines == ()


def test_a_reading_process_loads_neither_pydantic_nor_yaml(root):
    run = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=root, capture_output=True, text=True, check=True
    )

    assert not {"pydantic", "yaml", "pyarrow", "ssl", "numpy"} & set(json.loads(run.stdout))


def printed_lines(count):
    return [
        PrintedLine(
            page=number // 3 + 1,
            left=70.0,
            top=number * 1.5,
            right=300.25,
            bottom=number * 1.5 + 10,
            text=f"1.{number} “Clerk’s” \x02",
            order=-number,
            size=None if number % 2 else 11.0,
            bold=number % 3 == 0,
            cells=("a", "") if number % 5 == 0 else (),
            note="" if number % 7 == 0 else None,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 5, 6, 9, 40])
def test_packed_lines_come_out_as_they_were(monkeypatch, count):
    monkeypatch.setattr(held, "_UNPACKED", 5)
    monkeypatch.setattr(held, "_BLOCK", 4)
    lines = HeldLines(printed_lines(count))

    assert [*lines] == [*lines] == printed_lines(count)
    assert [*lines.drained()] == printed_lines(count)
    assert [*lines] == []


def test_a_long_document_reads_the_same_as_if_nothing_were_packed(drawing, reading, monkeypatch):
    for page in range(6):
        drawing.text(70, 30, "Stowcote Parish Council", ("Helvetica", 8))
        for at in range(30):
            begins = "mation" if at % 7 == 4 else f"{page + 1}.{at}"
            ends = "infor-" if at % 7 == 3 else "council"
            drawing.text(70, 80 + 14 * at, f"{begins} of {page * at} councillors and the {ends}")
        drawing.text(280, 820, f"Page {page + 1} of 6", ("Helvetica", 8))
        drawing.page()
    data = drawing.data()
    expected = reading(data)
    monkeypatch.setattr(held, "_UNPACKED", 10)
    monkeypatch.setattr(held, "_BLOCK", 7)

    assert reading(data) == expected
    assert {line.kind for line in expected.lines} == {LineKind.TEXT, LineKind.FURNITURE}
    assert "information" in expected.text

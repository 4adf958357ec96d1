"""Records come back as they were written."""

import pytest

from pipeline.errors import RequestError
from pipeline.model import (
    Audience,
    Clause,
    ClauseKind,
    Evidence,
    Member,
    PartialDate,
    Relation,
    StatedDate,
    StatedFacts,
    StatedRole,
)
from pipeline.store.records import (
    DamagedError,
    Rows,
    read_json_records,
    read_table,
    write_json_records,
    write_rows,
    write_table,
)

CLAUSES = (
    Clause("fern", 1, None, "1", (), ClauseKind.HEADING, "Purpose", 0, 7),
    Clause(
        doc="fern",
        n=2,
        label="1.1",
        address="1.1",
        path=("Purpose", "1.1"),
        kind=ClauseKind.CLAUSE,
        text="Mae’r cyngor – ŵ ŷ",
        start=8,
        end=30,
        page=2,
        bbox=(1.0, 2.0, 3.5, 4.0),
        audience=Audience.BOTH,
        language="cy",
    ),
)
FACTS = StatedFacts(
    doc="fern",
    title="Protocol",
    council=None,
    council_type="parish",
    dates=(StatedDate(StatedRole.ADOPTED, PartialDate(2024, 5), Evidence("fern", 0, 3, "May")),),
    cadence=None,
    minute_ref=None,
    version=None,
    approved_by=None,
)


@pytest.mark.parametrize("clauses", [CLAUSES, ()], ids=["two", "none"])
def test_a_table_gives_back_its_records(tmp_path, clauses):
    write_table(tmp_path / "clauses.parquet", clauses)

    assert read_table(tmp_path / "clauses.parquet", Clause) == clauses


def test_lines_give_back_records_that_hold_records(tmp_path):
    write_json_records(tmp_path / "facts.jsonl", [FACTS])

    assert read_json_records(tmp_path / "facts.jsonl", StatedFacts) == (FACTS,)


def test_the_same_records_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_table(tmp_path / name, CLAUSES)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"not a table"], ids=["missing", "empty", "other"])
def test_a_table_of_another_make_is_a_plain_message(tmp_path, content):
    path = tmp_path / "clauses.parquet"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(RequestError, match="Run the stage before this one again"):
        read_table(path, Clause)


def test_rows_are_taken_in_any_order_and_the_rest_stays_on_the_disk(tmp_path):
    path = tmp_path / "rows.arrow"
    records = [
        Member(f"d{number}", number, Relation.ADAPTED, number / 10, 1.0) for number in range(9)
    ]
    write_rows(path, records)
    rows = Rows(path, Member)

    assert len(rows) == 9
    assert rows.take([7, 0, 7]) == (records[7], records[0], records[7])
    assert rows.take([]) == ()
    assert rows.column("doc")[:2] == ["d0", "d1"]


def test_no_rows_are_rows_too(tmp_path):
    write_rows(tmp_path / "rows.arrow", [])
    rows = Rows(tmp_path / "rows.arrow", Member)

    assert len(rows) == 0
    assert rows.column("doc") == []


@pytest.mark.parametrize("content", [None, b"", b"ARROW1\0\0 and no more", b"x" * 400])
def test_rows_that_cannot_be_used_name_the_file_and_the_remedy(tmp_path, content):
    path = tmp_path / "rows.arrow"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(DamagedError, match=r"rows\.arrow: .*Run the stage before"):
        Rows(path, Member)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.draft import DraftLine, set_in_text
from pipeline.model import LineKind

words = st.text(alphabet="ab .•é", max_size=12).map(lambda text: " ".join(text.split()))
drafts = st.lists(
    st.builds(
        DraftLine,
        text=words,
        kind=st.sampled_from([kind for kind in LineKind if kind is not LineKind.TABLE_ROW]),
        label=st.none() | st.sampled_from(["1.", "(a)"]),
        gap=st.none() | st.sampled_from([0.0, 0.3, 1.0]),
        closed=st.none() | st.booleans(),
    )
    | st.builds(
        DraftLine,
        text=st.just(""),
        kind=st.just(LineKind.TABLE_ROW),
        cells=st.tuples(words, words),
        closed=st.just(True),
    ),
    max_size=12,
)


@given(drafts)
def test_every_span_holds_its_line(lines):
    text, placed = set_in_text(lines)

    for line in placed:
        if line.kind is LineKind.FURNITURE:
            assert line.start == line.end <= len(text)
        else:
            printed = f"{line.label} {line.text}" if line.label else line.text
            assert text[line.start : line.end] == printed


@given(drafts)
def test_lines_follow_one_another_and_leave_only_line_ends_between(lines):
    text, placed = set_in_text(lines)

    at = 0
    for line in placed:
        assert line.start >= at
        assert set(text[at : line.start]) <= {"\n"}
        at = line.end
    assert at == len(text)


@pytest.mark.parametrize(
    ("above", "below", "between"),
    [
        pytest.param({"closed": False}, {"gap": 0.0}, "\n", id="next-line"),
        pytest.param({"closed": False}, {"gap": 0.6}, "\n\n", id="white-space"),
        pytest.param({"closed": True}, {"gap": 0.3}, "\n\n", id="some-white-space-below-an-end"),
        pytest.param({"closed": True}, {"gap": 0.0}, "\n", id="short-line"),
        pytest.param({"closed": True}, {}, "\n\n", id="paragraphs"),
        pytest.param({}, {}, "\n", id="nothing-known"),
        pytest.param(
            {"kind": LineKind.LIST_ITEM, "closed": True},
            {"kind": LineKind.LIST_ITEM},
            "\n",
            id="list-items",
        ),
    ],
)
def test_an_empty_line_parts_paragraphs(above, below, between):
    text, _ = set_in_text([DraftLine("one", **above), DraftLine("two", **below)])

    assert text == f"one{between}two"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.draft import DraftLine, placed_line, set_in_text
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


def written(lines):
    placed = []
    text = set_in_text(lines, lambda *line: placed.append(placed_line(*line))).text
    return text, placed


@given(drafts)
def test_every_span_holds_its_line(lines):
    text, placed = written(lines)

    for line in placed:
        if line.kind is LineKind.FURNITURE:
            assert line.start == line.end <= len(text)
        else:
            printed = f"{line.label} {line.text}" if line.label else line.text
            assert text[line.start : line.end] == printed


@given(drafts)
def test_lines_follow_one_another_and_leave_only_line_ends_between(lines):
    text, placed = written(lines)

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
    text, _ = written([DraftLine("one", **above), DraftLine("two", **below)])

    assert text == f"one{between}two"


@pytest.mark.parametrize(
    ("lines", "text", "cleaning", "folded"),
    [
        pytest.param(
            [DraftLine("The of\ufb01cer\u00ads", label="\uf0b7"), DraftLine("must \ufb02ow")],
            "• The officers\nmust flow",
            {"ligatures": 2, "soft_hyphens": 1, "symbols": 1},
            [(0, "\uf0b7"), (8, "\ufb01"), (20, "\ufb02")],
            id="label-and-lines",
        ),
        pytest.param(
            [DraftLine("", cells=("a\x00", "", "\u200b \ufb03x"))],
            "a\t\tffix",
            {"controls": 1, "invisible": 1, "ligatures": 1},
            [(3, "\ufb03")],
            id="cells",
        ),
        pytest.param(
            [DraftLine("w\u0302yl \ud800")],
            "ŵyl \ufffd",
            {"composed": 1, "surrogates": 1},
            [],
            id="composed",
        ),
        pytest.param([DraftLine("the Clerk’s  view")], "the Clerk’s view", {}, [], id="nothing"),
    ],
)
def test_what_cleaning_took_is_counted_and_its_places_are_kept(lines, text, cleaning, folded):
    placed = set_in_text(lines, lambda *_: None)

    assert placed.text == text
    assert dict(placed.cleaning) == cleaning
    assert list(placed.folded) == folded


@given(st.text(alphabet="fi \ufb01\ufb04\u00ad\u0302\uf0b7\n", max_size=30))
def test_a_folded_character_stands_where_its_place_says(text):
    placed = set_in_text([DraftLine(text)], lambda *_: None)

    assert len(placed.folded) == sum(text.count(each) for each in "\ufb01\ufb04\uf0b7")
    for place, character in placed.folded:
        spelled = {"\ufb01": "fi", "\ufb04": "ffl", "\uf0b7": "•"}[character]
        # a following accent may have joined the last letter
        assert placed.text[place : place + len(spelled) - 1] == spelled[:-1]

"""A draft is measured by the sample's councils: each finding that it was given is found."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.checking import answer_on, check, read_draft
from pipeline.model import Council, DefectKind, Level, Likeness, ReviewStatus, State, Weight

AS_OF = date(2026, 11, 29)

DRAFT = """Nether Quorle Parish Council

Protocol on Relations between Councillors and the Clerk

Adopted on 4 May 2020. This protocol will be reviewed every two years.

1. Purpose
1.1 This protocol guides councillors and staff of the council in their relations with one another.
2. Confidentiality
2.1 Councillors must not disclose confidential information without the consent of the council.
3. Press
3.1 Enquiries from the press must be referred to the Clerk, who speaks for the council.
4. Instructions
4.1 Individual councillors must not give instructions to the Clerk. See paragraph 9.7.
4.2 The village handbell is polished by [name of ringer] on the eve of every second solstice.
5. Standards
5.1 Complaints are referred to the Standards Board for England.
"""


@pytest.fixture(scope="module")
def answer(reference):
    return check(DRAFT.encode(), reference, name="draft.txt", as_of=AS_OF)


def test_a_draft_is_read_cut_and_named(answer):
    assert answer.document.state is State.TEXT
    assert answer.council.name == "Nether Quorle Parish Council"
    assert answer.council.council_type == "parish"
    assert set(answer.inferred) == {"name", "council_type"}
    assert answer.name == "draft.txt"


@pytest.mark.parametrize("provision", ["confidentiality", "press_media", "officer_instruction"])
def test_what_it_has_rules_on_is_not_missing(answer, provision):
    assert provision not in {gap.provision for gap in answer.gaps}
    assert {cell.provision: cell.level for cell in answer.cells}[provision] is Level.RULES


@pytest.mark.parametrize("provision", ["bullying_harassment", "grievance_officers", "social_media"])
def test_what_it_leaves_out_is_missing_and_others_are_counted(answer, provision):
    gap = {gap.provision: gap for gap in answer.gaps}[provision]

    assert gap.level is Level.ABSENT
    assert gap.sure
    assert 0 < gap.rules <= gap.read <= answer.measure.read
    assert gap.read_of_all >= gap.read


def test_gaps_come_with_the_most_usual_first(answer):
    assert [gap.share for gap in answer.gaps] == sorted(
        (gap.share for gap in answer.gaps), reverse=True
    )


def test_wordings_to_borrow_are_of_other_councils_and_templates(answer):
    offered = [gap.wordings for gap in answer.gaps]

    assert any(offered)
    for wordings in offered:
        assert len({each.doc for each in wordings}) == len(wordings) <= 3
        templates = [each.lineage for each in wordings if each.lineage]
        assert len(set(templates)) == len(templates)


def test_dates_are_judged_on_the_day_that_is_asked_for(reference, answer):
    earlier = check(DRAFT.encode(), reference, name="draft.txt", as_of=date(2021, 1, 1))

    assert answer.review.status is ReviewStatus.OVERDUE
    assert earlier.review.status is ReviewStatus.CURRENT


def test_defects_and_law_are_found_with_their_words(answer):
    found = {defect.kind: defect.evidence for defect in answer.defects}

    assert {
        DefectKind.DANGLING_REFERENCE,
        DefectKind.PLACEHOLDER,
        DefectKind.OUTDATED_REFERENCE,
    } <= found.keys()
    for evidence in found.values():
        assert answer.document.text[evidence.start : evidence.end] == evidence.quote


def test_a_clause_that_nobody_else_has_is_named(answer):
    own = {clause.n: clause.text for clause in answer.clauses}

    assert any("handbell" in own[n] for n in answer.own)
    assert not any("confidential" in own[n] for n in answer.own)


def test_every_clause_that_is_lined_up_has_its_place(answer):
    assert [each.n for each in answer.placed] == [c.n for c in answer.clauses if c.counted]
    for each in answer.placed:
        assert bool(each.family) == bool(each.exemplar)
        assert bool(each.family) == (each.councils > 0)


def test_every_council_that_is_named_has_a_name_and_a_page(answer):
    named = {each.doc for gap in answer.gaps for each in gap.wordings}
    named |= {each.doc for each in answer.relatives}
    named |= {each.exemplar[0] for each in answer.placed if each.exemplar}

    assert named <= answer.measure.names.keys()
    assert answer.measure.names.keys() == answer.measure.pages.keys()


def test_a_published_document_is_not_measured_by_itself(root, reference):
    path = root / "corpus" / "sources" / "saltreath.docx"
    answer = check(path, reference, as_of=AS_OF)

    assert answer.council.county == "Fennshire"
    assert "saltreath" in answer.peers.own
    assert "saltreath" not in {each.doc for each in answer.relatives}
    assert "saltreath" not in {each.doc for gap in answer.gaps for each in gap.wordings}
    assert "saltreath" not in {each.exemplar[0] for each in answer.placed if each.exemplar}


def test_a_council_that_shares_a_template_is_told_so(root, reference):
    answer = check(root / "corpus" / "sources" / "saltreath.docx", reference, as_of=AS_OF)

    assert answer.descents
    assert answer.relatives[0].share > 0.5


@pytest.mark.parametrize(
    ("like", "council", "expected"),
    [
        ((Likeness.COUNTRY,), Council(country="England"), (Likeness.COUNTRY,)),
        ((), None, ()),
        # nothing is known of the county, so it cannot be asked for
        ((Likeness.COUNTY,), None, ()),
        # two councils are too few: all are taken
        ((Likeness.COUNTY,), Council(county="Fennshire"), ()),
    ],
)
def test_peers_are_those_asked_for_where_there_are_enough(reference, like, council, expected):
    answer = check(DRAFT.encode(), reference, name="d.txt", as_of=AS_OF, like=like, council=council)

    assert answer.group.likenesses == expected


def test_weaker_wording_is_told_from_stronger(root, reference):
    text = "\n".join(
        f"{n}. {each}"
        for n, each in enumerate(
            [
                clause.text.replace(" must ", " should ")
                for clause in _clauses_of(root, reference, "stowcote")
                if " must " in clause.text
            ],
            start=1,
        )
    )
    answer = check(text.encode(), reference, name="draft.txt", as_of=AS_OF)

    found = [each for each in answer.departures if each.family]
    assert found
    assert {(each.weight, each.theirs, each.usual) for each in found} >= {
        (Weight.WEAKER, "should", "must")
    }
    for each in found:
        assert each.evidence.quote == answer.document.text[each.evidence.start : each.evidence.end]


def _clauses_of(root, reference, doc):
    (path,) = (root / "corpus" / "sources").glob(f"{doc}.*")
    return check(path, reference, as_of=AS_OF).clauses


@pytest.mark.parametrize(
    ("data", "name", "state"),
    [
        (b"", "draft.txt", State.EMPTY),
        (b"   \n ", "draft.txt", State.EMPTY),
        (b"PK\x03\x04 not a zip", "draft.docx", State.UNREADABLE),
        (b"%PDF-1.7 nothing", "draft.pdf", State.UNREADABLE),
        (b"\x00\x01\x02\x03" * 100, "draft", State.UNSUPPORTED),
    ],
)
def test_a_draft_that_cannot_be_read_says_why_and_finds_nothing(reference, data, name, state):
    answer = check(data, reference, name=name, as_of=AS_OF)

    assert answer.document.state is state
    assert not answer.document.state.readable
    assert answer.document.reason
    assert answer.gaps == answer.cells == answer.defects == ()
    assert answer.review is None


def test_a_draft_without_a_clause_has_everything_missing(reference):
    answer = check(b"Fern Parish Council", reference, name="draft.txt", as_of=AS_OF)

    assert all(cell.level is Level.ABSENT for cell in answer.cells)
    assert len(answer.gaps) == sum(cell.concerned for cell in answer.cells)


def test_a_text_that_is_no_protocol_for_length_is_refused(reference):
    document = read_draft(b"The Clerk must answer. " * 30_000, "d.txt", reference.params.ingest)

    assert document.state is State.LIMIT
    assert "characters" in document.reason


def test_asking_again_gives_the_same_answer_without_reading(reference, answer):
    again = answer_on(
        answer.document, reference, name=answer.name, digest=answer.sha256, as_of=AS_OF
    )

    assert again == answer


def test_what_a_person_says_of_the_council_comes_first(reference):
    given = Council(name="Fern Town Council", council_type="town", electorate=4000)
    answer = check(DRAFT.encode(), reference, name="d.txt", as_of=AS_OF, council=given)

    assert answer.council == replace(given, doc="")
    assert answer.inferred == ()


def test_a_notebook_asks_with_paths_and_plain_words(root, reference):
    import pipeline

    path = root / "corpus" / "sources" / "saltreath.docx"
    found = pipeline.check(str(path), reference, as_of=AS_OF, like=["country"])

    assert found.group.likenesses == (Likeness.COUNTRY,)
    assert found.name == "saltreath.docx"
    with pytest.raises(ValueError, match="colour"):
        pipeline.check(path, reference, like=["colour"])

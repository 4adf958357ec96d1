import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align import align as line_up
from pipeline.model import Audience, ClauseKind, Relation
from tests.align.invented import clause, document


def align(clauses, scores, *, params):
    return line_up(clauses, scores, params=params)[0].families


def family_of(families, doc, n):
    return next(f for f in families if any((m.doc, m.n) == (doc, n) for m in f.members))


def together(families, *places):
    return len({family_of(families, *place).id for place in places}) == 1


def relations(family):
    return {member.doc: member.relation for member in family.members}


def test_each_substantive_clause_is_in_exactly_one_family(councils, aligned):
    members = [(member.doc, member.n) for family in aligned for member in family.members]

    assert sorted(members) == sorted(
        (c.doc, c.n) for c in councils[0] if c.kind is not ClauseKind.HEADING
    )


def test_the_exemplar_is_a_member_and_reads_as_itself(aligned):
    for family in aligned:
        exemplar = next(m for m in family.members if (m.doc, m.n) == family.exemplar)
        assert exemplar.relation in {Relation.VERBATIM, Relation.UNIQUE}
        assert exemplar.score == 1.0


def test_families_of_six_invented_councils_are_those_a_person_would_make(councils, aligned):
    truth = councils[1]
    mine = {(m.doc, m.n): family.id for family in aligned for m in family.members}
    pairs = [(one, two) for one, two in combinations(sorted(truth), 2) if one[0] != two[0]]
    hits = sum(truth[one] == truth[two] and mine[one] == mine[two] for one, two in pairs)
    found = sum(mine[one] == mine[two] for one, two in pairs)
    wanted = sum(truth[one] == truth[two] for one, two in pairs)

    assert hits / found > 0.95
    assert hits / wanted > 0.85


def test_the_order_of_documents_and_clauses_changes_nothing(councils, scores, aligned, params):
    shuffled = list(councils[0])
    random.Random(7).shuffle(shuffled)

    assert align(shuffled, scores, params=params) == aligned


def test_an_identifier_outlives_the_arrival_of_another_council(councils, scores, params):
    without = tuple(c for c in councils[0] if c.doc != "dunmere")
    before = {f.exemplar: f.id for f in align(without, scores, params=params)}
    after = {f.exemplar: f.id for f in align(councils[0], scores, params=params)}
    kept = before.keys() & after.keys()

    assert len(kept) > 0.8 * len(before)
    assert all(before[exemplar] == after[exemplar] for exemplar in kept)


def test_mirrored_lists_keep_the_same_words_apart_by_the_party_they_bind(aligned):
    courtesy = [f for f in aligned if f.name.startswith("Courtesy and fair treatment")]

    assert [f.name for f in courtesy] == [
        "Courtesy and fair treatment at all times (officers)",
        "Courtesy and fair treatment at all times (councillors)",
    ]
    assert all(len(f.members) == 2 for f in courtesy)


def test_items_of_one_list_are_not_one_family_however_alike_they_are(params):
    """Councils that have one of them alone do not bring the two together either."""
    items = "{} of and support for each other’s work, its limits and its pressures"
    both = [items.format("An understanding"), items.format("Strong leadership")]
    councils = [
        document("fern", *both, path=("Expectations",)),
        document("marsh", *both, path=("Expectations",)),
        document("zeal", both[0], path=("Expectations",)),
    ]
    families = align([each for one in councils for each in one], {}, params=params)

    assert {tuple(member.n for member in family.members) for family in families} == {
        (1, 1, 1),
        (2, 2),
    }


def test_welsh_clauses_never_join_english_ones(params):
    same = "Rhaid i bawb fod yn gwrtais"
    families = align(
        [clause("a", 1, same, language="cy"), clause("b", 1, same, language="en")],
        {("a", 1): (0.9,), ("b", 1): (0.9,)},
        params=params,
    )

    assert len(families) == 2


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        pytest.param(
            "Members’ e-mails are private;", "members emails are private", "verbatim", id="folding"
        ),
        pytest.param(
            "Staff of Upper Fernby Parish Council keep to office hours.",
            "Staff of Marsh Town Council keep to office hours.",
            "adapted",
            id="council-name",
        ),
        pytest.param(
            "Councillors should telephone the office before they visit it.",
            "Councillors must telephone the office before they come to it.",
            "adapted",
            id="few-words",
        ),
    ],
)
def test_relations_follow_the_words(first, second, relation, params):
    (family,) = align([clause("a", 1, first), clause("b", 1, second)], {}, params=params)

    assert {m.relation for m in family.members} == {Relation.VERBATIM, Relation(relation)}


def test_a_paraphrase_joins_by_what_it_regulates(councils, scores, params):
    texts = (
        "Presents from suppliers are entered in the hospitality register.",
        "A hamper at Christmas has to be written down in the book of gifts.",
    )
    clauses = [clause("a", 1, texts[0]), clause("b", 1, texts[1])]
    (family,) = align(clauses, {("a", 1): (0.9, 0.0), ("b", 1): (0.9, 0.0)}, params=params)

    assert set(relations(family).values()) == {Relation.VERBATIM, Relation.PARAPHRASE}
    assert len(align(clauses, {}, params=params)) == 2


def test_one_likely_pair_does_not_chain_two_families(params):
    press = "Press statements are issued by the Clerk after approval by the Chair."
    hall = "Keys to the village hall are kept by the caretaker in a locked box."
    bridge = "Press statements are issued by the caretaker and kept in a locked box."
    texts = {"a": press, "b": press, "c": hall, "d": hall, "e": bridge}
    clauses = [clause(doc, 1, text) for doc, text in texts.items()]

    assert not together(align(clauses, {}, params=params), ("a", 1), ("c", 1))


def test_a_document_may_have_two_members_in_a_family(params):
    text = "Officers are not to be criticised in public by any member of this Council."
    clauses = [clause("a", 1, text), clause("a", 9, text), clause("b", 3, text)]
    (family,) = align(clauses, {}, params=params)

    assert [(m.doc, m.n) for m in family.members] == [("a", 1), ("a", 9), ("b", 3)]


def test_a_clause_alone_is_unique_and_headings_are_left_out(params):
    clauses = [
        clause("a", 1, "Gifts", kind=ClauseKind.HEADING),
        clause("a", 2, "Gifts over £25 are refused."),
    ]
    (family,) = align(clauses, {}, params=params)

    assert relations(family) == {"a": Relation.UNIQUE}


def test_no_clauses_make_no_families(params):
    assert align([], {}, params=params) == ()


@pytest.mark.parametrize("text", ["", "…", "12", "£"])
def test_a_clause_without_words_is_a_family_like_any_other(text, params):
    assert len(align([clause("a", 1, text), clause("b", 1, "Be civil.")], {}, params=params)) == 2


def test_two_clauses_with_one_number_are_a_mistake(params):
    with pytest.raises(ValueError, match="number 1 of document 'a'"):
        align([clause("a", 1, "One."), clause("a", 1, "Two.")], {}, params=params)


words = st.sampled_from(["members", "staff", "clerk", "must", "not", "reply", "courtesy", "papers"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(words, max_size=6)), max_size=14))
def test_any_clauses_are_partitioned_and_order_free(params, drawn):
    clauses = [
        clause(doc, n, " ".join(text), audience=[*Audience][n % 3])
        for n, (doc, text) in enumerate(drawn)
    ]
    families = align(clauses, {}, params=params)

    assert sorted((m.doc, m.n) for f in families for m in f.members) == sorted(
        (c.doc, c.n) for c in clauses
    )
    assert align(clauses[::-1], {}, params=params) == families
    assert len({f.id for f in families}) == len(families)

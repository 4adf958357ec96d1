"""What earlier runs settled binds: a document that comes or goes moves no other's clauses."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align import Memory, align
from pipeline.align.memory import Remembered, key_of, named_as_before, remember
from pipeline.align.wordings import Wording
from pipeline.model import Audience, Family
from pipeline.store.records import from_json, to_json
from pipeline.text.folding import fold_item
from tests.align.invented import clause, document

PRESS = "Only the Clerk may speak to the newspapers on behalf of the Council."
PRESS_EDITED = "Only the Clerk may talk to the newspapers on behalf of this Council."
PRESS_LONGER = "Only the Clerk may speak to newspapers or to the radio on behalf of the Council."
KEYS = "The keys of the village hall are kept by the caretaker in a locked box."
LETTERS = "Letters are signed by the Clerk and a copy of each is kept in the office."
GIFTS = "No councillor accepts a gift from anybody who works for a contractor."

FERN = document("fern", PRESS, KEYS)
MARSH = document("marsh", PRESS_EDITED, LETTERS)
ELM = document("elm", GIFTS, PRESS_LONGER, LETTERS)


@pytest.fixture
def run(params):
    """Give a function that lines documents up: the alignment and the memory."""

    def lined_up(*documents, memory=None, scores=None, made_by="software 1"):
        clauses = [each for one in documents for each in one]
        return align(clauses, scores or {}, params=params, memory=memory, made_by=made_by)

    return lined_up


def standing(alignment, clauses, *, but=()):
    """Say of each clause which family it is in, what that is called, and what its exemplar says."""
    texts = {(each.doc, each.n): fold_item(each.text) for each in clauses}
    return {
        (member.doc, member.n): (family.id, family.name, texts[family.exemplar])
        for family in alignment.families
        for member in family.members
        if member.doc not in but
    }


def home(alignment, doc, n):
    places = {(m.doc, m.n): family.id for family in alignment.families for m in family.members}
    return places[doc, n]


@pytest.mark.parametrize(
    "added",
    [
        pytest.param(document("zeal", PRESS, KEYS, LETTERS), id="copies"),
        pytest.param(document("alder", PRESS, KEYS, LETTERS), id="copies-that-come-first"),
        pytest.param(
            document(
                "zeal", "Only the Clerk may speak to the newspapers; letters are signed by her."
            ),
            id="between-two-families",
        ),
        pytest.param(
            document(
                "zeal", *[PRESS.replace("Clerk", name) for name in ("Chair", "Dean", "Verger")]
            ),
            id="many-near-ones",
        ),
        pytest.param(
            document("zeal", PRESS_LONGER, PRESS_LONGER, PRESS_LONGER, PRESS_LONGER),
            id="more-of-another-wording-than-of-the-exemplar",
        ),
        pytest.param(document("zeal", PRESS.upper(), KEYS.title() + ";"), id="other-capitals"),
        pytest.param(document("zeal", PRESS, audience=Audience.OFFICERS), id="another-party"),
        pytest.param(document("zeal", "", "…", "12"), id="no-words"),
        pytest.param((), id="nothing"),
    ],
)
def test_a_document_that_comes_moves_nobody_elses_clauses(run, added):
    there = (*FERN, *MARSH, *ELM)
    before, memory = run(there)
    after, _ = run(there, added, memory=memory)
    others = {each.doc for each in added}

    assert standing(after, (*there, *added), but=others) == standing(before, there)


SOME = ("members", "staff", "clerk", "must", "not", "reply", "courtesy", "papers", "the", "press")
drawn_texts = st.lists(st.sampled_from(SOME), max_size=7).map(" ".join)
drawn_clauses = st.lists(
    st.tuples(st.sampled_from("bdf"), drawn_texts, st.sampled_from([*Audience])), max_size=10
)


def numbered(drawn, doc=""):
    return tuple(
        clause(doc or own, n, text, audience=audience)
        for n, (own, text, audience) in enumerate(drawn)
    )


@settings(max_examples=60, deadline=None)
@given(drawn_clauses, drawn_clauses, st.sampled_from("ace"))
def test_no_added_document_moves_any_clause(params, drawn, added, name):
    there, new = numbered(drawn), numbered(added, name)
    before, memory = align(there, {}, params=params)
    after, then = align((*there, *new), {}, params=params, memory=memory)

    assert standing(after, (*there, *new), but=name) == standing(before, there)
    remembered = {family.id: family for family in then.families}
    for family in memory.families:
        kept = remembered[family.id]
        assert (kept.name, kept.exemplar) == (family.name, family.exemplar)
        assert set(family.wordings) <= set(kept.wordings)


@settings(max_examples=40, deadline=None)
@given(drawn_clauses, drawn_clauses)
def test_lining_up_again_changes_nothing(params, drawn, added):
    there = (*numbered(drawn), *numbered(added, "e"))
    once, first = align(there, {}, params=params)
    twice, second = align(there, {}, params=params, memory=first)

    assert (twice, second) == (once, first)


@settings(max_examples=30, deadline=None)
@given(drawn_clauses, drawn_clauses, st.randoms(use_true_random=False))
def test_the_order_of_the_clauses_changes_neither_families_nor_memory(params, drawn, added, chance):
    _, memory = align(numbered(drawn), {}, params=params)
    there = [*numbered(drawn), *numbered(added, "e")]
    shuffled = chance.sample(there, len(there))

    assert align(shuffled, {}, params=params, memory=memory) == align(
        there, {}, params=params, memory=memory
    )


def test_a_country_of_documents_shuffled_gives_the_same_memory(councils, scores, params):
    shuffled = list(councils[0])
    random.Random(3).shuffle(shuffled)
    _, memory = align(councils[0], scores, params=params)

    assert align(shuffled, scores, params=params)[1] == memory


def readings(alignment, *, but):
    return {
        (member.doc, member.n): (member.relation, member.score, member.agreement)
        for family in alignment.families
        for member in family.members
        if member.doc != but and len(family.members) > 1
    }


@pytest.mark.parametrize("gone", ["alderwick", "dunmere"])
def test_six_councils_keep_their_families_when_one_of_them_comes_later(
    councils, scores, params, gone
):
    there = [each for each in councils[0] if each.doc != gone]
    before, memory = align(there, scores, params=params)
    after, _ = align(councils[0], scores, params=params, memory=memory)

    assert standing(after, councils[0], but=gone) == standing(before, councils[0])
    assert readings(before, but=gone).items() <= readings(after, but=gone).items()


def test_a_document_that_leaves_and_returns_comes_back_to_its_families(run):
    before, memory = run(FERN, MARSH, ELM)
    without, memory = run(FERN, memory=memory)
    back, memory = run(FERN, MARSH, ELM, memory=memory)
    places = [(each.doc, each.n) for each in (*FERN, *MARSH, *ELM)]

    assert [home(back, *place) for place in places] == [home(before, *place) for place in places]
    assert {family.id: family.name for family in back.families} == {
        family.id: family.name for family in before.families
    }
    assert standing(without, FERN).keys() == {("fern", 1), ("fern", 2)}


def test_all_documents_may_leave_and_return(run):
    before, memory = run(FERN, MARSH)
    nothing, memory = run(memory=memory)
    back, _ = run(FERN, MARSH, memory=memory)

    assert nothing.families == ()
    assert back == before


def test_an_empty_run_of_other_software_does_not_bind_what_it_has_not_lined_up(run):
    _, memory = run(FERN, MARSH)
    _, after = run(memory=memory, made_by="software 2")

    assert after.made_by == "software 1"


def test_a_reading_that_joined_stays_though_its_exemplar_leaves(run):
    _, memory = run(FERN, MARSH, ELM)
    before, _ = run(MARSH, ELM, memory=memory)

    assert home(before, "marsh", 1) == home(before, "elm", 2)
    assert all(
        any((m.doc, m.n) == family.exemplar for m in family.members) for family in before.families
    )


def test_families_of_two_runs_never_join_whatever_would_now_join_them(run):
    one = document("fern", "Visitors sign the book at the door of the office.")
    other = document("marsh", "The Clerk keeps a list of those who come to see her.")
    apart, memory = run(one, other)
    scores = {("fern", 1): (1.0,), ("marsh", 1): (1.0,), ("elm", 1): (1.0,), ("elm", 2): (1.0,)}
    between = document(
        "elm",
        "Visitors sign the book at the door of the office and the Clerk keeps it.",
        "The Clerk keeps a list of those who come to see her and sign the book.",
    )
    after, _ = run(one, other, between, memory=memory, scores=scores)

    assert home(apart, "fern", 1) != home(apart, "marsh", 1)
    assert home(after, "fern", 1) != home(after, "marsh", 1)


def test_memory_of_other_software_keeps_ids_though_families_are_found_afresh(run):
    before, memory = run(FERN, MARSH, ELM)
    after, then = run(FERN, MARSH, ELM, memory=memory, made_by="software 2")

    assert {family.id for family in after.families} == {family.id for family in before.families}
    assert then.made_by == "software 2"


def test_memory_that_was_wrong_is_put_right_by_other_software(run):
    _, memory = run(FERN, MARSH)
    (first, *others) = memory.families
    keys = tuple(sorted(key for family in memory.families for key in family.wordings))
    lumped = replace(first, wordings=keys, agreement=(1.0,) * len(keys))
    wrong = Memory("software 1", (lumped,))
    bound, _ = run(FERN, MARSH, memory=wrong)
    afresh, then = run(FERN, MARSH, memory=wrong, made_by="software 2")

    assert others
    assert [family.id for family in bound.families] == [first.id]
    assert len(afresh.families) == len(memory.families)
    assert sum(family.id == first.id for family in afresh.families) == 1
    assert len({key for family in then.families for key in family.wordings}) == sum(
        len(family.wordings) for family in then.families
    )


def wording(word, *places):
    return Wording(word, word, Audience.NONE, "en", places)


def family(own, *wordings):
    return Family(own, own.upper(), ("a", wordings[0].places[0]), ()), wordings


def remembered(own, *words):
    keys = tuple(sorted(key_of(wording(word)) for word in words))
    return Remembered(own, own.upper(), keys[0], keys, (1.0,) * len(keys))


ONE, TWO, THREE, FOUR = (
    wording("one", 1),
    wording("two", 2, 3),
    wording("three", 4, 5, 6),
    wording("four", 7),
)


@pytest.mark.parametrize(
    ("before", "now", "ids"),
    [
        pytest.param(
            [remembered("f-1", "one", "two")], [family("f-x", ONE, TWO)], ["f-1"], id="the-same"
        ),
        pytest.param(
            [remembered("f-1", "one", "two")],
            [family("f-x", ONE), family("f-y", TWO)],
            ["f-x", "f-1"],
            id="parted-the-larger-share-keeps-it",
        ),
        pytest.param(
            [remembered("f-1", "one"), remembered("f-2", "two")],
            [family("f-x", ONE, TWO)],
            ["f-2"],
            id="joined-the-larger-share-gives-it",
        ),
        pytest.param(
            [remembered("f-1", "one", "four")],
            [family("f-x", ONE), family("f-y", FOUR)],
            ["f-1", "f-y"],
            id="equal-shares-the-first",
        ),
        pytest.param(
            [remembered("f-1", "two", "three"), remembered("f-2", "one")],
            [family("f-x", THREE, ONE), family("f-y", TWO)],
            ["f-1", "f-y"],
            id="one-that-has-an-id-leaves-the-other-to-nobody",
        ),
        pytest.param(
            [remembered("f-1", "two", "three"), remembered("f-2", "four")],
            [family("f-x", THREE), family("f-y", TWO, FOUR)],
            ["f-1", "f-2"],
            id="the-second-best-where-the-best-is-gone",
        ),
        pytest.param([remembered("f-1", "gone")], [family("f-x", ONE)], ["f-x"], id="all-new"),
        pytest.param([], [family("f-x", ONE)], ["f-x"], id="nothing-remembered"),
    ],
)
def test_ids_go_by_the_greatest_share_of_clauses(before, now, ids):
    named = named_as_before(Memory("", tuple(before)), now)

    assert [each.id for each in named] == ids


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(
            [remembered("f-1", "one", "three")],
            id="which-another-family-keeps",
        ),
        pytest.param(
            [remembered("f-1", "gone"), remembered("f-2", "one", "three")],
            id="of-a-family-whose-documents-have-left",
        ),
    ],
)
def test_a_new_family_never_takes_a_remembered_id(before):
    """Its words may have made that id in a run whose families were others."""
    now = [family("f-9", THREE), family("f-1", ONE)]
    memory = Memory("", tuple(before))
    named = named_as_before(memory, now)
    kept = [
        (each, [key_of(one) for one in words], [1.0] * len(words))
        for each, (_, words) in zip(named, now, strict=True)
    ]
    then = remember(memory, kept, (), made_by="")

    assert named[0].id == before[-1].id
    assert named[1].id not in {each.id for each in before}
    assert {each.id for each in before} <= {each.id for each in then.families}


def test_a_family_whose_exemplar_another_takes_is_spoken_for_by_the_surest_left():
    three, one = key_of(THREE), key_of(ONE)
    left = Remembered("f-1", "Left", three, (one, key_of(TWO), three), (0.6, 0.9, 1.0))
    then = remember(
        Memory("", (left,)), [(family("f-2", THREE)[0], [three], [1.0])], (), made_by=""
    )

    assert {each.id: (each.exemplar, set(each.wordings)) for each in then.families} == {
        "f-1": (key_of(TWO), {one, key_of(TWO)}),
        "f-2": (three, {three}),
    }


@settings(max_examples=60, deadline=None)
@given(drawn_clauses, drawn_clauses, st.integers(0, 3))
def test_each_id_and_each_wording_stands_once_whatever_software_comes(params, drawn, added, until):
    there, new = numbered(drawn), numbered(added, "e")
    loose = params.model_copy(update={"same_provision": 0.02})
    memory = None
    for number, (clauses, with_params) in enumerate(
        [(there, params), (new, loose), ((*there, *new), loose), (there, params)]
    ):
        made_by = f"software {min(number, until)}"
        alignment, memory = align(clauses, {}, params=with_params, memory=memory, made_by=made_by)
        ids = [each.id for each in alignment.families]
        keys = [key for each in memory.families for key in each.wordings]
        assert len(set(ids)) == len(ids)
        assert len(set(keys)) == len(keys)
        assert set(ids) <= {each.id for each in memory.families}
        assert all(each.exemplar in each.wordings for each in memory.families)


def test_suggestions_outlive_a_run_that_had_nothing_new(councils, scores, params):
    once, memory = align(councils[0], scores, params=params)
    twice, after = align(councils[0], scores, params=params, memory=memory)

    assert once.suggestions
    assert twice.suggestions == once.suggestions
    assert after.suggested == memory.suggested


def test_suggestions_of_those_that_stay_outlive_a_document_that_leaves(councils, scores, params):
    once, memory = align(councils[0], scores, params=params)
    gone = "alderwick"
    there = [each for each in councils[0] if each.doc != gone]
    after, _ = align(there, scores, params=params, memory=memory)
    texts = {(each.doc, each.n): fold_item(each.text) for each in councils[0]}

    def said(suggestions):
        return {
            frozenset({texts[each.doc, each.n], texts[each.other_doc, each.other_n]})
            for each in suggestions
            if gone not in {each.doc, each.other_doc}
        }

    assert said(once.suggestions)
    assert said(once.suggestions) <= said(after.suggestions)


def test_a_memory_is_read_as_it_was_written(run):
    _, memory = run(FERN, MARSH, ELM)

    assert from_json(Memory, to_json(memory)) == memory

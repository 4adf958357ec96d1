"""Documents that share a template, and those that only write about the same things."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from pipeline.analyse.lineage import ancestry, groups, overlaps
from pipeline.model import Clause, ClauseKind, Family, Member, PartialLink, Relation, Suggestion

_SUBJECTS = (
    "the inspection of files kept in the office",
    "the wording of letters that leave the parish",
    "visits to allotments and other places of work",
    "gifts offered by builders and suppliers",
    "telephone calls outside agreed hours",
    "the drafting of minutes after each meeting",
    "keys, laptops and other things on loan",
    "answers to reporters from the county paper",
    "friendship between people who work together",
    "training in the first months of service",
    "posts on village pages of the internet",
    "complaints by residents about the staff",
)
# three ways to say the same, as unlike one another as independent authors are
_VOICES = (
    "Whoever is elected here must put questions on {} to the Clerk in writing beforehand.",
    "It remains our custom that {} be settled over the table, calmly, by all those present.",
    "No employee shall be troubled about {} unless a committee has so resolved by majority.",
    "As regards {}, see what standing orders say; everything else is left to good sense.",
    "Queries? For {} we go first to our office, which logs each one and replies in a week.",
)
_A, _B, _OWN, _OTHER, _LAST = range(5)


def voice(number, *places):
    """Make clauses in one manner: place is the subject, and so the family."""
    return [(place, _VOICES[number].format(_SUBJECTS[place])) for place in places]


def edited(clauses, word="promptly"):
    """Put a word into every clause."""
    return [(place, text.replace(" the ", f" {word} the ", 1)) for place, text in clauses]


def table(documents):
    """Make families and clauses from documents, each a list of subjects and texts."""
    clauses, members = [], {}
    for doc, texts in documents.items():
        for n, (family, text) in enumerate(texts, 1):
            clauses.append(
                Clause(doc, n, f"{n}.", str(n), (), ClauseKind.CLAUSE, text, 0, len(text))
            )
            members.setdefault(family, []).append(Member(doc, n, Relation.ADAPTED, 0.9))
    families = [
        Family(f"f-{place}", str(place), (of[0].doc, of[0].n), tuple(of))
        for place, of in members.items()
    ]
    return families, clauses


def found(documents, **more):
    families, clauses = table(documents)
    return ancestry(families, clauses, documents, near=0.75, least=0.35, **more)


def cores(result):
    return sorted(
        sorted(standing.doc for standing in lineage.standings if standing.core)
        for lineage in result.lineages
    )


ALL = range(12)
CASES = [
    pytest.param({}, [], id="no-document"),
    pytest.param({"fern": voice(_A, *ALL)}, [], id="one-document"),
    pytest.param({"fern": voice(_A, *ALL), "oak": voice(_A, *ALL)}, [["fern", "oak"]], id="two"),
    pytest.param({"fern": voice(_A, *ALL), "oak": voice(_B, *ALL)}, [], id="same-subjects-only"),
    pytest.param(
        {"fern": voice(_A, *ALL), "oak": edited(voice(_A, *ALL)), "ash": voice(_B, *ALL)},
        [["fern", "oak"]],
        id="edited-copy",
    ),
    pytest.param(
        {name: voice(_A, *ALL) for name in "abcdefgh"}, [list("abcdefgh")], id="everybody-has-it"
    ),
    pytest.param(
        {
            "fern": voice(_A, *ALL),
            "oak": voice(_A, *ALL),
            "ash": voice(_B, *ALL),
            "elm": voice(_B, *ALL),
        },
        [["ash", "elm"], ["fern", "oak"]],
        id="two-templates",
    ),
    pytest.param(
        {"fern": voice(_A, *range(3)), "oak": voice(_A, *range(3))}, [], id="three-clauses-only"
    ),
    pytest.param({"fern": voice(_A, 0), "oak": voice(_A, 0)}, [], id="one-clause-documents"),
    pytest.param(
        {"fern": voice(_A, *ALL), "oak": voice(_A, *range(6)) + voice(_OWN, *range(6, 12))},
        [["fern", "oak"]],
        id="half-its-own",
    ),
    pytest.param(
        {
            "fern": voice(_A, *range(10)) + voice(_LAST, 10, 11),
            "oak": voice(_B, *range(10)) + voice(_LAST, 10, 11),
            "ash": voice(_OWN, *range(10)) + voice(_LAST, 10, 11),
        },
        [],
        id="two-clauses-that-everybody-has",
    ),
]


@pytest.mark.parametrize(("documents", "lineages"), CASES)
def test_documents_of_one_template_are_together_and_no_others(documents, lineages):
    assert cores(found(documents)) == lineages


def mosaic():
    return {
        "alder": voice(_A, *ALL),
        "birch": edited(voice(_A, *ALL)),
        "cedar": voice(_B, *ALL),
        "durmast": edited(voice(_B, *ALL)),
        "elder": voice(_A, *range(6)) + voice(_B, *range(6, 10)) + voice(_OTHER, 10, 11),
    }


def test_a_document_of_two_templates_stands_in_both_with_its_share():
    result = found(mosaic())
    shares = {
        lineage.standings[0].doc: (standing.share, len(standing.clauses), standing.core)
        for lineage in result.lineages
        for standing in lineage.standings
        if standing.doc == "elder"
    }
    assert cores(result) == [["alder", "birch", "elder"], ["cedar", "durmast"]]
    assert shares["alder"] == (pytest.approx(1 / 2, abs=0.05), 6, True)
    assert shares["cedar"] == (pytest.approx(1 / 3, abs=0.05), 4, False)


def test_what_all_templates_have_belongs_to_none_and_weighs_less():
    stock = voice(_LAST, 10, 11)
    documents = {
        doc: [clause for clause in clauses if clause[0] < 10] + stock
        for doc, clauses in mosaic().items()
    }
    result = found(documents)
    for lineage in result.lineages:
        for standing in lineage.standings:
            assert not {11, 12} & set(standing.clauses)
    (across,) = (k for k in result.kinships if (k.doc, k.other) == ("alder", "cedar"))
    assert len(across.clauses) == 2
    assert across.share < 0.12  # and not 2 in 12
    assert not across.significant


def test_common_stock_alone_makes_no_lineage():
    # eight sentences in all: what any group has, others have just as often
    documents = {
        f"d{first}{second}-{number}": voice(_A, first, second, 6, 7)
        for first in range(3)
        for second in range(3, 6)
        for number in range(3)
    }
    for lineage in found(documents).lineages:
        assert sum(each.core and each.share >= 0.1 for each in lineage.standings) > 1


def test_two_readings_are_compared_with_each_other_and_not_with_the_exemplar():
    changed = [
        (place, text.replace("the Clerk in writing", "a named person by post or by hand"))
        for place, text in voice(_A, *ALL)
    ]
    result = found({"fern": voice(_A, *ALL), "oak": changed, "ash": changed})
    (kinship,) = (k for k in result.kinships if (k.doc, k.other) == ("ash", "oak"))
    assert {shared.score for shared in kinship.clauses} == {1.0}
    assert (len(kinship.clauses), kinship.of, kinship.common) == (12, 12, 12)


@pytest.mark.parametrize(
    ("shared", "significant"),
    [(0, False), (1, False), (3, False), (4, False), (5, True), (12, True)],
)
def test_only_what_chance_would_not_give_is_significant(shared, significant):
    # of twelve; one in twenty would be alike by chance
    documents = {
        "fern": voice(_A, *ALL),
        "oak": voice(_A, *range(shared)) + voice(_B, *range(shared, 12)),
    }
    judged = [k.significant for k in found(documents).kinships]
    assert judged == ([significant] * 2 if shared else [])


def test_kinship_states_what_chance_would_give():
    (kinship, _) = found({"fern": voice(_A, *ALL), "oak": voice(_A, *ALL)}).kinships
    assert kinship.share == 1.0
    assert kinship.expected == 0.05  # no two origins to learn from: what independent authors do
    assert kinship.excess == kinship.share - kinship.expected


def test_the_order_of_the_input_makes_no_difference():
    families, clauses = table(mosaic())
    usual = ancestry(families, clauses, list(mosaic()), near=0.75, least=0.35)
    shuffler = random.Random(7)
    for _ in range(5):
        mixed = [
            replace(f, members=tuple(shuffler.sample(f.members, len(f.members)))) for f in families
        ]
        shuffler.shuffle(mixed)
        shuffler.shuffle(clauses)
        docs = shuffler.sample(list(mosaic()), 5)
        assert ancestry(mixed, clauses, docs, near=0.75, least=0.35) == usual


def test_documents_that_are_not_asked_for_are_left_out():
    families, clauses = table(mosaic())
    result = ancestry(families, clauses, ["alder", "cedar"], near=0.75, least=0.35)
    assert {k.doc for k in result.kinships} | set(result.tree.leaves) == {"alder", "cedar"}


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({}, "The text that 2 unnamed councils share"),
        ({"fern": "Fern"}, "The text that Fern and 1 more share"),
        ({"fern": "Fern", "oak": "Oak"}, "The text that Fern and Oak share"),
        ({"fern": "Fern", "oak": "Fern"}, "The text that Fern and 1 more share"),
    ],
    ids=["none", "one", "both", "the-same"],
)
def test_a_lineage_is_named_by_its_councils(names, name):
    documents = {"fern": voice(_A, *ALL), "oak": voice(_A, *ALL)}
    assert [lineage.name for lineage in found(documents, names=names).lineages] == [name]


def test_a_lineage_keeps_its_identifier_when_councils_join():
    before = {lineage.id for lineage in found(mosaic()).lineages}
    after = {lineage.id for lineage in found({**mosaic(), "fir": voice(_A, *ALL)}).lineages}
    assert len(before) == 2
    assert before == after


def test_a_tree_joins_the_closest_first_and_every_leaf_once():
    tree = found(mosaic()).tree
    likeness = [merge.likeness for merge in tree.merges]
    assert likeness == sorted(likeness, reverse=True)
    assert sorted(tree.leaves) == sorted(mosaic())
    sides = Counter(side for merge in tree.merges for side in (merge.left, merge.right))
    assert set(sides.values()) == {1}
    assert tree.merges[-1].leaves == 5


def test_a_large_corpus_has_a_tree_of_lineages():
    documents = {
        f"{kind}{number:03}": voice(kind, *ALL) for kind in (_A, _B) for number in range(55)
    }
    result = found(documents)
    assert [len(lineage.standings) for lineage in result.lineages] == [55, 55]
    assert set(result.tree.leaves) == {lineage.id for lineage in result.lineages}
    assert max(Counter(k.doc for k in result.kinships).values()) == 20


@pytest.mark.parametrize(
    ("links", "own"),
    [
        ({}, [13, 14]),
        ({"partial_links": [PartialLink("fern", 13, 0, 4, "f-1", 0.9)]}, [14]),
        ({"suggestions": [Suggestion(1, "fern", 13, "oak", 1, 0.8)]}, [14]),
        ({"suggestions": [Suggestion(9, "fern", 13, "oak", 1, 0.1)]}, [13, 14]),
    ],
    ids=["own", "in-part-elsewhere", "likely-elsewhere", "hardly-elsewhere"],
)
def test_only_this_council_has_what_nobody_says_in_any_words(links, own):
    documents = {
        "fern": [*voice(_A, *ALL), ("bees", "Bees are kept behind the hall."), ("pond", "A pond.")],
        "oak": voice(_B, *ALL),
    }
    result = found(documents, **links)
    assert [(d.doc, d.n) for d in result.distinctive if not d.sharers] == [("fern", n) for n in own]


def test_rare_wording_is_that_of_few_among_many():
    documents = {f"d{number}": voice(number % 3, *ALL) for number in range(9)}
    documents["d0"] = documents["d3"] = [*voice(_A, *range(11)), *voice(_LAST, 11)]
    rare = {(d.doc, d.n): d.sharers for d in found(documents).distinctive if d.sharers}
    assert rare[("d0", 12)] == (("d3", 12),)
    assert ("d1", 1) not in rare or len(rare[("d1", 1)]) <= 2


def several_templates(*, documents):
    """Make documents of one of three voices, each with two clauses of another voice."""
    shuffler = random.Random(11)
    return {
        f"d{number:03}": edited(voice(number % 3, *range(10)), shuffler.choice(("first", "then")))
        + voice(3 + number % 2, 10, 11)
        for number in range(documents)
    }


@pytest.fixture
def as_in_a_large_corpus(monkeypatch):
    """Look at few documents at a time, as is done where there are thousands."""
    for module in (groups, overlaps):
        monkeypatch.setattr(module, "MOST_WHOLE", 10)
    monkeypatch.setattr(groups, "_NODES", 12)
    monkeypatch.setattr(overlaps, "_HOLDERS", 12)


def test_a_large_corpus_has_the_lineages_of_a_small_one(monkeypatch, as_in_a_large_corpus):
    documents = several_templates(documents=60)
    by_lot = cores(found(documents))
    for module in (groups, overlaps):
        monkeypatch.setattr(module, "MOST_WHOLE", 2_000)

    assert by_lot == cores(found(documents))
    assert [len(core) for core in by_lot] == [20, 20, 20]


def test_a_large_corpus_does_not_lose_two_copies_that_nobody_draws(as_in_a_large_corpus):
    documents = {f"d{number:03}": voice(_A, *range(8)) for number in range(50)}
    documents["wren"] = documents["yew"] = voice(_B, *range(8))
    assert ["wren", "yew"] in cores(found(documents))


def test_a_large_corpus_has_ten_kin_for_a_document_at_most(as_in_a_large_corpus):
    kinships = found(several_templates(documents=60)).kinships
    assert max(Counter(kinship.doc for kinship in kinships).values()) == 10
    assert all(kinship.doc != kinship.other for kinship in kinships)


def test_a_large_corpus_gives_the_same_whatever_the_order(as_in_a_large_corpus):
    documents = several_templates(documents=40)
    mixed = dict(random.Random(5).sample(sorted(documents.items()), 40))
    families, clauses = table(mixed)
    names = [replace(family, id=f"f-{family.name}") for family in families]
    assert ancestry(names, clauses, list(mixed), near=0.75, least=0.35) == found(documents)

"""Tests for which councils are like a council, and what they have."""

import pytest

from pipeline.analyse.peers import PeerIndex, peers, practices
from pipeline.model import Cell, Council, Level, Likeness

BANDS = (1000, 5000)
RULES, MENTION, ABSENT, UNREADABLE = Level.RULES, Level.MENTION, Level.ABSENT, Level.UNREADABLE


def council(doc, county="Marlshire", electors=800, *, kind="parish", land="England", name=None):
    return Council(kind, county, land, electors, name or f"{doc.title()} Council", doc)


def hamlets(number, county="Marlshire", electors=800, **more):
    return [
        council(f"{county.lower()}-{electors}-{at}", county, electors, **more)
        for at in range(number)
    ]


def found(own, others, *, unread=(), enough=3, fewest=2):
    """Give the peers of one council among others, and its group."""
    councils = [own, *others]
    readable = {each.doc for each in councils} - set(unread)
    alike, groups = peers(councils, readable, bands=BANDS, enough=enough, fewest=fewest)
    (own_peers,) = [each for each in alike if each.doc == own.doc]
    return own_peers, {group.id: group for group in groups}[own_peers.group]


@pytest.mark.parametrize(
    ("own", "others", "likenesses", "read"),
    [
        pytest.param(council("fern"), hamlets(3), "type county country size", 3, id="closest"),
        pytest.param(
            council("fern"),
            hamlets(2) + hamlets(1, electors=3000),
            "type county country",
            3,
            id="size-let-go",
        ),
        pytest.param(
            council("fern"),
            hamlets(2) + hamlets(1, "Eastmoor"),
            "type country size",
            3,
            id="county-let-go",
        ),
        pytest.param(
            council("fern"),
            hamlets(1) + hamlets(1, "Eastmoor") + hamlets(1, "Wealdshire", 9000),
            "type country",
            3,
            id="only-type-and-country",
        ),
        pytest.param(
            council("fern", kind="city"), hamlets(3), "country size", 3, id="only-one-of-its-type"
        ),
        pytest.param(
            council("llan", land="Wales"), hamlets(4), "", 4, id="only-one-of-its-country"
        ),
        pytest.param(
            council("fern", kind=None), hamlets(3), "county country size", 3, id="no-type"
        ),
        pytest.param(
            council("fern", electors=None), hamlets(3), "type county country", 3, id="no-electorate"
        ),
        pytest.param(
            council("fern", None, None, land=None), hamlets(3), "type", 3, id="no-register"
        ),
        pytest.param(
            council("fern", None, None, kind=None, land=None), hamlets(3), "", 3, id="unknown"
        ),
        pytest.param(
            council("fern", kind="Parish "),
            hamlets(3, kind="PARISH"),
            "type county country size",
            3,
            id="capitals",
        ),
        pytest.param(council("fern"), [], "", 0, id="alone"),
        pytest.param(
            council("fern", electors=999),
            hamlets(3, electors=0),
            "type county country size",
            3,
            id="band-from-0",
        ),
        pytest.param(
            council("fern", electors=1000),
            hamlets(3, electors=999),
            "type county country",
            3,
            id="band-ends-before-the-next",
        ),
        pytest.param(
            council("fern", electors=-5), hamlets(3), "type county country", 3, id="no-number"
        ),
    ],
)
def test_the_closest_group_that_is_large_enough_is_taken(own, others, likenesses, read):
    own_peers, group = found(own, others)
    assert (" ".join(group.likenesses), own_peers.read) == (likenesses, read)


def test_a_council_whose_county_is_not_known_is_in_no_county():
    _, group = found(council("fern"), [*hamlets(3), council("lost", county=None)])
    assert "lost" not in {doc for docs in group.read for doc in docs}


def test_what_could_not_be_read_is_counted_apart_and_leads_to_a_wider_group():
    others = hamlets(3) + hamlets(1, electors=3000)
    own, group = found(council("fern"), others, unread=["marlshire-800-0"])
    assert (own.read, own.unread) == (3, 1)
    assert group.electors is None
    assert group.unread == ("marlshire-800-0",)


def test_a_council_is_no_peer_of_itself_whatever_it_has_published():
    twice = [council("fern", name="Fern Council"), council("fern-old", name="FERN council")]
    own, _ = found(twice[0], [twice[1], *hamlets(3)])
    assert own.own == ("fern", "fern-old")
    assert own.read == 3


def test_a_council_with_two_documents_counts_once_as_a_peer():
    twins = [council("marsh", name="Marsh Council"), council("marsh-2", name="Marsh Council")]
    own, group = found(council("fern"), [*twins, *hamlets(2)])
    assert own.read == 3
    assert ("marsh", "marsh-2") in group.read


def test_one_readable_document_makes_a_council_readable():
    twins = [council("marsh", name="Marsh Council"), council("marsh-2", name="Marsh Council")]
    own, group = found(council("fern"), [*twins, *hamlets(2)], unread=["marsh"])
    assert (own.read, own.unread) == (3, 0)
    assert ("marsh-2",) in group.read


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Fern Council", "Devon"), ("Fern Council", "Devon"), True),
        (("Fern Council", "Devon"), ("Fern Council", "Dorset"), False),  # two villages of a name
        (("Fern Council", "Devon"), ("Fern Council", None), True),
        (("Fern Council", None), ("fern  council", None), True),
        ((None, "Devon"), (None, "Devon"), False),  # not known is not the same
        (("Fern Council", "Devon"), ("Ferne Council", "Devon"), False),
    ],
)
def test_whether_two_documents_are_of_one_council(first, second, same):
    councils = [
        Council(name=name, county=county, doc=doc)
        for doc, (name, county) in (("a", first), ("b", second))
    ]
    alike, _ = peers(councils, {"a", "b"}, bands=BANDS, enough=1, fewest=1)
    assert [each.read for each in alike] == ([0, 0] if same else [1, 1])


def test_with_too_few_nothing_is_said():
    own, _ = found(council("fern"), hamlets(1))
    assert not own.enough


def test_an_unreadable_document_has_peers_too():
    own, _ = found(council("fern"), hamlets(3), unread=["fern"])
    assert (own.read, own.enough) == (3, True)


def test_values_that_read_alike_when_joined_stay_apart():
    councils = [
        *(
            council(f"a{n}", county=None, kind="x", land="y/size=0-999", electors=None)
            for n in (1, 2)
        ),
        *(council(f"b{n}", county=None, kind="x", land="y", electors=5) for n in (1, 2)),
    ]
    alike, _ = peers(councils, {c.doc for c in councils}, bands=BANDS, enough=1, fewest=1)
    assert len({each.group for each in alike}) == 2


def test_the_order_of_councils_makes_no_difference():
    councils = hamlets(4) + hamlets(4, "Eastmoor") + hamlets(2, kind="town", electors=7000)
    readable = {each.doc for each in councils}
    options = {"bands": BANDS, "enough": 3, "fewest": 2}
    assert peers(councils, readable, **options) == peers(councils[::-1], readable, **options)


def test_a_draft_is_compared_with_those_that_are_like_it_in_what_was_asked():
    councils = hamlets(3) + hamlets(2, electors=3000) + [council("own", name="Fern Council")]
    index = PeerIndex(councils, {each.doc for each in councils}, bands=BANDS)
    draft = Council("parish", "Marlshire", "England", 900, "Fern Council")
    own, group = index.peers_of(
        draft,
        enough=99,
        fewest=2,
        steps=[(Likeness.COUNCIL_TYPE, Likeness.COUNTY)],
    )
    assert (own.read, own.own) == (5, ("own",))
    assert (group.council_type, group.county, group.country) == ("parish", "Marlshire", None)


def test_nothing_to_ask_for_is_a_mistake_of_the_caller():
    index = PeerIndex([], (), bands=BANDS)
    with pytest.raises(ValueError, match="at least one"):
        index.peers_of(Council(), enough=1, fewest=1, steps=[])


def cell(doc, level, **more):
    return Cell(doc, "press", level, (), "", None, **more)


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        pytest.param({"b": RULES, "c": RULES, "d": ABSENT}, (2, 0, 1), id="plain"),
        pytest.param({"b": MENTION, "c": ABSENT, "d": ABSENT}, (0, 1, 2), id="mention"),
        pytest.param({"b": RULES, "c": UNREADABLE, "d": RULES}, (2, 0, 0), id="unreadable"),
        pytest.param({"b": RULES}, (1, 0, 0), id="no-cell"),
    ],
)
def test_the_practice_of_the_peers_leaves_out_the_council_itself(cells, counts):
    councils = [council(doc) for doc in "abcd"]
    alike, groups = peers(councils, set("abcd"), bands=BANDS, enough=3, fewest=2)
    all_cells = [cell("a", RULES), *(cell(doc, level) for doc, level in cells.items())]
    practice = practices(alike, groups, all_cells)[0]
    assert (practice.rules, practice.mention, practice.absent) == counts
    assert practice.read == sum(counts)


def test_a_peer_that_a_provision_does_not_concern_is_in_no_count():
    alike, groups = peers([council(d) for d in "abc"], set("abc"), bands=BANDS, enough=2, fewest=2)
    cells = [cell("a", RULES), cell("b", ABSENT, concerned=False), cell("c", RULES, certain=True)]
    practice = practices(alike, groups, cells)[0]
    assert (practice.rules, practice.read, practice.certain) == (1, 1, 1)


def test_of_a_council_with_two_documents_the_strongest_level_counts():
    twins = [council("b", name="Marsh Council"), council("b2", name="Marsh Council")]
    councils = [council("a"), *twins, council("c")]
    readable = {each.doc for each in councils}
    alike, groups = peers(councils, readable, bands=BANDS, enough=2, fewest=2)
    cells = [cell("a", RULES), cell("b", ABSENT), cell("b2", RULES), cell("c", MENTION)]
    of_a, of_b, *_ = practices(alike, groups, cells)
    assert (of_a.rules, of_a.mention, of_a.read) == (1, 1, 2)
    assert (of_b.rules, of_b.read) == (1, 2)


def test_too_few_peers_have_no_practice():
    alike, groups = peers([council(d) for d in "ab"], set("ab"), bands=BANDS, enough=5, fewest=2)
    assert practices(alike, groups, [cell("a", RULES), cell("b", RULES)]) == ()

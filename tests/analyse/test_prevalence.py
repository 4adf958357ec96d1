"""Tests for counting how common a provision is, and of which documents."""

import pytest

from pipeline.analyse.prevalence import prevalence, wilson_interval
from pipeline.model import Cell, Codebook, Council, Grouping, Level, Provision

RULES, MENTION, ABSENT, UNREADABLE = (
    Level.RULES,
    Level.MENTION,
    Level.ABSENT,
    Level.UNREADABLE,
)


def codebook(*names):
    return Codebook(
        "1",
        "Test",
        tuple(Provision(name, name, "?", name, "All", (), (), (name,)) for name in names),
    )


def cells(provision="press", **levels):
    return [Cell(doc, provision, level, (), "", None) for doc, level in levels.items()]


def counts(found, by=Grouping.ALL):
    return {
        row.group: (row.rules, row.mention, row.absent, row.unreadable, row.unconcerned)
        for row in found
        if row.by is by
    }


def test_a_share_is_of_what_could_be_read():
    everything = cells(fern=RULES, marsh=RULES, stow=MENTION, hill=ABSENT, lost=UNREADABLE)

    (row, *_) = prevalence(everything, {}, codebook("press"))

    assert (row.rules, row.read, row.unreadable) == (2, 4, 1)
    assert row.share == 0.5
    assert (row.low, row.high) == wilson_interval(2, 4)


def test_nothing_read_gives_no_share():
    (row, *_) = prevalence(cells(lost=UNREADABLE), {}, codebook("press"))

    assert (row.share, row.low, row.high) == (None, None, None)


def test_councils_are_counted_by_type_county_and_country():
    councils = {
        "fern": Council("parish", "Marlshire", "England"),
        "marsh": Council("Parish", "Marlshire", "England"),
        "stow": Council("parish", "Eastmoor", "England"),
        "llan": Council("community", None, "Wales"),
    }

    found = prevalence(
        cells(fern=RULES, marsh=ABSENT, stow=RULES, llan=RULES), councils, codebook("press")
    )

    assert counts(found, Grouping.COUNCIL_TYPE) == {
        "community": (1, 0, 0, 0, 0),
        "parish": (2, 0, 1, 0, 0),
    }
    assert counts(found, Grouping.COUNTY) == {
        "Eastmoor": (1, 0, 0, 0, 0),
        "Marlshire": (1, 0, 1, 0, 0),
        "": (1, 0, 0, 0, 0),
    }
    assert counts(found, Grouping.COUNTRY) == {
        "England": (2, 0, 1, 0, 0),
        "Wales": (1, 0, 0, 0, 0),
    }
    assert [row.group for row in found if row.by is Grouping.COUNTY][-1] == ""  # not known: last


def test_councils_that_a_provision_does_not_concern_are_left_out():
    outside = [Cell("fern", "press", ABSENT, (), "", None, concerned=False)]

    found = prevalence(outside + cells(marsh=RULES, lost=UNREADABLE), {}, codebook("press"))

    assert counts(found) == {"": (1, 0, 0, 1, 1)}
    assert found[0].share == 1.0


def test_certain_cells_are_counted_apart():
    sure = [Cell("fern", "press", RULES, (1,), "", None, certain=True)]
    unsure = [Cell("marsh", "press", RULES, (1,), "", None), *cells(stow=ABSENT)]

    (row, *_) = prevalence(sure + unsure, {}, codebook("press"))

    assert (row.rules, row.certain_rules, row.certain) == (2, 1, 1)


def test_provisions_keep_the_order_of_the_codebook():
    found = prevalence(
        cells("training", fern=RULES) + cells("press", fern=RULES),
        {},
        codebook("press", "training"),
    )

    assert list(dict.fromkeys(row.provision for row in found)) == ["press", "training"]


@pytest.mark.parametrize(("number", "of"), [(0, 1), (1, 1), (0, 15), (7, 15), (15, 15), (31, 300)])
def test_intervals_are_those_of_scipy(number, of):
    from scipy.stats import binomtest

    bounds = binomtest(number, of).proportion_ci(0.95, method="wilson")

    assert wilson_interval(number, of) == pytest.approx((bounds.low, bounds.high), abs=1e-4)


def test_a_corpus_of_nothing_still_counts_every_provision():
    found = prevalence([], {}, codebook("press", "training"))

    assert [(row.provision, row.read, row.share) for row in found] == [
        ("press", 0, None),
        ("training", 0, None),
    ]

"""Tests for which councils a provision concerns."""

import pytest

from pipeline.analyse.applicability import concerns
from pipeline.model import Applicability, Council

ONLY_WALES = Applicability("The Welsh language scheme.", countries=("Wales",))
ONLY_TOWNS = Applicability("Towns have mayors.", council_types=("town", "city"))
ONLY_LARGE = Applicability("Small parishes have no groups.", electorate_from=1500)


@pytest.mark.parametrize(
    ("applies", "council", "concerned"),
    [
        (None, Council(), True),
        (ONLY_WALES, Council(country="Wales"), True),
        (ONLY_WALES, Council(country="wales"), True),
        (ONLY_WALES, Council(country="England"), False),
        (ONLY_WALES, Council(), True),  # not known: not shut out
        (ONLY_TOWNS, Council("City"), True),
        (ONLY_TOWNS, Council("parish"), False),
        (ONLY_LARGE, Council(electorate=1500), True),
        (ONLY_LARGE, Council(electorate=1499), False),
        (ONLY_LARGE, Council(electorate=0), False),
        (ONLY_LARGE, Council(), True),
    ],
)
def test_a_provision_concerns_the_councils_that_its_rule_names(applies, council, concerned):
    assert concerns(applies, council) is concerned

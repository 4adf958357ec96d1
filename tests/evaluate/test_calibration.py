"""What is made of cells that say how sure they are."""

from dataclasses import replace

import pytest

from pipeline.evaluate.calibration import Bin, score_calibration
from pipeline.model import Cell, Level

RULES, MENTION, ABSENT, UNREADABLE = Level.RULES, Level.MENTION, Level.ABSENT, Level.UNREADABLE


@pytest.fixture
def labels(gold):
    """Give labels of two documents and two provisions: rules, absent, mention, rules."""
    levels = ("rules", "absent", "mention", "rules")
    keys = [(doc, name) for name in ("press", "access") for doc in ("fern", "marsh")]
    return replace(gold, coverage=dict(zip(keys, levels, strict=True)))


def made(labels, *cells):
    return [
        Cell(*key, level, (), "", None, chance=chance, certain=certain)
        for key, (level, chance, certain) in zip(labels.coverage, cells, strict=False)
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [(RULES, 1.0, True), (ABSENT, 1.0, True), (MENTION, 1.0, True), (RULES, 1.0, True)],
            {"certain_share": 1.0, "certain_cell_accuracy": 1.0, "expected_error": 0, "brier": 0},
            id="sure-and-right",
        ),
        pytest.param(
            [(ABSENT, 1.0, True), (RULES, 1.0, True), (ABSENT, 1.0, True), (MENTION, 1.0, True)],
            {"certain_share": 1.0, "certain_cell_accuracy": 0.0, "expected_error": 1, "brier": 1},
            id="sure-and-wrong",
        ),
        pytest.param(
            [(RULES, 0.9, True), (RULES, 0.5, False), (MENTION, 0.9, True), (RULES, 0.5, False)],
            {
                "certain_share": 0.5,
                "certain_cell_accuracy": 1.0,
                "certain_has_rules_accuracy": 1.0,
                "certain_macro_f1_by_provision": 1.0,
                "unsure_cell_accuracy": 0.5,
                "expected_error": 0.05,  # two of 0.9 that are all right; 0.5 is as often right
                "brier": (2 * 0.01 + 2 * 0.25) / 4,
            },
            id="mixed",
        ),
        pytest.param(
            [(MENTION, 0.55, False), (MENTION, 0.6, False)],
            {"cells": 2, "certain_share": 0.0, "unsure_cell_accuracy": 0.0},
            id="none-certain",
        ),
        pytest.param(
            [(UNREADABLE, None, False), (ABSENT, 0.8, True)],
            {"cells": 1, "certain_share": 1.0, "certain_cell_accuracy": 1.0},
            id="unreadable-has-no-chance",
        ),
    ],
)
def test_figures(labels, cells, expected):
    figures = score_calibration(labels, made(labels, *cells)).figures

    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_a_group_without_cells_has_no_figures(labels):
    figures = score_calibration(labels, made(labels, (RULES, 0.9, True))).figures

    assert "unsure_cell_accuracy" not in figures


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([], id="no-cells"),
        pytest.param([(RULES, None, False)], id="no-chance"),
    ],
)
def test_without_chances_nothing_is_measured(labels, cells):
    assert score_calibration(labels, made(labels, *cells)) is None


def test_cells_that_gold_does_not_have_are_left_out(labels):
    other = Cell("elsewhere", "press", RULES, (), "", None, chance=0.1, certain=False)

    figures = score_calibration(labels, [other, *made(labels, (RULES, 1.0, True))]).figures

    assert (figures["cells"], figures["brier"]) == (1, 0)


@pytest.mark.parametrize(
    ("chance", "low", "high"),
    [
        pytest.param(0.0, 0.0, 0.5, id="least"),
        pytest.param(0.5, 0.5, 0.6, id="edge-belongs-to-the-upper"),
        pytest.param(0.9499, 0.9, 0.95, id="below-an-edge"),
        pytest.param(0.99, 0.99, 1.0, id="last"),
        pytest.param(1.0, 0.99, 1.0, id="most"),
    ],
)
def test_a_chance_stands_in_one_bin(labels, chance, low, high):
    calibration = score_calibration(labels, made(labels, (RULES, chance, True)))

    assert calibration.bins == (Bin(low, high, 1, chance, 1.0),)


def test_the_figures_of_a_bin_are_named_by_its_lower_edge(labels):
    flat = score_calibration(labels, made(labels, (RULES, 0.97, True), (RULES, 0.3, False))).flat()

    assert {name: value for name, value in flat.items() if name.startswith("bin_")} == {
        "bin_00.cells": 1,
        "bin_00.mean_chance": 0.3,
        "bin_00.right": 0,
        "bin_95.cells": 1,
        "bin_95.mean_chance": 0.97,
        "bin_95.right": 1,
    }

"""The pictures."""

import re
import struct
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from lxml import etree

from pipeline.model import Family, Level, Member, Merge, Relation, Tree
from pipeline.report.figures import drawn, gallery
from pipeline.report.figures.coverage import plans as coverage_plans
from pipeline.report.figures.drawing import HEIGHT, WIDTH, one_line, rendered
from pipeline.report.figures.likeness import by_likeness
from pipeline.report.figures.reviews import plans as review_plans
from pipeline.report.figures.templates import plans as template_plans
from pipeline.report.figures.wordings import plans as wording_plans
from pipeline.report.lookup import lookup

KINDS = ("coverage", "prevalence", "reviews", "wordings", "templates")
A4_TEXT = (17.1, 25.2)  # centimetres between usual margins


@pytest.fixture(scope="module")
def files(findings):
    return drawn(findings)


def cells_as(findings, rows):
    """Give each document the levels of a row: R for rules, m for mention, - for silent."""
    level = {"R": Level.RULES, "m": Level.MENTION, "-": Level.ABSENT}
    order = [provision.id for provision in findings.codebook.provisions]
    return replace(
        findings,
        cells=tuple(
            replace(cell, level=level[rows[cell.doc][order.index(cell.provision)]])
            if cell.doc in rows
            else cell
            for cell in findings.cells
        ),
    )


def test_the_same_findings_give_the_same_bytes(files, county_of):
    assert drawn(county_of()) == files


def test_what_somebody_has_set_for_their_own_plots_makes_no_difference(findings, files):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30, "axes.grid": True, "lines.linewidth": 9}):
        plan = review_plans(lookup(findings))[0]
        assert rendered(plan)[plan.figure.svg] == files[plan.figure.svg]


def test_files_are_those_announced(findings, files):
    announced = [path for f in gallery(lookup(findings)) for path in (f.svg, f.png)]
    assert sorted(files) == sorted(announced)
    assert len(set(announced)) == len(announced)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_for_a_few_councils(county_of, kind):
    assert getattr(gallery(lookup(county_of(12))), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_drawn_where_there_is_nothing(county_of, kind):
    assert getattr(gallery(lookup(county_of(0))), kind) == ()


@pytest.mark.parametrize("kind", KINDS[1:])
def test_nothing_but_the_matrix_is_drawn_of_what_was_not_read(county_of, kind):
    assert getattr(gallery(lookup(county_of(2, unreadable=(0, 1)))), kind) == ()


def test_a_single_council_is_drawn(county_of):
    found = lookup(county_of(1))
    assert gallery(found).templates == ()
    for figure in gallery(found):
        assert "1 documents" not in figure.title
        assert figure.alt


def test_svg_is_well_formed_and_loads_nothing(files):
    for path, data in files.items():
        if not path.endswith(".svg"):
            continue
        root = etree.fromstring(data)
        for element in root.iter():
            for name, value in element.attrib.items():
                if name.endswith("href"):
                    assert value.startswith("#"), path
        assert not root.findall(".//{http://www.w3.org/2000/svg}script")


def test_a_picture_opened_alone_still_has_its_words(findings, files):
    figure = gallery(lookup(findings)).coverage[0]
    assert figure.title.encode() in files[figure.svg]
    assert b"Heat map" in files[figure.svg]
    assert figure.title.encode() in files[figure.png]


@pytest.mark.parametrize("councils", [1, 5, 45])
def test_a_picture_is_as_large_as_announced_and_fits_a_page(county_of, councils):
    found = county_of(councils)
    for figure in gallery(lookup(found)):
        assert figure.width / 96 * 2.54 <= A4_TEXT[0], figure.svg
        assert figure.height / 96 * 2.54 <= A4_TEXT[1], figure.svg
    if councils == 5:
        files = drawn(found)
        for figure in gallery(lookup(found)):
            across, down = struct.unpack(">II", files[figure.png][16:24])
            assert across / down == pytest.approx(figure.width / figure.height, abs=0.01)


def test_no_letter_is_smaller_than_seven_points(county_of):
    from matplotlib.text import Text

    found = lookup(county_of(45))
    for plan in (*coverage_plans(found), *review_plans(found), *wording_plans(found)):
        for text in plan.draw().findobj(Text):
            assert not text.get_text() or text.get_fontsize() >= 7, text.get_text()
    assert (WIDTH, HEIGHT) == (6.7, 9.9)


def test_no_words_run_over_the_edge(county_of):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    names = ("Upper Great Wideningham with Little Wideningham-under-Wold Town Council",) * 2
    found = lookup(county_of(12, names=names))
    for module_plans in (coverage_plans, review_plans, wording_plans, template_plans):
        for plan in module_plans(found):
            drawing = plan.draw()
            canvas = FigureCanvasAgg(drawing)
            canvas.draw()
            for text in drawing.findobj(Text):
                if text.get_text() and text.get_visible():
                    box = text.get_window_extent(canvas.get_renderer())
                    edge = drawing.bbox
                    assert box.x0 >= edge.x0 - 1, text.get_text()
                    assert box.x1 <= edge.x1 + 1, text.get_text()
                    assert box.y0 >= edge.y0 - 1, text.get_text()
                    assert box.y1 <= edge.y1 + 1, text.get_text()


# --- alternative texts -----------------------------------------------------------------------


def test_alternative_texts_say_what_is_seen(county_of):
    figures = gallery(lookup(county_of(12)))
    (coverage,) = figures.coverage
    assert "Of 72 cells" in coverage.alt
    assert re.search(r"Most have rules on “[^”]+”: \d+ of 11 read", coverage.alt)
    assert "At least half of the documents have rules on" in figures.prevalence[0].alt
    assert re.search(r"\d+ overdue", figures.reviews[0].alt)
    assert "The widest family has" in figures.wordings[0].alt
    assert "The closest have" in figures.templates[0].alt
    for figure in figures:
        assert "22 November 2026" in figure.alt
        assert len(figure.alt) < 1_500


# --- the order of councils -------------------------------------------------------------------


def test_councils_with_like_coverage_stand_beside_one_another(county_of):
    found = county_of(5, unreadable=(4,), unnamed=())
    rows = {
        "council-000": "RRR---",
        "council-001": "---RRR",
        "council-002": "RRRm--",
        "council-003": "--mRRR",
    }
    order = by_likeness(lookup(cells_as(found, rows)))
    assert order[-1] == "council-004"  # not read
    pairs = [set(order[:2]), set(order[2:4])]
    assert {"council-000", "council-002"} in pairs
    assert {"council-001", "council-003"} in pairs


def test_documents_with_the_same_row_stand_together_by_name(county_of):
    found = county_of(6, unreadable=(), unnamed=())
    rows = {f"council-00{n}": ("RRRRRR", "R-R-R-")[n % 2] for n in range(6)}
    order = by_likeness(lookup(cells_as(found, rows)))
    by_name = lookup(found).docs
    assert order[:3] == tuple(doc for doc in by_name if int(doc[-1]) % 2 == 0)
    assert order[3:] == tuple(doc for doc in by_name if int(doc[-1]) % 2)


def test_the_order_does_not_depend_on_that_of_the_findings(county_of):
    found = county_of(60)
    mixed = list(found.cells)
    Random(7).shuffle(mixed)
    assert by_likeness(lookup(found)) == by_likeness(lookup(replace(found, cells=tuple(mixed))))


@pytest.mark.parametrize("councils", [0, 1, 2, 3, 50])
def test_every_document_is_in_the_order_once(county_of, councils):
    found = lookup(county_of(councils))
    assert sorted(by_likeness(found)) == sorted(found.docs)


def test_in_a_large_corpus_like_rows_still_stand_together(county_of, monkeypatch):
    monkeypatch.setattr("pipeline.report.figures.likeness._MOST", 10)
    found = county_of(60, unreadable=())
    random = Random(3)
    rows = {
        f"council-{n:03d}": "".join(
            letter if random.random() < 0.85 else "m" for letter in ("RRR---", "---RRR")[n % 2]
        )
        for n in range(60)
    }
    order = by_likeness(lookup(cells_as(found, rows)))
    assert sorted(order) == sorted(rows)
    sorts = [int(doc[-3:]) % 2 for doc in order]
    assert sum(a != b for a, b in pairwise(sorts)) <= 3


# --- how many pictures -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("councils", "pictures"),
    [(0, 0), (1, 1), (40, 1), (41, 3), (300, 9), (330, 1), (900, 1)],
    ids=["none", "one", "full", "one-more", "many", "too-many-by-name", "several-a-line"],
)
def test_a_heat_map_holds_at_most_forty_councils_by_name(county_of, councils, pictures):
    found = coverage_plans(lookup(county_of(councils)))
    assert len(found) == pictures
    assert all(len(plan.figure.docs) <= 40 for plan in found)


def test_beyond_sixty_documents_the_quarters_are_counted(county_of):
    (rows,), (bars,) = (review_plans(lookup(county_of(n))) for n in (60, 61))
    assert len(rows.figure.docs) == 60
    assert bars.figure.docs == ()
    assert rendered(bars)[bars.figure.png].startswith(b"\x89PNG")


def test_many_councils_are_one_picture_with_several_in_a_line(county_of):
    (plan,) = coverage_plans(lookup(county_of(900)))
    assert len(rendered(plan)[plan.figure.svg]) < 400_000


def test_types_are_compared_where_two_have_five_documents(county_of):
    names = tuple(f"Great Fern {letter} Town Council" for letter in "abcdef")
    few, many = county_of(6), county_of(14, names=names, unnamed=())
    assert len(gallery(lookup(few)).prevalence) == 1
    figures = gallery(lookup(many)).prevalence
    assert figures[-1].svg == "figures/prevalence-by-type.svg"
    assert "furthest apart on" in figures[-1].alt


def test_a_tree_of_a_hundred_leaves_is_on_two_pages(county_of):
    found = county_of(100)
    leaves = tuple(found.documents)
    merges = [Merge(0, 1, 0.9, 2)]
    merges += [Merge(99 + at, at + 1, 0.9 - at / 120, at + 2) for at in range(1, 99)]
    tree = Tree(leaves, tuple(merges))
    plans = template_plans(lookup(replace(found, ancestry=replace(found.ancestry, tree=tree))))
    assert [len(plan.figure.docs) for plan in plans] == [52, 48]
    assert all(rendered(plan) for plan in plans)


def test_in_a_large_corpus_the_leaves_of_the_tree_are_templates(county_of):
    many = county_of(12)
    lineage = many.ancestry.lineages[0]
    tree = Tree((lineage.id, "council-011"), (Merge(0, 1, 0.25, 2),))
    (plan,) = template_plans(lookup(replace(many, ancestry=replace(many.ancestry, tree=tree))))
    assert "2 templates and documents" in plan.figure.alt
    assert rendered(plan)


def test_clauses_are_counted_by_how_often_they_are_said(county_of):
    found = county_of(5)
    doc = "council-000"
    families = (
        Family("a", "a", (doc, 2), (Member(doc, 2, Relation.UNIQUE, 1.0),)),
        Family(
            "b",
            "b",
            (doc, 3),
            (
                Member(doc, 3, Relation.VERBATIM, 1.0),
                Member("council-001", 3, Relation.ADAPTED, 0.9),
                Member("council-002", 3, Relation.PARAPHRASE, 0.5),
            ),
        ),
    )
    (plan,) = wording_plans(lookup(replace(found, families=families)))
    assert plan.figure.title == ("1 of 4 clauses (25%) stand alone; 3 say what another clause says")
    assert "1 in the same words as the reference wording, 1 adapted" in plan.figure.alt
    assert "3 in 2 places or more" in plan.figure.alt


# --- other people's words --------------------------------------------------------------------


def test_hostile_names_are_drawn_as_they_are(hostile):
    found = lookup(hostile)
    for plan in (*coverage_plans(found), *template_plans(found)):
        for path, data in rendered(plan).items():
            if path.endswith(".svg"):
                root = etree.fromstring(data)
                assert not root.findall(".//{http://www.w3.org/2000/svg}script")


@pytest.mark.parametrize("payload", ["mathtext", "surrogate", "one-long-word"])
def test_every_kind_is_drawn_with_hostile_names(poisoned_with, payload):
    files = drawn(poisoned_with(payload))
    assert {path.split("/")[1].split("-")[0].split(".")[0] for path in files} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Nant-y-Bryn", "Nant-y-Bryn", id="plain"),
        pytest.param("“Fern’s” – 1", "“Fern’s” – 1", id="marks"),
        pytest.param("one\ntwo", "one two", id="line-end"),
        pytest.param("\u5e73\U0001f600", "\u25a1\u25a1", id="not-in-the-font"),
        pytest.param("a" * 50, "a" * 9 + "…", id="long"),
        pytest.param("\ud800", "\u25a1", id="surrogate"),
    ],
)
def test_a_label_is_one_line_in_letters_that_the_font_has(text, shown):
    assert one_line(text, 10 if len(text) > 20 else 40) == shown

"""Protocols lined up by hand: how they are read, and what is said of bad ones."""

import pytest

from pipeline.errors import RequestError
from pipeline.model import Audience, ClauseKind
from pipeline.store.lined_up import read_lined_up

GOOD = """\
doc: fern
council: Fern Parish Council
entries:
  - {kind: metadata, text: Fern Parish Council}
  - {kind: heading, label: "1", level: 1, text: Conduct}
  - {kind: heading, label: "1.1", level: 2, text: Of staff}
  - {kind: list_intro, text: "Staff of the Council are expected to be:", family: intro}
  - {kind: list_item, label: a), depth: 1, text: civil;, family: civil, audience: officers}
  - {kind: list_intro, label: b), depth: 1, text: "prompt, that is:", family: prompt}
  - {kind: list_item, depth: 2, text: within a week, family: week, partial: [day, hour]}
  - {kind: list_item, depth: 1, text: fair, family: fair, language: cy}
  - {kind: clause, depth: 0, text: So be it., family: end}
  - {kind: heading, level: 1, text: Papers}
  - {kind: table_row, cells: [Letters, Clerk], family: letters}
"""


@pytest.fixture
def protocol(tmp_path):
    def write(text, name="fern.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_good_file_gives_clauses_in_their_order(protocol):
    read = read_lined_up((protocol(GOOD),))
    by_n = {clause.n: clause for clause in read.clauses}

    assert [clause.n for clause in read.clauses] == [*range(1, 12)]
    assert {clause.doc for clause in read.clauses} == {"fern"}
    assert by_n[5].audience is Audience.OFFICERS
    assert by_n[8].language == "cy"
    assert by_n[11].text == "Letters | Clerk"
    assert (by_n[7].start, by_n[7].end) == (0, len("within a week"))


def test_only_substantive_clauses_have_a_family(protocol):
    read = read_lined_up((protocol(GOOD),))
    kinds = {(clause.doc, clause.n): clause.kind for clause in read.clauses}

    assert read.families["fern", 5] == "civil"
    assert read.families.keys() == read.partly.keys()
    assert not {kinds[place] for place in read.families} & {
        ClauseKind.HEADING,
        ClauseKind.METADATA,
    }
    assert read.partly["fern", 7] == {"day", "hour"}
    assert read.partly["fern", 5] == frozenset()


@pytest.mark.parametrize(
    ("n", "path", "intro"),
    [
        pytest.param(2, (), None, id="top-heading"),
        pytest.param(3, ("Conduct",), None, id="heading-below"),
        pytest.param(4, ("Conduct", "Of staff"), None, id="intro"),
        pytest.param(
            5,
            ("Conduct", "Of staff", "Staff of the Council are expected"),
            "Staff of the Council are expected to be:",
            id="item-under-the-first-words",
        ),
        pytest.param(
            7,
            ("Conduct", "Of staff", "Staff of the Council are expected", "b)"),
            "prompt, that is:",
            id="item-of-an-item-under-its-label",
        ),
        pytest.param(
            8,
            ("Conduct", "Of staff", "Staff of the Council are expected"),
            "Staff of the Council are expected to be:",
            id="back-to-the-outer-list",
        ),
        pytest.param(9, ("Conduct", "Of staff"), None, id="after-the-list"),
        pytest.param(11, ("Papers",), None, id="under-the-next-heading"),
    ],
)
def test_a_clause_knows_what_it_stands_under(protocol, n, path, intro):
    clause = read_lined_up((protocol(GOOD),)).clauses[n - 1]

    assert (clause.path, clause.intro) == (path, intro)


def test_several_files_are_one_set(protocol):
    paths = protocol(GOOD), protocol(GOOD.replace("doc: fern", "doc: marsh"), "marsh.yaml")
    read = read_lined_up(paths)

    assert read.families["fern", 5] == read.families["marsh", 5]
    assert read_lined_up(()).clauses == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("family: civil, ", "", id="no-family"),
        pytest.param("kind: clause, ", "", id="no-kind"),
        pytest.param("kind: clause", "kind: sentence", id="unknown-kind"),
        pytest.param("text: So be it., ", "", id="no-text"),
        pytest.param("audience: officers", "audience: staff", id="unknown-audience"),
        pytest.param("doc: fern\n", "", id="no-doc"),
        pytest.param("entries:", "clauses:", id="no-entries"),
        pytest.param("[Letters, Clerk]", "[Letters, Clerk", id="not-yaml"),
        pytest.param("[Letters, Clerk]", "[1, 2]", id="cells-that-are-numbers"),
        pytest.param(GOOD, "", id="empty"),
        pytest.param(GOOD, "- fern\n", id="a-list"),
        pytest.param(GOOD, "just words\n", id="a-text"),
    ],
)
def test_a_bad_file_is_named(protocol, old, new):
    assert GOOD.count(old) == 1
    good, bad = protocol(GOOD, "good.yaml"), protocol(GOOD.replace(old, new), "bad.yaml")

    with pytest.raises(RequestError, match=r"bad\.yaml: not a protocol lined up by hand"):
        read_lined_up((good, bad))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RequestError, match=r"gone\.yaml"):
        read_lined_up((tmp_path / "gone.yaml",))


@pytest.mark.parametrize(
    ("folder", "documents"),
    [
        ("lined_up/east", 5),
        ("lined_up/east-midlands", 5),
        ("lined_up/home-counties", 5),
        ("lined_up/lakes-and-dales", 5),
        ("lined_up/midlands", 6),
        ("lined_up/north-and-wales", 6),
        ("lined_up/north-west", 5),
        ("lined_up/south-coast", 5),
        ("lined_up/south-west", 6),
        ("lined_up/thames-and-chilterns", 5),
        ("lined_up/wales", 5),
        ("apart/layered", 5),
        ("apart/lined_up", 6),
    ],
)
def test_the_protocols_that_come_with_the_project_are_read(root, folder, documents):
    paths = tuple(sorted((root / "corpus" / folder).glob("*.yaml")))
    read = read_lined_up(paths)
    shared = [
        name
        for name in set(read.families.values())
        if len({doc for (doc, _), family in read.families.items() if family == name}) > 1
    ]

    assert len(paths) == len({clause.doc for clause in read.clauses}) == documents
    assert len(shared) > 20

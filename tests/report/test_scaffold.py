"""What a council that has no protocol is given to begin with."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from lxml import etree

from pipeline.model import (
    Borrowable,
    Codebook,
    Council,
    PartialDate,
    Practice,
    Provision,
    ReviewStatus,
)
from pipeline.report.filling import filled
from pipeline.report.scaffold import scaffold
from tests.report.payloads import payloads

AS_OF = date(2026, 11, 22)
WITHY = Council("parish", "Withyshire", "England", 900, "Lower Withy Parish Council")
PROVISIONS = (
    ("purpose", "Purpose", "About", False),
    ("clerk", "Role of the clerk", "Roles", False),
    ("chair", "Role of the chair", "Roles", False),
    ("press", "Press and media", "Information", False),
    ("boats", "Boats", "Information", False),
    ("review", "Review and amendment", "About", True),
)
ORDER = (
    ("purpose", 0.0),
    ("press", 0.2),
    ("chair", 0.5),
    ("clerk", 0.6),
    ("boats", 0.8),
    ("review", 1.0),
)


def codebook(provisions=PROVISIONS):
    return Codebook(
        "1",
        "Test",
        tuple(
            Provision(name, title, "?", title, group, (), (), (), status_lines=closing)
            for name, title, group, closing in provisions
        ),
        "protocol",
        "protocols",
        "how councillors and officers work together",
    )


def wording(provision, *texts, doc="marsh", council="Marsh Town Council", **more):
    given = {
        "page": 2,
        "url": f"https://{doc}.example/p.pdf",
        "dated": PartialDate(2025, 5),
        "status": ReviewStatus.CURRENT,
        "lineage": "",
        "councils": 1,
        "suitability": 0.9,
    }
    paragraphs = tuple((f"{n}.", text) for n, text in enumerate(texts, start=1))
    return Borrowable(provision, doc, 7, council, "", paragraphs, **(given | more))


WORDINGS = {
    "purpose": (
        wording(
            "purpose", "This protocol says how Marsh Town Council and its staff work together."
        ),
    ),
    "clerk": (
        wording(
            "clerk",
            "The Town Clerk must:",
            "answer within five working days;",
            "tell the Staffing Committee of each complaint;",
            "keep the keys of the town; and",
        ),
        wording(
            "clerk",
            "The Clerk of Aldford Parish Council advises its councillors.",
            doc="aldford",
            council="Aldford Parish Council",
            suitability=0.8,
        ),
    ),
    "chair": (
        wording("chair", "The Mayor presides and speaks for Marsh.", status=ReviewStatus.OVERDUE),
    ),
    "press": (),
    "boats": (wording("boats", "Boats are lent by the Clerk until 1 May 2024 for £20."),),
    "review": (wording("review", "The Council will review this protocol every three years."),),
}


def having(**counts):
    given = counts or {"purpose": 9, "clerk": 8, "chair": 5, "press": 6, "boats": 2, "review": 9}
    return [Practice("", name, rules, 0, 10 - rules, 10) for name, rules in given.items()]


def made(wordings=None, *, council=WITHY, codes=None, counts=None, **more):
    return scaffold(
        WORDINGS if wordings is None else wordings,
        codes or codebook(),
        counts or having(),
        council=council,
        as_of=AS_OF,
        **({"order": ORDER} | more),
    )


def opened(data):
    return Document(io.BytesIO(data))


def lines(data):
    """Give the words of each paragraph, those of places to fill in among them, with its style."""
    found = []
    for paragraph in opened(data).paragraphs:
        words = "".join(
            node.text or "" for node in paragraph._p.iter("{*}t")
        )  # python-docx passes over places to fill in
        found.append((paragraph.style.name, words))
    return found


def draft(data):
    """Give what stands in the draft itself: after the note, before the adoption box."""
    found = lines(data)
    begin = next(at for at, (style, text) in enumerate(found) if text == "Purpose")
    return found[begin : found.index(("Heading 1", "Adoption"))]


def words_of(data):
    return [text for style, text in draft(data) if style == "Clause"]


def test_the_usual_headings_stand_in_the_usual_order():
    headings = [text for style, text in draft(made()) if style.startswith("Heading")]

    assert headings == [
        "Purpose",
        "Press and media",
        "Roles",
        "Role of the chair",
        "Role of the clerk",
        "Review and amendment",
    ]


def test_without_an_order_it_is_the_codebooks():
    headings = [text for style, text in draft(made(order=())) if style == "Heading 1"]

    assert headings == ["Purpose", "Roles", "Press and media", "Review and amendment"]


def test_each_provision_that_half_of_the_councils_have_is_there():
    text = "\n".join(text for _, text in draft(made()))

    for rules in (9, 8, 5, 6):
        assert f"{rules} of 10 councils have a rule on this." in text
    assert "2 of 10" not in text


def test_what_fewer_have_comes_last():
    found = lines(made())
    texts = [text for _, text in found]

    assert texts.index("Some councils also have") < texts.index("Boats")
    assert texts.index("Adoption") < texts.index("Some councils also have")


def test_no_name_of_another_council_stands_outside_the_lines_on_sources():
    for style, text in lines(made()):
        if style != "Source":
            assert not re.search(r"Marsh|Aldford", text), text
    assert any("Marsh Town Council" in text for style, text in lines(made()) if style == "Source")


def test_the_councils_own_name_and_place_are_put_in():
    found = words_of(made())

    assert found[0] == (
        "This protocol says how Lower Withy Parish Council and its staff work together."
    )
    assert "speaks for Lower Withy." in found[2]


def test_without_a_name_there_is_a_place_for_it():
    found = lines(made(council=Council()))

    assert found[0] == ("Title", "[name of council]")
    assert ("Clause", "The [Chairman or Mayor] presides and speaks for [name of place].") in found


def test_what_is_to_be_filled_in_stands_in_brackets_and_can_be_jumped_to():
    data = made()
    places = {
        node.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val")
        for node in opened(data).element.body.iter("{*}alias")
    }

    assert "answer within [five] working days;" in words_of(data)
    assert "tell the [Staffing Committee] of each complaint; and" in words_of(data)
    assert "date of adoption" in places
    for place in places:
        assert place


def test_the_note_lists_what_is_to_be_filled_in():
    (listed,) = [text for _, text in lines(made()) if text.startswith("Places to fill in: ")]

    assert "committee, or the council itself (1)" in listed
    assert "number of hours, days or years (2)" in listed
    assert "title of the chair (1)" in listed
    assert "amount" not in listed  # it stands below the draft


def test_no_blank_of_another_kind_is_left():
    for _, text in lines(made()):
        assert not re.search(r"\{\{|<<|_{3,}|\.{4,}|\bXX\b|lorem|None", text)


def test_numbers_are_words_own_numbering():
    numbered = [
        (paragraph.style.name, int(level.get(next(iter(level.attrib)))))
        for paragraph in opened(made()).paragraphs
        for level in paragraph._p.iter("{*}ilvl")
    ]

    assert numbered[:3] == [("Heading 1", 0), ("Clause", 1), ("Heading 1", 0)]
    assert ("Clause", 2) in numbered
    assert not any(re.match(r"\d|\([a-z]\)", text) for text in words_of(made()))


def test_a_list_ends_as_a_list():
    found = words_of(made())
    at = found.index("The Clerk must:")

    assert found[at + 1 : at + 4] == [
        "answer within [five] working days;",
        "tell the [Staffing Committee] of each complaint; and",
        "keep the keys of the parish.",
    ]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        pytest.param(
            ("Officers must:", "answer the press; and"),
            ["Officers must answer the press."],
            id="one-item",
        ),
        pytest.param(
            ("Officers can expect:", "A quiet room,", "A chair"),
            ["Officers can expect:", "A quiet room; and", "A chair."],
            id="nouns",
        ),
        pytest.param(
            ("Rules:", "Be kind. Be brief.", "Be there."),
            ["Rules:", "Be kind. Be brief.", "Be there."],
            id="sentences",
        ),
    ],
)
def test_lists_are_punctuated(texts, shown):
    found = words_of(made({**WORDINGS, "clerk": (wording("clerk", *texts),)}))

    assert [text for text in found if text in shown] == shown


def test_a_usual_provision_without_words_to_offer_has_a_place():
    found = draft(made())
    at = found.index(("Heading 1", "Press and media"))

    assert found[at + 1] == ("Clause", "[your own words]")
    assert "6 of 10 councils have a rule on this." in found[at + 2][1]


def test_the_same_clause_is_not_given_twice():
    both = wording("chair", "The Mayor and the Clerk must agree the agenda.")
    found = draft(
        made({**WORDINGS, "chair": (both,), "clerk": (replace(both, provision="clerk"),)})
    )

    assert sum("must agree the agenda" in text for _, text in found) == 1
    assert any(text.startswith("The words for this stand above.") for _, text in found)


def test_of_wordings_that_are_as_suitable_the_most_common_is_taken():
    rare = wording("chair", "The Chair presides.", suitability=0.92)
    common = wording("chair", "The Chair keeps order.", doc="cob", councils=9, suitability=0.9)
    poor = wording("chair", "The Chair is there.", doc="dun", councils=99, suitability=0.7)

    found = words_of(made({**WORDINGS, "chair": (rare, common, poor)}))

    assert "The Chair keeps order." in found
    assert "The Chair presides." not in found


def test_it_closes_with_a_review_and_an_adoption_box():
    data = made()
    (table,) = opened(data).tables
    cells = ["".join(node.text for node in row._tr.iter("{*}t")) for row in table.rows]

    assert words_of(data)[-1] == "The Council will review this protocol every [three] years."
    assert cells[1:4] == [
        "Adopted by the council on[date of adoption]",
        "Minute[number of the minute]",
        "Next review due[date of the next review]",
    ]


@pytest.mark.parametrize("codes", [PROVISIONS, PROVISIONS[:-1]], ids=["no-words", "no-provision"])
def test_a_review_clause_is_there_even_if_no_council_has_one(codes):
    found = words_of(made({**WORDINGS, "review": ()}, codes=codebook(codes)))

    assert found[-1].startswith("The Council will review this protocol every [number] years")


def test_it_says_what_it_is_and_whose_words_they_are():
    text = "\n".join(text for _, text in lines(made(councils="parish councils in Withyshire")))

    assert "Nobody has adopted this draft, and it is not legal advice." in text
    assert "of 22 November 2026, counts 10 parish councils in Withyshire that could be read" in text
    assert "Words of Marsh Town Council, dated May 2025, page 2." in text
    assert "dated May 2025, page 2; its review is overdue." in text
    assert "county association" in text


def test_a_source_without_an_address_is_named_without_a_link():
    data = made({**WORDINGS, "clerk": (wording("clerk", "The Clerk advises.", url=None),)})

    assert "Words of Marsh Town Council" in "\n".join(text for _, text in lines(data))


@pytest.mark.parametrize(
    ("council", "welsh"),
    [
        pytest.param(Council("community", None, "Wales"), True, id="community"),
        pytest.param(Council("town", None, "Wales"), True, id="town-in-wales"),
        pytest.param(WITHY, False, id="england"),
        pytest.param(Council(), False, id="not-known"),
    ],
)
def test_a_welsh_council_is_told_of_the_welsh_text(council, welsh):
    assert any("Welsh text" in text for _, text in lines(made(council=council))) is welsh


def test_the_same_input_gives_the_same_bytes():
    assert made() == made()


def test_nothing_known_gives_a_file_with_a_review_clause():
    data = made({}, counts=[Practice("", "purpose", 0, 0, 0, 0)])

    assert "Adoption" in [text for _, text in lines(data)]


@pytest.mark.parametrize("payload", payloads())
def test_hostile_words_stay_words(payload):
    wordings = {
        name: (
            wording(
                name,
                payload,
                f"{payload};",
                f"x {payload}",
                doc=payload,
                council=payload,
                url=payload,
            ),
        )
        for name in WORDINGS
    }
    hostile = tuple((name, payload, payload, closing) for name, _, _, closing in PROVISIONS)
    data = made(wordings, codes=codebook(hostile), council=Council("parish", name=payload))

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name))
        links = packed.read("word/_rels/document.xml.rels").decode()
    for target in re.findall(r'Target="([^"]*)" TargetMode="External"', links):
        assert target.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        pytest.param("The Town Clerk acts.", "parish", "The Clerk acts.", id="clerk"),
        pytest.param("The Town Clerk acts.", "town", "The Town Clerk acts.", id="town-clerk"),
        pytest.param("The Town Council acts.", "parish", "The Council acts.", id="council"),
        pytest.param("Parish Councillors act.", "town", "Councillors act.", id="councillors"),
        pytest.param("Ask the Town Mayor.", "parish", "Ask the [Chairman].", id="mayor"),
        pytest.param("Ask the Mayor.", "city", "Ask the Mayor.", id="mayor-of-city"),
        pytest.param("Ask the Chairman.", "town", "Ask the [Mayor or Chairman].", id="chairman"),
        pytest.param("Ask the Chairman.", "parish", "Ask the Chairman.", id="chairman-of-parish"),
        pytest.param(
            "The Chair of a committee asks.",
            "town",
            "The Chair of a committee asks.",
            id="committee",
        ),
        pytest.param("Ask the Chief Executive.", "parish", "Ask the [Clerk].", id="chief"),
        pytest.param("Across the town.", "parish", "Across the parish.", id="area"),
        pytest.param("Across the town.", "", "Across the [parish or town].", id="area-not-known"),
        pytest.param("Across the town.", "community", "Across the community.", id="community"),
        pytest.param("Three clear days pass.", "parish", "Three clear days pass.", id="by-law"),
        pytest.param("Ten working days pass.", "parish", "[Ten] working days pass.", id="days"),
        pytest.param("It costs £1,000.50 now.", "town", "It costs [£1,000.50] now.", id="money"),
        pytest.param("By 1st March 2024 at last.", "town", "By [date] at last.", id="date"),
        pytest.param("It may act.", "town", "It may act.", id="may"),
        pytest.param(
            "Tell Withyshire County Council.",
            "town",
            "Tell [name of the principal council].",
            id="county",
        ),
        pytest.param(
            "Ask the Withyshire Association of Local Councils.",
            "town",
            "Ask the [name of the county association].",
            id="association",
        ),
        pytest.param(
            "The National Association of Local Councils advises.",
            "town",
            "The National Association of Local Councils advises.",
            id="national",
        ),
        pytest.param(
            "See the Data Protection Act 2018.",
            "town",
            "See the Data Protection Act 2018.",
            id="act",
        ),
        pytest.param(
            "The Council’s Committee meets.",
            "town",
            "The Council’s Committee meets.",
            id="any-committee",
        ),
    ],
)
def test_words_are_made_to_fit_the_council(text, kind, shown):
    runs = filled(text, source="Marsh Town Council", council=Council(kind or None))

    assert "".join(f"[{run.text}]" if run.to_fill else run.text for run in runs) == shown

"""The timetable of reviews and the page of changes: order, groups, evidence, counts."""

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from pipeline.model import Change, ChangeCause, EarlierRun, PartialDate, ReviewStatus, Source
from pipeline.report.lookup import lookup
from pipeline.report.pages.reviews import timetable
from pipeline.report.publication import publication
from pipeline.report.site import site

AS_OF = date(2026, 11, 22)


def text_of(element):
    return " ".join(element.text_content().split())


def page_of(findings, name="reviews.html", **options):
    return html.document_fromstring(site(findings, **options)[name].decode())


def judged(findings, *reviews, as_of=AS_OF):
    """Give findings whose documents have these reviews, in turn: status, fields."""
    blank = {
        "adopted": None,
        "last_reviewed": None,
        "review_due": None,
        "derived_due": (),
        "days_overdue": None,
        "years_since_review": None,
        "status_readings": (),
        "doubts": (),
        "flags": (),
    }
    made = tuple(
        replace(known, status=status, **(blank | fields))
        for known, (status, fields) in zip(findings.reviews, reviews, strict=True)
    )
    return replace(findings, as_of=as_of, reviews=made)


def due(*date_parts, **fields):
    return {"review_due": PartialDate(*date_parts), **fields}


OVERDUE, CURRENT, SOON = ReviewStatus.OVERDUE, ReviewStatus.CURRENT, ReviewStatus.DUE_SOON
UNDATED = ReviewStatus.NO_REVIEW_DATE


@pytest.mark.parametrize(
    ("status", "fields", "as_of", "band"),
    [
        pytest.param(
            OVERDUE, due(2024, 11, 21), AS_OF, "Overdue by over two years", id="two-years"
        ),
        pytest.param(
            OVERDUE,
            due(2024, 11, 23),
            AS_OF,
            "Overdue by one to two years",
            id="a-day-short-of-two",
        ),
        pytest.param(
            OVERDUE, due(2025, 11, 22), AS_OF, "Overdue by one to two years", id="a-year-to-the-day"
        ),
        pytest.param(OVERDUE, due(2025, 11), AS_OF, "Overdue by less than one year", id="month"),
        pytest.param(OVERDUE, due(2024), AS_OF, "Overdue by one to two years", id="year"),
        pytest.param(
            OVERDUE,
            due(2024, 2, 29),
            date(2026, 2, 28),
            "Overdue by one to two years",
            id="leap-day-before-its-anniversary",
        ),
        pytest.param(
            OVERDUE, due(2024, 2, 29), date(2026, 3, 1), "Overdue by over two years", id="leap-day"
        ),
        pytest.param(SOON, due(2026, 11, 22), AS_OF, "Due in November 2026", id="today"),
        pytest.param(SOON, due(2026), AS_OF, "Due in December 2026", id="this-year"),
        pytest.param(CURRENT, due(2028, 10, 1), AS_OF, "Due in October 2028", id="24th-month"),
        pytest.param(CURRENT, due(2028, 11, 1), AS_OF, "Due in 2028", id="25th-month"),
        pytest.param(CURRENT, due(2031), AS_OF, "Due in 2031", id="far"),
        pytest.param(
            CURRENT,
            {"derived_due": (PartialDate(2030, 1), PartialDate(2027, 1))},
            AS_OF,
            "Due in January 2027",
            id="the-nearer-of-two-readings",
        ),
        pytest.param(
            UNDATED,
            {"years_since_review": 4.0},
            AS_OF,
            "No review date can be worked out: the longest since the last date first",
            id="adopted-only",
        ),
        pytest.param(
            UNDATED,
            {},
            AS_OF,
            "No review date can be worked out, and no other date is stated",
            id="no-date-at-all",
        ),
        pytest.param(
            ReviewStatus.AMBIGUOUS,
            {"derived_due": (PartialDate(2020), PartialDate(2030))},
            AS_OF,
            "Unclear: a person has to decide which reading holds",
            id="two-readings",
        ),
    ],
)
def test_a_review_stands_in_the_band_of_its_deadline(county_of, status, fields, as_of, band):
    found = judged(county_of(1, unreadable=(), unnamed=()), (status, fields), as_of=as_of)
    bands = [band.title for part in timetable(lookup(found)).parts for band in part.bands]
    assert bands == [band]


@pytest.fixture(scope="module")
def mixed(county_of):
    """Give findings about eight documents, of which one could not be read."""
    return judged(
        county_of(8, unnamed=()),
        (CURRENT, due(2027, 6)),
        (OVERDUE, due(2025, 3, days_overdue=601)),
        (UNDATED, {"years_since_review": 4.7}),
        (OVERDUE, due(2012, 9, 10, days_overdue=5186)),
        (UNDATED, {"years_since_review": 9.0}),
        (ReviewStatus.AMBIGUOUS, {"derived_due": (PartialDate(2025, 12), PartialDate(2027, 6))}),
        (SOON, due(2027, 1, days_overdue=None)),
    )


def test_the_order_is_that_of_attention(mixed):
    rows = page_of(mixed).xpath("//table[@data-filter]/tbody/tr[not(@class='group')]")
    assert [text_of(row.find("td")).split(":")[0] for row in rows] == [
        "Overdue by 14.2 years",
        "Overdue by 601 days",
        "Due soon",
        "Current",
        "No review date stated",
        "No review date stated",
        "Unclear",
        "Not read",
    ]
    assert "9.0 years" in str(timetable(lookup(mixed)).parts[3].bands[0].lines[0].since)


def test_every_document_is_counted_once_and_each_count_leads_to_its_group(mixed):
    page = page_of(mixed)
    figures = page.xpath("//ul[contains(@class, 'facts')]/li")
    counts = [int(text_of(item).split()[0]) for item in figures]
    assert counts == [2, 2, 0, 2, 1, 1]
    assert all("of 8" in text_of(item) for item in figures)
    for item, count in zip(figures, counts, strict=True):
        anchors = item.xpath(".//a/@href")
        assert bool(anchors) == bool(count)
        assert all(page.xpath("//*[@id=$id]", id=anchor[1:]) for anchor in anchors)
    groups = [text_of(head) for head in page.xpath("//tr[@class='group']/th")]
    assert sum(int(group.rsplit(" ", 3)[1]) for group in groups) == 8


def test_a_group_can_be_hidden_with_its_lines(mixed):
    for body in page_of(mixed).xpath("//table[@data-filter]/tbody"):
        rows = body.findall("tr")
        assert [row.get("class") for row in rows][:1] == ["group"]
        assert len(rows) > 1


def test_each_line_has_its_words_and_its_calendar_if_it_has_a_date(mixed):
    files = publication(mixed)
    page = html.document_fromstring(files["reviews.html"].decode())
    for part in timetable(lookup(mixed)).parts:
        for band in part.bands:
            for line in band.lines:
                assert bool(line.due) == bool(line.calendar)
                assert not line.calendar or (line.calendar in files and line.quotes)
    assert text_of(page.xpath("//section[@aria-labelledby='calendars']/p")[0]).count(
        "3 documents of 8"
    )


def test_calendars_are_offered_by_county_with_their_counts(mixed):
    rows = page_of(mixed).xpath("//section[@aria-labelledby='calendars']//tbody/tr")
    assert [[text_of(cell) for cell in row][:3] for row in rows] == [
        ["All councils", "5 of 8", "2 of 8"],
        ["Barsetshire", "3 of 4", "1 of 4"],
        ["Loamshire", "2 of 4", "1 of 4"],
    ]


def test_a_published_report_can_be_subscribed_to(mixed):
    home, published = (page_of(mixed, site_url=url) for url in ("", "https://example.org/p/"))
    assert not home.xpath("//a[starts-with(@href, 'webcal:')]")
    links = published.xpath("//a[starts-with(@href, 'webcal:')]/@href")
    assert links[0] == "webcal://example.org/p/calendars/all.ics"
    assert len(links) == 3


def test_without_any_date_no_calendar_is_offered(county_of):
    files = publication(judged(county_of(1, unreadable=(), unnamed=()), (UNDATED, {})))
    assert not [path for path in files if path.endswith(".ics")]
    assert "there is no calendar" in files["reviews.html"].decode()


def test_a_timetable_of_three_hundred_councils_stays_light(county_of):
    assert len(site(county_of(300))["reviews.html"]) < 600_000


# --- changes ----------------------------------------------------------------------------------

EARLIER = EarlierRun("0" * 16, date(2026, 10, 1), 7)


@pytest.mark.parametrize(
    ("earlier", "changes", "said"),
    [
        pytest.param(None, (), "There is nothing to compare with yet.", id="first-run"),
        pytest.param(
            EARLIER, (), "Nothing has changed since the run of 1 October 2026.", id="none"
        ),
        pytest.param(
            EARLIER,
            (Change("council-000", "status", "current", "due_soon", ChangeCause.AS_OF),),
            "1 finding about 1 document is not what it was in the run of 1 October 2026.",
            id="one",
        ),
        pytest.param(
            None,
            (Change("council-000", "status", "current", "due_soon", ChangeCause.AS_OF),),
            "1 finding about 1 document is not what it was in the run before.",
            id="of-an-unknown-day",
        ),
    ],
)
def test_the_page_of_changes_says_since_when(findings, earlier, changes, said):
    page = page_of(replace(findings, earlier=earlier, changes=changes), "changes.html")
    assert text_of(page.find(".//p[@class='lede']")).startswith(said)


def test_changes_stand_by_council_with_their_reason_and_a_way_to_the_finding(mixed):
    twin = Source("twin", "sources/twin.pdf", "0" * 64, 9, duplicate_of="council-000")
    found = replace(
        mixed,
        sources=(*mixed.sources, twin),
        documents={**mixed.documents, "twin": mixed.documents["council-000"]},
        earlier=EARLIER,
        changes=(
            Change("council-000", "coverage:press", "absent", "rules", ChangeCause.CORRECTION),
            Change("council-001", "status", "current", "overdue", ChangeCause.AS_OF),
            Change("council-003", "state", "text", "unreadable", ChangeCause.SOURCE),
            Change("council-004", "coverage:of_old", "rules", "", ChangeCause.CODEBOOK),
            Change("council-005", "state", "ocr", "text", ChangeCause.SOFTWARE),
            Change("gone", "document", "text", "", ChangeCause.WITHDRAWN),
            Change("twin", "document", "", "text", ChangeCause.NEW),
        ),
    )
    page = page_of(found, "changes.html")
    rows = page.xpath("//table[@data-filter]/tbody/tr[not(@class='group')]")
    assert {
        (text_of(row.find("th")), text_of(row.findall("td")[2]), *row.xpath("./th/a/@href"))
        for row in rows
    } == {
        ("Coverage: Press and media", "A correction", "councils/council-000.html#p-press"),
        ("Review", "Time passing", "councils/council-001.html#dates"),
        ("Reading of the file", "The source changed", "councils/council-003.html"),
        ("Coverage: of_old", "A change of the codebook", "councils/council-004.html"),
        (
            "Reading of the file",
            "A new version of the software",
            "councils/council-005.html#how-read",
        ),
        ("Document", "Withdrawn from the corpus"),
        ("Document", "New in the corpus", "councils/council-000.html"),
    }
    assert all(row.get("data-about") for row in rows)  # the filter finds the council by its name
    overdue = text_of(page.xpath("//section[@aria-labelledby='overdue']")[0])
    assert "Great Fernleigh Town Council" in overdue
    assert "It was: Current. Because of: time passing." in overdue

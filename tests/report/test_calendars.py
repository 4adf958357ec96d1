"""Calendars: what Outlook and Google are strict on, and what a person reads in them."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from pipeline.model import Doubt, Evidence, PartialDate, ReviewStatus
from pipeline.report.addresses import council_calendar, county_calendar
from pipeline.report.calendars import calendars

AS_OF = date(2026, 11, 22)  # a Sunday
ALL = "calendars/all.ics"
TEXTS = ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "TRANSP", "STATUS")


def broken_rules(data):
    """Check a file against the rules of RFC 5545 that Outlook refuses a file for.

    Lines end with CRLF and nothing else and have at most 75 octets, each of whole characters; no
    control characters; components are closed in order; one VERSION, PRODID and METHOD, and at
    least one event; each event has its properties once, dates without a time, an end after its
    beginning, a stamp in UTC and an identifier of its own; texts are escaped; alarms are whole.
    """
    if not data.endswith(b"\r\n") or data.startswith(b"\xef\xbb\xbf"):
        yield "does not end with CRLF, or begins with a mark"
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        if len(line) > 75:
            yield f"{len(line)} octets: {line[:40]!r}"
        text = line.decode("utf-8")  # raises where a fold parts a character
        if re.search("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]", text):
            yield f"control character: {text!r}"
    lines = data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    opened, counts, uids = [], [], []
    for line in lines:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;\"]+)*):(.*)", line)
        if not found:
            yield f"no content line: {line[:60]!r}"
            continue
        name, _, value = found.groups()
        if name == "BEGIN":
            opened.append(value)
            counts.append({})
        elif name == "END":
            if opened.pop() != value:
                yield f"{value} is not closed in order"
            yield from missing(value, counts.pop())
        else:
            counts[-1].setdefault(name, []).append(line)
            if name == "UID":
                uids.append(value)
            if name in TEXTS and re.search(r"(?<!\\)(?:\\\\)*(?:[,;]|\\(?![\\,;nN]))", value):
                yield f"not escaped: {line[:60]!r}"
            if name == "URL" and not re.fullmatch(r"https?://[!-~]+", value):
                yield f"no address: {line!r}"
    if opened or lines[0] != "BEGIN:VCALENDAR" or lines.count("BEGIN:VCALENDAR") != 1:
        yield "not one calendar"
    if "BEGIN:VEVENT" not in lines:
        yield "no event"
    if len(uids) != len(set(uids)):
        yield "an identifier stands twice"


def missing(component, held):
    wanted = {
        "VCALENDAR": ("VERSION", "PRODID", "METHOD", "CALSCALE", "X-WR-CALNAME"),
        "VEVENT": ONCE,
        "VALARM": ("ACTION", "TRIGGER", "DESCRIPTION"),
    }[component]
    for name in wanted:
        if len(held.get(name, ())) != 1:
            yield f"{component}: {name} stands {len(held.get(name, ()))} times"
    if component == "VALARM" and not re.fullmatch(
        r"TRIGGER:(?:-P\d+D|P(?:T0S|0D))", held["TRIGGER"][0]
    ):
        yield f"alarm is not before: {held['TRIGGER']}"
    if component == "VEVENT":
        start, end = (
            re.fullmatch(rf"{name};VALUE=DATE:(\d{{8}})", held[name][0])
            for name in ("DTSTART", "DTEND")
        )
        if not start or not end or start[1] >= end[1]:
            yield "no day, or it ends before it begins"
        if not re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", held["DTSTAMP"][0]):
            yield "stamp is not in UTC"
        if not 0 <= int(held["SEQUENCE"][0].partition(":")[2]) < 2**31:
            yield "sequence is no number that Outlook holds"


def events(data):
    return Calendar.from_ical(data).events


def test_every_calendar_keeps_the_rules(county_of):
    for address, data in calendars(county_of(12), due_soon_days=90).items():
        assert not list(broken_rules(data)), address


def test_hostile_text_breaks_no_rule_and_stays_text(hostile):
    for address, data in calendars(hostile, due_soon_days=90).items():
        assert re.fullmatch(r"calendars/[a-z0-9_-]+\.ics", address)
        assert not list(broken_rules(data)), address
        assert all(len(event["SUMMARY"]) <= 255 for event in events(data))


def dated(findings, *, as_of=AS_OF, **fields):
    """Give findings about one document, with a review of one's own."""
    review = findings.reviews[0]
    blank = {
        "adopted": None,
        "last_reviewed": None,
        "review_due": None,
        "derived_due": (),
        "cadence_months": (),
        "days_overdue": None,
        "status_readings": (),
        "flags": (),
        "doubts": (),
    }
    return replace(findings, as_of=as_of, reviews=(replace(review, **(blank | fields)),))


@pytest.fixture
def one(county_of):
    return county_of(1, unreadable=(), unnamed=())


STOWCOTE = "Stowcote Parish Council: "
OVERDUE, CURRENT, UNCLEAR = ReviewStatus.OVERDUE, ReviewStatus.CURRENT, ReviewStatus.AMBIGUOUS


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"status": CURRENT, "review_due": PartialDate(2028, 5, 14)},
            [("2028-05-14", "review due by 14 May 2028", -90)],
            id="day",
        ),
        pytest.param(
            {"status": CURRENT, "review_due": PartialDate(2027, 3)},
            [("2027-03-31", "review due by the end of March 2027", -90)],
            id="month",
        ),
        pytest.param(
            {"status": CURRENT, "review_due": PartialDate(2028, 2)},
            [("2028-02-29", "review due by the end of February 2028", -90)],
            id="month-of-a-leap-year",
        ),
        pytest.param(
            {"status": CURRENT, "derived_due": (PartialDate(2028, 2, 29),)},
            [("2028-02-29", "review due by 29 February 2028", -90)],
            id="leap-day",
        ),
        pytest.param(
            {"status": CURRENT, "review_due": PartialDate(2027)},
            [("2027-12-31", "review due by the end of 2027", -90)],
            id="year",
        ),
        pytest.param(
            {"status": ReviewStatus.DUE_SOON, "review_due": PartialDate(2026, 12, 2)},
            [("2026-12-02", "review due by 2 December 2026", -5)],
            id="soon-reminds-after-the-report",
        ),
        pytest.param(
            {"status": ReviewStatus.DUE_SOON, "review_due": PartialDate(2026, 11, 23)},
            [("2026-11-23", "review due by 23 November 2026", 0)],
            id="tomorrow",
        ),
        pytest.param(
            {"status": ReviewStatus.DUE_SOON, "review_due": PartialDate(2026, 11, 22)},
            [("2026-11-22", "review due by 22 November 2026", None)],
            id="on-the-day-of-the-report",
        ),
        pytest.param(
            {"status": OVERDUE, "review_due": PartialDate(2025, 3), "days_overdue": 601},
            [
                ("2025-03-31", "review due by the end of March 2025", None),
                ("2026-11-23", "review overdue, was due by the end of March 2025", None),
            ],
            id="overdue-stands-where-it-is-seen-too",
        ),
        pytest.param(
            {
                "status": UNCLEAR,
                "status_readings": (OVERDUE, CURRENT),
                "derived_due": (PartialDate(2025, 12, 9), PartialDate(2027, 6, 9)),
            },
            [
                ("2025-12-09", "review due by 9 December 2025 (unclear, reading 1 of 2)", None),
                ("2027-06-09", "review due by 9 June 2027 (unclear, reading 2 of 2)", -90),
                (
                    "2026-11-23",
                    "decide whether the review is overdue, was due by 9 December 2025",
                    None,
                ),
            ],
            id="biannually",
        ),
        pytest.param({"status": UNCLEAR, "flags": ("election_tied",)}, [], id="tied-to-elections"),
        pytest.param({"status": ReviewStatus.NO_REVIEW_DATE}, [], id="no-date"),
        pytest.param(
            {
                "status": CURRENT,
                "review_due": PartialDate(2028, 3),
                "doubts": (("review_due", Doubt.SUBJECT),),
            },
            [("2028-03-31", "review due by the end of March 2028 (to be checked)", -90)],
            id="doubtful",
        ),
    ],
)
def test_a_review_stands_on_the_last_day_that_it_may_fall_on(one, fields, expected):
    files = calendars(dated(one, **fields), due_soon_days=90)
    if not expected:
        assert files == {}
        return
    found = [
        (
            event.start.isoformat(),
            str(event["SUMMARY"]).removeprefix(STOWCOTE),
            trigger(event),
        )
        for event in events(files[ALL])
    ]
    assert found == expected
    assert all(event.end - event.start == timedelta(days=1) for event in events(files[ALL]))
    assert not [broken for data in files.values() for broken in broken_rules(data)]


def trigger(event):
    alarms = event.walk("VALARM")
    return alarms[0].TRIGGER.days if alarms else None


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        pytest.param(date(2026, 11, 19), date(2026, 11, 20), id="Thursday"),
        pytest.param(date(2026, 11, 20), date(2026, 11, 23), id="Friday"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="Saturday"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 1), id="end-of-the-year"),
    ],
)
def test_what_is_overdue_stands_on_the_first_working_day_after_the_report(one, as_of, day):
    late = dated(one, as_of=as_of, status=OVERDUE, review_due=PartialDate(2025), days_overdue=325)
    assert [event.start for event in events(calendars(late)[ALL])] == [date(2025, 12, 31), day]


def test_an_event_keeps_its_identifier_when_its_date_moves_or_is_at_last_stated(one):
    runs = [
        dated(one, status=CURRENT, derived_due=(PartialDate(2027, 5, 14),)),
        dated(one, status=CURRENT, review_due=PartialDate(2027, 6)),
        dated(one, as_of=date(2026, 12, 1), status=CURRENT, review_due=PartialDate(2028)),
    ]
    found = [events(calendars(run)[ALL])[0] for run in runs]
    assert len({event.uid for event in found}) == 1
    assert found[0].start < found[1].start < found[2].start
    assert found[0]["SEQUENCE"] == found[1]["SEQUENCE"] < found[2]["SEQUENCE"]


def test_two_documents_of_one_council_have_events_of_their_own(county_of):
    twice = county_of(2, names=("Fern Parish Council",) * 2, unreadable=(), unnamed=())
    made = calendars(twice)
    found = events(made[ALL])
    assert len({event.uid for event in found}) == len(found) == 2
    assert {str(event["SUMMARY"]).partition(":")[0] for event in found} == {
        "Fern Parish Council (council-000)",
        "Fern Parish Council (council-001)",
    }


def test_no_two_calendars_share_a_file():
    counties = ["Marlshire", "marlshire", "Marl shire", "Marl-shire", "Sir Ddyffryn", "Sir Ddŵr"]
    docs = ["all", "of-all", "county-marlshire", "of-county-marlshire", "stowcote", "con"]
    made = [*map(county_calendar, counties), *map(council_calendar, docs), ALL]
    assert len({address.casefold() for address in made}) == len(made)


def test_a_calendar_of_a_county_has_the_events_of_its_councils(county_of):
    findings = county_of(12)
    made = calendars(findings)
    counties = {source.doc: source.county for source in findings.sources}
    for county in sorted({county for county in counties.values() if county}):
        own = {
            event.uid
            for doc, name in counties.items()
            if name == county and council_calendar(doc) in made
            for event in events(made[council_calendar(doc)])
        }
        assert {event.uid for event in events(made[county_calendar(county)])} == own
        assert own < {event.uid for event in events(made[ALL])}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Fern, Marsh; and Dell Parish Council", id="commas"),
        pytest.param("Cyngor Cymuned Tŷ’r-Ŵyn 👩‍🚒🌿", id="accents-and-emoji"),
        pytest.param("Fern\r\nBEGIN:VEVENT\r\nUID:forged", id="line-ends"),
        pytest.param("Fern\u2028Marsh\x85Dell", id="other-line-ends"),
        pytest.param("C:\\New\\parish \\n \\N council", id="backslashes"),
        pytest.param("Ŵ" * 500, id="long-word"),
        pytest.param("Upper and Lower Fern with Marsh " * 16, id="long-name"),
    ],
)
def test_a_name_of_any_kind_is_one_line_of_text(one, name):
    source = replace(one.sources[0], council=name, county=name)
    files = calendars(
        dated(replace(one, sources=(source,)), status=CURRENT, review_due=PartialDate(2028))
    )
    assert len(files) == 3
    for data in files.values():
        assert not list(broken_rules(data))
        (event,) = events(data)
        summary = str(event["SUMMARY"])
        assert summary.endswith(": review due by the end of 2028")
        assert len(summary) <= 255
        assert "\n" not in summary
        if len(name) < 100:
            wanted = " ".join(name.split()).replace("\\N", "\\\u2060N")
            assert summary.startswith(wanted)


def test_every_event_leads_to_the_words_and_to_the_page(county_of):
    findings = county_of(12)
    quotes = {e.quote for review in findings.reviews for _, e in review.evidence}
    for data in calendars(findings).values():
        for event in events(data):
            told = str(event["DESCRIPTION"])
            assert any(f"“{quote}”" in told for quote in quotes)
            assert re.search(r"Read it in full: councils/council-\d+\.html in the report", told)


def test_what_a_person_put_right_is_not_given_as_a_quotation(one):
    said = Evidence("council-000", 0, 0, "Corrected by A. Clerk on 2026-10-03: seen in minutes")
    review = replace(one.reviews[0], evidence=(("review_due", said),))
    found = dated(replace(one, reviews=(review,)), status=CURRENT, review_due=PartialDate(2028))
    told = str(events(calendars(found)[ALL])[0]["DESCRIPTION"])
    assert "Corrected by A. Clerk on 2026-10-03: seen in minutes." in told
    assert "“" not in told


def test_a_published_report_has_whole_links_and_events_of_its_own(county_of):
    findings = county_of(6)
    at_home, published = (
        events(calendars(findings, site_url=url)[ALL])
        for url in ("", "https://example.org/protocols/")
    )
    assert all(
        str(event["URL"]).startswith("https://example.org/protocols/councils/")
        and str(event["URL"]) in str(event["DESCRIPTION"])
        for event in published
    )
    assert not {event.uid for event in at_home} & {event.uid for event in published}


def test_a_web_address_that_is_not_plain_is_told_but_no_link(one):
    source = replace(one.sources[0], url="https://stowcote.example/protocol-ŵ.pdf")
    found = dated(replace(one, sources=(source,)), status=CURRENT, review_due=PartialDate(2028))
    (event,) = events(calendars(found)[ALL])
    assert "URL" not in event
    assert "https://stowcote.example/protocol-ŵ.pdf" in str(event["DESCRIPTION"])


def test_the_same_findings_give_the_same_calendars(county_of):
    assert calendars(county_of(12)) == calendars(county_of(12))

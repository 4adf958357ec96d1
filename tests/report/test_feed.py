"""The feed of changes: well-formed, stable, and with ways to the findings."""

from dataclasses import replace
from datetime import date
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import etree, html

from pipeline.model import Change, ChangeCause, EarlierRun, ReviewStatus
from pipeline.report.feed import feed
from pipeline.report.publication import publication

ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
SITE = "https://example.org/protocols/"
EARLIER = EarlierRun("0" * 16, date(2026, 10, 1), 5)


def parsed(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False))


def broken_rules(root):
    """Check a feed against RFC 4287: what must be there, once, and in which form."""
    for element in (root, *root.findall("a:entry", ATOM)):
        for name in ("title", "id", "updated"):
            found = element.findall(f"a:{name}", ATOM)
            if len(found) != 1 or not (found[0].text or "").strip():
                yield f"{etree.QName(element).localname}: {len(found)} {name}"
        if not element.findall("a:link[@rel='alternate']", ATOM):
            yield "no link"
    if len(root.findall("a:author/a:name", ATOM)) != 1:
        yield "no author"
    ids = [element.text for element in root.iter("{*}id")]
    if len(ids) != len(set(ids)) or any(not each.startswith("urn:uuid:") for each in ids):
        yield "identifiers are no addresses, or stand twice"
    for content in root.iter("{*}content"):
        if content.get("type") == "xhtml" and [c.tag for c in content] != [f"{{{ATOM['h']}}}div"]:
            yield "content is not one division"


def with_changes(findings, *changes):
    return replace(findings, earlier=EARLIER, changes=changes)


@pytest.fixture
def overdue_doc(findings):
    return next(r.doc for r in findings.reviews if r.status is ReviewStatus.OVERDUE)


@pytest.fixture
def moved(findings, overdue_doc):
    """Give findings with changes of all kinds, about three documents and one that is gone."""
    return with_changes(
        findings,
        Change("council-000", "coverage:press", "absent", "rules", ChangeCause.SOURCE),
        Change("council-000", "coverage:groups", "rules", "absent", ChangeCause.SOFTWARE),
        Change(overdue_doc, "status", "current", "overdue", ChangeCause.AS_OF),
        Change("council-003", "state", "text", "unreadable", ChangeCause.SOURCE),
        Change("council-gone", "document", "text", "", ChangeCause.WITHDRAWN),
    )


def test_a_feed_has_one_entry_a_council_and_one_of_what_became_overdue(moved):
    root = parsed(feed(moved))
    assert not list(broken_rules(root))
    assert [title.text for title in root.findall("a:entry/a:title", ATOM)] == [
        "1 review has become overdue",
        "Marsh Ambling Parish Council: 1 change",
        "Stowcote Parish Council: 2 changes",
        "Council not named in the document (council-002): 1 change",
        "council-gone: 1 change",
    ]


def test_an_entry_says_what_was_what_is_and_why(moved):
    content = parsed(feed(moved)).findall("a:entry/a:content", ATOM)
    told = " ".join("".join(content[2].itertext()).split())
    assert "Coverage: Press and media: Silent → Rules. The file that the council publishes" in told
    assert "Coverage: Political groups: Rules → Silent." in told
    overdue = " ".join("".join(content[0].itertext()).split())
    assert "due by 31 May 2026. It was: Current." in overdue
    assert "Members and officers protocol" in overdue  # the words behind it


@pytest.mark.parametrize("site_url", ["", SITE], ids=["from-a-folder", "published"])
def test_every_link_leads_to_a_page_and_an_anchor(moved, pictures_of, site_url):
    files = publication(moved, pictures=pictures_of(moved), site_url=site_url)
    base = site_url or "https://anywhere.example/x/"
    links = parsed(files["changes.atom"]).xpath("//@href")
    assert len(links) > 8
    for link in links:
        assert link.startswith(SITE) or not site_url
        target, anchor = urldefrag(urljoin(f"{base}changes.atom", link).removeprefix(base))
        assert target in files
        if anchor:
            page = html.document_fromstring(files[target].decode())
            assert page.xpath("//*[@id=$anchor]", anchor=anchor)


@pytest.mark.parametrize("earlier", [None, EARLIER], ids=["first-run", "no-change"])
def test_without_a_change_the_feed_is_whole_and_has_no_entry(findings, earlier):
    root = parsed(feed(replace(findings, earlier=earlier, changes=())))
    assert not list(broken_rules(root))
    assert not root.findall("a:entry", ATOM)


def test_the_same_changes_keep_their_identifier_and_other_changes_have_another(moved):
    def ids(findings):
        return {
            entry.findtext("a:id", None, ATOM) for entry in parsed(feed(findings)).iter("{*}entry")
        }

    later = replace(moved, as_of=date(2026, 11, 30), run_id="f" * 16)
    assert ids(later) == ids(moved)
    fewer = replace(moved, changes=moved.changes[1:])
    assert len(ids(fewer) - ids(moved)) == 1
    since = replace(moved, earlier=replace(EARLIER, as_of=date(2026, 11, 1)))
    assert not ids(since) & ids(moved)


def test_the_feed_is_dated_by_the_report_and_never_by_the_clock(moved):
    root = parsed(feed(moved))
    assert {each.text for each in root.iter("{*}updated")} == {"2026-11-22T00:00:00Z"}
    assert feed(moved) == feed(replace(moved))


def test_hostile_text_is_well_formed_and_stays_text(hostile):
    payload = hostile.changes[0].before
    doc = hostile.reviews[0].doc
    changes = (
        *hostile.changes,
        Change(doc, "status", payload, "overdue", ChangeCause.AS_OF),
        Change(doc, f"coverage:{payload}", payload, payload, ChangeCause.SOURCE),
    )
    root = parsed(feed(replace(hostile, changes=changes)))
    assert not [rule for rule in broken_rules(root) if "title" not in rule]
    tags = {
        etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)
    }
    assert not tags & {"script", "img"}
    assert not [link for link in root.xpath("//@href") if ":" in link]


def test_pages_lead_to_the_feed(moved):
    files = publication(moved)
    for path, data in files.items():
        if path.endswith(".html"):
            (link,) = html.document_fromstring(data.decode()).xpath(
                "//link[@rel='alternate'][@type='application/atom+xml']/@href"
            )
            assert urljoin(f"http://report.test/{path}", link) == "http://report.test/changes.atom"

"""How does a feed reader, or a colleague's mailbox, learn what changed since the run before?

An Atom feed (RFC 4287): one entry for each council with changes, and one for all reviews that have
become overdue. Nothing in it depends on the clock.
"""

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from pipeline.model import Findings
from pipeline.report import addresses, wording
from pipeline.report.lookup import lookup
from pipeline.report.pages.changes import (
    ChangeLine,
    Changes,
    CouncilChanges,
    NowOverdue,
    changes_of,
)
from pipeline.report.safe_text import shortened, shown

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TITLE = 300
_VALUE = 500


def feed(findings: Findings, *, site_url: str = "") -> bytes:
    """Make the feed of what changed.

    Args:
        findings: All findings of a run.
        site_url: The address of the report's folder, which makes every link whole. Where it is
            empty, links are relative to the feed's own address (RFC 3986, section 5.1.3): that
            does for a feed that is fetched from beside the pages, though some readers do not
            follow it, and for none that is sent on.

    Returns:
        The file. Without a change the feed has no entry. The same findings give the same bytes.
    """
    found = lookup(findings)
    writer = _Writer(findings, site_url)
    changes = changes_of(found)
    root = writer.feed(changes)
    if changes.overdue:
        root.append(writer.overdue(changes.overdue))
    for council in changes.councils:
        root.append(writer.council(council))
    etree.indent(root)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return text + b"\n"


class _Writer:
    """Writes the parts of one feed."""

    def __init__(self, findings: Findings, site_url: str) -> None:
        self._title = wording.report_title(findings.codebook)
        self._about = findings.codebook.documents
        self._site_url = site_url
        self._day = findings.as_of
        self._updated = f"{findings.as_of.isoformat()}T00:00:00Z"
        earlier = findings.earlier
        self._since = earlier.as_of.isoformat() if earlier is not None else ""

    def feed(self, changes: Changes) -> etree._Element:
        """Write what stands before the entries."""
        since = f" since {changes.since}" if changes.since else ""
        root = _atom(
            "feed",
            _atom("title", _text(f"{self._title}: changes", _TITLE)),
            _atom("subtitle", f"Findings that changed{since}, as of {wording.day(self._day)}"),
            _atom("id", self._id("feed")),
            _atom("updated", self._updated),
            _atom("author", _atom("name", "Council Protocols")),
            _atom("link", rel="alternate", type="text/html", href=self._link(addresses.CHANGES)),
            _atom("generator", "Council Protocols"),
        )
        root.set(f"{_XML}lang", "en-GB")
        if self._site_url:
            root.insert(5, _atom("link", rel="self", href=self._link(addresses.FEED)))
        return root

    def council(self, council: CouncilChanges) -> etree._Element:
        """Write what changed for one council."""
        number = wording.counted(len(council.lines), "change")
        said = [(line.what, line.before, line.after, line.cause) for line in council.lines]
        return self._entry(
            f"{_text(council.name, _TITLE)}: {number}",
            # told once: the same changes, counted from the same run, are the same entry
            self._id(
                "changes",
                addresses.file_stem(council.doc),
                self._since,
                *(part for line in said for part in line),
            ),
            council.href or addresses.CHANGES,
            sorted({line.cause for line in council.lines}),
            [_html("ul", *(self._line(line) for line in council.lines))],
        )

    def overdue(self, reviews: tuple[NowOverdue, ...]) -> etree._Element:
        """Write which reviews have become overdue."""
        number = wording.counted(len(reviews), "review has", "reviews have")
        items = []
        for review in reviews:
            due = f", due {review.due}" if review.due else ""
            item = _html(
                "li",
                self._anchor(review.name, review.href),
                f"{due}. It was: {_text(review.before, _VALUE)}.",
            )
            for words in review.quotes:
                item.append(_html("blockquote", _html("p", _text(words.text, _VALUE))))
            items.append(item)
        return self._entry(
            f"{number} become overdue",
            self._id(
                "overdue",
                self._since,
                *(f"{addresses.file_stem(each.doc)} {each.due}" for each in reviews),
            ),
            addresses.REVIEWS,
            ["overdue"],
            [_html("ul", *items)],
        )

    def _entry(
        self,
        title: str,
        identifier: str,
        href: str,
        terms: Iterable[str],
        content: list[etree._Element],
    ) -> etree._Element:
        return _atom(
            "entry",
            _atom("title", title),
            _atom("id", identifier),
            _atom("updated", self._updated),
            _atom("link", rel="alternate", type="text/html", href=self._link(href)),
            *(_atom("category", term=term) for term in terms),
            _atom("content", _html("div", *content), type="xhtml"),
        )

    def _line(self, line: ChangeLine) -> etree._Element:
        what = (
            self._anchor(line.what, line.href)
            if line.href
            else _html("span", _text(line.what, _VALUE))
        )
        before, after = _text(line.before, _VALUE), _text(line.after, _VALUE)
        return _html("li", what, f": {before} → {after}. {line.why}")

    def _anchor(self, words: str, href: str) -> etree._Element:
        return _html("a", _text(words, _VALUE), href=self._link(href))

    def _link(self, address: str) -> str:
        return f"{self._site_url}{address}"

    def _id(self, *parts: str) -> str:
        """Name a part of the feed, the same in every run and in no other report."""
        name = "\n".join((self._site_url, shown(self._about), *map(shown, parts)))
        return uuid5(NAMESPACE_URL, name).urn


def _text(text: str, limit: int) -> str:
    return shortened(" ".join(shown(text).split()), limit)


def _atom(tag: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    return _element(_ATOM, tag, children, attributes)


def _html(tag: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    return _element(_XHTML, tag, children, attributes)


def _element(
    space: str,
    tag: str,
    children: Iterable[etree._Element | str],
    attributes: Mapping[str, str],
) -> etree._Element:
    """Make an element of texts and elements in their order."""
    names = {None: space}  # no prefix
    made = etree.Element(f"{{{space}}}{tag}", dict(attributes), nsmap=names)  # type: ignore[arg-type]
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made

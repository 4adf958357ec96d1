"""What stands on a council's page: its dates, provisions, defects, differences, kin and clauses."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import (
    Cell,
    Clause,
    ClauseKind,
    CorrectionKind,
    Defect,
    Difference,
    Level,
    PartialLink,
    Provision,
    Review,
    ReviewStatus,
    State,
)
from pipeline.report import addresses, wording
from pipeline.report.deadlines import deadlines, is_quotation
from pipeline.report.lookup import Lookup, council_of, council_type_of
from pipeline.report.pages.briefings import Paper, papers
from pipeline.report.pages.corrections import Mark, marks
from pipeline.report.pages.how_read import HowRead, how_read
from pipeline.report.pages.lineage import Common, common
from pipeline.report.peers import Compared, compared
from pipeline.report.published import Published, doubt, published
from pipeline.report.quotes import Quote, clause_quote, quote
from pipeline.report.readings import place
from pipeline.report.safe_text import shortened

_PART_LIMIT = 90  # characters of a part of a clause, which stands above in full


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact about the document's dates and the words behind it."""

    name: str
    value: str
    note: str
    to_check: str  # why a person should compare it; empty where it is certain
    quotes: tuple[Quote, ...]
    corrected: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A provision, as this document has it."""

    id: str
    anchor: str
    title: str
    question: str
    href: str
    level: Level
    word: str
    points_to: str
    basis: str  # where the level comes from; empty where no clause was found
    to_check: str  # why a person should look; empty where it is certain
    others: str  # how many documents have rules on it
    unconcerned: str  # why it does not concern this council; empty where it does
    quotes: tuple[Quote, ...]
    nearest: Quote | None  # of doubtful silence: the clause to look at first
    corrected: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions under one heading of the codebook."""

    title: str
    provisions: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A drafting defect."""

    word: str
    detail: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Force:
    """A difference of force."""

    word: str
    theirs: str
    usual: str
    share: str
    href: str
    place: str
    published: Published | None
    family: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A provision carried by a clause."""

    title: str
    href: str
    level: Level
    word: str
    basis: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of a longer clause that other documents have as a clause."""

    words: str
    others: str  # "2 other documents"
    href: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A clause as printed."""

    anchor: str
    label: str
    text: str
    page: int | None
    published: Published | None
    doubt: str  # of text recognition; empty where there is none
    heading: bool
    quiet: bool  # title lines, addresses, page furniture
    language: str
    quoted: bool
    rivals: str  # what else its label may be; empty: nothing
    pair: str  # anchor of the clause that says the same in the other language; empty: none
    carries: tuple[Carried, ...]
    shared: str  # "also in 4 other councils"; empty where it is in none
    family: str
    parts: tuple[Shared, ...]  # words of it that are a clause of their own elsewhere


@dataclass(frozen=True, slots=True)
class Council:
    """A council's page."""

    name: str
    title: str
    readable: bool
    state: State
    state_word: str
    reason: str
    status: ReviewStatus
    status_words: str
    status_meaning: str
    status_to_check: str
    flags: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    source_url: str | None
    text_file: str
    how_read: HowRead
    pictured: bool  # whether any of its clauses can be seen on its page
    dates: tuple[Dated, ...]
    calendar: str  # address of its calendar file; empty where no date is known
    groups: tuple[Group, ...]
    counts: tuple[tuple[Level, str, int], ...]
    to_check: int  # provisions whose level a person should check
    flaws: tuple[Flaw, ...]
    forces: tuple[Force, ...]
    clauses: tuple[Printed, ...]
    renamed: tuple[Mark, ...]
    dismissed: tuple[Mark, ...]
    common: Common
    peers: Compared
    briefing: tuple[Paper, ...]  # what can be printed or sent about it


def council(found: Lookup, doc: str) -> Council:
    """Fill a council's page."""
    document, source, review = found.document(doc), found.sources[doc], found.reviews[doc]
    marked = marks(found, doc)
    levels = [found.level(doc, provision.id) for provision in found.provisions]
    return Council(
        name=found.names[doc],
        title=review.title or "",
        readable=document.state.readable,
        state=document.state,
        state_word=wording.STATES[document.state],
        reason=document.reason or wording.STATE_MEANINGS[document.state],
        status=review.status,
        status_words=wording.status(review),
        status_meaning=wording.STATUS_MEANINGS[review.status],
        status_to_check=wording.to_check(review, "status"),
        flags=tuple(wording.flag(name) for name in review.flags),
        about=_about(found, doc),
        source_url=addresses.web_address(source.url),
        text_file=f"data/{addresses.text_file(doc)}",
        how_read=how_read(found, doc),
        pictured=any((doc, clause.page) in found.pictures for clause in found.clauses.get(doc, ())),
        dates=_dates(found, review, marked),
        calendar=addresses.council_calendar(doc) if deadlines(review) else "",
        groups=_groups(found, doc, marked),
        counts=tuple(
            (level, word, levels.count(level))
            for level, word in wording.LEVELS.items()
            if level is not Level.UNREADABLE
        ),
        to_check=len(found.to_check(doc)),
        flaws=tuple(_flaw(found, defect) for defect in found.defects.get(doc, ())),
        forces=tuple(_force(found, item) for item in found.differences.get(doc, ())),
        clauses=tuple(_printed(found, clause) for clause in found.clauses.get(doc, ())),
        renamed=(*marked.get(CorrectionKind.COUNCIL, ()), *marked.get("title", ())),
        dismissed=marked.get(CorrectionKind.DEFECT, ()),
        common=common(found, doc),
        peers=compared(found, doc),
        briefing=papers(found, doc),
    )


def _about(found: Lookup, doc: str) -> tuple[tuple[str, str], ...]:
    document, source = found.document(doc), found.sources[doc]
    _, said_by = council_of(found.findings, source)
    origin = {
        "correction": "a correction by a person",
        "register": "the register of the corpus",
        "document": "the document itself (inferred)",
        "unknown": "nothing: neither the register nor the document names it",
    }[said_by]
    rows = [
        ("Council’s name from", origin),
        ("Type of council", council_type_of(found.findings, source) or ""),
        ("County", source.county or ""),
        ("Country", source.country or ""),
        ("Words", f"{len(document.text.split()):,}" if document.state.readable else ""),
        ("Retrieved", source.retrieved or ""),
        ("Fingerprint (SHA-256)", source.sha256),
    ]
    return tuple((label, value) for label, value in rows if value)


def _dates(
    found: Lookup, review: Review, marked: Mapping[str, tuple[Mark, ...]]
) -> tuple[Dated, ...]:
    def stated(name: str) -> str:
        value = getattr(review, name)
        return "" if value is None else wording.stated(value)

    derived = wording.listed([wording.stated(value) for value in review.derived_due], "or")
    years = review.years_since_review
    since = "" if years is None else f"{years:.1f} years before the day of this report"
    rows = [
        ("adopted", stated("adopted"), "" if review.last_reviewed else since),
        ("last_reviewed", stated("last_reviewed"), since if review.last_reviewed else ""),
        ("review_due", stated("review_due"), ""),
        ("cadence_text", review.cadence_text or "", _months(review)),
        ("derived_due", derived, ""),
        ("approved_by", review.approved_by or "", ""),
        ("minute_ref", review.minute_ref or "", ""),
        ("version", review.version or "", ""),
    ]
    names = {"derived_due": "Review due, worked out", "cadence_text": "How often"}
    aliases = {"cadence_text": {"cadence_text", "cadence", "cadence_months"}}
    # a date that was worked out is as doubtful as what the status stands on
    doubted = {"cadence_text": "cadence", "derived_due": "" if review.review_due else "status"}
    corrected_as = {"cadence_text": "cadence_months"}
    quiet = {"approved_by", "minute_ref", "version"}  # no line where nothing is stated
    dated = []
    for key, value, note in rows:
        if not value and (key in quiet or key == "derived_due"):
            continue
        quotes = tuple(
            quote(found, evidence)
            for named, evidence in review.evidence
            if named in aliases.get(key, {key}) and is_quotation(evidence)
        )
        to_check = wording.to_check(review, doubted.get(key, key))
        name = names.get(key, wording.field(key))
        corrected = marked.get(key, ()) or marked.get(corrected_as.get(key, ""), ())
        dated.append(Dated(name, value or "Not stated", note, to_check, quotes, corrected))
    return tuple(dated)


def _months(review: Review) -> str:
    return f"read as {wording.cadence(review)}" if review.cadence_months else ""


def _groups(found: Lookup, doc: str, marked: Mapping[str, tuple[Mark, ...]]) -> tuple[Group, ...]:
    groups: dict[str, list[Covered]] = {}
    for provision in found.provisions:
        cell = found.cells[doc, provision.id]
        clauses = [found.clause[doc, n] for n in cell.clauses if (doc, n) in found.clause]
        groups.setdefault(provision.group, []).append(
            Covered(
                id=provision.id,
                anchor=addresses.provision_anchor(provision.id),
                title=provision.title,
                question=provision.question,
                href=addresses.provision_page(provision.id),
                level=cell.level,
                word=wording.LEVELS[cell.level],
                points_to=cell.points_to or "",
                basis=wording.BASES[cell.basis] if cell.basis else "",
                to_check=wording.cell_to_check(cell),
                others=wording.share(
                    found.overall(provision.id).rules,
                    found.overall(provision.id).read,
                    "documents",
                ),
                unconcerned=_unconcerned(provision, cell),
                nearest=(
                    clause_quote(found, found.clause[doc, cell.nearest])
                    if cell.nearest is not None
                    else None
                ),
                quotes=tuple(
                    clause_quote(found, clause, note=_weaker(found, clause, cell))
                    for clause in clauses
                ),
                corrected=marked.get(f"{CorrectionKind.PROVISION}:{provision.id}", ()),
            )
        )
    return tuple(Group(title, tuple(covered)) for title, covered in groups.items())


def _unconcerned(provision: Provision, cell: Cell) -> str:
    return "" if cell.concerned or provision.applies is None else provision.applies.reason


def _weaker(found: Lookup, clause: Clause, cell: Cell) -> str:
    """Say so where a clause only mentions what its document has rules on."""
    levels = {
        coding.level
        for coding in found.codings.get((clause.doc, clause.n), ())
        if coding.provision == cell.provision
    }
    return "mentions it" if levels == {Level.MENTION} and cell.level is Level.RULES else ""


def _flaw(found: Lookup, defect: Defect) -> Flaw:
    return Flaw(wording.DEFECTS[defect.kind], defect.detail, quote(found, defect.evidence))


def _force(found: Lookup, difference: Difference) -> Force:
    clause = found.clause[difference.doc, difference.n]
    picture = published(found, clause.doc, clause.page, clause)
    return Force(
        word=wording.DIFFERENCES[difference.kind],
        theirs=difference.theirs,
        usual=difference.usual,
        share=f"{difference.count:,} of {difference.total:,}",
        href=addresses.clause(clause.doc, clause.n),
        place=place(clause.label, clause.address, clause.page if picture is None else None),
        published=picture,
        family=(
            addresses.family_page(difference.family) if difference.family in found.shared else ""
        ),
    )


def _printed(found: Lookup, clause: Clause) -> Printed:
    family, _ = found.families.get((clause.doc, clause.n), (None, None))
    others = {member.doc for member in family.members} - {clause.doc} if family else set()
    return Printed(
        anchor=f"c{clause.n}",
        label=clause.label or "",
        text=clause.text,
        page=clause.page,
        published=published(found, clause.doc, clause.page, clause),
        doubt=doubt(found, clause),
        heading=clause.kind is ClauseKind.HEADING,
        quiet=clause.kind in {ClauseKind.METADATA, ClauseKind.BOILERPLATE},
        language=clause.language,
        quoted=clause.quoted,
        rivals=" or ".join(clause.label_rivals),
        pair=f"c{clause.pair}" if clause.pair else "",
        carries=tuple(
            Carried(
                found.titles[coding.provision],
                addresses.provision_page(coding.provision),
                coding.level,
                wording.LEVELS[coding.level],
                wording.BASES[coding.basis],
            )
            for coding in found.codings.get((clause.doc, clause.n), ())
            if coding.provision in found.titles
        ),
        shared=f"Also in {wording.counted(len(others), 'other document')}" if others else "",
        family=addresses.family_page(family.id) if family and others else "",
        parts=tuple(
            _shared_part(found, clause, link)
            for link in found.links_of.get((clause.doc, clause.n), ())
        ),
    )


def _shared_part(found: Lookup, clause: Clause, link: PartialLink) -> Shared:
    family = found.family[link.family]
    others = {member.doc for member in family.members} - {clause.doc}
    return Shared(
        words=shortened(clause.text[link.start : link.end].strip(), _PART_LIMIT),
        others=wording.counted(len(others), "other document") if others else "this document",
        href=addresses.family_page(family.id),
    )

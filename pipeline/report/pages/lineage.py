"""What documents share: templates, who else uses a text, and what a council has to itself."""

from dataclasses import dataclass

from pipeline.model import Distinctive, Kinship, Lineage, Standing
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, clause_quote
from pipeline.report.readings import TEXT_LIMIT, Piece, marked
from pipeline.report.safe_text import shortened

_MOST_OTHERS = 8  # documents that are shown clause by clause


@dataclass(frozen=True, slots=True)
class Part:
    """What of a document stands in a lineage."""

    name: str  # of the council, or on its page of the lineage
    href: str  # of the council, or of the lineage
    percent: str
    sort: float
    count: str  # "17 of 30"
    clauses: str  # address of these clauses
    core: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A lineage in the list."""

    anchor: str
    name: str
    core: int  # documents that it was found by
    hallmark: Quote
    hallmark_name: str  # of the council that is quoted
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """Another document that has wording in common with one."""

    name: str
    href: str
    percent: str
    sort: float
    expected: str
    count: str  # "24 of 49"
    word_for_word: int
    clauses: str  # address of these clauses; empty where they are not shown
    significant: bool


@dataclass(frozen=True, slots=True)
class Own:
    """A clause that only one document has, or only a few."""

    quote: Quote
    others: tuple[tuple[str, str], ...]  # names and addresses of the few
    family: str


@dataclass(frozen=True, slots=True)
class Common:
    """What a council's page says about what it has in common with others."""

    parts: tuple[Part, ...]
    kin: tuple[Kin, ...]
    own: tuple[Own, ...]
    rare: tuple[Own, ...]
    of: int  # readable documents
    page: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readings side by side."""

    here: Quote
    there: Quote
    pieces: tuple[Piece, ...]  # of the other's reading, against this one's
    family: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A clause in a lineage."""

    quote: Quote
    family: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The page with all that a council shares, clause by clause."""

    name: str
    href: str
    lineages: tuple[tuple[str, Part, tuple[Listed, ...]], ...]  # with the anchor
    others: tuple[tuple[str, Kin, tuple[Pair, ...]], ...]  # with the anchor
    own: tuple[Own, ...]
    of: int


def templates(found: Lookup) -> tuple[Template, ...]:
    """List the lineages, those with the most documents first."""
    return tuple(
        Template(
            anchor=f"t-{addresses.file_stem(lineage.id)}",
            name=lineage.name,
            core=sum(standing.core for standing in lineage.standings),
            hallmark=clause_quote(found, found.clause[lineage.hallmark]),
            hallmark_name=found.names[lineage.hallmark[0]],
            parts=tuple(
                _part(
                    found,
                    lineage,
                    standing,
                    found.names[standing.doc],
                    addresses.council_page(standing.doc),
                )
                for standing in lineage.standings
            ),
        )
        for lineage in found.findings.ancestry.lineages
    )


def common(found: Lookup, doc: str) -> Common:
    """Say what a document has in common with others, for its council's page."""
    distinctive = found.distinctive.get(doc, ())
    return Common(
        parts=_parts(found, doc),
        kin=tuple(_kin(found, kinship) for kinship in _shown(found, doc)),
        own=tuple(_own(found, each) for each in distinctive if not each.sharers),
        rare=tuple(_own(found, each) for each in distinctive if each.sharers),
        of=len(found.readable),
        page=addresses.shared_page(doc) if _has_page(found, doc) else "",
    )


def shared_pages(found: Lookup) -> dict[str, Shared]:
    """Fill the page of each council that shares a template or wording, by its address."""
    return {
        addresses.shared_page(doc): Shared(
            name=found.names[doc],
            href=addresses.council_page(doc),
            lineages=tuple(
                (
                    f"in-{addresses.file_stem(lineage.id)}",
                    part,
                    tuple(_listed(found, doc, n) for n in standing.clauses),
                )
                for part, (lineage, standing) in zip(
                    _parts(found, doc), found.standings.get(doc, ()), strict=True
                )
            ),
            others=tuple(
                (
                    f"with-{addresses.file_stem(kinship.other)}",
                    _kin(found, kinship),
                    _pairs(found, kinship),
                )
                for kinship in _shown(found, doc)
            ),
            own=tuple(
                _own(found, each) for each in found.distinctive.get(doc, ()) if not each.sharers
            ),
            of=len(found.readable),
        )
        for doc in found.docs
        if _has_page(found, doc)
    }


def _has_page(found: Lookup, doc: str) -> bool:
    own = any(not each.sharers for each in found.distinctive.get(doc, ()))
    return bool(own or found.standings.get(doc) or _shown(found, doc))


def _shown(found: Lookup, doc: str) -> tuple[Kinship, ...]:
    akin = (kinship for kinship in found.kinships.get(doc, ()) if kinship.significant)
    return tuple(akin)[:_MOST_OTHERS]


def _parts(found: Lookup, doc: str) -> tuple[Part, ...]:
    return tuple(
        _part(
            found,
            lineage,
            standing,
            lineage.name,
            f"{addresses.LINEAGES}#t-{addresses.file_stem(lineage.id)}",
        )
        for lineage, standing in found.standings.get(doc, ())
    )


def _part(found: Lookup, lineage: Lineage, standing: Standing, name: str, href: str) -> Part:
    clauses = sum(clause.counted for clause in found.clauses[standing.doc])
    return Part(
        name=name,
        href=href,
        percent=wording.percent(standing.share),
        sort=standing.share,
        count=f"{len(standing.clauses):,} of {clauses:,}",
        clauses=addresses.in_lineage(standing.doc, lineage.id),
        core=standing.core,
    )


def _kin(found: Lookup, kinship: Kinship) -> Kin:
    return Kin(
        name=found.names[kinship.other],
        href=addresses.council_page(kinship.other),
        percent=wording.percent(kinship.share),
        sort=kinship.share,
        expected=wording.percent(kinship.expected),
        count=f"{len(kinship.clauses):,} of {kinship.of:,}",
        word_for_word=sum(shared.score == 1.0 for shared in kinship.clauses),
        clauses=addresses.shared_with(kinship.doc, kinship.other),
        significant=kinship.significant,
    )


def _pairs(found: Lookup, kinship: Kinship) -> tuple[Pair, ...]:
    pairs = []
    for shared in kinship.clauses:
        here = found.clause[kinship.doc, shared.n]
        there = found.clause[kinship.other, shared.other_n]
        pairs.append(
            Pair(
                here=clause_quote(found, here),
                there=clause_quote(found, there),
                pieces=marked(shortened(there.text, TEXT_LIMIT), shortened(here.text, TEXT_LIMIT)),
                family=_family(found, kinship.doc, shared.n),
            )
        )
    return tuple(pairs)


def _own(found: Lookup, each: Distinctive) -> Own:
    return Own(
        quote=clause_quote(found, found.clause[each.doc, each.n]),
        others=tuple((found.names[doc], addresses.clause(doc, n)) for doc, n in each.sharers),
        family=_family(found, each.doc, each.n),
    )


def _listed(found: Lookup, doc: str, n: int) -> Listed:
    return Listed(clause_quote(found, found.clause[doc, n]), _family(found, doc, n))


def _family(found: Lookup, doc: str, n: int) -> str:
    family, _ = found.families[doc, n]
    return addresses.family_page(family.id) if family.id in found.shared else ""

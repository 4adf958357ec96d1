"""Which tables does the data package hold, and what does each row and column say?

The first columns of each table are a promise to those who use the data: their names, order and
meaning stay. New columns are added at the end.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import (
    Audience,
    Basis,
    ChangeCause,
    Clause,
    ClauseKind,
    CorrectionKind,
    DefectKind,
    DifferenceKind,
    Evidence,
    Force,
    Grouping,
    Level,
    Outcome,
    PartialDate,
    Relation,
    Review,
    ReviewStatus,
    State,
)
from pipeline.report.addresses import text_file
from pipeline.report.lookup import Lookup, certain_fields, council_of, council_type_of
from pipeline.report.published import ocr_confidence

Value = str | int | float | bool | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `kind` is a Frictionless field type; an array or object is JSON in a text."""

    name: str
    kind: str
    description: str
    values: tuple[str, ...] = ()  # all that may stand in it; empty: anything
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that point to a row of another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the data package."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


def tables(found: Lookup) -> tuple[Table, ...]:
    """Make every table of the data package, documents first."""
    return (
        _documents(found),
        _clauses(found),
        _codings(found),
        _coverage(found),
        _reviews(found),
        _families(found),
        _partial_links(found),
        _suggestions(found),
        _lineages(found),
        _kinships(found),
        _distinctive(found),
        _peers(found),
        _peer_groups(found),
        _practices(found),
        _differences(found),
        _defects(found),
        _changes(found),
        _provisions(found),
        _prevalence(found),
        _corrections(found),
    )


_DOC = Column("doc", "string", "Identifier of the document.", required=True)
_N = Column("n", "integer", "Number of the clause in its document, from 1.", required=True)
_PAGE = Column("page", "integer", "Page, from 1; empty where the format has no pages.")
_START = Column("start", "integer", "Where it begins in the document's text, in characters from 0.")
_END = Column("end", "integer", "Where it ends in the document's text; the character is not in it.")
_TO_DOCUMENT = ForeignKey(("doc",), "documents", ("doc",))
_TO_CLAUSE = ForeignKey(("doc", "n"), "clauses", ("doc", "n"))
_TO_PROVISION = ForeignKey(("provision",), "provisions", ("provision",))
_DATE_FORM = "YYYY-MM-DD, YYYY-MM or YYYY, as precise as it is stated"


def _documents(found: Lookup) -> Table:
    rows: list[Row] = []
    for source in found.findings.sources:
        document = found.document(source.doc)
        facts = found.findings.facts.get(source.doc)
        council, council_source = council_of(found.findings, source)
        rows.append(
            (
                source.doc,
                source.path,
                council,
                council_type_of(found.findings, source),
                source.county,
                source.country,
                facts.title if facts is not None else None,
                document.state.value,
                document.media_type,
                document.pages,
                len(document.text.split()),
                languages(found.clauses.get(source.doc, ())),
                source.sha256,
                document.reader,
                _listed(document.warnings),
                council_source,
                document.reason,
                source.bytes,
                source.electorate,
                source.url,
                source.retrieved,
                text_file(source.doc),
                source.duplicate_of,
                _listed(source.warnings),
                json.dumps(dict(document.page_counts), ensure_ascii=False),
                _listed(document.recognised),
                _rounded(ocr_confidence(document)),
                json.dumps(dict(document.cleaning), ensure_ascii=False),
                json.dumps(document.folded, ensure_ascii=False),
            )
        )
    return Table(
        "documents",
        "Documents",
        "One row for each source, whether it could be read or not. A source with the same bytes "
        "as another stands here only.",
        (
            _DOC,
            Column("file", "string", "Path of the source below the corpus folder."),
            Column("council", "string", "Name of the council; empty where nothing gives it."),
            Column("council_type", "string", "Parish, town, community and so on."),
            Column("county", "string", "County, from the register."),
            Column("country", "string", "Country, from the register."),
            Column("title", "string", "Title as the document states it."),
            _of("state", "How reading the source ended.", State),
            Column("media_type", "string", "Kind of file, found from its content."),
            Column("pages", "integer", "Pages; empty where the format has none."),
            Column("words", "integer", "Words in the text."),
            Column("language", "string", "Languages of the clauses, such as en or cy+en."),
            Column("sha256", "string", "Fingerprint of the source's bytes."),
            Column("reader", "string", "What read the source, with its version."),
            Column("warnings", "array", "What the reader noticed."),
            Column(
                "council_source",
                "string",
                "Where the council's name comes from.",
                ("register", "document", "unknown", "correction"),
            ),
            Column("reason", "string", "Why the source could not be read, and what to do."),
            Column("bytes", "integer", "Size of the source in bytes."),
            Column("electorate", "integer", "Number of electors, from the register."),
            Column("url", "string", "Where the source was published, from the register."),
            Column("retrieved", "string", "When it was retrieved, from the register."),
            Column("text_file", "string", "Its text, below this folder."),
            Column("duplicate_of", "string", "The document with the same bytes, counted for both."),
            Column("source_warnings", "array", "What the register leaves in doubt."),
            Column("page_counts", "object", "Pages, by the engines that opened the source."),
            Column("recognised", "array", "Pages whose text was recognised from a picture."),
            Column(
                "ocr_confidence",
                "number",
                "How sure text recognition was, from 0 to 1: the mean over its lines, weighted by "
                "their lengths; empty where none was recognised.",
            ),
            Column("cleaning", "object", "Characters dropped or rewritten, by sort."),
            Column(
                "folded",
                "array",
                "Each ligature and symbol that was spelled out: its place in the text, in "
                "characters from 0, and the character as it was.",
            ),
        ),
        tuple(rows),
        primary_key=("doc",),
    )


def languages(clauses: Sequence[Clause]) -> str | None:
    """Name the languages of a document: those with at least a twentieth of its words.

    Returns:
        Codes in alphabetical order with + between, such as "cy+en"; None without a word.
    """
    words: Counter[str] = Counter()
    for clause in clauses:
        words[clause.language] += len(clause.text.split())
    least = words.total() / 20
    return "+".join(sorted(code for code, count in words.items() if count >= least > 0)) or None


def _clauses(found: Lookup) -> Table:
    force = {(each.doc, each.n): each for each in found.findings.forces}
    return Table(
        "clauses",
        "Clauses",
        "One row for each unit as printed, in reading order: headings and list items too.",
        (
            _DOC,
            _N,
            Column("label", "string", "Number, letter or bullet as printed."),
            Column("address", "string", "Computed place of the clause, such as 4.2(b)."),
            Column("path", "array", "Headings above it, then list introductions."),
            _of("kind", "What it is in its document.", ClauseKind),
            Column("text", "string", "Its words, without the label."),
            _PAGE,
            _of("audience", "The party that it binds; empty for no one party.", Audience),
            Column("language", "string", "en or cy."),
            _START,
            _END,
            Column("quoted", "boolean", "Whether it stands in a quotation from elsewhere."),
            Column("role", "string", "Which metadata or page furniture it is."),
            Column("intro", "string", "Text of the list introduction above it."),
            Column(
                "confidence",
                "number",
                "How sure text recognition was of its least sure line, from 0 to 1; empty where "
                "it was not needed.",
            ),
            Column(
                "modality",
                "string",
                "Its force: must, must not, should, may, can expect ...; that of the introduction "
                "where a list item has none; empty where no word says.",
            ),
            Column("bearer", "string", "Who owes the duty; empty where nobody is named."),
            Column("time_limits", "array", "Lengths of time that it names, such as 14 days."),
            Column("numbers", "array", "Other amounts and counts that it names."),
            Column(
                "pair",
                "integer",
                "Number of the clause that says the same in the document's other language.",
            ),
            Column(
                "label_rivals",
                "array",
                "What else the label may be, where the numbering leaves it open, such as roman 1.",
            ),
        ),
        tuple(
            (
                clause.doc,
                clause.n,
                clause.label,
                clause.address,
                _listed(clause.path),
                clause.kind.value,
                clause.text,
                clause.page,
                clause.audience.value,
                clause.language,
                clause.start,
                clause.end,
                clause.quoted,
                clause.role,
                clause.intro,
                _rounded(clause.confidence),
                *_force(force.get((clause.doc, clause.n))),
                clause.pair,
                _listed(clause.label_rivals),
            )
            for clause in found.findings.clauses
        ),
        primary_key=("doc", "n"),
        foreign_keys=(_TO_DOCUMENT,),
    )


def _force(force: Force | None) -> tuple[str | None, str | None, str, str]:
    if force is None:
        return None, None, _listed(()), _listed(())
    return (
        force.modality or None,
        force.bearer or None,
        _listed(force.time_limits),
        _listed(force.numbers),
    )


def _codings(found: Lookup) -> Table:
    return Table(
        "codings",
        "Codings",
        "One row for each provision that a clause carries.",
        (
            _DOC,
            _N,
            Column("provision", "string", "The provision.", required=True),
            Column("level", "string", "How far.", (Level.RULES.value, Level.MENTION.value)),
            _of("basis", "Where the coding comes from, the most certain first.", Basis),
            Column("score", "number", "How sure the basis is, from 0 to 1."),
        ),
        tuple(
            (
                coding.doc,
                coding.n,
                coding.provision,
                coding.level.value,
                coding.basis.value,
                _rounded(coding.score),
            )
            for coding in found.findings.codings
        ),
        primary_key=("doc", "n", "provision"),
        foreign_keys=(_TO_CLAUSE, _TO_PROVISION),
    )


def _coverage(found: Lookup) -> Table:
    return Table(
        "coverage",
        "Coverage",
        "One row for each document and provision. A document whose text could not be read is "
        "unreadable throughout: that is not silence.",
        (
            _DOC,
            Column("provision", "string", "The provision.", required=True),
            _of("level", "How far the document deals with it.", Level),
            Column("evidence", "array", "Numbers of the clauses behind it, the strongest first."),
            Column("quote", "string", "Text of the first of them."),
            _PAGE,
            Column("points_to", "string", "The other document that this one only points to."),
            Column("score", "number", "How sure the strongest coding is, from 0 to 1."),
            _of(
                "basis", "Where the strongest coding comes from; empty where there is none.", Basis
            ),
            Column(
                "chance",
                "number",
                "How likely the level is to be right, from 0 to 1; empty where unreadable.",
            ),
            Column("certain", "boolean", "Whether a person need not check the level."),
            Column("concerned", "boolean", "Whether the provision concerns this council."),
            Column(
                "nearest",
                "integer",
                "Number of the clause to look at first, where absent is to be checked.",
            ),
        ),
        tuple(
            (
                cell.doc,
                cell.provision,
                cell.level.value,
                _listed(cell.clauses),
                cell.quote,
                cell.page,
                cell.points_to,
                _rounded(cell.score),
                None if cell.basis is None else cell.basis.value,
                _rounded(cell.chance),
                cell.certain,
                cell.concerned,
                cell.nearest,
            )
            for cell in found.findings.cells
        ),
        primary_key=("doc", "provision"),
        foreign_keys=(_TO_DOCUMENT, _TO_PROVISION),
    )


def _prevalence(found: Lookup) -> Table:
    return Table(
        "prevalence",
        "Prevalence",
        "One row for each provision and group of documents: how many have rules on it, of those "
        "that could be read and that it concerns.",
        (
            Column("provision", "string", "The provision.", required=True),
            _of("by", "By what councils are grouped.", Grouping),
            Column("group", "string", "The type, county or country; empty: all, or not known."),
            Column("rules", "integer", "Documents with rules."),
            Column("mention", "integer", "Documents that only mention it."),
            Column("absent", "integer", "Documents that are silent."),
            Column("read", "integer", "The three together: what the share is of."),
            Column("unreadable", "integer", "Documents left out that could not be read."),
            Column("unconcerned", "integer", "Documents left out that it does not concern."),
            Column("share", "number", "Rules of read, from 0 to 1; empty where none was read."),
            Column("low", "number", "Lower end of the 95 % interval of the share (Wilson)."),
            Column("high", "number", "Upper end of that interval."),
            Column("certain", "integer", "Of read: cells that a person need not check."),
            Column("certain_rules", "integer", "Of these: documents with rules."),
        ),
        tuple(
            (
                row.provision,
                row.by.value,
                row.group,
                row.rules,
                row.mention,
                row.absent,
                row.read,
                row.unreadable,
                row.unconcerned,
                row.share,
                row.low,
                row.high,
                row.certain,
                row.certain_rules,
            )
            for row in found.findings.prevalence
        ),
        primary_key=("provision", "by", "group"),
        foreign_keys=(_TO_PROVISION,),
    )


def _reviews(found: Lookup) -> Table:
    as_of = found.findings.as_of.isoformat()
    return Table(
        "reviews",
        "Reviews",
        f"One row for each document: its dates, judged on {as_of}.",
        (
            _DOC,
            Column("title", "string", "Title as the document states it."),
            Column("adopted", "string", f"Adopted: {_DATE_FORM}."),
            Column("last_reviewed", "string", f"Last reviewed: {_DATE_FORM}."),
            Column("review_due", "string", f"Next review as stated: {_DATE_FORM}."),
            Column("cadence_months", "array", "Months between reviews; more than one: unclear."),
            Column("cadence_text", "string", "The words that say how often."),
            Column("derived_due", "array", "Next review worked out from the last and the cadence."),
            _of("status", f"Where the document stands on {as_of}.", ReviewStatus),
            Column("days_overdue", "integer", "Days past the deadline; empty unless overdue."),
            Column("years_since_review", "number", "Years since the last review or adoption."),
            Column("approved_by", "string", "The body behind the latest approval or review."),
            Column("minute_ref", "string", "Minute of that approval or review, as printed."),
            Column("version", "string", "Version of the document, as printed."),
            Column("flags", "array", "What was unusual in reading the dates."),
            Column("evidence", "array", "Objects: field, quote, n, page, start, end."),
            Column("status_readings", "array", "Where ambiguous: what each reading would give."),
            Column(
                "certain",
                "array",
                "Which of adopted, last_reviewed, review_due, cadence and status are stated, and "
                "read without a doubt.",
            ),
            Column("doubts", "array", "Why the others are to be checked: objects: field, doubt."),
        ),
        tuple(_review_row(found.reviews[doc]) for doc in sorted(found.docs)),
        primary_key=("doc",),
        foreign_keys=(_TO_DOCUMENT,),
    )


def _review_row(review: Review) -> Row:
    return (
        review.doc,
        review.title,
        _date(review.adopted),
        _date(review.last_reviewed),
        _date(review.review_due),
        _listed(review.cadence_months) if review.cadence_months else None,
        review.cadence_text,
        _listed(review.derived_due),
        review.status.value,
        review.days_overdue,
        review.years_since_review,
        review.approved_by,
        review.minute_ref,
        review.version,
        _listed(review.flags),
        json.dumps(
            [{"field": field, **_evidence(evidence)} for field, evidence in review.evidence],
            ensure_ascii=False,
        ),
        _listed(review.status_readings),
        _listed(certain_fields(review)),
        json.dumps([{"field": field, "doubt": doubt.value} for field, doubt in review.doubts]),
    )


def _families(found: Lookup) -> Table:
    return Table(
        "families",
        "Families",
        "One row for each reading: clauses of different councils that say the same.",
        (
            Column("family", "string", "Identifier, the same from run to run.", required=True),
            Column("name", "string", "Name of the family."),
            _DOC,
            _N,
            _of("relation", "How the reading stands to the exemplar.", Relation),
            Column("score", "number", "Likeness of the words to the exemplar's, from 0 to 1."),
            Column("exemplar", "boolean", "Whether the others are compared with this reading."),
            Column("agreement", "number", "How surely it belongs to the family, from 0 to 1."),
        ),
        tuple(
            (
                family.id,
                family.name,
                member.doc,
                member.n,
                member.relation.value,
                _rounded(member.score),
                (member.doc, member.n) == family.exemplar,
                _rounded(member.agreement),
            )
            for family in found.findings.families
            for member in family.members
        ),
        primary_key=("doc", "n"),
        foreign_keys=(_TO_CLAUSE,),
    )


def _partial_links(found: Lookup) -> Table:
    return Table(
        "partial_links",
        "Partial links",
        "One row for each part of a longer clause that says what another family says.",
        (
            _DOC,
            _N,
            Column("start", "integer", "Where the part begins in the clause's text."),
            Column("end", "integer", "Where it ends."),
            Column("family", "string", "The family; not the clause's own.", required=True),
            Column("score", "number", "Likeness to the family's exemplar, from 0 to 1."),
            Column("text", "string", "The part."),
        ),
        tuple(
            (
                link.doc,
                link.n,
                link.start,
                link.end,
                link.family,
                _rounded(link.score),
                found.clause[link.doc, link.n].text[link.start : link.end],
            )
            for link in found.findings.partial_links
        ),
        primary_key=("doc", "n", "start", "family"),
        foreign_keys=(_TO_CLAUSE,),
    )


def _suggestions(found: Lookup) -> Table:
    return Table(
        "suggestions",
        "Suggestions",
        "One row for each pair of clauses that may say the same in other words, the likeliest "
        "first, for a person to confirm.",
        (
            Column("rank", "integer", "From 1, the likeliest.", required=True),
            _DOC,
            _N,
            Column("other_doc", "string", "The other document.", required=True),
            Column("other_n", "integer", "Number of the other clause.", required=True),
            Column("score", "number", "How sure, from 0 to 1."),
        ),
        tuple(
            (
                suggestion.rank,
                suggestion.doc,
                suggestion.n,
                suggestion.other_doc,
                suggestion.other_n,
                _rounded(suggestion.score),
            )
            for suggestion in found.findings.suggestions
        ),
        primary_key=("rank",),
        foreign_keys=(_TO_CLAUSE, ForeignKey(("other_doc", "other_n"), "clauses", ("doc", "n"))),
    )


def _lineages(found: Lookup) -> Table:
    return Table(
        "lineages",
        "Shared templates",
        "One row for each document that stands in a lineage: documents that share a template. That "
        "is no evidence of who took it from whom. A document may stand in several.",
        (
            Column(
                "lineage",
                "string",
                "Identifier, the same in every run that finds its hallmark.",
                required=True,
            ),
            Column("name", "string", "Name of the lineage."),
            _DOC,
            Column(
                "share",
                "number",
                "How much of the document stands in it, from 0 to 1, by the weight of its clauses: "
                "long ones weigh more, wording of several templates less.",
            ),
            Column("clauses", "array", "Numbers of these clauses."),
            Column("core", "boolean", "Whether the lineage was found by this document."),
            Column("hallmark_doc", "string", "Document of the clause that sets it apart most."),
            Column("hallmark_n", "integer", "Number of that clause."),
        ),
        tuple(
            (
                lineage.id,
                lineage.name,
                standing.doc,
                _rounded(standing.share),
                _listed(standing.clauses),
                standing.core,
                *lineage.hallmark,
            )
            for lineage in found.findings.ancestry.lineages
            for standing in lineage.standings
        ),
        primary_key=("lineage", "doc"),
        foreign_keys=(
            _TO_DOCUMENT,
            ForeignKey(("hallmark_doc", "hallmark_n"), "clauses", ("doc", "n")),
        ),
    )


def _kinships(found: Lookup) -> Table:
    return Table(
        "kinships",
        "Shared wording of two documents",
        "One row for each document and another with which it shares wording, at most twenty others "
        "for a document. What two documents share stands in both directions.",
        (
            _DOC,
            Column("other", "string", "The other document.", required=True),
            Column(
                "clauses",
                "array",
                "Objects: n, other_n and score, the likeness of the two wordings from 0 to 1.",
            ),
            Column("of", "integer", "Clauses of the document that are lined up."),
            Column("common", "integer", "Of them: on what the other has a clause in any words."),
            Column("share", "number", "Shared, by the weight of its clauses, from 0 to 1."),
            Column("expected", "number", "What independent authors would share, from 0 to 1."),
            Column("excess", "number", "Share without expected; below 0: less than by chance."),
            Column("chance", "number", "That independent authors share so many, from 0 to 1."),
            Column(
                "significant",
                "boolean",
                "Whether four or more are shared and fewer than one pair of documents in a hundred "
                "reports would share so many by chance.",
            ),
        ),
        tuple(
            (
                kinship.doc,
                kinship.other,
                json.dumps(
                    [{"n": s.n, "other_n": s.other_n, "score": s.score} for s in kinship.clauses]
                ),
                kinship.of,
                kinship.common,
                _rounded(kinship.share),
                _rounded(kinship.expected),
                _rounded(kinship.excess),
                kinship.chance,
                kinship.significant,
            )
            for kinship in found.findings.ancestry.kinships
        ),
        primary_key=("doc", "other"),
        foreign_keys=(_TO_DOCUMENT, ForeignKey(("other",), "documents", ("doc",))),
    )


def _distinctive(found: Lookup) -> Table:
    return Table(
        "distinctive",
        "Clauses of one council or a few",
        "One row for each clause that one document alone has, and for its rarest shared ones.",
        (
            _DOC,
            _N,
            Column("others", "integer", "Clauses elsewhere in nearly its words; 0: nowhere."),
            Column("sharers", "array", "These: objects of doc and n."),
        ),
        tuple(
            (
                each.doc,
                each.n,
                len(each.sharers),
                json.dumps([{"doc": doc, "n": n} for doc, n in each.sharers], ensure_ascii=False),
            )
            for each in found.findings.ancestry.distinctive
        ),
        primary_key=("doc", "n"),
        foreign_keys=(_TO_CLAUSE,),
    )


def _peers(found: Lookup) -> Table:
    rows: list[Row] = []
    for own, group in found.peers.values():
        electors = group.electors or (None, None)
        likenesses = _listed([likeness.value for likeness in group.likenesses])
        alike = (group.council_type, group.county, group.country, *electors)
        counts = (own.read, own.unread, own.enough, _listed(own.own))
        rows.append((own.doc, own.group, likenesses, *alike, *counts))
    return Table(
        "peers",
        "Councils like each other",
        "One row for each document: with which councils its own is compared. They are those of its "
        "group in peer_groups.csv but the documents in own.",
        (
            _DOC,
            Column("group", "string", "The group of councils.", required=True),
            Column(
                "likenesses",
                "array",
                "In what all of the group are like this council: type, county, country, size. "
                "Empty: in nothing, they are all councils of the corpus.",
            ),
            Column("council_type", "string", "The type they share; empty: it was not asked for."),
            Column("county", "string", "The county they share; empty: it was not asked for."),
            Column("country", "string", "The country they share; empty: it was not asked for."),
            Column("electors_from", "integer", "Fewest electors; empty: size was not asked for."),
            Column("electors_to", "integer", "Most electors; empty: no upper end."),
            Column("read", "integer", "Peers of which a document could be read, each once."),
            Column("unread", "integer", "Peers of which none could be read; in no share."),
            Column("enough", "boolean", "Whether they are enough to say what is usual."),
            Column("own", "array", "Documents of the same council, which are no peers of it."),
        ),
        tuple(rows),
        primary_key=("doc",),
        foreign_keys=(_TO_DOCUMENT,),
    )


def _peer_groups(found: Lookup) -> Table:
    return Table(
        "peer_groups",
        "Groups of councils that are alike",
        "One row for each group of peers.csv and document in it. A council that could not be read "
        "is there with one document.",
        (
            Column("group", "string", "The group.", required=True),
            Column("peer", "string", "A document of one of its councils.", required=True),
            Column("read", "boolean", "Whether it could be read."),
        ),
        tuple(
            (group.id, doc, was_read)
            for group in found.findings.peer_groups
            for was_read, docs in (
                (True, [doc for council in group.read for doc in council]),
                (False, group.unread),
            )
            for doc in docs
        ),
        primary_key=("group", "peer"),
        foreign_keys=(ForeignKey(("peer",), "documents", ("doc",)),),
    )


def _practices(found: Lookup) -> Table:
    return Table(
        "practices",
        "What councils like each other have",
        "One row for each document that has enough peers, and provision: how many of the peers "
        "have rules on it, of those that could be read and that it concerns. A peer with several "
        "documents counts once.",
        (
            _DOC,
            Column("provision", "string", "The provision.", required=True),
            Column("rules", "integer", "Peers with rules."),
            Column("mention", "integer", "Peers that only mention it."),
            Column("absent", "integer", "Peers that are silent."),
            Column("read", "integer", "The three together."),
            Column("certain", "integer", "Of read: those that a person need not check."),
        ),
        tuple(
            (
                each.doc,
                each.provision,
                each.rules,
                each.mention,
                each.absent,
                each.read,
                each.certain,
            )
            for each in found.findings.practices
        ),
        primary_key=("doc", "provision"),
        foreign_keys=(_TO_DOCUMENT, _TO_PROVISION),
    )


def _differences(found: Lookup) -> Table:
    return Table(
        "differences",
        "Differences of force",
        "One row for each reading whose force differs from the usual one of its family.",
        (
            Column("family", "string", "The family.", required=True),
            _DOC,
            _N,
            _of("kind", "In what the reading differs.", DifferenceKind),
            Column(
                "theirs", "string", "What this reading says; “none stated” where it says nothing."
            ),
            Column("usual", "string", "What most readings say; “none stated” likewise."),
            Column("count", "integer", "Readings that say the usual."),
            Column("total", "integer", "Readings compared."),
        ),
        tuple(
            (
                difference.family,
                difference.doc,
                difference.n,
                difference.kind.value,
                difference.theirs,
                difference.usual,
                difference.count,
                difference.total,
            )
            for difference in found.findings.differences
        ),
        foreign_keys=(_TO_CLAUSE,),
    )


def _defects(found: Lookup) -> Table:
    return Table(
        "defects",
        "Drafting defects",
        "One row for each thing that a clerk may want to put right.",
        (
            _DOC,
            Column("n", "integer", "Number of the clause; empty where it stands in none."),
            _of("defect", "Kind of defect.", DefectKind),
            Column("detail", "string", "What is wrong and what to do."),
            Column("quote", "string", "The words in question."),
            _PAGE,
            _START,
            _END,
        ),
        tuple(
            (
                defect.evidence.doc,
                defect.evidence.n,
                defect.kind.value,
                defect.detail,
                defect.evidence.quote,
                defect.evidence.page,
                defect.evidence.start,
                defect.evidence.end,
            )
            for defect in found.findings.defects
        ),
        foreign_keys=(_TO_DOCUMENT,),
    )


def _changes(found: Lookup) -> Table:
    return Table(
        "changes",
        "Changes",
        "One row for each finding that is not what it was in the run before. A document that was "
        "withdrawn stands here only.",
        (
            _DOC,
            Column("what", "string", "What changed, such as status or coverage:<provision>."),
            Column("before", "string", "In the run before."),
            Column("after", "string", "In this run."),
            _of("cause", "Why.", ChangeCause),
        ),
        tuple(
            (change.doc, change.what, change.before, change.after, change.cause.value)
            for change in found.findings.changes
        ),
    )


def _provisions(found: Lookup) -> Table:
    return Table(
        "provisions",
        "Provisions",
        "One row for each provision of the codebook, in its order.",
        (
            Column("provision", "string", "Identifier of the provision.", required=True),
            Column("title", "string", "Its title."),
            Column("group", "string", "The heading under which reports list it."),
            Column("question", "string", "The question, answered by yes or no."),
            Column("definition", "string", "What it is about."),
            Column("include", "array", "What counts as rules."),
            Column("exclude", "array", "What does not: at most a mention."),
        ),
        tuple(
            (
                provision.id,
                provision.title,
                provision.group,
                provision.question,
                provision.definition,
                _listed(provision.include),
                _listed(provision.exclude),
            )
            for provision in found.provisions
        ),
        primary_key=("provision",),
    )


def _corrections(found: Lookup) -> Table:
    return Table(
        "corrections",
        "Corrections",
        "One row for each correction that people made, as it was understood, and what became of it "
        "in this run. The first ten columns are those of a file corrections.csv.",
        (
            Column("who", "string", "Who made it."),
            Column("when", "string", "When: YYYY-MM-DD."),
            Column("doc", "string", "Of which document; where there is none, as it was written."),
            Column("quote", "string", "Words of the clause that it speaks of."),
            Column("prefix", "string", "Words before them."),
            Column("suffix", "string", "Words after them."),
            Column("what", "string", "What it speaks of: " + ", ".join(CorrectionKind) + "."),
            Column("item", "string", "Which provision, fact, defect or other document."),
            Column("value", "string", "What it says of that."),
            Column("reason", "string", "Why."),
            _of("outcome", "What became of it.", Outcome),
            Column("note", "string", "A sentence that says what it changed, or why it did not."),
            Column("n", "integer", "Number of the clause in which its words were found."),
            Column(
                "reached",
                "array",
                "Other clauses that it changed: each the document and the number of a clause.",
            ),
            Column("file", "string", "The file in which it stands."),
            Column("line", "integer", "The line, from 1; 0: the file as a whole."),
        ),
        tuple(
            (
                *(getattr(each.correction, name) or None for name in _WRITTEN),
                each.outcome.value,
                each.note,
                each.n,
                json.dumps(each.reached, ensure_ascii=False),
                each.correction.file,
                each.correction.line,
            )
            for each in found.findings.corrections
        ),
    )


# of a correction, in the order in which people write them
_WRITTEN = ("who", "when", "doc", "quote", "prefix", "suffix", "what", "item", "value", "reason")


def _of(
    name: str,
    description: str,
    values: type[
        Audience
        | Basis
        | ChangeCause
        | ClauseKind
        | DefectKind
        | DifferenceKind
        | Grouping
        | Level
        | Outcome
        | Relation
        | ReviewStatus
        | State
    ],
) -> Column:
    return Column(
        name, "string", description, tuple(value.value for value in values if value.value)
    )


def _listed(values: Sequence[object]) -> str:
    plain = [value if isinstance(value, int) else str(value) for value in values]
    return json.dumps(plain, ensure_ascii=False)


def _evidence(evidence: Evidence) -> dict[str, Value]:
    return {
        "quote": evidence.quote,
        "n": evidence.n,
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
    }


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)

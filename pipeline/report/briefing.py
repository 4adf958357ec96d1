"""What does a council need to know about its document, on one page?

The same words go to the page for printing, to the Word copy and to the covering letter. They are
chosen for importance and cut to what one sheet holds; what is left out is counted, and the
council's own page has all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import (
    Cell,
    Clause,
    Defect,
    DefectKind,
    Difference,
    DifferenceKind,
    Evidence,
    Level,
    ReviewStatus,
)
from pipeline.report import addresses, wording
from pipeline.report.deadlines import due_remark, is_quotation
from pipeline.report.lookup import Lookup, council_of
from pipeline.report.peers import Compared, Practised, compared
from pipeline.report.readings import where
from pipeline.report.remedies import ADVICE, remedy_of
from pipeline.report.safe_text import shortened, shown, snippet

_MOST_AHEAD = 3
_MOST_TO_CHECK = 4
_MOST_SHARERS = 2
# and in how many characters
_NAME = 90
_TITLE = 110
_TERM = 60
_QUOTE = 110
_SNIPPET = 70
_REMARK = 150
_REASON = 330

# room on the sheet for printing, in points, and what fills it: measured on what a browser prints
_SHEET = 745
_LINE = 12.2
_GAP = 2.0
_ABOVE_SECTION = 9.5
_ABOVE_ROW = 3.5
_FIXED = 105  # the heading's first line, the figures and the foot
_ABOUT_HEADING = 46  # characters of the heading to a line,
_ABOUT_LINE = 98  # and of other words,
_ABOUT_CELLS = (36, 14, 46)  # and of the cells of a row

# what misleads a reader comes before what only looks untidy
BY_GRAVITY = (
    DefectKind.WRONG_COUNCIL,
    DefectKind.PLACEHOLDER,
    DefectKind.CONTRADICTION,
    DefectKind.CONFLICTING_DATES,
    DefectKind.TEMPLATE_RESIDUE,
    DefectKind.DANGLING_REFERENCE,
    DefectKind.MISSING_APPENDIX,
    DefectKind.OUTDATED_REFERENCE,
    DefectKind.UNDEFINED_ROLE,
    DefectKind.PROBABLE_COPY_ERROR,
    DefectKind.DUPLICATE_NUMBER,
    DefectKind.EMPTY_HEADING,
    DefectKind.SKIPPED_NUMBER,
    DefectKind.DATED_REFERENCE,
)
# whether a thing is forbidden weighs more than by when it is to be done
_FORCES = (
    DifferenceKind.NEGATION,
    DifferenceKind.MODALITY,
    DifferenceKind.DECISION_MAKER,
    DifferenceKind.DUTY_BEARER,
    DifferenceKind.TIME_LIMIT,
    DifferenceKind.NUMBER,
    DifferenceKind.EXCEPTION,
)


@dataclass(frozen=True, slots=True)
class _Room:
    """How many of each sort a sheet is to hold."""

    without: int  # provisions without rules, of each group
    lacking: int
    defects: int
    forces: int
    groups: bool = True  # whether each group of provisions has its row


# the first that fits is taken
_ROOMS = (
    _Room(3, 6, 4, 4),
    _Room(3, 5, 3, 3),
    _Room(2, 4, 3, 2),
    _Room(1, 3, 2, 1),
    _Room(0, 2, 1, 1),
    _Room(0, 2, 1, 1, groups=False),
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a line."""

    text: str
    href: str = ""  # below the report's folder, or http and https; empty: no link
    strong: bool = False
    quoted: bool = False  # words of the document
    language: str = "en"


Line = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading."""

    anchor: str
    title: str
    lines: tuple[Line, ...]
    points: tuple[Line, ...] = ()  # as a list, after the lines
    grid: Grid | None = None  # after both
    after: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """One page about a council's document."""

    doc: str
    name: str
    named: bool  # whether the council's name is known
    title: str  # of the document; empty where it is not known
    day: str  # on which it was judged
    readable: bool
    figures: tuple[tuple[str, str], ...]  # what counts most, and of what
    sections: tuple[Section, ...]
    basis: tuple[Line, ...]  # what it stands on, at the foot of the page
    page: str  # address of the council's page
    # for the letter, in sentences to the council; the most important first
    points: tuple[str, ...]


def briefing(found: Lookup, doc: str) -> Briefing:
    """Choose what a council needs to know about its document."""
    peers = compared(found, doc)
    for room in _ROOMS:
        made = _Maker(found, doc, peers, room).briefing()
        if not made.readable or _height(made) <= _SHEET:
            break
    return made


def _height(made: Briefing) -> float:
    """Estimate how much of the sheet a briefing takes, in points."""
    height = _FIXED + 21.0 * (len(made.name) // _ABOUT_HEADING)
    for section in made.sections:
        height += _ABOVE_SECTION
        for line in (*section.lines, *section.points, *section.after):
            height += _LINE * _lines(line, _ABOUT_LINE) + _GAP
        if section.grid is not None:
            height += _LINE + _ABOVE_ROW + _GAP
            for row in section.grid.rows:
                cells = zip(row, _ABOUT_CELLS, strict=True)
                height += _LINE * max(_lines(cell, width) for cell, width in cells) + _ABOVE_ROW
    return height


def _lines(line: Line, width: int) -> int:
    return 1 + sum(len(words.text) for words in line) // width


class _Maker:
    """A document and its findings, while its briefing is written."""

    def __init__(self, found: Lookup, doc: str, peers: Compared, room: _Room) -> None:
        self._found = found
        self._room = room
        self._doc = doc
        self._review = found.reviews[doc]
        self._page = addresses.council_page(doc)
        self._called = found.findings.codebook.document
        self._peers = peers
        self._cells = tuple(found.cells[doc, provision.id] for provision in found.provisions)
        self._groups = {provision.id: provision.group for provision in found.provisions}
        # of what does not concern the council only rules are counted, since it has them
        self._counted = tuple(c for c in self._cells if c.concerned or c.level is Level.RULES)

    def briefing(self) -> Briefing:
        """Write all of it."""
        readable = self._found.is_readable(self._doc)
        return Briefing(
            doc=self._doc,
            name=shortened(shown(self._found.names[self._doc]), _NAME),
            named=council_of(self._found.findings, self._found.sources[self._doc])[0] is not None,
            title=shortened(shown(self._review.title or ""), _TITLE),
            day=wording.day(self._found.findings.as_of),
            readable=readable,
            figures=self._figures() if readable else (),
            sections=self._sections() if readable else self._unread(),
            basis=self._basis(),
            page=self._page,
            points=self._points() if readable else (),
        )

    def _sections(self) -> tuple[Section, ...]:
        return (
            self._document(),
            self._coverage(),
            self._lacking(),
            Section("due", "Dates to see to", (), tuple(self._dates())),
            self._defects(),
            self._forces(),
            Section("shared", "Shared text", (self._shared(),)),
            Section("check", "To check by eye", (), tuple(self._checks())),
        )

    def _figures(self) -> tuple[tuple[str, str], ...]:
        defects = len(self._found.defects.get(self._doc, ()))
        rules = sum(cell.level is Level.RULES for cell in self._counted)
        lacking = f"{len(self._peers.lacking):,}" if self._peers.enough else "–"
        forces = len(self._found.differences.get(self._doc, ()))
        return (
            (f"{rules:,} of {len(self._counted):,}", "provisions with rules"),
            (lacking, "without rules where most councils like it have them"),
            (f"{defects:,}", "drafting defect" if defects == 1 else "drafting defects"),
            (f"{forces:,}", "difference of force" if forces == 1 else "differences of force"),
        )

    def _document(self) -> Section:
        review = self._review
        stated = [
            ("adopted", review.adopted),
            ("last reviewed", review.last_reviewed),
        ]
        said = [f"{name} {wording.stated(value)}" for name, value in stated if value is not None]
        if wording.due(review):
            said.append(f"review due {wording.due(review)} ({wording.due_basis(review)})")
        title = shortened(shown(review.title or f"A {self._called} without a title"), _TITLE)
        lines: list[Line] = [
            (Words(title, strong=True), Words(f": {', '.join(said)}." if said else "."))
        ]
        late = f" on {wording.day(self._found.findings.as_of)}"
        on = late if review.status is ReviewStatus.OVERDUE else ""
        status: list[Words] = [Words(f"{wording.status(review)}{on}.", strong=True)]
        if (evidence := self._deciding()) is not None:
            undated = self._review.status is ReviewStatus.NO_REVIEW_DATE
            lead = " What it does say: " if undated else " In its words: "
            status += [Words(lead), *self._evidence(evidence, _QUOTE)]
        lines.append(tuple(status))
        return Section("document", "The document", tuple(lines))

    def _deciding(self) -> Evidence | None:
        """Give the words on which the status stands, where there are any."""
        wanted = ("review_due", "cadence_text", "cadence", "last_reviewed", "adopted")
        for name in wanted:
            for field, evidence in self._review.evidence:
                if field == name and is_quotation(evidence):
                    return evidence
        return None

    def _coverage(self) -> Section:
        levels = [cell.level for cell in self._counted]
        said = [f"has rules on {levels.count(Level.RULES):,} of {len(levels):,} provisions"]
        if mention := levels.count(Level.MENTION):
            said.append(f"only mentions {mention:,}")
        if silent := levels.count(Level.ABSENT):
            said.append(f"is silent on {silent:,}")
        lead = f"It {wording.listed(said)}."
        if left_out := len(self._cells) - len(self._counted):
            are = "is left out: it does" if left_out == 1 else "are left out: they do"
            lead += f" {left_out:,} more {are} not concern this council."
        link = Words("Every provision, with its clauses", f"{self._page}#provisions")
        groups: dict[str, list[Cell]] = {}
        for cell in self._counted:
            groups.setdefault(self._groups[cell.provision], []).append(cell)
        if not self._room.groups:
            return Section("coverage", "What it covers", ((Words(f"{lead} "), link, Words(".")),))
        grid = Grid(
            "Provisions with rules, by group",
            ("Group", "With rules", "Without"),
            tuple(self._group(name, cells) for name, cells in groups.items()),
        )
        return Section(
            "coverage", "What it covers", ((Words(f"{lead} "), link, Words(".")),), grid=grid
        )

    def _group(self, name: str, cells: Sequence[Cell]) -> tuple[Line, ...]:
        without: list[Words] = []
        lacking = [cell for cell in cells if cell.level is not Level.RULES]
        for cell in lacking[: self._room.without]:
            without += [
                Words(
                    self._term(self._found.titles[cell.provision]),
                    addresses.cell(cell.doc, cell.provision),
                ),
                Words(", "),
            ]
        if (more := len(lacking) - self._room.without) > 0:
            without += [Words(f"{more:,} more" if without else f"{more:,}"), Words(", ")]
        held = len(cells) - len(lacking)
        return (
            (Words(self._term(name)),),
            (Words(f"{held:,} of {len(cells):,}"),),
            tuple(without[:-1]) or (Words("–"),),
        )

    def _lacking(self) -> Section:
        title = "What councils like it have"
        peers, own = self._peers, f"this {shortened(shown(self._called), _TERM)}"
        if not peers.enough:
            few = (
                f"Too few councils like it could be read to say what is usual: {peers.count:,}. "
                f"{peers.unread}"
            )
            return Section("peers", title, ((Words(few.strip()),),))
        after: list[Line] = []
        if more := peers.lacking[self._room.lacking :]:
            all_of_them = Words("on the council’s page", f"{self._page}#peers")
            after.append((Words(f"And {len(more):,} more, "), all_of_them, Words(".")))
        if ahead := peers.ahead[:_MOST_AHEAD]:
            rare: list[Words] = [Words("Few of them have rules on what it has: ")]
            for line in ahead:
                rare += [
                    Words(self._term(line.title), line.here),
                    Words(f" ({line.of})"),
                    Words(", "),
                ]
            after.append((*rare[:-1], Words(".")))
        who = shortened(shown(peers.who), _REMARK)
        unread = f" {peers.unread}" if peers.unread else ""
        if not peers.lacking:
            lead = f"It has rules on everything that most of {who} have rules on.{unread}"
            return Section("peers", title, ((Words(lead),),), after=tuple(after))
        lead = f"Of {who}, most have rules on these, and {own} has none.{unread}"
        grid = Grid(
            "Provisions that most councils like it have rules on",
            ("Provision", "With rules", f"{wording.capital(own)}"),
            tuple(self._lacking_row(line) for line in peers.lacking[: self._room.lacking]),
        )
        return Section("peers", title, ((Words(lead),),), grid=grid, after=tuple(after))

    def _lacking_row(self, line: Practised) -> tuple[Line, ...]:
        here: list[Words] = [Words(line.word, line.here)]
        if line.to_check:
            here.append(Words(f"; {line.to_check}"))
        if line.nearest is not None and (line.to_check or line.level is Level.MENTION):
            where = line.nearest.place.replace("clause ", "clause\u00a0", 1)
            here += [Words(". See "), Words(where, line.nearest.href)]
        return (
            (Words(self._term(line.title), f"{line.href}#wording"),),
            (Words(line.of),),
            tuple(here),
        )

    def _dates(self) -> Iterable[Line]:
        review = self._review
        yield (Words(self._date_sentence()),)
        if review.adopted is None and review.status is not ReviewStatus.UNREADABLE:
            yield (Words("It does not say when it was adopted: add the day and the minute."),)
        if review.flags:
            said = " ".join(wording.flag(name) for name in review.flags)
            yield (
                Words(shortened(shown(said), _REMARK)),
                Words(" See "),
                self._dates_link(),
                Words("."),
            )

    def _dates_link(self) -> Words:
        return Words("its dates", f"{self._page}#dates")

    def _date_sentence(self, please: str = "") -> str:
        fact, action = due_remark(self._review)
        ask = f"{please}{action}" if please else wording.capital(action)
        return f"{fact} {ask}." if action else fact

    def _defects(self) -> Section:
        defects = self._found.defects.get(self._doc, ())
        if not defects:
            return Section("defects", "To put right", ((Words("No drafting defect was found."),),))
        chosen = _spread(defects)[: self._room.defects]
        points = [self._defect(defect) for defect in chosen]
        return Section(
            "defects",
            "To put right",
            (),
            tuple(points),
            after=self._more(len(defects) - len(chosen), "defects"),
        )

    def _defect(self, defect: Defect) -> Line:
        return (
            *self._evidence(defect.evidence, _SNIPPET),
            Words(" " + shortened(shown(wording.sentence(defect.detail)), _REMARK)),
        )

    def _more(self, number: int, anchor: str) -> tuple[Line, ...]:
        if not number:
            return ()
        link = Words("on the council’s page", f"{self._page}#{anchor}")
        return ((Words(f"And {number:,} more, "), link, Words(".")),)

    def _forces(self) -> Section:
        title = "Where its force differs"
        differences = self._found.differences.get(self._doc, ())
        if not differences:
            none = "No clause was found that binds otherwise than most readings of it."
            return Section("differences", title, ((Words(none),),))
        chosen = _by_weight(differences)[: self._room.forces]
        return Section(
            "differences",
            title,
            (),
            tuple(self._force(each) for each in chosen),
            after=self._more(len(differences) - len(chosen), "differences"),
        )

    def _force(self, difference: Difference) -> Line:
        clause = self._found.clause[difference.doc, difference.n]
        theirs, usual = (
            shortened(shown(words), _TERM) for words in (difference.theirs, difference.usual)
        )
        return (
            *self._quote(clause, clause.text, clause.page, _SNIPPET),
            Words(" Here: "),
            Words(theirs, strong=True),
            Words(f". In {difference.count:,} of {difference.total:,} readings of this clause: "),
            Words(usual, strong=True),
            Words("."),
        )

    def _shared(self) -> Line:
        found = self._found
        for lineage, standing in found.standings.get(self._doc, ()):
            others = [found.names[s.doc] for s in lineage.standings if s.doc != self._doc]
            clauses = sum(clause.counted for clause in found.clauses.get(self._doc, ()))
            share = f"{len(standing.clauses):,} of {wording.counted(clauses, 'clause')}"
            return (
                Words(share, addresses.in_lineage(self._doc, lineage.id)),
                Words(f" stand in a template that it shares with {_some(others, _MOST_SHARERS)}."),
            )
        for kinship in found.kinships.get(self._doc, ()):
            if kinship.significant:
                share = f"{len(kinship.clauses):,} of {wording.counted(kinship.of, 'clause')}"
                other = shortened(shown(found.names[kinship.other]), _NAME)
                return (
                    Words("In no template; closest to "),
                    Words(other, addresses.council_page(kinship.other)),
                    Words(f", with nearly the same words in {share}."),
                )
        return (Words("It shares no more wording with any other than chance would give."),)

    def _checks(self) -> Iterable[Line]:
        found = self._found
        open_ones = found.to_check(self._doc)
        if open_ones:
            named = [self._term(found.titles[cell.provision]) for cell in open_ones]
            are = "provision is" if len(named) == 1 else "provisions are"
            yield (
                Words(f"{len(named):,} {are} in doubt: {_some(named, _MOST_TO_CHECK)} ("),
                Words("with the clause to read", f"{self._page}#provisions"),
                Words(")."),
            )
        doubted = dict.fromkeys(wording.field(name).lower() for name, _ in self._review.doubts)
        if doubted:
            yield (
                Words(f"Dates in doubt: {_some(list(doubted), _MOST_TO_CHECK)} ("),
                Words("why", f"{self._page}#dates"),
                Words(")."),
            )
        unsure = [c for c in found.clauses.get(self._doc, ()) if found.is_doubtful(c)]
        if unsure:
            yield (
                Words(
                    f"{wording.counted(len(unsure), 'clause')} not surely recognised from a scan ("
                ),
                Words("listed", f"{self._page}#how-read"),
                Words(")."),
            )
        if not (open_ones or doubted or unsure):
            yield (Words("Nothing was left in doubt."),)

    def _unread(self) -> tuple[Section, ...]:
        found, doc = self._found, self._doc
        document, source = found.document(doc), found.sources[doc]
        advice = ADVICE[remedy_of(document, source)]
        name = shortened(shown(source.path.rpartition("/")[2]), _TITLE)
        reason = shown(document.reason or wording.STATE_MEANINGS[document.state])
        lines: list[Line] = [
            (
                Words(f"{wording.STATES[document.state]}: ", strong=True),
                Words(shortened(reason, _REASON)),
            ),
            (Words("Nothing is known of what it says. That is not the same as silence."),),
        ]
        published: list[Words] = [Words(f"File {name}")]
        if url := addresses.web_address(source.url):
            # an address is not cut where it leads, only where it is read
            published += [Words(", published at "), Words(shortened(url, _TITLE), url)]
        retrieved = (
            f", retrieved {wording.day_written(source.retrieved)}" if source.retrieved else ""
        )
        published.append(Words(shortened(shown(retrieved), _TERM) + "."))
        sections = [
            Section("unread", "This document could not be read", tuple(lines)),
            Section("file", "The file", (tuple(published),)),
        ]
        if advice.ask:
            asked = f"Send {advice.ask}. With it, this page can say what it covers and what is due."
            sections.append(Section("help", "What the council can do", ((Words(asked),),)))
        sections.append(
            Section(
                "remedy",
                "Advice on such files",
                ((Words(f"{advice.title}. ", strong=True), Words(advice.what)),),
            )
        )
        return tuple(sections)

    def _basis(self) -> tuple[Line, ...]:
        found = self._found
        run = found.findings
        return (
            (
                Words(
                    f"Judged on {wording.day(run.as_of)} from "
                    f"{wording.counted(len(found.docs), 'published document')}, of which "
                    f"{len(found.readable):,} could be read. Codebook version "
                    f"{shortened(shown(run.codebook.version), _TERM)}, run "
                    f"{shown(run.run_id)[:12]}. Made by rules and a trained coder, not checked by "
                    "hand: read each clause before you rely on a point. "
                ),
                Words("Everything about this council", self._page),
                Words("; "),
                Words("how it was made", "methods.html"),
                Words("."),
            ),
        )

    def _points(self) -> tuple[str, ...]:
        return tuple(self._letter_points())

    def _letter_points(self) -> Iterable[str]:
        peers = self._peers
        called = shortened(shown(self._called), _TERM)
        rules = sum(cell.level is Level.RULES for cell in self._counted)
        yield (
            f"Your {called} has rules on {rules:,} of the "
            f"{wording.counted(len(self._counted), 'provision')} that we looked for."
        )
        if peers.enough:
            who = shortened(shown(peers.who), _REMARK)
            if peers.lacking:
                named = [
                    f"{self._term(each.title)} ({each.of}"
                    f"{'; yours is to be checked' if each.to_check else ''})"
                    for each in peers.lacking
                ]
                yield (f"Most of {who} have rules on what yours has none on: {_some(named, 3)}.")
            else:
                yield f"It has rules on everything that most of {who} have rules on."
        yield self._date_sentence("Please ")
        defects = self._found.defects.get(self._doc, ())
        if defects:
            first = _spread(defects)[0]
            detail = shortened(shown(wording.sentence(first.detail)), _REMARK)
            yield (
                f"We found {wording.counted(len(defects), 'drafting defect')}. The first to put "
                f"right ({self._place(first.evidence)}): {detail}"
            )
        else:
            yield "We found no drafting defect."
        if differences := _by_weight(self._found.differences.get(self._doc, ())):
            chief = differences[0]
            clause = self._found.clause[chief.doc, chief.n]
            theirs, usual = (shortened(shown(each), _TERM) for each in (chief.theirs, chief.usual))
            yield (
                f"In {wording.counted(len(differences), 'place')} its force differs from most "
                f"readings of the same clause. The first ({where(clause, clause.page)}): "
                f"{theirs} here, {usual} in {chief.count:,} of {chief.total:,}."
            )

    def _term(self, title: str) -> str:
        return shortened(shown(title), _TERM)

    def _place(self, evidence: Evidence) -> str:
        clause = self._clause_of(evidence)
        if clause is None:
            return "not in a clause" if evidence.page is None else f"page {evidence.page}"
        return where(clause, evidence.page or clause.page)

    def _clause_of(self, evidence: Evidence) -> Clause | None:
        return (
            self._found.clause.get((evidence.doc, evidence.n)) if evidence.n is not None else None
        )

    def _evidence(self, evidence: Evidence, limit: int) -> Line:
        """Quote what is behind a finding, with its place."""
        clause = self._clause_of(evidence)
        if clause is not None:
            return self._quote(clause, evidence.quote, evidence.page or clause.page, limit)
        return (
            Words(f"{wording.capital(self._place(evidence))}: "),
            Words(f"“{snippet(evidence.quote, limit)}”.", quoted=True),
        )

    def _quote(self, clause: Clause, text: str, page: int | None, limit: int) -> Line:
        return (
            Words(wording.capital(where(clause, page)), addresses.clause(clause.doc, clause.n)),
            Words(": "),
            Words(f"“{snippet(text, limit)}”.", quoted=True, language=clause.language),
        )


def _some(names: Sequence[str], most: int) -> str:
    """Name the first, and count the others."""
    kept = [shortened(shown(name), _TERM) for name in names[:most]]
    if len(names) > most:
        kept.append(f"{len(names) - most:,} more")
    return wording.listed(kept)


def _by_weight(differences: Iterable[Difference]) -> list[Difference]:
    """Put differences that weigh most first; of equals, those from which most others differ."""
    return sorted(
        differences,
        key=lambda each: (_FORCES.index(each.kind), -each.count / each.total, -each.count, each.n),
    )


def _spread(defects: Sequence[Defect]) -> list[Defect]:
    """Put one defect of each kind first, the most important kinds before the others."""
    ranked = sorted(defects, key=lambda each: BY_GRAVITY.index(each.kind))
    times: dict[DefectKind, int] = {}
    order = []
    for defect in ranked:
        times[defect.kind] = times.get(defect.kind, 0) + 1
        order.append(times[defect.kind])
    return [
        defect for _, defect in sorted(zip(order, ranked, strict=True), key=lambda pair: pair[0])
    ]

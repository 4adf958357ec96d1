"""What stands on the page with the answer on a draft?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.model import (
    Borrowable,
    Check,
    Clause,
    ClauseKind,
    Departure,
    Gap,
    Level,
    Placed,
    Relation,
    Remark,
    ReviewStatus,
    Topic,
)
from pipeline.report import addresses, wording
from pipeline.report.answer.headline import Headline, headline
from pipeline.report.answer.remarks import (
    compared_readings,
    near,
    quiet_remarks,
    ranked_departures,
    remarks,
)
from pipeline.report.answer.unread import file_name, what_happened, what_to_do
from pipeline.report.answer.yardstick import Yardstick, rare_gaps, titles, usual_gaps
from pipeline.report.deadlines import is_quotation
from pipeline.report.pages.how_read import reading_facts, summary
from pipeline.report.readings import TEXT_LIMIT, where
from pipeline.report.safe_text import shortened, shown, snippet

_AROUND = 160  # characters of a clause that are shown on either side of the words in question
_MOST_QUOTES = 3  # clauses quoted for a provision; the others are named
_MOST_OWN = 8
_MOST_NAMED = 8
_TERM = 90
_MOST_MARKS = 4  # remarks that a clause names


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the draft, those in question marked, and the way to their clause."""

    before: str
    marked: str
    after: str
    href: str
    place: str
    language: str = "en"
    intro: str = ""  # of a list item: what stands above the list


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str  # empty: nowhere


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Another council's wording."""

    council: str
    href: str  # of the clause in the report; empty where there is none
    heading: str
    paragraphs: tuple[tuple[str, str], ...]
    is_cut: bool
    dated: str  # "of May 2025"; empty where no date is known
    status: ReviewStatus
    status_word: str
    page: int | None
    url: str
    others: str  # how many councils have it


@dataclass(frozen=True, slots=True)
class Told:
    """A remark, with the words that it is about."""

    anchor: str
    title: str
    text: str
    is_to_check: bool
    quote: Quoted | None


class Sort(Enum):
    """How sure it is that a rule is missing."""

    MISSING = "missing"
    OPEN = "open"  # a person is to look
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A provision without rules."""

    told: Told
    sort: Sort
    title: str  # of the provision
    question: str
    of: str
    others: str  # a sentence
    advice: str  # what to look at in the draft; empty: nothing comes near
    wordings: tuple[Borrowed, ...]
    every: str  # address of the page with every wording; empty where there is none


@dataclass(frozen=True, slots=True)
class Departing:
    """A clause that binds otherwise than most."""

    told: Told
    quote: Quoted | None
    theirs: str
    usual: str
    others: str  # "6 of 7 other readings of this clause"
    reading: str
    council: str
    href: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact about the draft's dates."""

    name: str
    value: str
    to_check: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A provision, as the draft has it."""

    anchor: str
    title: str
    question: str
    level: Level
    word: str
    note: str
    to_check: str
    basis: str
    quotes: tuple[Quoted, ...]
    more: tuple[Link, ...]  # clauses that are only named
    uncounted: int  # clauses beside those
    nearest: Quoted | None


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions under one heading of the codebook."""

    title: str
    provisions: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A clause of the draft as it was read."""

    anchor: str
    label: str
    text: str
    page: int | None
    heading: bool
    quiet: bool
    language: str
    marks: tuple[Link, ...]
    carries: tuple[Link, ...]
    is_own: bool
    shared: str
    is_shared_once: bool
    example: Link | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A template or a document with which the draft shares wording."""

    name: str
    href: str
    percent: str
    clauses: tuple[Link, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All of the page."""

    name: str
    council: str
    title: str
    called: str
    called_many: str
    day: str
    readable: bool
    state: str
    happened: str
    to_do: str
    headline: Headline
    inferred: str
    compared: str
    lacking: tuple[Lacking, ...]
    to_look_at: tuple[Lacking, ...]
    named: tuple[Lacking, ...]
    rare: tuple[tuple[str, str, str], ...]  # title, how many have it, anchor
    departing: tuple[Departing, ...]
    status: ReviewStatus | None
    status_word: str
    dates: tuple[Dated, ...]
    on_dates: tuple[Told, ...]
    on_law: tuple[Told, ...]
    defects: tuple[Told, ...]
    own: tuple[Quoted, ...]
    own_more: tuple[Link, ...]
    own_count: int
    compared_with: int
    descents: tuple[Origin, ...]
    relatives: tuple[Origin, ...]
    groups: tuple[Group, ...]
    clauses: tuple[Printed, ...]
    summary: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...]
    basis: str


def answer(check: Check, *, report: str | None) -> Answer:
    """Fill the page."""
    return _Maker(check, report).answer()


class _Maker:
    """A draft's answer, while its page is filled."""

    def __init__(self, check: Check, report: str | None) -> None:
        self._check = check
        self._report = report
        self._clauses = {clause.n: clause for clause in check.clauses}
        self._titles = titles(check)
        self._questions = {each.id: each.question for each in check.codebook.provisions}
        self._measured = Yardstick(check)
        self._told: defaultdict[Topic, list[tuple[Told, Remark]]] = defaultdict(list)
        self._marks: defaultdict[int, list[Link]] = defaultdict(list)
        for number, remark in enumerate(remarks(check), start=1):
            told = self._as_told(number, remark)
            self._told[remark.topic].append((told, remark))
            # clauses that nobody else has are listed together, without a place of their own
            if remark.n is not None and remark.topic is not Topic.OWN:
                self._marks[remark.n].append(Link(told.title, f"#{told.anchor}"))

    def answer(self) -> Answer:
        """Fill all of it."""
        check = self._check
        document, review, codebook = check.document, check.review, check.codebook
        lacking = self._lacking()
        own = [self._clauses[n] for n in check.own if n in self._clauses]
        return Answer(
            name=shortened(shown(file_name(check)), _TERM),
            council=shortened(shown(check.council.name or ""), _TERM),
            title=shortened(shown((review.title if review else "") or ""), 2 * _TERM),
            called=codebook.document,
            called_many=codebook.documents,
            day=wording.day(check.as_of),
            readable=document.state.readable,
            state=wording.STATES[document.state],
            happened="" if document.state.readable else what_happened(check),
            to_do="" if document.state.readable else what_to_do(check),
            headline=headline(check),
            inferred=self._inferred(),
            compared=self._measured.said(),
            lacking=tuple(each for each in lacking if each.sort is Sort.MISSING),
            to_look_at=tuple(each for each in lacking if each.sort is Sort.OPEN),
            named=tuple(each for each in lacking if each.sort is Sort.NAMED),
            rare=self._rare(),
            departing=self._departing(),
            status=review.status if review else None,
            status_word=wording.status(review) if review else "",
            dates=self._dates(),
            on_dates=self._of(Topic.DATES),
            on_law=self._of(Topic.LAW),
            defects=self._of(Topic.DEFECT),
            own=tuple(self._quoted(clause) for clause in own[:_MOST_OWN]),
            own_more=_named([self._quoted(clause) for clause in own[_MOST_OWN:]]),
            own_count=len(own),
            compared_with=check.measure.read,
            descents=self._descents(),
            relatives=self._relatives(),
            groups=self._groups(),
            clauses=self._printed(),
            summary=summary(document),
            facts=reading_facts(document, file_name(check)),
            warnings=tuple(wording.sentence(warning) for warning in document.warnings),
            basis=self._basis(),
        )

    def _of(self, topic: Topic) -> tuple[Told, ...]:
        return tuple(told for told, _ in self._told[topic])

    def _as_told(self, number: int, remark: Remark) -> Told:
        clause = self._clauses.get(remark.n) if remark.n is not None else None
        quote = None
        if remark.start is not None and remark.end is not None:
            words = self._check.document.text[remark.start : remark.end]
            whole = clause is not None and remark.start <= clause.start and clause.end <= remark.end
            quote = self._quoted(clause, "" if whole else words)
        return Told(f"r{number}", remark.title, remark.text, remark.is_to_check, quote)

    def _quoted(self, clause: Clause | None, words: str = "") -> Quoted:
        """Quote a clause with some of its words marked, or words that stand in none."""
        if clause is None:
            return Quoted("", shortened(" ".join(words.split()), TEXT_LIMIT), "", "", "")
        text, wanted = " ".join(clause.text.split()), " ".join(words.split())
        at = text.find(wanted) if wanted else -1
        if wanted and at < 0 and clause.label is not None:
            # the words may begin with the label, which stands apart from the text
            wanted = wanted.removeprefix(clause.label).strip()
            at = text.find(wanted) if wanted else -1
        place = where(clause, clause.page)
        href = f"#c{clause.n}"
        intro = snippet(clause.intro or "", _AROUND)
        if at < 0:
            shown_words = shortened(wanted or text, TEXT_LIMIT)
            return Quoted(shown_words, "", "", href, place, clause.language, intro)
        before, after = text[:at], text[at + len(wanted) :]
        if len(before) > 2 * _AROUND:
            before = "… " + before[len(before) - _AROUND :].partition(" ")[2]
        return Quoted(
            before,
            shortened(wanted, TEXT_LIMIT),
            shortened(after, 2 * _AROUND),
            href,
            place,
            clause.language,
            intro,
        )

    def _inferred(self) -> str:
        names = {
            "name": "name",
            "council_type": "type",
            "county": "county",
            "country": "country",
            "electorate": "electors",
        }
        read = [names.get(field, field.replace("_", " ")) for field in self._check.inferred]
        if not read:
            return ""
        were = "was" if len(read) == 1 else "were"
        return f"The council’s {wording.listed(read)} {were} read from the draft itself."

    def _lacking(self) -> tuple[Lacking, ...]:
        told = (*self._of(Topic.MISSING), *self._of(Topic.MENTIONED))
        gaps = usual_gaps(self._check)
        return tuple(self._lack(gap, each) for gap, each in zip(gaps, told, strict=True))

    def _lack(self, gap: Gap, told: Told) -> Lacking:
        every = ""
        if self._report is not None:
            every = f"{self._report}{addresses.provision_page(gap.provision)}#wording"
        return Lacking(
            told=told,
            sort=_sort(gap),
            title=self._titles[gap.provision],
            question=self._questions[gap.provision],
            of=self._measured.count(gap).of,
            others=self._measured.others_say(gap),
            advice=near(self._check, gap),
            wordings=tuple(self._borrowed(each) for each in gap.wordings),
            every=every,
        )

    def _borrowed(self, each: Borrowable) -> Borrowed:
        room, kept, is_cut = TEXT_LIMIT, [], False
        for label, text in each.paragraphs:
            if room <= 0:
                is_cut = True
                break
            words = shortened(text, max(room, 60))
            is_cut = is_cut or words != text
            kept.append((shortened(label, 20), words))
            room -= len(text)
        more = each.councils - 1
        return Borrowed(
            council=shortened(shown(each.council), _TERM),
            href=self._clause_in_report(each.doc, each.n),
            heading=shortened(shown(each.heading), _TERM),
            paragraphs=tuple(kept),
            is_cut=is_cut,
            dated=wording.stated(each.dated) if each.dated else "",
            status=each.status,
            status_word=wording.STATUSES[each.status],
            page=each.page,
            url=addresses.web_address(each.url) or "",
            others=(
                f"In nearly these words also in {wording.counted(more, 'other council')}"
                if more > 0
                else ""
            ),
        )

    def _clause_in_report(self, doc: str, n: int | None) -> str:
        page = self._check.measure.pages.get(doc)
        if self._report is None or page is None:
            return ""
        return f"{self._report}{page}" + (f"#c{n}" if n is not None else "")

    def _rare(self) -> tuple[tuple[str, str, str], ...]:
        gaps, told = rare_gaps(self._check), quiet_remarks(self._check)
        return tuple(
            (
                self._titles[gap.provision],
                self._measured.count(gap).of,
                f"#{addresses.provision_anchor(gap.provision)}" if self._check.cells else "",
            )
            for gap, _ in zip(gaps, told, strict=True)
        )

    def _departing(self) -> tuple[Departing, ...]:
        told = [
            each
            for topic in (Topic.WEAKER, Topic.STRONGER, Topic.DIFFERENT)
            for each in self._of(topic)
        ]
        lines = []
        for departure, each in zip(ranked_departures(self._check), told, strict=True):
            doc, n = departure.reading_of or ("", None)
            lines.append(
                Departing(
                    told=each,
                    quote=self._marking(departure, each),
                    others=compared_readings(departure),
                    theirs=shortened(departure.theirs, _TERM),
                    usual=shortened(departure.usual, _TERM),
                    reading=shortened(departure.reading, TEXT_LIMIT),
                    council=self._council(doc) if doc else "",
                    href=self._clause_in_report(doc, n),
                )
            )
        return tuple(lines)

    def _marking(self, departure: Departure, told: Told) -> Quoted | None:
        """Mark the words that differ also where the evidence is the whole clause."""
        clause = self._clauses.get(departure.n)
        whole = told.quote is None or not told.quote.marked
        if whole and clause and departure.theirs in " ".join(clause.text.split()):
            return self._quoted(clause, departure.theirs)
        return told.quote

    def _council(self, doc: str) -> str:
        return shortened(shown(self._check.measure.names.get(doc, doc)), _TERM)

    def _dates(self) -> tuple[Dated, ...]:
        review = self._check.review
        if review is None:
            return ()
        derived = wording.listed([wording.stated(value) for value in review.derived_due], "or")
        fields = (
            ("adopted", wording.field("adopted"), review.adopted, ("adopted",)),
            ("last_reviewed", wording.field("last_reviewed"), review.last_reviewed, ()),
            ("review_due", wording.field("review_due"), review.review_due, ()),
        )
        dated = [
            Dated(
                name,
                wording.stated(value) if value else "Not stated",
                wording.to_check(review, key),
                self._words_of(key),
            )
            for key, name, value, _ in fields
        ]
        months = f" (read as {wording.cadence(review)})" if review.cadence_months else ""
        dated.append(
            Dated(
                "How often",
                f"{review.cadence_text}{months}" if review.cadence_text else "Not stated",
                wording.to_check(review, "cadence"),
                self._words_of("cadence", "cadence_text"),
            )
        )
        if review.review_due is None and derived:
            words = f"{derived} ({wording.due_basis(review)})"
            dated.append(Dated("Review due, worked out", words, "", ()))
        for key in ("approved_by", "minute_ref", "version"):
            if value := getattr(review, key):
                dated.append(Dated(wording.field(key), value, "", self._words_of(key)))
        return tuple(dated)

    def _words_of(self, *fields: str) -> tuple[Quoted, ...]:
        review = self._check.review
        if review is None:
            return ()
        return tuple(
            self._quoted(
                self._clauses.get(evidence.n) if evidence.n is not None else None, evidence.quote
            )
            for name, evidence in review.evidence
            if name in fields and is_quotation(evidence)
        )

    def _descents(self) -> tuple[Origin, ...]:
        return tuple(
            Origin(
                shortened(shown(each.name), 3 * _TERM),
                "" if self._report is None else f"{self._report}{addresses.LINEAGES}",
                wording.percent(each.share),
                self._links(each.clauses),
                each.documents,
            )
            for each in self._check.descents
        )

    def _relatives(self) -> tuple[Origin, ...]:
        return tuple(
            Origin(
                shortened(shown(each.council), _TERM),
                self._clause_in_report(each.doc, None),
                wording.percent(each.share),
                self._links(each.clauses),
                1,
            )
            for each in self._check.relatives
        )

    def _links(self, numbers: Iterable[int]) -> tuple[Link, ...]:
        return tuple(
            Link(wording.capital(where(self._clauses[n], self._clauses[n].page)), f"#c{n}")
            for n in numbers
            if n in self._clauses
        )

    def _groups(self) -> tuple[Group, ...]:
        cells = {cell.provision: cell for cell in self._check.cells}
        groups: dict[str, list[Covered]] = {}
        for provision in self._check.codebook.provisions:
            cell = cells.get(provision.id)
            if cell is None:
                continue
            quotes = [self._quoted(self._clauses[n]) for n in cell.clauses if n in self._clauses]
            note = ""
            if cell.points_to:
                note = f"It only points to {shortened(shown(cell.points_to), _TERM)}."
            elif cell.level is Level.ABSENT:
                note = "No clause about this was found."
            if not cell.concerned and provision.applies is not None:
                note = f"{note} It may not concern this council. {provision.applies.reason}"
            nearest = self._clauses.get(cell.nearest) if cell.nearest is not None else None
            groups.setdefault(provision.group, []).append(
                Covered(
                    anchor=addresses.provision_anchor(provision.id),
                    title=provision.title,
                    question=provision.question,
                    level=cell.level,
                    word=wording.LEVELS[cell.level],
                    note=note.strip(),
                    to_check=wording.cell_to_check(cell),
                    basis=wording.BASES[cell.basis] if cell.basis else "",
                    quotes=tuple(quotes[:_MOST_QUOTES]),
                    more=_named(quotes[_MOST_QUOTES:]),
                    uncounted=max(0, len(quotes) - _MOST_QUOTES - _MOST_NAMED),
                    nearest=self._quoted(nearest) if nearest else None,
                )
            )
        return tuple(Group(title, tuple(covered)) for title, covered in groups.items())

    def _printed(self) -> tuple[Printed, ...]:
        carried: defaultdict[int, list[Link]] = defaultdict(list)
        for cell in self._check.cells:
            for n in cell.clauses:
                link = f"#{addresses.provision_anchor(cell.provision)}"
                carried[n].append(Link(self._titles[cell.provision], link))
        placed = {each.n: each for each in self._check.placed}
        own = set(self._check.own)
        return tuple(
            Printed(
                anchor=f"c{clause.n}",
                label=clause.label or "",
                text=clause.text,
                page=clause.page,
                heading=clause.kind is ClauseKind.HEADING,
                quiet=clause.kind in {ClauseKind.METADATA, ClauseKind.BOILERPLATE},
                language=clause.language,
                marks=tuple(self._marks[clause.n][:_MOST_MARKS]),
                carries=tuple(carried[clause.n]),
                is_own=clause.n in own,
                shared=_shared(placed.get(clause.n)),
                is_shared_once=clause.n in placed and placed[clause.n].councils == 1,
                example=self._example(placed.get(clause.n)),
            )
            for clause in self._check.clauses
        )

    def _example(self, placed: Placed | None) -> Link | None:
        if placed is None or not placed.family or placed.exemplar is None:
            return None
        doc, n = placed.exemplar
        href = self._clause_in_report(doc, n)
        return Link(self._council(doc), href) if href else None

    def _basis(self) -> str:
        measure = self._check.measure
        return (
            f"Measured on {wording.day(self._check.as_of)} by a comparison of "
            f"{wording.counted(measure.documents, 'document')} made for "
            f"{wording.day(measure.as_of)}, of which {measure.read:,} could be read. Codebook "
            f"version {self._check.codebook.version}, run {measure.run_id[:12]}."
        )


def _named(quotes: Sequence[Quoted]) -> tuple[Link, ...]:
    """Name the first of some clauses, by their places only."""
    return tuple(Link(quote.place, quote.href) for quote in quotes[:_MOST_NAMED])


def _sort(gap: Gap) -> Sort:
    if not gap.sure:
        return Sort.OPEN
    return Sort.NAMED if gap.level is Level.MENTION else Sort.MISSING


def _shared(placed: Placed | None) -> str:
    """Say how many other councils have a clause that says the same; empty where none has."""
    if placed is None or not placed.family or not placed.councils:
        return ""
    others = wording.counted(placed.councils, "other council")
    if placed.relation is Relation.PARAPHRASE:
        seem = "seems" if placed.councils == 1 else "seem"
        return f"{others} {seem} to say this in other words"
    return f"{others} {'has' if placed.councils == 1 else 'have'} this clause"

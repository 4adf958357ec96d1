"""What could a council that has no protocol at all begin with?

A Word file of other councils' words, in the usual order and under the usual headings, with brackets
where the council has to put its own. It is a start for a discussion: nobody has adopted it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from pipeline.model import (
    Borrowable,
    Codebook,
    Council,
    Practice,
    Prevalence,
    Provision,
    ReviewStatus,
)
from pipeline.report import wording
from pipeline.report.addresses import web_address
from pipeline.report.filling import filled, name_of
from pipeline.report.safe_text import shown
from pipeline.report.word import Paper, Run

_APART = 0.35  # of a document: a provision so far from the others of its group stands by itself
_CLOSE = 0.04  # of suitability: no difference that a reader would see
_OTHERS = 2  # further wordings of a provision
_WALES = frozenset({"wales", "cymru"})
_ADOPTION = (
    ("Adopted by the council on", "date of adoption"),
    ("Minute", "number of the minute"),
    ("Next review due", "date of the next review"),
    ("Signed by the chair of the meeting", "signature"),
)
_LIST_END = re.compile(r"[;,] (?:and|or|ac?|neu)$| (?:and|or)$|[;,.:]$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph before it is written."""

    style: str
    runs: tuple[Run, ...]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """A numbered part: provisions that are dealt with together."""

    title: str
    provisions: tuple[Provision, ...]


def scaffold(
    wordings: Mapping[str, Sequence[Borrowable]],
    codebook: Codebook,
    having: Iterable[Practice | Prevalence],
    *,
    council: Council,
    as_of: date,
    order: Sequence[tuple[str, float]] = (),
    councils: str = "councils",
) -> bytes:
    """Write a first draft for a council that has none.

    Args:
        wordings: Of each provision what is to be offered, the best first, the others as a choice.
        codebook: The provisions.
        having: How many councils have rules on each provision: of those like this one, or of all.
        council: Whose draft it is to be. Without a name there is a place for it.
        as_of: The day of the comparison.
        order: Each provision with its usual place in a document, from 0 to 1. Without it the
            codebook's order is taken.
        councils: What those are called that `having` counts: "parish councils in Wiltshire".

    Returns:
        A Word file; the same bytes for the same input.
    """
    made = _Scaffold(
        wordings, codebook, having, council=council, as_of=as_of, order=order, councils=councils
    )
    return made.to_bytes()


class _Scaffold:
    """What is known while the draft is put together."""

    def __init__(
        self,
        wordings: Mapping[str, Sequence[Borrowable]],
        codebook: Codebook,
        having: Iterable[Practice | Prevalence],
        *,
        council: Council,
        as_of: date,
        order: Sequence[tuple[str, float]],
        councils: str,
    ) -> None:
        self._wordings = wordings
        self._codebook = codebook
        self._counts = {row.provision: (row.rules, row.read) for row in having}
        self._council = council
        self._as_of = as_of
        self._councils = councils
        steps = max(1, len(codebook.provisions) - 1)
        usual = {each.id: at / steps for at, each in enumerate(codebook.provisions)}
        self._places = usual | dict(order)
        self._printed: set[tuple[str, str]] = set()  # doc and text of what has been given

    def to_bytes(self) -> bytes:
        """Put the file together."""
        body = [*self._sections(), *self._review()]
        more = [*self._some_have(), *self._others()]
        paper = Paper(self._title(), letter=True)
        for line in [*self._opening(), *self._note(body), *body]:
            paper.add(line.style, line.runs, level=line.level)
        _add_adoption(paper)
        for line in more:
            paper.add(line.style, line.runs, level=line.level)
        return paper.to_bytes()

    def _title(self) -> str:
        about = f" on {self._codebook.about}" if self._codebook.about else ""
        return wording.capital(f"{self._codebook.document}{about}")

    def _opening(self) -> Iterator[_Line]:
        yield _Line("Title", (name_of(self._council),))
        yield _Line(
            "Subtitle", (Run(self._title(), strong=True), Run(": a first draft to work on"))
        )

    def _note(self, lines: Sequence[_Line]) -> Iterator[_Line]:
        """Say what this is, and what is to be done with it."""
        yield _Line("Heading1", (Run("Read this first, then take it out"),))
        yield _Line("Letter", (Run(self._what_this_is()),))
        for text in self._to_do():
            yield _Line("LetterList", (Run(text),))
        places = Counter(run.to_fill for line in lines for run in line.runs if run.to_fill)
        places.update(place for _, place in _ADOPTION)
        named = [f"{name} ({number})" for name, number in sorted(places.items())]
        yield _Line("LetterList", (Run(f"Places to fill in: {wording.listed(named)}."),))

    def _what_this_is(self) -> str:
        read = max((read for _, read in self._counts.values()), default=0)
        return (
            "Nobody has adopted this draft, and it is not legal advice. The words are those of "
            "other councils, chosen by software for being clear, current and complete in "
            "themselves; the small line below each clause says whose they are. The comparison, of "
            f"{wording.day(self._as_of)}, counts {read:,} {self._councils} that could be read. "
            "What at least half of them have stands in the draft; what fewer have comes after it."
        )

    def _to_do(self) -> Iterator[str]:
        yield (
            "Put your own in where there are square brackets. Where another council’s words or "
            "figures stand in them, they are for you to keep or change."
        )
        yield (
            "Councils use different words. Choose one of “councillor” and “member”, and one of "
            "“officer”, “employee” and “staff”, and keep to it."
        )
        yield (
            "Compare it with your standing orders, your code of conduct and your staff policies, "
            "and ask your county association to check it."
        )
        yield (
            f"Before the {self._codebook.document} is adopted, delete this note, the small lines "
            "and all that follows the adoption box."
        )
        country = (self._council.country or "").casefold()
        if country in _WALES or self._council.council_type == "community":
            yield "A Welsh text is still to be made: this draft is in English only."

    def _usual(self, provision: Provision) -> bool:
        rules, read = self._counts.get(provision.id, (0, 0))
        return read > 0 and 2 * rules >= read

    def _sections(self) -> Iterator[_Line]:
        usual = [p for p in self._codebook.provisions if self._usual(p) and not p.status_lines]
        for section in self._in_sections(usual):
            yield _Line("Heading1", (Run(section.title),), 0)
            for provision in section.provisions:
                if len(section.provisions) > 1:
                    yield _Line("Heading2", (Run(provision.title),))
                yield from self._clause(provision, 1)

    def _in_sections(self, provisions: Sequence[Provision]) -> list[_Section]:
        """Put provisions together as the codebook does, in the order of the documents."""
        groups: dict[str, list[Provision]] = {}
        for provision in provisions:
            groups.setdefault(provision.group, []).append(provision)
        sections: list[tuple[float, _Section]] = []
        for name, members in groups.items():
            middle = median(self._places[member.id] for member in members)
            near = [m for m in members if abs(self._places[m.id] - middle) <= _APART]
            sections += [
                (self._places[m.id], _Section(m.title, (m,))) for m in members if m not in near
            ]
            if near:
                near.sort(key=lambda member: self._places[member.id])
                title = name if len(near) > 1 else near[0].title
                sections.append((middle, _Section(title, tuple(near))))
        return [section for _, section in sorted(sections, key=lambda each: each[0])]

    def _clause(self, provision: Provision, level: int | None) -> Iterator[_Line]:
        """Give the best wording that does not stand in the draft yet, and where it is from."""
        offered = self._wordings.get(provision.id, ())
        fresh = [wording for wording in offered if not self._is_printed(wording)]
        if fresh:
            best = _most_common(fresh)
            yield from self._worded(best, level)
            yield _Line("Source", (*_source(best), Run(f" {self._share(provision)}")))
        elif offered:
            yield _Line(
                "Source", (Run(f"The words for this stand above. {self._share(provision)}"),)
            )
        else:
            own = Run("your own words", to_fill="your own words")
            yield _Line("Clause", (own,), level)
            yield _Line(
                "Source",
                (
                    Run(
                        "No council’s words were clear, current and complete enough to be offered. "
                        f"{self._share(provision)}"
                    ),
                ),
            )

    def _is_printed(self, offered: Borrowable) -> bool:
        texts = offered.paragraphs[1:] or offered.paragraphs
        return all((offered.doc, text) in self._printed for _, text in texts)

    def _worded(self, offered: Borrowable, level: int | None) -> Iterator[_Line]:
        self._printed |= {(offered.doc, text) for _, text in offered.paragraphs}
        first, *items = _as_list(offered)
        yield _Line("Clause", self._filled(first, offered), level)
        for item in items:
            style = "LetterList" if level is None else "Clause"
            below = None if level is None else level + 1
            yield _Line(style, self._filled(item, offered), below)

    def _filled(self, text: str, offered: Borrowable) -> tuple[Run, ...]:
        return filled(shown(text), source=offered.council, council=self._council)

    def _share(self, provision: Provision) -> str:
        rules, read = self._counts.get(provision.id, (0, 0))
        return f"{rules:,} of {wording.counted(read, 'council')} have a rule on this."

    def _review(self) -> Iterator[_Line]:
        """Give the review clause, which every council needs."""
        provision = next((p for p in self._codebook.provisions if p.status_lines), None)
        yield _Line("Heading1", (Run(provision.title if provision else "Review"),), 0)
        if provision is not None and self._wordings.get(provision.id):
            yield from self._clause(provision, 1)
            return
        years = Run("number", to_fill="number of hours, days or years")
        words = f"The Council will review this {self._codebook.document} every "
        yield _Line("Clause", (Run(words), years, Run(" years, and sooner if the law changes.")), 1)
        yield _Line("Source", (Run("Our own words: no council’s could be offered."),))

    def _some_have(self) -> Iterator[_Line]:
        """Give what fewer than half of the councils have."""
        rest = [
            provision
            for provision in self._codebook.provisions
            if not self._usual(provision)
            and not provision.status_lines
            and self._counts.get(provision.id, (0, 0))[0]
            and self._wordings.get(provision.id)
        ]
        if not rest:
            return
        yield _Line("Heading1", (Run("Some councils also have"),))
        for provision in sorted(rest, key=lambda each: self._places[each.id]):
            yield _Line("Heading2", (Run(provision.title),))
            yield from self._clause(provision, None)

    def _others(self) -> Iterator[_Line]:
        """Give other wordings of what stands in the draft."""
        lines: list[_Line] = []
        for section in self._in_sections(self._codebook.provisions):
            for provision in section.provisions:
                offered = self._wordings.get(provision.id, ())
                left = [each for each in offered if not self._is_printed(each)][:_OTHERS]
                if left:
                    lines.append(_Line("Heading2", (Run(provision.title),)))
                for each in left:
                    lines += self._worded(each, None)
                    lines.append(_Line("Source", _source(each)))
        if lines:
            yield _Line("Heading1", (Run("Other words to choose from"),))
            yield from lines


def _most_common(offered: Sequence[Borrowable]) -> Borrowable:
    """Choose what most councils have among the wordings that are about as suitable as the best."""
    best = max(each.suitability for each in offered)
    close = [each for each in offered if each.suitability >= best - _CLOSE]
    return max(close, key=lambda each: each.councils)


def _as_list(offered: Borrowable) -> list[str]:
    """Give a clause, or an intro and its items, punctuated as one list.

    One item alone is put into one sentence with its intro.
    """
    first, *items = (text.strip() for _, text in offered.paragraphs)
    if not items:
        return [first]
    if any(". " in item for item in items):
        return [first, *items]  # whole sentences, which have their own full stops
    ends = [_LIST_END.sub("", item) for item in items]
    if len(ends) == 1:
        return [f"{first.rstrip(' :-–—')} {ends[0]}."] if ends[0][:1].islower() else [first, *items]
    return [first, *(f"{item};" for item in ends[:-2]), f"{ends[-2]}; and", f"{ends[-1]}."]


def _source(offered: Borrowable) -> tuple[Run, ...]:
    """Say whose words they are and where they stand."""
    dated = f", dated {wording.stated(offered.dated)}" if offered.dated else ", undated"
    late = "; its review is overdue" if offered.status is ReviewStatus.OVERDUE else ""
    page = f", page {offered.page}" if offered.page is not None else ""
    also = (
        f" Found at {offered.councils:,} councils in these words or nearly."
        if offered.councils > 1
        else ""
    )
    name = Run(offered.council, href=web_address(offered.url or "") or "")
    return (Run("Words of "), name, Run(f"{dated}{page}{late}.{also}"))


def _add_adoption(paper: Paper) -> None:
    paper.add("Heading1", [Run("Adoption")])
    paper.add_table(
        "When the council adopted the text, and when it is to be reviewed",
        ("What", "To fill in"),
        [((Run(what),), (Run(place, to_fill=place),)) for what, place in _ADOPTION],
        (0.4, 0.4),
    )

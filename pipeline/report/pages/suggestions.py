"""Which clauses may say the same in other words, and how does a person say whether they do?

Pairs that were not brought together are listed with how sure it is that they belong together;
readings in other words, which were, wait to be confirmed. With each stands the correction that says
so, ready to be copied.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.model import ALONE, CorrectionKind, Family, Member, Relation
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.quotes import Quote, clause_quote
from pipeline.report.readings import same_words
from pipeline.text.folding import fold

COLUMNS = (
    "who", "when", "doc", "quote", "prefix", "suffix", "what", "item", "value", "reason"
)  # fmt: skip
_MOST = 300  # pairs of each sort on the page; the rest are in the data
_LENGTHS = (10, 16, 30, 60)  # words of a quotation: as few as stand in one clause alone
_CONTEXT = 8  # words before a clause whose own words stand twice


@dataclass(frozen=True, slots=True)
class Side:
    """One of two clauses."""

    doc: str
    name: str
    quote: Quote
    language: str
    provisions: tuple[tuple[str, str], ...]  # title and address


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person may say of a pair; who, when and why are left to be filled in."""

    doc: str
    quote: str
    prefix: str
    item: str
    value: str

    @property
    def row(self) -> tuple[str, ...]:
        """The fields of a row of corrections, in the order of `COLUMNS`."""
        what = CorrectionKind.FAMILY.value
        return ("", "", self.doc, self.quote, self.prefix, "", what, self.item, self.value, "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses that may say the same."""

    number: int  # from 1, of its sort
    sure: str  # how sure: "Likeness 0.83"; of joined readings "0.62, probably the same clause"
    sides: tuple[Side, Side]
    same: Judgement  # says that they do
    other: Judgement | None  # says that they do not; None where nothing need be said
    family: str  # address of the family's page; empty where they are in none
    clauses: int  # that have the words of the first


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The page of clauses that may be the same."""

    suggested: tuple[Pair, ...]  # not brought together, the likeliest first
    more_suggested: int  # not listed
    joined: tuple[Pair, ...]  # brought together and to be confirmed, the least sure first
    more_joined: int


def suggestions(found: Lookup, most: int = _MOST) -> Suggestions:
    """List the pairs of clauses that a person should judge.

    Args:
        found: The findings.
        most: Pairs of each sort to list.
    """
    clerk = _Clerk(found)
    suggested, joined = found.findings.suggestions, _joined(found)
    return Suggestions(
        tuple(
            clerk.pair(
                number,
                f"Likeness {each.score:.2f}",
                ((each.doc, each.n), (each.other_doc, each.other_n)),
            )
            for number, each in enumerate(suggested[:most], 1)
        ),
        max(0, len(suggested) - most),
        tuple(
            clerk.pair(
                number,
                wording.agreement(member.agreement) if member.agreement < 1.0 else "",
                ((member.doc, member.n), family.exemplar),
                family=family,
                clauses=clauses,
            )
            for number, (family, member, clauses) in enumerate(joined[:most], 1)
        ),
        max(0, len(joined) - most),
    )


def as_line(judgement: Judgement) -> str:
    """Write a judgement as a line of CSV, without the end of the line."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(" ".join(field.split()) for field in judgement.row)
    return text.getvalue()


def _joined(found: Lookup) -> list[tuple[Family, Member, int]]:
    """List the wordings that are in a family in other words, with how many clauses have each."""
    wordings = []
    for family in found.findings.families:
        waiting = [m for m in family.members if m.relation is Relation.PARAPHRASE]
        for members in same_words(found, waiting).values():
            weakest = min(members, key=lambda member: member.agreement)
            wordings.append((family, weakest, len(members)))
    return sorted(
        wordings, key=lambda each: (each[1].agreement, each[1].score, each[1].doc, each[1].n)
    )


class _Clerk:
    """Writes pairs out, and finds the words by which a clause is known in its document."""

    def __init__(self, found: Lookup) -> None:
        self._found = found
        self._texts = cache(self._folded)

    def pair(
        self,
        number: int,
        sure: str,
        places: tuple[tuple[str, int], tuple[str, int]],
        *,
        family: Family | None = None,
        clauses: int = 1,
    ) -> Pair:
        (doc, n), (other, other_n) = places
        quote, prefix = self._known_by(doc, n)
        value, _ = self._known_by(other, other_n)
        return Pair(
            number=number,
            sure=sure,
            sides=(self._side(doc, n), self._side(other, other_n)),
            same=Judgement(doc, quote, prefix, other, value),
            other=Judgement(doc, quote, prefix, "", ALONE) if family else None,
            family=addresses.family_page(family.id) if family else "",
            clauses=clauses,
        )

    def _side(self, doc: str, n: int) -> Side:
        found, clause = self._found, self._found.clause[doc, n]
        return Side(
            doc,
            found.names[doc],
            clause_quote(found, clause),
            clause.language,
            tuple(
                (found.titles[coding.provision], addresses.provision_page(coding.provision))
                for coding in found.codings.get((doc, n), ())
                if coding.provision in found.titles
            ),
        )

    def _known_by(self, doc: str, n: int) -> tuple[str, str]:
        """Give words that stand in one clause alone, and what stands before them where none do."""
        words = self._found.clause[doc, n].text.split()
        for length in (*_LENGTHS, len(words)):
            quote = " ".join(words[:length])
            wanted = f" {fold(quote)} "
            if sum(wanted in text for text in self._texts(doc)) == 1:
                return quote, ""
        return " ".join(words), " ".join(list(self._before(doc, n))[-_CONTEXT:])

    def _before(self, doc: str, n: int) -> Iterator[str]:
        for clause in self._found.clauses[doc]:
            if n - 2 <= clause.n < n:
                yield from clause.text.split()

    def _folded(self, doc: str) -> tuple[str, ...]:
        return tuple(f" {fold(clause.text)} " for clause in self._found.clauses[doc])

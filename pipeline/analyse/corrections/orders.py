"""Which corrections can be followed in this run, and of which clause do they speak?

What is left is unambiguous: its document is there, its words were found in one clause, and nobody
says otherwise of the same thing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePosixPath
from textwrap import shorten

from rapidfuzz import fuzz, process

from pipeline.analyse.corrections.anchors import Folded, anchor, folded
from pipeline.model import (
    ALONE,
    Clause,
    Codebook,
    Correction,
    CorrectionKind,
    Document,
    Family,
    Outcome,
    Replayed,
    Source,
    StatedFacts,
)

_LIKE_A_NAME = 75.0  # per cent: a name that is this like may be the one that was meant

Place = tuple[str, int]  # doc and n


@dataclass(frozen=True, slots=True)
class Order:
    """A correction that is to be followed."""

    correction: Correction  # document, provision and value by their identifiers
    n: int | None  # the clause in which its quote stands; None: it quotes nothing
    target: Place | None = None  # of a family: the clause that says the same
    remark: str = ""  # how its words were found

    @property
    def place(self) -> Place | None:
        """The clause that it speaks of."""
        return None if self.n is None else (self.correction.doc, self.n)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What corrections speak of, as it was read."""

    sources: Sequence[Source]
    documents: Mapping[str, Document]
    facts: Mapping[str, StatedFacts]
    clauses: Mapping[str, Sequence[Clause]]  # by doc, in reading order
    families: Sequence[Family]
    codebook: Codebook


def orders(
    corrections: Sequence[Correction], corpus: Corpus
) -> tuple[tuple[Order, ...], tuple[Replayed, ...]]:
    """Tell the corrections that are to be followed from those that cannot be.

    Two people who say different things of the same item are both left unheard, since nothing tells
    who is right; of one person's the latest counts.

    Args:
        corrections: In the order of their files and lines; one that says the same as an earlier
            one, word for word, stands for both.
        corpus: What they speak of.

    Returns:
        Those to follow, in their order, and what became of all the others.
    """
    finder = _Finder(corpus)
    found: list[Order] = []
    ended: list[Replayed] = []
    seen: set[tuple[Correction, bool]] = set()
    for correction in corrections:
        order = finder.order(correction)
        problem = bool(order.correction.problem)
        same = replace(order.correction, file="", line=0, problem=""), problem
        if same in seen:  # the workbook holds the rows that it was made from
            continue
        seen.add(same)
        if isinstance(order, Order):
            found.append(order)
        else:
            ended.append(order)
    for item in _by_item(found, corpus).values():
        ended += _quarrels(item)
    unheard = {replayed.correction for replayed in ended}
    return tuple(each for each in found if each.correction not in unheard), tuple(ended)


class _Finder:
    """Finds the documents, provisions and clauses that corrections name."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._folded: dict[str, Folded] = {}
        self._docs = _by_name(corpus)
        self._provisions = {
            _plain(name): provision.id
            for provision in corpus.codebook.provisions
            for name in (provision.title, provision.id)
        }

    def order(self, correction: Correction) -> Order | Replayed:
        if correction.problem:
            return Replayed(correction, Outcome.REFUSED, correction.problem)
        doc = self._doc(correction.doc)
        if doc is None:
            return self._no_document(correction, correction.doc)
        correction = replace(correction, doc=doc)
        if correction.what == CorrectionKind.PROVISION:
            provision = self._provision(correction.item)
            if provision is None:
                return self._refused(correction)
            correction = replace(correction, item=provision)
        readable = self._corpus.documents[doc].state.readable
        if not readable and correction.what != CorrectionKind.COUNCIL:
            return _lost(correction, "Its document could not be read in this run.")
        return self._placed(correction) if correction.quote else Order(correction, None)

    def _placed(self, correction: Correction) -> Order | Replayed:
        """Find the clause that a correction quotes."""
        figures = correction.what in {CorrectionKind.DATE, CorrectionKind.DEFECT}
        n, remark = self._clause(correction.doc, correction, figures=figures)
        if n is None:
            outcome = Outcome.CONFLICTING if remark else Outcome.NO_LONGER_APPLICABLE
            note = remark or "Its words no longer stand in the document."
            return Replayed(correction, outcome, note)
        order = Order(correction, n, remark=remark)
        joins = correction.what == CorrectionKind.FAMILY and correction.value != ALONE
        return self._joined(order) if joins else order

    def _joined(self, order: Order) -> Order | Replayed:
        """Find the other clause of a correction that says that two say the same."""
        correction = order.correction
        doc = self._doc(correction.item)
        if doc is None:
            return self._no_document(correction, correction.item)
        correction = replace(correction, item=doc)
        words = replace(correction, quote=correction.value, prefix="", suffix="")
        n, remark = self._clause(doc, words, figures=False)
        if n is None:
            outcome = Outcome.CONFLICTING if remark else Outcome.NO_LONGER_APPLICABLE
            note = f"Of the other document: {remark}" if remark else ""
            return Replayed(
                correction, outcome, note or "The other words no longer stand in their document."
            )
        if (doc, n) == order.place:
            problem = (
                f"{correction.file}, line {correction.line}: it names one and the same clause "
                "twice. Quote the other document's clause in value."
            )
            return Replayed(replace(correction, problem=problem), Outcome.REFUSED, problem)
        return replace(order, correction=correction, target=(doc, n))

    def _clause(self, doc: str, words: Correction, *, figures: bool) -> tuple[int | None, str]:
        """Find the clause of a quote: its number, or None; and a remark, empty if none is due."""
        clauses = self._corpus.clauses.get(doc, ())
        if doc not in self._folded:
            self._folded[doc] = folded(clauses)
        found = anchor(words.quote, words.prefix, words.suffix, self._folded[doc], figures=figures)
        if len(found.places) > 1:
            addresses = {clause.n: clause.address for clause in clauses}
            where = ", ".join(addresses[n] or f"number {n}" for n in found.places[:4])
            more = f" and {len(found.places) - 4} more" if len(found.places) > 4 else ""
            return None, (
                f"Its words fit several places ({where}{more}). Quote more of the clause, or the "
                "words before and after it."
            )
        if not found.places:
            return None, ""
        return found.places[0], "Its words have changed a little." if found.changed else ""

    def _doc(self, name: str) -> str | None:
        docs = self._named(name)
        return docs[0] if len(docs) == 1 else None

    def _named(self, name: str) -> tuple[str, ...]:
        """Give the documents that a name may mean: written out, or in brackets at its end."""
        return self._docs.get(_plain(name)) or self._docs.get(_plain(_bracketed(name)), ())

    def _no_document(self, correction: Correction, name: str) -> Replayed:
        """Say of a correction that no one document has the name that it gives."""
        if docs := self._named(name):
            note = (
                f"{_shown(name)} has several documents ({', '.join(docs[:4])}). Name one of them."
            )
            return Replayed(correction, Outcome.CONFLICTING, note)
        near = process.extractOne(
            _plain(name), self._docs.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_A_NAME
        )
        meant = f" Did you mean {self._docs[near[0]][0]}?" if near else ""
        return _lost(correction, f"The corpus has no document {_shown(name)}, or no longer.{meant}")

    def _provision(self, name: str) -> str | None:
        return self._provisions.get(_plain(name)) or self._provisions.get(_plain(_bracketed(name)))

    def _refused(self, correction: Correction) -> Replayed:
        near = get_close_matches(correction.item.casefold(), list(self._provisions), 1)
        remedy = (
            f"Did you mean {self._provisions[near[0]]}?"
            if near
            else "Write an identifier or a title of the codebook in item."
        )
        problem = (
            f"{correction.file}, line {correction.line}: {_shown(correction.item)} is no provision "
            f"of the codebook. {remedy}"
        )
        return Replayed(replace(correction, problem=problem), Outcome.REFUSED, problem)


def _by_name(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Give the documents that go by each name, in small letters; the identifier comes first."""
    whole = {source.doc: source.duplicate_of or source.doc for source in corpus.sources}
    named: dict[str, set[str]] = defaultdict(set)
    for source in corpus.sources:
        facts = corpus.facts.get(source.doc)
        council = source.council or (facts.council if facts else None)
        for name in (source.path, PurePosixPath(source.path).name, council or ""):
            if name:
                named[_plain(name)].add(whole[source.doc])
    ids = {doc.casefold(): (of,) for doc, of in whole.items()}
    return {name: tuple(sorted(docs)) for name, docs in named.items()} | ids


@dataclass(frozen=True, slots=True)
class _Said:
    """What an order says of its item: orders that say the same agree."""

    order: Order
    said: str


def _by_item(found: Sequence[Order], corpus: Corpus) -> dict[tuple[object, ...], list[_Said]]:
    """Bring the corrections of one item together."""
    family = {
        (member.doc, member.n): each.id
        for each in corpus.families
        if len(each.members) > 1
        for member in each.members
    }
    items: dict[tuple[object, ...], list[_Said]] = defaultdict(list)
    for order in found:
        correction, said = order.correction, order.correction.value
        match correction.what:
            case CorrectionKind.PROVISION:
                about: tuple[object, ...] = order.place, correction.item
            case CorrectionKind.FAMILY:
                about = (order.place,)
                if order.target:  # to name either of two that are together is to say the same
                    said = family.get(order.target, str(order.target))
            case CorrectionKind.DATE | CorrectionKind.COUNCIL:
                about = correction.doc, correction.item
            case _:
                continue  # there is one thing only to be said of a defect
        items[correction.what, *about].append(_Said(order, said))
    return {key: group for key, group in items.items() if len(group) > 1}


def _quarrels(item: Sequence[_Said]) -> list[Replayed]:
    """Give what became of those corrections of one item that are not to be followed."""
    by_person: dict[str, list[_Said]] = defaultdict(list)
    for each in item:
        by_person[_plain(each.order.correction.who)].append(each)
    ended: list[Replayed] = []
    standing: list[_Said] = []
    for person in by_person.values():
        latest = max(each.order.correction.when for each in person)
        last = {each.said for each in person if each.order.correction.when == latest}
        for each in person:
            if each.order.correction.when == latest or {each.said} == last:
                standing.append(each)
            else:
                note = f"Put right by the same person on {latest}."
                ended.append(_lost(each.order.correction, note, each.order.n))
    if len({each.said for each in standing}) > 1:
        for each in standing:
            correction = each.order.correction
            against = "; ".join(
                f"{other.who} on {other.when} ({other.file}, line {other.line})"
                for other in (o.order.correction for o in standing if o.said != each.said)
            )
            note = (
                f"{shorten(against, 300, placeholder=' ...')} says otherwise of the same, so "
                "neither is followed. Agree, and take one of them away."
            )
            ended.append(Replayed(correction, Outcome.CONFLICTING, note, each.order.n))
    return ended


def _lost(correction: Correction, note: str, n: int | None = None) -> Replayed:
    return Replayed(correction, Outcome.NO_LONGER_APPLICABLE, note, n)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bracketed(name: str) -> str:
    return name.rpartition("(")[2].rstrip(") ")


def _shown(name: str) -> str:
    return repr(name[:60])

"""To which families of a build do the clauses of one new document belong?

The same signs decide as when all councils are lined up, but only among the wordings that are most
like the document's own: families that are known stay as they are, and the work does not grow with
the number of councils.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline.align.competition import Competition
from pipeline.align.contexts import Context, contexts_of, sections_of
from pipeline.align.likeness import Likeness
from pipeline.align.merging import Evidence, chance_of, merge
from pipeline.align.postings import Postings
from pipeline.align.relations import relation_to
from pipeline.align.scorecard import fitted
from pipeline.align.strands import gather
from pipeline.align.word_vectors import learnt
from pipeline.align.wordings import Wording, collapse
from pipeline.model import (
    Clause,
    Coding,
    Family,
    KnownFamily,
    KnownStrand,
    Level,
    Relation,
)
from pipeline.params import AlignParams
from pipeline.text.similarity import edit_ratio, parties

_DOCS = 64  # documents of a strand that are kept: more would not change the picture
_CORE = 2  # strands that speak for a family, beside those that are like the document's
_SHORT = 4  # words below which a clause that stands alone says nothing of its document


@dataclass(frozen=True, slots=True)
class Place:
    """Where one clause belongs."""

    n: int
    family: int  # number of the family; -1: none
    relation: Relation
    score: float  # likeness of its words to the family's exemplar, 0 to 1
    chance: float  # that the likeliest clause of the build says the same, 0 to 1
    near: tuple[int, ...]  # numbers of strands in nearly its words, the nearest first
    verbatim: int  # number of the strand in its very words; -1: none
    example: tuple[str, int] | None  # doc and n of a clause of the family, the nearest known


def known_strands(
    families: Sequence[Family],
    clauses: Sequence[Clause],
    scores: Mapping[tuple[str, int], Sequence[float]],
    codings: Sequence[Coding],
    *,
    documents: Sequence[str],
    lineage_of: Mapping[tuple[str, int], int],
    params: AlignParams,
) -> tuple[tuple[KnownStrand, ...], tuple[KnownFamily, ...], tuple[tuple[int, ...], ...]]:
    """Gather the clauses of a build into strands, each of one family.

    Args:
        families: All families.
        clauses: All clauses, in any order.
        scores: Provision scores by document and number; may lack clauses.
        codings: The provisions that clauses carry.
        documents: All that strands are to name by their numbers here.
        lineage_of: Number of the template that a clause stands in; may lack clauses.
        params: Thresholds.

    Returns:
        Strands; families in the order given; and of each strand the numbers of all documents that
        have it, ascending.
    """
    number_of = {
        (member.doc, member.n): number
        for number, family in enumerate(families)
        for member in family.members
    }
    ordered = sorted(
        (clause for clause in clauses if (clause.doc, clause.n) in number_of),
        key=lambda clause: (clause.doc, clause.n),
    )
    wordings = collapse(ordered)
    home = [_commonest(number_of[_key(ordered[at])] for at in each.places) for each in wordings]
    sections = sections_of(ordered)
    strands = gather(
        wordings,
        [str(number) for number in home],
        sections,
        near=params.near_copy,
        near_long=params.near_copy_long,
        seed=params.seed,
    )
    contexts = contexts_of(ordered, sections, wordings, strands, scores)
    docs = {doc: number for number, doc in enumerate(documents)}
    given: defaultdict[tuple[str, int], list[tuple[str, Level]]] = defaultdict(list)
    for coding in codings:
        given[coding.doc, coding.n].append((coding.provision, coding.level))
    found, holders = [], []
    by_family: defaultdict[int, list[int]] = defaultdict(list)
    for number, (strand, context) in enumerate(zip(strands, contexts, strict=True)):
        exemplar = wordings[strand[0]]
        clause = ordered[exemplar.places[0]]
        places = [at for each in strand for at in wordings[each].places]
        others = (ordered[at] for at in places if ordered[at].doc != clause.doc)
        other = next(others, None)
        having = sorted({docs[ordered[at].doc] for at in places})
        holders.append(tuple(having))
        by_family[home[strand[0]]].append(number)
        homes = [lineage_of.get(_key(ordered[at]), -1) for at in places]
        agreed = set.intersection(*(set(given[_key(ordered[at])]) for at in exemplar.places))
        found.append(
            KnownStrand(
                clause.doc,
                clause.n,
                other.doc if other else None,
                other.n if other else None,
                exemplar.text,
                exemplar.plain,
                exemplar.audience,
                exemplar.language,
                context.kind,
                context.heading,
                context.before,
                context.after,
                tuple(having[:_DOCS]),
                tuple(round(score, 4) for score in context.scores),
                context.position,
                context.weight,
                home[strand[0]],
                _commonest(homes),
                tuple(sorted(name for name, level in agreed if level is Level.RULES)),
                tuple(sorted(name for name, level in agreed if level is Level.MENTION)),
                len({ordered[at].doc for at in exemplar.places}),
            )
        )
    return tuple(found), tuple(_families(families, ordered, found, by_family)), tuple(holders)


def _families(
    families: Sequence[Family],
    ordered: Sequence[Clause],
    strands: Sequence[KnownStrand],
    by_family: Mapping[int, Sequence[int]],
) -> list[KnownFamily]:
    by_place = {_key(clause): clause for clause in ordered}
    found = []
    for number, family in enumerate(families):
        clause = by_place[family.exemplar]
        wording = collapse([clause])[0]
        core = sorted(
            by_family.get(number, ()), key=lambda strand: (-strands[strand].weight, strand)
        )
        found.append(
            KnownFamily(
                family.id,
                family.name,
                clause.doc,
                clause.n,
                clause.text,
                clause.intro,
                wording.text,
                wording.plain,
                clause.audience,
                clause.language,
                tuple(core[:_CORE]),
            )
        )
    return found


def place(
    clauses: Sequence[Clause],
    scores: Mapping[tuple[str, int], Sequence[float]],
    *,
    index: Postings,
    strands_of: Callable[[Sequence[int]], Sequence[KnownStrand]],
    families_of: Callable[[Sequence[int]], Sequence[KnownFamily]],
    own: Mapping[int, str] = MappingProxyType({}),
    near: float,
    params: AlignParams,
) -> tuple[Place, ...]:
    """Place the clauses of one document that is none of the build's.

    Args:
        clauses: Of the document.
        scores: Their provision scores, by document and number.
        index: Of the plain wordings of all strands.
        strands_of: Gives strands by their numbers.
        families_of: Gives families by their numbers.
        own: The council's own documents, by their numbers; what only these have is passed over.
        near: Edit ratio from which words are nearly the same, 0 to 1.
        params: Thresholds.

    Returns:
        One place for each clause that is lined up, by number.
    """
    ordered = sorted((clause for clause in clauses if clause.counted), key=lambda each: each.n)
    if not ordered or not index.size:
        return tuple(Place(each.n, -1, Relation.UNIQUE, 1.0, 0.0, (), -1, None) for each in ordered)
    wordings = collapse(ordered)
    alone = [(at,) for at in range(len(wordings))]
    fresh = contexts_of(ordered, sections_of(ordered), wordings, alone, scores)
    found = index.nearest([wording.plain for wording in wordings], params.candidates)
    rows, known = _looked_at(found, strands_of, families_of, own.keys())
    at_row = dict(zip(rows, known, strict=True))
    candidates = [[row for row in looked_at if row in at_row] for looked_at in found]
    contexts = [*_as_of_new_document(fresh), *_as_contexts(rows, known, first=len(fresh))]
    evidence = Evidence(
        Competition(
            contexts,
            Likeness(contexts, learnt(), seed=params.seed),
            fitted(),
            count=params.candidates,
            new=[True] * len(fresh) + [False] * len(known),
        )
    )
    home_of = _homes(contexts, known, evidence, len(fresh), params)
    families = dict(zip(wanted := sorted(set(home_of) - {-1}), families_of(wanted), strict=True))
    chances = _chances(evidence, len(fresh))
    by_weight = sorted(at_row.items(), key=lambda item: (item[1].weight, -item[0]))
    heaviest = {strand.family: row for row, strand in by_weight}  # the last one stays
    places = []
    for number, wording in enumerate(wordings):
        family = home_of[number]
        relation, score = Relation.UNIQUE, 1.0
        if family >= 0:
            relation, score = relation_to(
                _exemplar(families[family]), wording, adapted=params.adapted
            )
        ranked = _near(wording, [(row, at_row[row]) for row in candidates[number]], near)
        # a clause that says the same need not be near: then what most councils write
        akin = next((row for row in ranked if at_row[row].family == family), heaviest.get(family))
        example = None if akin is None else _example(at_row[akin], own.values())
        same = [row for row in ranked if at_row[row].folded == wording.text]
        for at in wording.places:
            places.append(
                Place(
                    ordered[at].n,
                    family,
                    relation,
                    score,
                    chances.get(number, 0.0),
                    tuple(ranked),
                    same[0] if same else -1,
                    example,
                )
            )
    return tuple(sorted(places, key=lambda each: each.n))


def _looked_at(
    candidates: Sequence[Sequence[int]],
    strands_of: Callable[[Sequence[int]], Sequence[KnownStrand]],
    families_of: Callable[[Sequence[int]], Sequence[KnownFamily]],
    own: Set[int],
) -> tuple[list[int], list[KnownStrand]]:
    """Fetch the candidates, and the strands that speak for their families."""
    rows = sorted({row for found in candidates for row in found})
    fetched = zip(rows, strands_of(rows), strict=True)
    known = {row: strand for row, strand in fetched if not own >= set(strand.docs)}
    families = families_of(sorted({strand.family for strand in known.values()}))
    more = sorted({row for family in families for row in family.core} - known.keys())
    known |= {
        row: strand
        for row, strand in zip(more, strands_of(more), strict=True)
        if not own >= set(strand.docs)
    }
    return sorted(known), [known[row] for row in sorted(known)]


def _example(strand: KnownStrand, own: Collection[str]) -> tuple[str, int]:
    if strand.doc in own and strand.other_doc is not None and strand.other_n is not None:
        return strand.other_doc, strand.other_n
    return strand.doc, strand.n


def _as_of_new_document(fresh: Sequence[Context]) -> list[Context]:
    """Give the document a number that none of the build's has: -1 stands for no document."""
    return [replace(context, docs=frozenset({0})) for context in fresh]


def _as_contexts(rows: Sequence[int], known: Sequence[KnownStrand], *, first: int) -> list[Context]:
    at = {row: first + place for place, row in enumerate(rows)}
    return [
        Context(
            plain=strand.plain,
            audience=strand.audience,
            language=strand.language,
            parties=parties(strand.plain),
            kind=strand.kind,
            heading=strand.heading,
            before=None if strand.before is None else at.get(strand.before),
            after=None if strand.after is None else at.get(strand.after),
            docs=frozenset(doc + 1 for doc in strand.docs),
            sections=frozenset(),  # known strands are settled: no two of them are compared
            scores=strand.scores,
            position=strand.position,
            weight=strand.weight,
        )
        for strand in known
    ]


def _homes(
    contexts: Sequence[Context],
    known: Sequence[KnownStrand],
    evidence: Evidence,
    first: int,
    params: AlignParams,
) -> list[int]:
    """Give the family of each new strand; -1 where it joins none."""
    settled: defaultdict[int, list[int]] = defaultdict(list)
    for place, strand in enumerate(known):
        settled[strand.family].append(first + place)
    grouped = merge(
        [context.weight for context in contexts],
        evidence,
        least=params.same_provision,
        settled=settled.values(),
    )
    home_of = [-1] * first
    for group in grouped:
        families = [known[member - first].family for member in group if member >= first]
        for member in group:
            if member < first and families:
                home_of[member] = families[0]
    return home_of


def _chances(evidence: Evidence, first: int) -> dict[int, float]:
    """Give for each new strand the chance of its likeliest partner in the build."""
    one, other, odds = evidence.known()
    across = (one < first) & (other >= first)
    best: dict[int, float] = {}
    for strand, each in zip(one[across].tolist(), odds[across].tolist(), strict=True):
        best[strand] = max(best.get(strand, 0.0), chance_of(each))
    return best


def _exemplar(family: KnownFamily) -> Wording:
    return Wording(family.folded, family.plain, family.audience, family.language, ())


def _near(
    wording: Wording, candidates: Sequence[tuple[int, KnownStrand]], near: float
) -> list[int]:
    if wording.plain.count(" ") + 1 < _SHORT:
        near = 1.0
    ratios = [
        (edit_ratio(wording.plain, strand.plain, at_least=near), row)
        for row, strand in candidates
        if strand.language == wording.language
    ]
    return [row for ratio, row in sorted(ratios, key=lambda each: (-each[0], each[1])) if ratio]


def _key(clause: Clause) -> tuple[str, int]:
    return clause.doc, clause.n


def _commonest(values: Iterable[int]) -> int:
    counts = Counter(values)
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]

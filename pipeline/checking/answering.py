"""A draft to the answer on it.

The draft is read, cut, coded and judged as every document of a build is; what is missing, unusual
or its own is then found by the documents of the build, of which no more is looked at than it needs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analyse.coverage import coverage
from pipeline.analyse.defects import find_defects
from pipeline.analyse.peers import WIDENING
from pipeline.analyse.reviews import review_of
from pipeline.checking.common import descents, own_clauses, relatives, weights_of
from pipeline.checking.drafts import DRAFT, read_draft
from pipeline.checking.force import departures_of
from pipeline.checking.gaps import gaps_of
from pipeline.checking.references import Reference, open_reference
from pipeline.model import (
    Basis,
    Chances,
    Check,
    Clause,
    Coding,
    Council,
    Document,
    Level,
    Likeness,
    Measure,
    PeerGroup,
    Peers,
    Placed,
    State,
    StatedFacts,
)
from pipeline.store.files import sha256

if TYPE_CHECKING:
    from pipeline.coding.coder import Judgement

_FIELDS = ("name", "council_type", "county", "country", "electorate")
_VOTERS = 2  # councils with the very words, whose codes the draft's own joins as the third


def check(
    draft: bytes | Path | str,
    against: Reference | Path | str | None = None,
    *,
    name: str | None = None,
    as_of: date | None = None,
    like: Sequence[Likeness | str] | None = None,
    council: Council | None = None,
) -> Check:
    """Measure a draft by the documents of a build.

    Args:
        draft: The path of the file, or its bytes: any kind that a build reads.
        against: What a build left, as `open_reference` gives it, which is best for many drafts; or
            the folder of results of a build; None: the project's own sample.
        name: Of the file, as it is shown; by default the path's.
        as_of: The day on which dates are judged; by default that of the build.
        like: In what councils are to be like this one, such as ["type", "county"]; None: the
            closest group that is large enough. Where a group has too few councils, a wider one is
            taken.
        council: What is known of the draft's council. What is left out is taken from the build,
            where it has a document of the council, or else read from the draft.

    Returns:
        The answer. A draft that cannot be read is no error: see the state of `document`.

    Raises:
        OSError: The path cannot be read.
        RequestError: There is no such build, or what it left is damaged.
        ValueError: `like` names something in which councils cannot be alike.
    """
    data = draft if isinstance(draft, bytes) else Path(draft).read_bytes()
    shown = name or ("draft" if isinstance(draft, bytes) else Path(draft).name)
    reference = against if isinstance(against, Reference) else open_reference(against)
    with reference.preparing():
        document = read_draft(data, shown, reference.params.ingest)
    return answer_on(
        document,
        reference,
        name=shown,
        digest=sha256(data),
        as_of=as_of,
        like=None if like is None else [Likeness(each) for each in like],
        council=council,
    )


def answer_on(
    document: Document,
    reference: Reference,
    *,
    name: str,
    digest: str,
    as_of: date | None = None,
    like: Sequence[Likeness] | None = None,
    council: Council | None = None,
) -> Check:
    """Do as `check` does, of a document that has been read; so another question takes less time.

    Args:
        document: What `read_draft` gave.
        reference: What the build left.
        name: Of the file.
        digest: SHA-256 of the file.
        as_of: See `check`.
        like: See `check`.
        council: See `check`.
    """
    from pipeline.segment import segment
    from pipeline.segment.facts import facts_of

    clauses = segment(document) if document.state.readable else ()
    facts = facts_of(document, clauses) if document.state.readable else None
    whose, inferred = _council(council or Council(), facts, reference)
    empty = replace(
        whom_to_compare(whose, reference, as_of=as_of, like=like),
        name=name,
        sha256=digest,
        inferred=inferred,
        document=document,
    )
    if facts is None:
        return empty
    return _filled(empty, clauses, facts, reference)


def whom_to_compare(
    council: Council,
    reference: Reference,
    *,
    as_of: date | None = None,
    like: Sequence[Likeness] | None = None,
) -> Check:
    """Give an answer that says no more than whom a council is compared with.

    Args:
        council: All that is known of it.
        reference: What the build left.
        as_of: See `check`.
        like: See `check`.
    """
    council, _ = _council(council, None, reference)
    peers, group = _peers(council, like, reference)
    return Check(
        name="",
        sha256="",
        as_of=as_of or reference.as_of,
        council=council,
        inferred=(),
        document=Document(DRAFT, State.EMPTY, "", (), "", "none"),
        measure=_measure(reference, ()),
        codebook=reference.codebook,
        asked=tuple(like or ()),
        peers=peers,
        group=group,
    )


def _filled(
    empty: Check, clauses: tuple[Clause, ...], facts: StatedFacts, reference: Reference
) -> Check:
    from pipeline.align.placing import place

    params, codebook = reference.params, reference.codebook
    own = _own_documents(empty, reference)
    judgement = reference.coder.judge(clauses)
    places = place(
        clauses,
        {key: tuple(found.tolist()) for key, found in judgement.scores.items()},
        index=reference.index,
        strands_of=reference.strands,
        families_of=reference.families,
        own=own,
        near=params.analyse.near_wording,
        params=params.align,
    )
    codings = _settled(judgement.codings, {each.n: each.verbatim for each in places}, reference)
    chances = _chances(judgement, reference)
    cells = coverage(
        {DRAFT: empty.document},
        clauses,
        codings,
        codebook,
        chances=chances,
        councils={DRAFT: empty.council},
        certain_from=params.analyse.certain_from,
    )
    review = review_of(facts, as_of=empty.as_of, due_soon_days=params.analyse.due_soon_days)
    others = {known.council.name for known in reference.documents if known.council.name}
    defects = find_defects(
        empty.document,
        clauses,
        facts,
        review,
        councils=others - {empty.council.name, facts.council},
    )
    families = dict(
        zip(
            wanted := sorted({each.family for each in places if each.family >= 0}),
            reference.families(wanted),
            strict=True,
        )
    )
    gaps = gaps_of(clauses, cells, codings, chances, empty, reference)
    departures = departures_of(clauses, places, families, cells, codings, empty, reference)
    near = {each.n: each.near for each in places}
    weights = weights_of(clauses, places)
    found_relatives = relatives(weights, near, own, reference)
    named = {doc for gap in gaps for doc in (each.doc for each in gap.wordings)}
    named |= {each.doc for each in found_relatives}
    named |= {each.reading_of[0] for each in departures if each.reading_of}
    named |= {each.example[0] for each in places if each.example}
    return replace(
        empty,
        measure=_measure(reference, named),
        clauses=clauses,
        facts=facts,
        review=review,
        cells=cells,
        gaps=gaps,
        departures=departures,
        defects=defects,
        own=own_clauses(clauses, places),
        placed=tuple(
            Placed(
                each.n,
                family.id if family else "",
                family.name if family else "",
                each.relation,
                each.score,
                each.example,
                reference.councils_with(each.family, own) if family else 0,
            )
            for each in places
            for family in [families.get(each.family)]
        ),
        descents=descents(weights, near, reference),
        relatives=found_relatives,
    )


def _council(
    given: Council, facts: StatedFacts | None, reference: Reference
) -> tuple[Council, tuple[str, ...]]:
    """Say what is known of the council, and which of it was not given by a person."""
    name = given.name or (facts.council if facts else None)
    known = (reference.namesake(name) if name else None) or Council()
    read = Council(
        name=facts.council if facts else None, council_type=facts.council_type if facts else None
    )
    values: dict[str, str | int | None] = {}
    inferred = []
    for field in _FIELDS:
        values[field] = getattr(given, field)
        if values[field] is None:
            values[field] = getattr(known, field)
        if values[field] is None and getattr(read, field) is not None:
            values[field] = getattr(read, field)
            inferred.append(field)
    return replace(given, **values), tuple(inferred)  # type: ignore[arg-type]


def _peers(
    council: Council, like: Sequence[Likeness] | None, reference: Reference
) -> tuple[Peers | None, PeerGroup | None]:
    """Find the councils that are like this one, in what is asked where there are enough."""
    params = reference.params.analyse
    if not any(known.readable for known in reference.documents):
        return None, None
    if like is None:
        steps: Sequence[Sequence[Likeness]] = WIDENING
        enough = params.peers_enough
    else:
        within = [step for step in WIDENING if set(step) < set(like)]
        steps = [tuple(like), *within]
        enough = params.peers_fewest
    return reference.peers.peers_of(council, enough=enough, fewest=params.peers_fewest, steps=steps)


def _settled(
    codings: Sequence[Coding], verbatim: Mapping[int, int], reference: Reference
) -> tuple[Coding, ...]:
    """Let councils with the very words of a clause settle its codes, as they do in a build."""
    numbers = sorted({number for number in verbatim.values() if number >= 0})
    known = dict(zip(numbers, reference.strands(numbers), strict=True))
    settled = {(coding.n, coding.provision): coding for coding in codings}
    for n, number in verbatim.items():
        strand = known.get(number)
        if strand is None or strand.verbatim < _VOTERS:
            continue
        agreed = dict.fromkeys(strand.mentions, Level.MENTION)
        agreed |= dict.fromkeys(strand.rules, Level.RULES)
        for provision, level in agreed.items():
            settled[n, provision] = Coding(DRAFT, n, provision, level, Basis.FAMILY, 1.0)
        for at, provision in list(settled):
            if at == n and provision not in agreed:
                del settled[at, provision]
    order = {provision.id: place for place, provision in enumerate(reference.codebook.provisions)}
    return tuple(sorted(settled.values(), key=lambda each: (each.n, order[each.provision])))


def _chances(judgement: "Judgement", reference: Reference) -> dict[tuple[str, str], Chances]:
    found = {
        (DRAFT, provision.id): Chances(DRAFT, provision.id, 1.0, 0.0, 0.0, None)
        for provision in reference.codebook.provisions  # of a document without a clause
    }
    for doc, rows in judgement.chances.items():
        for provision, row, nearest in zip(
            reference.coder.provisions, rows, judgement.nearest[doc], strict=True
        ):
            absent, mention, rules = (round(float(chance), 4) for chance in row)
            found[doc, provision] = Chances(doc, provision, absent, mention, rules, nearest)
    return found


def _own_documents(answer: Check, reference: Reference) -> dict[int, str]:
    """Number the documents of the draft's own council: what it says itself is no measure."""
    own = answer.peers.own if answer.peers else ()
    return {reference.numbers[doc]: doc for doc in own if doc in reference.numbers}


def _measure(reference: Reference, named: Collection[str]) -> Measure:
    from pipeline.report.addresses import council_page

    docs = sorted(named)
    return Measure(
        reference.run_id,
        reference.as_of,
        len(reference.documents),
        sum(known.readable for known in reference.documents),
        {doc: reference.names[doc] for doc in docs},
        {doc: council_page(doc) for doc in docs},
    )

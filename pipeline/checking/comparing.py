"""The bytes of two versions to what became of each clause."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from pipeline.analyse.comparing import compared
from pipeline.analyse.defects import find_defects
from pipeline.analyse.reviews import review_of
from pipeline.checking.drafts import read_draft
from pipeline.model import Clause, ComparedDrafts, Defect, Document, Review, Version
from pipeline.params import Params
from pipeline.store.files import sha256


def compare_drafts(
    earlier: bytes,
    later: bytes,
    params: Params,
    *,
    names: tuple[str, str] = ("earlier", "later"),
    as_of: date | None = None,
    councils: Collection[str] = (),
) -> ComparedDrafts:
    """Compare two versions of a document, each of any kind that a build reads.

    Args:
        earlier: The one file.
        later: The other.
        params: Limits of reading, and the day on which dates are judged.
        names: Of the files, as they are shown.
        as_of: The day, if it is another.
        councils: Names of other councils; one that a version has left standing is a defect.

    Returns:
        The comparison. A file that cannot be read is no error: there is no comparison then, and
        the state of its document says why.
    """
    documents = (
        replace(read_draft(earlier, names[0], params.ingest), doc="earlier"),
        replace(read_draft(later, names[1], params.ingest), doc="later"),
    )
    return compare_documents(
        documents,
        params,
        names=names,
        digests=(sha256(earlier), sha256(later)),
        as_of=as_of,
        councils=councils,
    )


def compare_documents(
    documents: tuple[Document, Document],
    params: Params,
    *,
    names: tuple[str, str],
    digests: tuple[str, str],
    as_of: date | None = None,
    councils: Collection[str] = (),
) -> ComparedDrafts:
    """Do as `compare_drafts` does, of documents that have been read.

    Args:
        documents: The earlier and the later version.
        params: See `compare_drafts`.
        names: Of the files.
        digests: SHA-256 of the files.
        as_of: See `compare_drafts`.
        councils: See `compare_drafts`.
    """
    first, second = (
        Version(name, digest, document)
        for name, digest, document in zip(names, digests, documents, strict=True)
    )
    if not all(document.state.readable for document in documents):
        return ComparedDrafts(first, second, None)
    day = as_of or params.as_of
    one, other = (_judged(document, params, day, councils) for document in documents)
    found = compared(one[0], other[0], reviews=(one[1], other[1]), defects=(one[2], other[2]))
    return ComparedDrafts(first, second, found)


def _judged(
    document: Document, params: Params, day: date, councils: Collection[str]
) -> tuple[tuple[Clause, ...], Review, tuple[Defect, ...]]:
    from pipeline.segment import segment
    from pipeline.segment.facts import facts_of

    clauses = segment(document)
    facts = facts_of(document, clauses)
    review = review_of(facts, as_of=day, due_soon_days=params.analyse.due_soon_days)
    others = {name for name in councils if name != facts.council}
    return clauses, review, find_defects(document, clauses, facts, review, councils=others)

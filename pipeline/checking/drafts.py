"""The bytes of a draft to a document, read as if they were hostile."""

from pipeline.model import Document, IngestParams, Source, State
from pipeline.stages.ingest import office_bytes, read_apart
from pipeline.store.files import sha256
from pipeline.store.records import from_json

DRAFT = "draft"  # stands for the document in every record of an answer
_MOST_CHARACTERS = 600_000  # some 250 pages: what is longer is no protocol


def read_draft(data: bytes, name: str, params: IngestParams) -> Document:
    """Read a draft in a short-lived process of its own, with limits.

    Args:
        data: The file.
        name: Its name; a hint to the kind of file where the content leaves it open.
        params: Limits.

    Returns:
        The document. It never raises for a bad file: where `state.readable` is false, `reason`
        says why and what to do.
    """
    from pipeline.ingest.process import Task

    source = Source(DRAFT, name, sha256(data), len(data))
    within = data if len(data) <= params.max_bytes else None
    task = Task(source, within, params, office_bytes(data[:4]))
    ((_, content),) = read_apart([source], lambda _: task)
    try:
        document = from_json(Document, content)
    except ValueError:  # what read it was perhaps taken over by it
        return _refused(State.UNREADABLE, "Its reader sent what makes no sense. Save it again.")
    if len(document.text) > _MOST_CHARACTERS:
        return _refused(
            State.LIMIT,
            f"It has {len(document.text):,} characters, more than the {_MOST_CHARACTERS:,} that "
            "are looked through. Check the protocol by itself, without other documents.",
        )
    return document


def _refused(state: State, reason: str) -> Document:
    return Document(DRAFT, state, "", (), "", "none", reason=reason)

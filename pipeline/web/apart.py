"""The clerk's own file is opened once more, to write into it: in a process with limits."""

from collections.abc import Sequence

from pipeline.check.returned import returned
from pipeline.engine import Ending, Limits, Parent, map_documents
from pipeline.ingest import PRELOAD
from pipeline.model import Check, Remark
from pipeline.report.answer.word import annotated

_LIMITS = Limits(seconds=60, memory_bytes=2 * 2**30, most_seconds=60, output_bytes=64 * 2**20)

_Item = tuple[bytes, Check, tuple[Remark, ...]]


def returned_apart(data: bytes, check: Check, remarks: Sequence[Remark]) -> bytes:
    """Write remarks on a draft as comments; see `returned`.

    Where a limit ends that, the draft's text comes back in a new file, as it does for drafts that
    are no Word files.
    """
    item = (data, check, tuple(remarks))
    (outcome,) = map_documents(_written, [item], limits=lambda _: _LIMITS, preload=PRELOAD)
    if outcome.ending is Ending.DONE and outcome.value is not None:
        return outcome.value
    return annotated(check, remarks).data


def _written(item: _Item, _: Parent) -> bytes:
    data, check, remarks = item
    return returned(data, check, remarks).data

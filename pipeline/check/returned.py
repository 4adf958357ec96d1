"""Which Word file does a clerk get back: their own with comments, or one made of what was read?"""

from collections.abc import Sequence

from pipeline.ingest import docx_origins, media_type
from pipeline.model import Check, Remark
from pipeline.report.answer.word import Commented, annotated, commented

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def returned(data: bytes, check: Check, remarks: Sequence[Remark]) -> Commented:
    """Write remarks on a draft as comments.

    It opens the file once more, so it belongs in a process with limits, as reading it does.

    Args:
        data: The file that was checked.
        check: The answer on it.
        remarks: What is said of it.

    Returns:
        The clerk's own file where it is a Word file that can be written into; else a new one with
        the draft's text.
    """
    if check.document.state.readable and media_type(data, check.name) == _WORD:
        made = commented(data, check.document, remarks, docx_origins(data))
        if made.data is not data:
            return made
    return annotated(check, remarks)

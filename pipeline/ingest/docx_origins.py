"""Which paragraph of a Word file does each line of its text come from?

Who writes into the file, as with comments, has to find the words there again. The file is read once
more for it: a build has no use for the answer, and should not pay for it.
"""

from pipeline.ingest.docx import read_docx
from pipeline.ingest.draft import DraftLine, Words, set_in_text
from pipeline.ingest.reading import DAMAGE
from pipeline.ingest.refusal import RefusedError
from pipeline.model import Origin


def docx_origins(data: bytes) -> tuple[Origin, ...]:
    """Trace the lines of a Word document.

    Args:
        data: The file; it is read as `read_docx` reads it.

    Returns:
        For each line of the text its paragraphs, in the order of the text. Empty where the file
        is refused or damaged.
    """
    found: list[Origin] = []

    def place(draft: DraftLine, words: Words, start: int, end: int) -> None:
        if start < end:
            label = len(words.label) + 1 if words.label and not words.cells else 0
            # two lines of one cell may come from one paragraph
            paragraphs = tuple(dict.fromkeys(draft.paragraphs))
            found.append(Origin(start, start + label, end, paragraphs, draft.is_own))

    try:
        set_in_text(read_docx(data, traced=True).lines, place)
    except (RefusedError, *DAMAGE):
        return ()
    return tuple(found)

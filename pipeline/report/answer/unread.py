"""What can a clerk do about a draft of their own that could not be read?"""

from collections.abc import Mapping

from pipeline.model import Check, Source
from pipeline.report import wording
from pipeline.report.remedies import Remedy, remedy_of
from pipeline.report.safe_text import shortened, shown

_REASON = 600

_WHAT_TO_DO: Mapping[Remedy, str] = {
    Remedy.PUT_IN_PLACE: "Choose the file again.",
    Remedy.OPEN_COPY: "Open the file with its password, save a copy without one, and check the "
    "copy.",
    Remedy.SAVE_AS: "Open the file in the program that it was made with, save it as a Word file "
    "(DOCX) or PDF, and check that.",
    Remedy.RECOGNISE: "The file holds pictures of text, without letters to read. Best is the Word "
    "file that was printed or scanned. Failing that, scan the paper again at 300 dots an inch, "
    "with text recognition switched on in the scanner’s program.",
    Remedy.ANOTHER_COPY: "The file is damaged or incomplete. If it still opens in Word or in a "
    "reader of PDF, save it there under a new name and check that. If not, take an older copy.",
    Remedy.DOCUMENT: "The file holds no words of a document. See whether it is the right one; if "
    "it is, save the text as a Word file (DOCX) or PDF.",
    Remedy.RAISE_LIMIT: "The file is too large or takes too long. Save it without pictures, or "
    "only the pages of the document itself, and check that.",
}


def what_happened(check: Check) -> str:
    """Say in a sentence why the draft could not be read."""
    document = check.document
    reason = document.reason or wording.STATE_MEANINGS[document.state]
    return wording.sentence(shortened(shown(reason), _REASON))


def what_to_do(check: Check) -> str:
    """Say what would help."""
    source = Source(check.document.doc, check.name, check.sha256, bytes=0)
    return _WHAT_TO_DO[remedy_of(check.document, source)]


def file_name(check: Check) -> str:
    """Give the draft's name without the folders that it stood in.

    They may say who works on it and where, and are nobody else's matter.
    """
    return check.name.replace("\\", "/").rpartition("/")[2]

"""What can a clerk do about a draft of their own that could not be read?"""

import re
from collections.abc import Mapping

from pipeline.model import Check, Document, Source
from pipeline.report import wording
from pipeline.report.remedies import Remedy, remedy_of
from pipeline.report.safe_text import shortened, shown

_REASON = 600
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
_ADVICE = re.compile(r": (?:ask|fetch|open|save) [^.]{0,200}\.")
_ASKING = ("Ask ", "Save ", "Fetch ", "Open ", "Install ", "Set ", "Raise ", "Its publisher ")

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
    """Say in a sentence or two why the draft could not be read."""
    return why_unread(check.document)


def why_unread(document: Document) -> str:
    """Say in a sentence or two why a file could not be read.

    Readers give advice as well, to those who collect other people's files: it is left out.
    """
    reason = document.reason or wording.STATE_MEANINGS[document.state]
    sentences = _SENTENCE_ENDS.split(shortened(shown(reason), _REASON))
    facts = [_ADVICE.sub(".", each) for each in sentences if not each.startswith(_ASKING)]
    return wording.sentence(" ".join(facts) or wording.STATE_MEANINGS[document.state])


def what_to_do(check: Check) -> str:
    """Say what would help."""
    return remedy_for(check.document, check.name, check.sha256)


def remedy_for(document: Document, name: str, digest: str) -> str:
    """Say what would help with a file that could not be read."""
    source = Source(document.doc, name, digest, bytes=0)
    return _WHAT_TO_DO[remedy_of(document, source)]


def file_name(check: Check) -> str:
    """Give the draft's name without the folders that it stood in."""
    return without_folders(check.name)


def without_folders(name: str) -> str:
    """Give a file's name alone.

    The folders may say who works on it and where, and are nobody else's matter.
    """
    return name.replace("\\", "/").rpartition("/")[2]

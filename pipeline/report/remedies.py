"""What can be done about a source that could not be read, and by whom?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Document, Source, State
from pipeline.report.lookup import Lookup, council_of
from pipeline.report.wording import subject

_UNKNOWN = "application/octet-stream"
# in the reasons that readers give: for a file that shows pictures of text,
_PICTURED = re.compile(r"\bOCR\b|\bscan|text recognition|drawn as shapes", re.IGNORECASE)
# for one that another program shows,
_SHOWN_ELSEWHERE = re.compile(r"\bXFA\b|browser", re.IGNORECASE)
# and for one that another program can save
_SAVED_ELSEWHERE = re.compile(r"\b(?:open|save|print|export|convert|unpack) it\b", re.IGNORECASE)


class Remedy(StrEnum):
    """What to do about a source, in the order in which it costs little."""

    PUT_IN_PLACE = "put_in_place"
    OPEN_COPY = "open_copy"
    SAVE_AS = "save_as"
    RECOGNISE = "recognise"
    ANOTHER_COPY = "another_copy"
    DOCUMENT = "document"
    RAISE_LIMIT = "raise_limit"


@dataclass(frozen=True, slots=True)
class Advice:
    """A remedy in words."""

    title: str
    what: str  # what to do
    found: str  # what is wrong, as the middle of a sentence to the council; empty: not theirs
    ask: str  # what to ask the council for


ADVICE: Mapping[Remedy, Advice] = {
    Remedy.PUT_IN_PLACE: Advice(
        "Put the file in its place",
        "The register names these files, or they lie in the folder, but they could not be opened. "
        "Nothing needs to be asked of the council: put each file where the register says, or "
        "correct the register, and build again.",
        "",
        "",
    ),
    Remedy.OPEN_COPY: Advice(
        "Ask for a copy without a password",
        "Their publishers have locked these files, so that only who knows the password can open "
        "them. No attempt was made to get round that.",
        "it is locked with a password",
        "a copy without a password, as a Word file or PDF",
    ),
    Remedy.SAVE_AS: Advice(
        "Save as Word (DOCX) or PDF",
        "A program on your own computer can show these files. Open each one there, save it as "
        "DOCX or PDF in place of the old file, and build again. If you cannot, ask the council.",
        "it is of a kind that our software cannot read",
        "the same document as a Word file (DOCX) or PDF",
    ),
    Remedy.RECOGNISE: Advice(
        "Recognise the text, or ask for the original",
        "These files hold pictures of text, without letters to read. Install text recognition "
        "(the extra called ocr) if it is missing, or see that ingest.ocr in params.yaml is true, "
        "and build again. Where the picture is too poor for that, scan it again at 300 dots an "
        "inch. Best of all is the document that was printed.",
        "it is a scan, or a picture of the text, which neither software nor screen readers can "
        "read",
        "the document that it was printed from, as a Word file or PDF",
    ),
    Remedy.ANOTHER_COPY: Advice(
        "Fetch the file again, or ask for another copy",
        "These files are damaged or were cut short on the way. Fetch each one again from where it "
        "was published. If the new copy is no better, it is damaged there too.",
        "the file is damaged and does not open",
        "another copy, as a Word file or PDF",
    ),
    Remedy.DOCUMENT: Advice(
        "Ask for the document itself",
        "These files were opened and are no document: they hold no words, or are something else. "
        "Often the wrong file was published, or an error page was saved in its place.",
        "the file that we found holds no text",
        "the document itself, as a Word file or PDF",
    ),
    Remedy.RAISE_LIMIT: Advice(
        "Raise a limit, or make the file smaller",
        "Reading was stopped at a limit of size, time or memory, which keeps one file from "
        "stopping all others. If the file is what it should be, save it in parts, or raise the "
        "limit that is named under ingest in params.yaml, and build again.",
        "the file is too large for our software",
        "a smaller copy, best as a Word file or a PDF that was not scanned",
    ),
}


_BY_STATE = {
    State.PASSWORD: Remedy.OPEN_COPY,
    State.LIMIT: Remedy.RAISE_LIMIT,
    State.EMPTY: Remedy.DOCUMENT,
}


def remedy_of(document: Document, source: Source) -> Remedy:
    """Say what to do about a source that could not be read."""
    if not source.sha256:
        return Remedy.PUT_IN_PLACE
    if document.state in _BY_STATE:
        return _BY_STATE[document.state]
    reason, kind = document.reason or "", document.media_type
    if _SHOWN_ELSEWHERE.search(reason):
        return Remedy.SAVE_AS
    if kind.startswith("image/") or _PICTURED.search(reason):
        return Remedy.RECOGNISE
    if document.state is not State.UNSUPPORTED:
        return Remedy.ANOTHER_COPY
    saved = kind != _UNKNOWN and _SAVED_ELSEWHERE.search(reason)
    return Remedy.SAVE_AS if saved else Remedy.DOCUMENT


def letter(found: Lookup, source: Source, remedy: Remedy) -> str:
    """Write to the council what is wrong with its file and what would help.

    Returns:
        A few sentences to send; empty where the council can do nothing about it.
    """
    advice = ADVICE[remedy]
    if not advice.ask:
        return ""
    council, _ = council_of(found.findings, source)
    whose = f"that of {council}" if council else "yours"
    name = source.path.rpartition("/")[2]
    where = f", published at {source.url}" if source.url else ""
    return (
        f"Dear Clerk, we are comparing what councils’ {subject(found.findings.codebook)}, "
        f"and could not read {whose} (file {name}{where}): {advice.found}. "
        f"Could you please send us {advice.ask}? Thank you."
    )

"""Why has a kind of file no reader, and what is to be done about it?"""

import io
import zipfile
from pathlib import PurePosixPath

from pipeline.ingest import kinds
from pipeline.ingest.refusal import RefusedError
from pipeline.model import State
from pipeline.text.cleaning import one_line

_SAVE = "Open it in a word processor and save it as DOCX or PDF."
_ASK = "Ask the council for the document itself, as DOCX or PDF."
_KINDS = {
    kinds.MHTML: (
        "A web page saved as one file (MHTML)",
        "Open it in a browser and print it to PDF, or save it as a web page (HTML only).",
    ),
    kinds.MAIL: ("An e-mail", "Save the document that is attached to it, and put that here."),
    kinds.WORD_XML: ("A Word document in one XML file", _SAVE),
    kinds.WORDPERFECT: ("A WordPerfect document", _SAVE),
    kinds.PAGES: ("An Apple Pages document", "Open it in Pages and export it as Word or PDF."),
    kinds.OLE: ("A file of an old Office program that is not Word", _SAVE),
    kinds.XLSX: ("A spreadsheet", _ASK),
    kinds.PPTX: ("A presentation", "Open it and save it as PDF."),
    kinds.EPUB: ("An e-book", "Convert it to DOCX or PDF, or ask the council for the document."),
}
_DOCUMENTS = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".txt", ".md"})
_MOST_NAMED = 5
_LONGEST_NAME = 80


def unsupported(kind: str, name: str, data: bytes) -> RefusedError:
    """Refuse a source of a kind that no reader takes.

    Args:
        kind: Its media type.
        name: Its file name.
        data: Its bytes; only the list of parts of a ZIP archive is looked at.
    """
    if kind == kinds.LOCKED_OFFICE:
        return RefusedError(
            State.PASSWORD, "The file is locked with a password: ask its publisher for a copy."
        )
    if kind.startswith("image/"):
        what, remedy = f"A picture ({kind}), not a document", "Ask for the document itself."
    elif kind == kinds.ZIP:
        what, remedy = _zip(data)
    elif kind in _KINDS:
        what, remedy = _KINDS[kind]
    elif kind.startswith("application/vnd.oasis.opendocument."):
        what, remedy = f"An OpenDocument file that is not a text ({kind})", _ASK
    else:
        found = "nothing known" if kind == kinds.UNKNOWN else kind
        return RefusedError(
            State.UNSUPPORTED,
            f"{name} holds {found}, which no reader takes. Save it as DOCX or PDF.",
        )
    return RefusedError(State.UNSUPPORTED, f"{what}, which no reader takes. {remedy}")


def _zip(data: bytes) -> tuple[str, str]:
    """Say what an archive holds; nothing in it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return "A ZIP archive that cannot be opened", "Fetch it again."
    names = [one_line(part.filename)[-_LONGEST_NAME:] for part in parts]
    documents = sorted(name for name in names if PurePosixPath(name.lower()).suffix in _DOCUMENTS)
    if not documents:
        return f"A ZIP archive of {len(parts)} files, none of them a document", _ASK
    named = ", ".join(documents[:_MOST_NAMED])
    more = len(documents) - _MOST_NAMED
    listed = f"{named} and {more} more" if more > 0 else named
    locked = " They are locked with a password." if any(p.flag_bits & 1 for p in parts) else ""
    return (
        f"A ZIP archive with {len(documents)} documents ({listed})",
        f"Unpack it and put its documents here, each as a source of its own.{locked}",
    )

"""Is what a clerk filled in complete and sound, and if not, what is to be put right?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.ingest import media_type
from pipeline.ingest.kinds import (
    DOC,
    DOCX,
    HTML,
    LOCKED_OFFICE,
    MARKDOWN,
    MHTML,
    ODT,
    PDF,
    PICTURES,
    PLAIN,
    RTF,
    WORD_XML,
)
from pipeline.model import Council, Likeness
from pipeline.report.safe_text import cleaned, shown
from pipeline.web.names import safe_name, stem
from pipeline.web.tasks import Draft
from pipeline.web.uploads import Form

TYPES = ("parish", "town", "city", "community", "neighbourhood", "village")
COUNTRIES = ("England", "Wales")
TAKEN = frozenset({
    PDF, DOCX, ODT, HTML, PLAIN, MARKDOWN, DOC, RTF, WORD_XML, MHTML, *PICTURES,
    LOCKED_OFFICE,  # its answer says that it needs a password
})  # fmt: skip
ENDINGS = ".pdf,.docx,.odt,.doc,.rtf,.html,.htm,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"
_LONGEST = 200  # characters of the name of a council, county or document
_MOST_ELECTORS = 10_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be put right in a field."""

    field: str  # its id in the form
    words: str
    status: int = 422  # of HTTP


@dataclass(slots=True)
class Filled:
    """What a form holds when it is shown: as it was sent, with what is to be put right."""

    values: dict[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def problem(self, name: str) -> str:
        """Give the words on a field that is to be put right; empty where it is sound."""
        return next((each.words for each in self.problems if each.field == name), "")

    @property
    def status(self) -> int:
        """The status of the page that shows it."""
        return self.problems[0].status if self.problems else 200


def filled(form: Form) -> Filled:
    """Give a form back as it was sent."""
    return Filled(
        {name: cleaned(value) for name, value in form.fields.items() if name != "token"},
        form.ticked.get("like", ()),
    )


def filled_with(council: Council, like: Collection[Likeness]) -> Filled:
    """Fill a form in with what is known of a council."""
    known = {
        "council": council.name,
        "type": (council.council_type or "").casefold(),
        "county": council.county,
        "country": council.country,
        "electors": str(council.electorate or ""),
    }
    return Filled(
        {name: value for name, value in known.items() if value},
        tuple(each.value for each in like),
    )


def council_of(form: Form, into: Filled) -> Council | None:
    """Read what a form says of the council; None where it says nothing."""
    name, county = (_line(form.fields, each, into) for each in ("council", "county"))
    kind = form.fields.get("type", "").strip()
    if kind and kind not in TYPES:
        into.problems.append(Problem("type", "Choose the type of council from the list"))
    country = form.fields.get("country", "").strip()
    if country and country not in COUNTRIES:
        into.problems.append(Problem("country", "Choose the country from the list"))
    electors = _electors(form.fields.get("electors", ""), into)
    if not (name or county or country or kind or electors):
        return None
    return Council(kind or None, county or None, country or None, electors, name or None)


def likenesses_of(form: Form, into: Filled) -> tuple[Likeness, ...] | None:
    """Read in what councils are to be like this one; None where nothing is ticked."""
    known = {each.value: each for each in Likeness}
    ticked = dict.fromkeys(form.ticked.get("like", ()))
    if any(each not in known for each in ticked):
        into.problems.append(Problem("like-type", "Choose from the boxes that are there"))
    return tuple(each for value, each in known.items() if value in ticked) or None


def draft_of(form: Form, into: Filled) -> Draft | None:
    """Read the document of a form: a file that was chosen, or a text that was pasted.

    Returns:
        The document, still without the council; None where it is not as it should be.
    """
    pasted = form.fields.get("text", "")
    file = form.files.get("file")
    if file is not None and pasted.strip():
        words = "Choose a file or paste a text, and leave the other empty"
        into.problems.append(Problem("file", words))
        return None
    if pasted.strip():
        given = _line(form.fields, "called", into) or "Pasted text"
        return Draft(f"{stem(safe_name(given))}.txt", cleaned(pasted).encode())
    if file is None:
        into.problems.append(Problem("file", "Choose the file of your draft, or paste its text"))
        return None
    return file_of(form, "file", into)


def file_of(form: Form, name: str, into: Filled, *, words: str = "") -> Draft | None:
    """Read a file of a form.

    Args:
        form: What was sent.
        name: Of the field.
        into: Is told what is to be put right.
        words: What to say where no file was chosen.
    """
    file = form.files.get(name)
    if file is None:
        into.problems.append(Problem(name, words))
        return None
    shown_name = safe_name(file.name)
    if not file.data:
        found = f"{shown_name} is empty: it has no content at all. Choose another file"
        into.problems.append(Problem(name, found))
        return None
    if media_type(file.data, shown_name) not in TAKEN:
        found = (
            f"{shown_name} is not a kind of file that can be checked, whatever its name ends in. "
            "Choose a Word, PDF, OpenDocument, web page or text file"
        )
        into.problems.append(Problem(name, found, 415))
        return None
    return Draft(shown_name, file.data)


def _line(fields: Mapping[str, str], name: str, into: Filled) -> str:
    value = " ".join(shown(fields.get(name, "")).split())
    if len(value) > _LONGEST:
        into.problems.append(Problem(name, f"Write at most {_LONGEST} letters"))
    return value[:_LONGEST]


def _electors(text: str, into: Filled) -> int | None:
    digits = text.replace(",", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isascii() or not digits.isdigit() or int(digits[:9]) > _MOST_ELECTORS:
        words = "Write the number of electors in figures, such as 1,250"
        into.problems.append(Problem("electors", words))
        return None
    return int(digits)

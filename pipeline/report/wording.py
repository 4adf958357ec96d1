"""In which plain words are findings shown?

One place for them, so that the site, the workbook and the figures say the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import (
    Basis,
    Cell,
    ChangeCause,
    Codebook,
    CorrectionKind,
    DefectKind,
    DifferenceKind,
    Doubt,
    Grouping,
    Level,
    Outcome,
    PartialDate,
    Prevalence,
    Relation,
    Review,
    ReviewStatus,
    State,
)

_MANY_DAYS = 730  # beyond these, years say more

LEVELS: Mapping[Level, str] = {
    Level.RULES: "Rules",
    Level.MENTION: "Mention",
    Level.ABSENT: "Silent",
    Level.UNREADABLE: "Not read",
}

LEVEL_MEANINGS: Mapping[Level, str] = {
    Level.RULES: "At least one clause says what someone must, should or may do about it.",
    Level.MENTION: "The topic comes up in passing, or the document only points elsewhere.",
    Level.ABSENT: "The document was read and no clause about it was found.",
    Level.UNREADABLE: "The document could not be read, so nothing is known. This is not silence.",
}

STATUSES: Mapping[ReviewStatus, str] = {
    ReviewStatus.OVERDUE: "Overdue",
    ReviewStatus.DUE_SOON: "Due soon",
    ReviewStatus.AMBIGUOUS: "Unclear",
    ReviewStatus.NO_REVIEW_DATE: "No review date",
    ReviewStatus.CURRENT: "Current",
    ReviewStatus.UNREADABLE: "Not read",
}

STATUS_MEANINGS: Mapping[ReviewStatus, str] = {
    ReviewStatus.OVERDUE: "The review date, stated or worked out, has passed.",
    ReviewStatus.DUE_SOON: "The review falls due within the next few weeks.",
    ReviewStatus.AMBIGUOUS: "What the document says can be read in more than one way, and the "
    "ways give different answers.",
    ReviewStatus.NO_REVIEW_DATE: "The document gives no date from which a review date follows.",
    ReviewStatus.CURRENT: "The review date lies further ahead.",
    ReviewStatus.UNREADABLE: "The document could not be read, so nothing is known.",
}

STATES: Mapping[State, str] = {
    State.TEXT: "Read",
    State.TEXT_OCR: "Read, some pages from pictures",
    State.OCR: "Read from pictures",
    State.EMPTY: "Empty",
    State.PASSWORD: "Locked with a password",
    State.UNREADABLE: "Could not be read",
    State.LIMIT: "Stopped at a limit",
    State.UNSUPPORTED: "Kind of file not supported",
}

STATE_MEANINGS: Mapping[State, str] = {
    State.TEXT: "The text is in the file.",
    State.TEXT_OCR: "Some pages are pictures of text; their words were recognised and may be off.",
    State.OCR: "All pages are pictures of text; their words were recognised and may be off.",
    State.EMPTY: "The file was opened and holds no words.",
    State.PASSWORD: "Its publisher has locked it. Ask the council for an open copy.",
    State.UNREADABLE: "The file is damaged, or holds pictures of text that were not recognised.",
    State.LIMIT: "Reading took more time, memory or space than is allowed for one file.",
    State.UNSUPPORTED: "PDF, Word (.docx), OpenDocument, web pages and plain text can be read.",
}

KINDS: Mapping[str, str] = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
    "application/msword": "Word 97 to 2003 (DOC)",
    "application/rtf": "Rich text (RTF)",
    "application/x-encrypted-office": "Office file, locked",
    "text/html": "Web page (HTML)",
    "text/plain": "Plain text",
    "text/markdown": "Plain text (Markdown)",
}

# by the first word of a reader's name
READERS: Mapping[str, str] = {
    "pdfium": "PDFium, which also reads PDF in the browsers Chrome and Edge",
    "pdfplumber": "pdfplumber, the second reader of PDF",
    "tesseract": "Tesseract, which recognises text in pictures",
    "tesserocr": "Tesseract, which recognises text in pictures",
    "qpdf": "qpdf, which checks and repairs PDF",
}

# what became of characters that are no plain text, by sort: one, and many
CLEANINGS: Mapping[str, tuple[str, str]] = {
    "composed": (
        "accent joined to its letter",
        "accents joined to their letters",
    ),
    "controls": ("control character taken out", "control characters taken out"),
    "invisible": (
        "mark without width or of the writing direction taken out",
        "marks without width or of the writing direction taken out",
    ),
    "ligatures": (
        "joined letter (such as ﬁ) written as single letters",
        "joined letters (such as ﬁ) written as single letters",
    ),
    "soft_hyphens": ("hidden hyphen taken out", "hidden hyphens taken out"),
    "surrogates": (
        "broken character replaced by a mark",
        "broken characters replaced by a mark",
    ),
    "symbols": (
        "sign of a symbol font written as an ordinary one",
        "signs of symbol fonts written as ordinary ones",
    ),
}

RELATIONS: Mapping[Relation, str] = {
    Relation.VERBATIM: "Same words",
    Relation.ADAPTED: "Adapted",
    Relation.PARAPHRASE: "Other words",
    Relation.UNIQUE: "On its own",
}

RELATION_MEANINGS: Mapping[Relation, str] = {
    Relation.VERBATIM: "The same words, leaving aside capitals, punctuation and spacing.",
    Relation.ADAPTED: "Recognisably the same sentence, with words changed.",
    Relation.PARAPHRASE: "Seems to say the same in other words. A person should confirm it.",
    Relation.UNIQUE: "No other clause was found that says the same.",
}

# from which agreement with its family's core a reading is said to belong to it how surely
_AGREEMENTS = (
    (0.9, "surely the same clause"),
    (0.7, "very probably the same clause"),
    (0.5, "probably the same clause"),
    (0.0, "perhaps another clause: read both"),
)

BASES: Mapping[Basis, str] = {
    Basis.CORRECTION: "corrected by a person",
    Basis.LIBRARY: "reads like a clause in the library",
    Basis.FAMILY: "carried over from the same clause elsewhere",
    Basis.CLASSIFIER: "judged by the trained coder",
    Basis.CUE: "names the topic",
}

DEFECTS: Mapping[DefectKind, str] = {
    DefectKind.DANGLING_REFERENCE: "Points to a clause that is not there",
    DefectKind.MISSING_APPENDIX: "Points to an appendix that is not there",
    DefectKind.DUPLICATE_NUMBER: "Number used twice",
    DefectKind.SKIPPED_NUMBER: "Number left out",
    DefectKind.WRONG_COUNCIL: "Names another council",
    DefectKind.TEMPLATE_RESIDUE: "Left over from a template",
    DefectKind.PLACEHOLDER: "Blank never filled in",
    DefectKind.OUTDATED_REFERENCE: "Refers to repealed law or an abolished body",
    DefectKind.DATED_REFERENCE: "Refers to an old edition",
    DefectKind.UNDEFINED_ROLE: "Gives a duty to someone it does not define",
    DefectKind.CONTRADICTION: "Contradicts itself",
    DefectKind.CONFLICTING_DATES: "Gives dates that conflict",
    DefectKind.EMPTY_HEADING: "Heading with nothing below it",
    DefectKind.PROBABLE_COPY_ERROR: "Probable copying error",
}

DIFFERENCES: Mapping[DifferenceKind, str] = {
    DifferenceKind.MODALITY: "Must, should or may",
    DifferenceKind.DUTY_BEARER: "Who owes the duty",
    DifferenceKind.TIME_LIMIT: "Time limit",
    DifferenceKind.NEGATION: "Not",
    DifferenceKind.NUMBER: "Number",
    DifferenceKind.DECISION_MAKER: "Who decides",
    DifferenceKind.EXCEPTION: "Exception or condition",
}

CAUSES: Mapping[ChangeCause, str] = {
    ChangeCause.SOURCE: "the source changed",
    ChangeCause.NEW: "new in the corpus",
    ChangeCause.WITHDRAWN: "withdrawn from the corpus",
    ChangeCause.CORRECTION: "a correction",
    ChangeCause.CODEBOOK: "a change of the codebook",
    ChangeCause.SOFTWARE: "a new version of the software",
    ChangeCause.AS_OF: "time passing",
}

CAUSE_MEANINGS: Mapping[ChangeCause, str] = {
    ChangeCause.SOURCE: "The file that the council publishes is not the one of the run before.",
    ChangeCause.NEW: "The document was not there in the run before.",
    ChangeCause.WITHDRAWN: "The document is no longer there.",
    ChangeCause.CORRECTION: "A person has put it right, or has taken a correction back.",
    ChangeCause.CODEBOOK: "The document is the same. The codebook, or the library of clauses it is "
    "coded by, has changed.",
    ChangeCause.SOFTWARE: "The document and the codebook are the same. Newer software reads them "
    "otherwise.",
    ChangeCause.AS_OF: "Nothing in the document has changed. This report is of a later day, and a "
    "date has come near or has passed.",
}

CORRECTED: Mapping[CorrectionKind, str] = {
    CorrectionKind.PROVISION: "Provision",
    CorrectionKind.FAMILY: "Same clause elsewhere",
    CorrectionKind.DATE: "Date or other fact",
    CorrectionKind.COUNCIL: "Name of the council",
    CorrectionKind.DEFECT: "Defect",
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.APPLIED: "Applied",
    Outcome.NO_LONGER_APPLICABLE: "No longer applicable",
    Outcome.CONFLICTING: "Conflicting",
    Outcome.REFUSED: "Refused",
}

OUTCOME_MEANINGS: Mapping[Outcome, str] = {
    Outcome.APPLIED: "It changed what this report says.",
    Outcome.NO_LONGER_APPLICABLE: "Nothing is left for it to change: the document or the words are "
    "gone, or the document is read so without it.",
    Outcome.CONFLICTING: "Another one says otherwise, or its words fit several places. It was not "
    "followed; a person has to decide.",
    Outcome.REFUSED: "It cannot be understood. It was not followed; a person has to put it right.",
}

_FLAGS: Mapping[str, str] = {
    "us_order": "A date is written month first.",
    "impossible_date": "A date names a day that does not exist.",
    "past_tense_future_date": "A date said to be past lies ahead; it is taken as the next review.",
    "election_tied": "The review is tied to elections, with no year given.",
    "review_before_adoption": "The review date lies before the adoption.",
    "future_adoption": "The adoption date lies ahead.",
    "future_review": "A review said to be done lies ahead.",
    "conflicting_dates": "The document gives dates that conflict.",
    "bare_date": "A date stands alone, without saying what it is the date of.",
    "corrected": "A person has corrected what was read.",
}

# why a date is to be checked: each completes "to be checked: ..."
DOUBTS: Mapping[Doubt, str] = {
    Doubt.FAR: "the date stands far from the words that say what it is",
    Doubt.OTHER_WORDS: "unusual words stand between the date and its verb",
    Doubt.SUBJECT: "the sentence may speak of something else",
    Doubt.OTHER_DATE: "another date beside it is not accounted for",
    Doubt.SEVERAL_VERBS: "more than one verb may belong to the date",
    Doubt.TAKEN_BACK: "words beside it may take it back, such as “but” or “draft”",
    Doubt.UNUSUAL_WORDS: "it is said in unusual words",
    Doubt.TENSE: "it may be a review that was held or one still to come",
    Doubt.YEAR_ONLY: "only a year is given, and not close to its verb",
    Doubt.MONTH_FIRST: "the month may stand before the day",
    Doubt.IMPOSSIBLE_DAY: "there is no such day",
    Doubt.MAY_BE_NO_DATE: "the figures may be something other than a date",
    Doubt.ODD_CHARACTERS: "letters stand for figures, or figures run together",
    Doubt.SCAN: "it was recognised from a picture, and not surely",
    Doubt.JOINED: "the date and its words stand in different lines or cells",
    Doubt.FALLBACK: "what it is the date of was taken from its surroundings",
    Doubt.APPENDIX: "it stands in an appendix",
    Doubt.CONFLICT: "the document says otherwise elsewhere",
    Doubt.ADOPTION_AS_REVIEW: "a later adoption was taken for a review",
    Doubt.AHEAD: "it is said to be done, and lies ahead",
    Doubt.UNDATED_REVIEW: "a review is spoken of, and its time was not understood",
    Doubt.UNCLEAR_INTERVAL: "the interval can be read in more than one way",
}

_FIELDS: Mapping[str, str] = {
    "adopted": "Adopted",
    "last_reviewed": "Last reviewed",
    "review_due": "Review due",
    "cadence": "How often",
    "cadence_text": "How often",
    "cadence_months": "How often, in months",
    "status": "Status",
    "approved_by": "Approved by",
    "minute_ref": "Minute",
    "version": "Version",
    "title": "Title",
    "council": "Council",
}

GROUPINGS: Mapping[Grouping, str] = {
    Grouping.ALL: "All",
    Grouping.COUNCIL_TYPE: "Type of council",
    Grouping.COUNTY: "County",
    Grouping.COUNTRY: "Country",
}

_PROBABLE = 0.6  # chance from which a level is said to be probably right

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def report_title(codebook: Codebook) -> str:
    """Name the report.

    Example:
        >>> report_title(Codebook("1", "Provisions", (), documents="protocols"))
        'Council protocols compared'
    """
    return f"Council {codebook.documents} compared"


def subject(codebook: Codebook) -> str:
    """Say what is compared, to follow "councils’".

    Example:
        >>> subject(Codebook("1", "Provisions", (), documents="protocols", about="what is due"))
        'protocols say about what is due'
        >>> subject(Codebook("1", "Provisions", ()))
        'documents say'
    """
    about = f" about {codebook.about}" if codebook.about else ""
    return f"{codebook.documents} say{about}"


def day(value: date) -> str:
    """Write a day in full.

    Example:
        >>> day(date(2025, 3, 1))
        '1 March 2025'
    """
    return stated(PartialDate(value.year, value.month, value.day))


def day_written(text: str) -> str:
    """Write a day that is given as YYYY-MM-DD in full, and any other text as it is.

    Example:
        >>> day_written("2025-03-01"), day_written("1/3")
        ('1 March 2025', '1/3')
    """
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def stated(value: PartialDate) -> str:
    """Write a date as precisely as it was stated.

    Example:
        >>> stated(PartialDate(2025, 3)), stated(PartialDate(2025))
        ('March 2025', '2025')
    """
    parts = [str(value.year)]
    if value.month is not None:
        parts.append(_MONTHS[value.month - 1])
    if value.day is not None:
        parts.append(str(value.day))
    return " ".join(reversed(parts))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun.

    Example:
        >>> counted(1, "day"), counted(1200, "day"), counted(2, "family", "families")
        ('1 day', '1,200 days', '2 families')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Write a list as a sentence has it.

    Example:
        >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
        ('a, b and c', 'a', '')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def due(review: Review) -> str:
    """Say when the next review is due; empty where nothing says so."""
    if review.review_due is not None:
        return stated(review.review_due)
    return listed([stated(value) for value in review.derived_due], "or")


def due_basis(review: Review) -> str:
    """Say where the date of the next review comes from; empty where there is none."""
    if review.review_due is not None:
        return "as stated"
    if not review.derived_due:
        return ""
    base = "last review" if review.last_reviewed is not None else "adoption"
    return f"worked out from the {base} and how often it is to be reviewed"


def long_time(days: int) -> str:
    """Say how long ago a deadline was, in days while these still mean something to a reader.

    Example:
        >>> long_time(601), long_time(5654)
        ('601 days', '15.5 years')
    """
    return counted(days, "day") if days < _MANY_DAYS else f"{days / 365.25:.1f} years"


def status(review: Review) -> str:
    """Say where a document stands, in a few words, on the day of the report.

    The words hold only for that day, so whoever shows them says which day it is.
    """
    match review.status:
        case ReviewStatus.OVERDUE if review.days_overdue is not None:
            return f"Overdue by {long_time(review.days_overdue)}"
        case ReviewStatus.DUE_SOON if due(review):
            return f"{STATUSES[review.status]}: {due(review)}"
        case ReviewStatus.CURRENT if due(review):
            return f"Current: due {due(review)}"
        case ReviewStatus.AMBIGUOUS if len(review.status_readings) > 1:
            readings = [STATUSES[reading].lower() for reading in review.status_readings]
            return f"Unclear: {listed(list(dict.fromkeys(readings)), 'or')}"
        case ReviewStatus.NO_REVIEW_DATE:
            return "No review date stated"
        case _:
            return STATUSES[review.status]


def to_check(review: Review, *fields: str) -> str:
    """Say why fields of a review are to be checked by a person; empty where they are certain."""
    doubts = dict.fromkeys(doubt for field, doubt in review.doubts if field in fields)
    return f"to be checked: {'; '.join(DOUBTS[doubt] for doubt in doubts)}" if doubts else ""


def cell(found: Cell) -> str:
    """Name the level of a cell, with a question mark where a person should check it."""
    return LEVELS[found.level] + ("?" if cell_to_check(found) else "")


def cell_to_check(cell: Cell) -> str:
    """Say that a person should check a cell, and how likely it is; empty where it is certain."""
    if cell.certain or cell.chance is None:
        return ""
    return "to be checked: probably so" if cell.chance >= _PROBABLE else "to be checked: uncertain"


def group(row: Prevalence) -> str:
    """Name a group of councils."""
    if row.by is Grouping.ALL:
        return ""
    return capital(row.group) if row.group else "Not known"


def interval(row: Prevalence) -> str:
    """Write the 95 % interval of a share, such as "49% to 94%"; empty where nothing was read."""
    if row.low is None or row.high is None:
        return ""
    return f"{round(100 * row.low)}% to {round(100 * row.high)}%"


def cadence(review: Review) -> str:
    """Say how often the document is to be reviewed; empty where nothing says so."""
    months = listed([counted(number, "month") for number in review.cadence_months], "or")
    return f"every {months}" if months else review.cadence_text or ""


def flag(name: str) -> str:
    """Say what was unusual in reading the dates."""
    return _FLAGS.get(name, name.replace("_", " ").capitalize() + ".")


def field(name: str) -> str:
    """Name a field of a review."""
    return _FIELDS.get(name, name.replace("_", " ").capitalize())


def agreement(share: float) -> str:
    """Say how surely a reading belongs to its family.

    Example:
        >>> agreement(0.62)
        '0.62, probably the same clause'
    """
    words = next(words for least, words in _AGREEMENTS if share >= least)
    return f"{share:.2f}, {words}"


def percent(share: float) -> str:
    """Write a share from 0 to 1 as a percentage that claims no more than it is.

    Example:
        >>> percent(0.714), percent(0.999), percent(1.0)
        ('71%', '99%', '100%')
    """
    return f"{int(100 * share + 1e-9)}%"


def kind(media_type: str) -> str:
    """Name a kind of file; empty where it is not known."""
    return KINDS.get(media_type) or (
        f"Picture ({media_type.partition('/')[2]})" if media_type.startswith("image/") else ""
    )


def reader(name: str) -> str:
    """Name what read a document in words, with the name and version as they are.

    Example:
        >>> reader("pdfplumber 0.11.10")
        'pdfplumber, the second reader of PDF (pdfplumber 0.11.10)'
        >>> reader("docx 1")
        'docx 1'
    """
    first = name.partition(" ")[0].casefold()
    return f"{READERS[first]} ({name})" if first in READERS else name


def cleaned(sort: str, number: int) -> str:
    """Say what cleaning did to characters of a sort.

    Example:
        >>> cleaned("soft_hyphens", 1), cleaned("controls", 1200)
        ('1 hidden hyphen taken out', '1,200 control characters taken out')
        >>> cleaned("odd_quotes", 2)
        '2 × odd quotes'
    """
    if sort in CLEANINGS:
        return counted(number, *CLEANINGS[sort])
    return f"{number:,} × {sort.replace('_', ' ')}"


def sentence(text: str) -> str:
    """Write a remark as a sentence.

    Example:
        >>> sentence("one page was turned"), sentence("Is it?"), sentence("")
        ('One page was turned.', 'Is it?', '')
    """
    text = text.strip()
    return capital(text) + ("" if not text or text[-1] in ".!?…" else ".")


def capital(text: str) -> str:
    """Begin a text with a capital letter, and leave the rest of it alone.

    Example:
        >>> capital("clause A.1")
        'Clause A.1'
    """
    return text[:1].upper() + text[1:]


def page_numbers(pages: Sequence[int], most: int = 30) -> str:
    """Write numbers of pages, those that follow one another as a range.

    Example:
        >>> page_numbers((1, 2, 3, 5, 7, 8))
        '1 to 3, 5, 7 and 8'
        >>> page_numbers(tuple(range(1, 99, 2)), most=3)
        '1, 3, 5 and 46 more'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts: list[str] = []
    told = 0
    for run in runs:
        if len(parts) >= most:
            parts.append(f"{len(pages) - told} more")
            break
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(page) for page in run]
        told += len(run)
    return listed(parts)


def share(number: int, of: int, noun: str = "") -> str:
    """Write a share with its base, since a percentage alone hides how few were asked.

    Example:
        >>> share(3, 12), share(3, 12, "documents"), share(0, 0)
        ('3 of 12 (25%)', '3 of 12 documents (25%)', '0 of 0')
    """
    base = f"{number:,} of {of:,}" + (f" {noun}" if noun else "")
    return base + (f" ({100 * number / of:.0f}%)" if of else "")

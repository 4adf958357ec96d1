"""Briefings as Word files, and the letters that go with them."""

from collections.abc import Iterable, Sequence

from pipeline.model import Codebook, Findings
from pipeline.report import addresses, wording
from pipeline.report.briefing import Briefing, Line, briefing
from pipeline.report.lookup import Lookup, lookup
from pipeline.report.pages.briefings import has_letter
from pipeline.report.remedies import ADVICE, remedy_of
from pipeline.report.safe_text import shortened, shown
from pipeline.report.word import Paper, Run

_MOST_POINTS = 5
_ABOUT = 120  # characters of what is compared, in a letter


def word_files(findings: Findings, *, doubtful_below: float = 0.0) -> dict[str, bytes]:
    """Make a briefing and a letter for each council.

    Args:
        findings: All findings of a run.
        doubtful_below: How sure text recognition must be for a clause not to be marked.

    Returns:
        The bytes of each file by its path below the report's folder. The same findings give the
        same bytes.
    """
    found = lookup(findings, doubtful_below=doubtful_below)
    files: dict[str, bytes] = {}
    for doc in found.docs:
        made = briefing(found, doc)
        files[addresses.briefing_file(doc)] = briefing_in_word(made)
        if has_letter(found, doc):
            files[addresses.letter_file(doc)] = letter_in_word(found, made)
    return files


def briefing_in_word(made: Briefing) -> bytes:
    """Write a briefing as a Word file of one page, which lies in the folder of briefings."""
    paper = Paper(f"Briefing: {made.name}")
    paper.add("Subtitle", [Run(f"Briefing for the clerk and the chair, {made.day}")])
    paper.add("Title", [Run(made.name)])
    if made.figures:
        paper.add("Figures", _figures(made.figures))
    for section in made.sections:
        paper.add("Heading1", [Run(section.title)])
        for line in section.lines:
            paper.add("Normal", _runs(line))
        many = len(section.points) > 1
        for line in section.points:
            paper.add("ListBullet" if many else "Normal", _runs(line))
        if section.grid is not None:
            rows = [[_runs(cell) for cell in row] for row in section.grid.rows]
            paper.add_table(section.grid.caption, section.grid.heads, rows, (0.36, 0.14, 0.5))
        for line in section.after:
            paper.add("Normal", _runs(line))
    for line in made.basis:
        paper.add("Foot", _runs(line))
    return paper.to_bytes()


def letter_in_word(found: Lookup, made: Briefing) -> bytes:
    """Write the letter that a county association may send with a briefing, for it to complete."""
    codebook = found.findings.codebook
    called = shortened(shown(codebook.document), _ABOUT)
    paper = Paper(f"Letter to {made.name}", letter=True)
    paper.add("Address", [_place("Name and address of sender")])
    paper.add("Address", [_place("Date")])
    council = [Run(f"{made.name}\n")] if made.named else [_place("Name of the council"), Run("\n")]
    paper.add("Address", [Run("The Clerk\n"), *council, _place("Address of the council")])
    paper.add("Letter", [Run("Dear Clerk,")])
    about = "what we found" if made.readable else "we could not read it"
    paper.add("Heading1", [Run(f"Your council’s {called}: {about}")])
    for runs in _done(found, made):
        paper.add("Letter", runs)
    for point in made.points[:_MOST_POINTS]:
        paper.add("LetterList", [Run(point)])
    for runs in _offered(made, called):
        paper.add("Letter", runs)
    paper.add("Letter", [Run("Yours sincerely,")])
    paper.add(
        "Address",
        [
            _place("Name of sender"),
            Run("\n"),
            _place("Position and association"),
            Run("\n"),
            _place("Telephone and email"),
        ],
    )
    if made.readable:
        paper.add("Letter", [Run("Enclosed: briefing of one page")])
    return paper.to_bytes()


def _done(found: Lookup, made: Briefing) -> Iterable[list[Run]]:
    codebook = found.findings.codebook
    looked_at = wording.counted(len(found.docs), "published document")
    yield [
        Run(
            f"We have compared what councils’ {_subject(codebook)}. The comparison takes in "
            f"{looked_at}, of which {len(found.readable):,} could be read, and judges dates on "
            f"{made.day}."
        )
    ]
    if made.readable:
        yield [
            Run(
                "Yours is among them. The enclosed page says what we found, with the number of the "
                "clause behind each point. The main points for your council:"
            )
        ]
        return
    document, source = found.document(made.doc), found.sources[made.doc]
    advice = ADVICE[remedy_of(document, source)]
    name = shortened(shown(source.path.rpartition("/")[2]), _ABOUT)
    yield [
        Run(
            f"Yours is not among those that could be read. We have the file {name}, but "
            f"{advice.found}. So we can say nothing yet about what it says, and do not take it to "
            "be silent on anything."
        )
    ]
    yield [
        Run(
            f"Could you please send us {advice.ask}? We will then send you a page about it, as the "
            "other councils have had."
        )
    ]


def _offered(made: Briefing, called: str) -> Iterable[list[Run]]:
    if made.readable:
        yield [
            Run(
                "The comparison was made by software and not checked by hand, so please read the "
                "clause before you act on a point. If something is wrong, or you have adopted a "
                "newer text, tell us the number of the clause and what is right: a correction "
                "holds for every later comparison."
            )
        ]
        yield [
            Run(
                "We would be glad to help: to go through the points with you, to send you how "
                f"other councils have worded what is missing, or to read a draft of a new {called} "
                "before it goes to your council. Please get in touch with "
            ),
            _place("Name, telephone or email"),
            Run("."),
        ]
    else:
        yield [
            Run("If you need help with it, please get in touch with "),
            _place("Name, telephone or email"),
            Run("."),
        ]


def _subject(codebook: Codebook) -> str:
    return shortened(shown(wording.subject(codebook)), 2 * _ABOUT)


def _place(name: str) -> Run:
    return Run(name, to_fill=name)


def _figures(figures: Sequence[tuple[str, str]]) -> Iterable[Run]:
    for number, (value, label) in enumerate(figures):
        yield Run(value, strong=True)
        yield Run(f"\u00a0{label}" + (" · " if number + 1 < len(figures) else ""))


def _runs(line: Line) -> list[Run]:
    return [
        Run(
            words.text,
            # from the folder in which the file lies
            href=f"../{words.href}" if words.href and "://" not in words.href else words.href,
            strong=words.strong,
            quoted=words.quoted,
            language=words.language,
        )
        for words in line
    ]

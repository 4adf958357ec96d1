"""A small draft and an answer on it, put together by hand, for tests of what shows answers."""

from datetime import date

from pipeline.model import (
    Audience,
    Borrowable,
    Check,
    Clause,
    ClauseKind,
    Codebook,
    Council,
    Defect,
    DefectKind,
    Departure,
    Descent,
    DifferenceKind,
    Document,
    Evidence,
    Gap,
    Level,
    Likeness,
    Line,
    LineKind,
    Measure,
    PartialDate,
    PeerGroup,
    Peers,
    Placed,
    Provision,
    Relation,
    Relative,
    Review,
    ReviewStatus,
    State,
    StatedFacts,
    Weight,
)

# label, text, kind
_PRINTED = (
    (None, "Lower Withy Parish Council", LineKind.TEXT),
    (None, "Protocol on Working Relations", LineKind.HEADING),
    (None, "Adopted 4 May 2021. To be reviewed in May 2023.", LineKind.TEXT),
    ("1.", "Purpose", LineKind.HEADING),
    ("1.1", "This protocol helps Councillors and the Clerk to work well together.", LineKind.TEXT),
    ("2.", "Instructions", LineKind.HEADING),
    ("2.1", "Councillors should not give instructions to the Clerk on their own.", LineKind.TEXT),
    ("2.2", "Work is agreed by the Council, see paragraph 9.4.", LineKind.TEXT),
    ("2.3", "The handbell is rung by [name of Clerk] before each meeting.", LineKind.TEXT),
    ("3.", "Letters", LineKind.HEADING),
    ("3.1", "The Clerk signs the Council's letters.", LineKind.TEXT),
)
_HEADINGS = {"1.": "Purpose", "2.": "Instructions", "3.": "Letters"}


def draft() -> Document:
    """Give the draft as a reader would."""
    text, lines = "", []
    for label, words, kind in _PRINTED:
        start = len(text)
        text += f"{label} {words}" if label else words
        lines.append(Line(words, start, len(text), kind, label=label))
        text += "\n"
    return Document(
        "draft",
        State.TEXT,
        text.rstrip("\n"),
        tuple(lines),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx 1",
    )


def clauses() -> tuple[Clause, ...]:
    """Give the draft's clauses."""
    found, path = [], ()
    for n, (line, (label, words, kind)) in enumerate(
        zip(draft().lines, _PRINTED, strict=True), start=1
    ):
        if label in _HEADINGS:
            path = (words,)
        sort = (
            ClauseKind.HEADING
            if kind is LineKind.HEADING
            else ClauseKind.METADATA
            if n <= 3
            else ClauseKind.CLAUSE
        )
        found.append(
            Clause(
                "draft",
                n,
                label,
                (label or f"n{n}").rstrip("."),
                () if sort is ClauseKind.HEADING else path,
                sort,
                words,
                line.start,
                line.end,
                audience=Audience.COUNCILLORS if label == "2.1" else Audience.NONE,
            )
        )
    return tuple(found)


def evidence(words: str) -> Evidence:
    """Give the place of some words of the draft."""
    start = draft().text.index(words)
    end = start + len(words)
    n = next((c.n for c in clauses() if c.start <= start and end <= c.end), None)
    return Evidence("draft", start, end, words, n)


def codebook() -> Codebook:
    """Give a coding frame of four provisions."""

    def provision(name: str, title: str) -> Provision:
        return Provision(
            name, title, f"Are there rules on {title.lower()}?", title, "How to work", (), (), ()
        )

    return Codebook(
        "1",
        "Member-officer protocols",
        (
            provision("instructions", "Instructing the clerk"),
            provision("press", "Press and media"),
            provision("grievance", "Grievances"),
            provision("correspondence", "Correspondence"),
        ),
        "protocol",
        "protocols",
    )


def borrowable(doc: str, council: str, text: str, *, lineage: str = "", councils: int = 1):
    """Give another council's wording on the press."""
    return Borrowable(
        "press",
        doc,
        12,
        council,
        "Press and media",
        (("5.1", text),),
        3,
        f"https://{doc}.example.org/protocol.pdf",
        PartialDate(2025, 5),
        ReviewStatus.CURRENT,
        lineage,
        councils,
        0.8,
    )


def review() -> Review:
    """Give the draft's dates."""
    return Review(
        "draft",
        "Protocol on Working Relations",
        PartialDate(2021, 5, 4),
        None,
        PartialDate(2023, 5),
        (),
        None,
        (),
        ReviewStatus.OVERDUE,
        (),
        1277,
        5.6,
        None,
        None,
        None,
        (),
        (
            ("adopted", evidence("Adopted 4 May 2021")),
            ("review_due", evidence("To be reviewed in May 2023")),
        ),
    )


def answer(**others) -> Check:
    """Give the answer on the draft, with other values where they are named."""
    council = Council("parish", "Wiltshire", "England", 900, "Lower Withy Parish Council")
    group = PeerGroup(
        "type=parish/county=wiltshire",
        (Likeness.COUNCIL_TYPE, Likeness.COUNTY),
        "parish",
        "Wiltshire",
        None,
        None,
        (("aldford",), ("bexham",), ("cawley",), ("denby",), ("eastry",)),
        ("fenton",),
    )
    values = {
        "name": "Lower Withy protocol.docx",
        "sha256": "0" * 64,
        "as_of": date(2026, 11, 29),
        "council": council,
        "inferred": ("council_type",),
        "document": draft(),
        "measure": Measure(
            "0123456789abcdef",
            date(2026, 11, 22),
            14,
            12,
            {"aldford": "Aldford Parish Council", "bexham": "Bexham Town Council"},
            {"aldford": "councils/aldford.html", "bexham": "councils/bexham.html"},
        ),
        "codebook": codebook(),
        "asked": (Likeness.COUNCIL_TYPE, Likeness.COUNTY),
        "peers": Peers("", group.id, (), 5, 1, enough=True),
        "group": group,
        "clauses": clauses(),
        "facts": StatedFacts(
            "draft",
            "Protocol on Working Relations",
            council.name,
            "parish",
            (),
            None,
            None,
            None,
            None,
        ),
        "review": review(),
        "gaps": (
            Gap(
                "press",
                Level.ABSENT,
                sure=True,
                nearest=None,
                rules=4,
                mention=0,
                absent=1,
                rules_of_all=9,
                read_of_all=12,
                wordings=(
                    borrowable(
                        "aldford",
                        "Aldford Parish Council",
                        "Enquiries from the press go to the Clerk, who answers for the Council.",
                        lineage="t-1",
                        councils=3,
                    ),
                    borrowable(
                        "bexham",
                        "Bexham Town Council",
                        "A Councillor who speaks to a reporter must say that it is their own view.",
                    ),
                ),
            ),
            Gap("grievance", Level.ABSENT, False, 8, 3, 1, 1, 7, 12, ()),
            Gap("correspondence", Level.MENTION, True, 11, 1, 1, 3, 2, 12, ()),
        ),
        "departures": (
            Departure(
                7,
                DifferenceKind.MODALITY,
                Weight.WEAKER,
                "should not",
                "must not",
                6,
                7,
                "f-1",
                "Councillors must not give instructions to staff.",
                ("aldford", 9),
                evidence("should not give instructions"),
            ),
        ),
        "defects": (
            Defect(
                DefectKind.DANGLING_REFERENCE,
                "It refers to paragraph 9.4, which this document does not have. Correct the "
                "number.",
                evidence("see paragraph 9.4"),
            ),
            Defect(
                DefectKind.PLACEHOLDER,
                "A blank was never filled in. Put the name.",
                evidence("[name of Clerk]"),
            ),
        ),
        "own": (9,),
        "placed": (
            Placed(5, "f-0", "Purpose of the protocol", Relation.ADAPTED, 0.7, ("aldford", 2), 8),
            Placed(
                7, "f-1", "No instructions to the clerk", Relation.ADAPTED, 0.8, ("aldford", 9), 7
            ),
        ),
        "descents": (Descent("t-1", "Template of Aldford and 3 others", 4, 0.42, (5, 7)),),
        "relatives": (Relative("aldford", "Aldford Parish Council", 0.42, (5, 7)),),
    }
    return Check(**(values | others))

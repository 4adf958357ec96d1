"""Findings about invented councils, of any number and with hostile words in them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from pipeline.analyse.councils import councils_of
from pipeline.analyse.lineage import ancestry
from pipeline.analyse.peers import peers, practices
from pipeline.analyse.prevalence import prevalence
from pipeline.model import (
    Applicability,
    Audience,
    Basis,
    Cell,
    Change,
    ChangeCause,
    Clause,
    ClauseKind,
    Codebook,
    Coding,
    Correction,
    CorrectionKind,
    Defect,
    DefectKind,
    Difference,
    DifferenceKind,
    Document,
    Doubt,
    Evidence,
    Family,
    Findings,
    Level,
    Line,
    Member,
    Outcome,
    PartialDate,
    PartialLink,
    Picture,
    Prevalence,
    Provision,
    Relation,
    Replayed,
    Review,
    ReviewStatus,
    Source,
    State,
    StatedFacts,
    Suggestion,
)

AS_OF = date(2026, 11, 22)

PAYLOADS = {
    "script": '<script>alert("x")</script><img src=x onerror=alert(1)>',
    "attribute": '" onmouseover="alert(1)" x=\'',
    "formula": '=HYPERLINK("http://evil.example","click")',
    "formula-plus": "+1+cmd|' /C calc'!A0",
    "formula-minus": "-2+3",
    "formula-at": "@SUM(1,2)",
    "formula-tab": "\t=1+1",
    "formula-return": "\r=1+1",
    "formula-full-width": "＝1+1",
    "surrogate": "before \ud800 after",
    "control": "nul \x00 bell \x07 escape \x1b[31m",
    "non-character": "\ufffe\uffff",
    "right-to-left": "policy\u202efdp.exe and العربية",
    "template": "{{ 7*7 }}{% raw %}",
    "mathtext": "costs $x^{2$ and \\frac{1}{",
    "long": "word " * 8_000,
    "one-long-word": "a" * 40_000,
    "javascript-address": "javascript:alert(1)",
    "emoji": "👩‍🚒 ŵ ŷ",
    "excel-escape": "_x0041_",
    "line-ends": "one\r\ntwo\rthree\u2028four",
}

NAMES = (
    "Stowcote Parish Council",
    "Great Fernleigh Town Council",
    "Nant-y-Bryn Community Council",
    "Marsh Ambling Parish Council",
    "Upper Tallow Parish Council",
    "Quillsbury Town Council",
)

# (provision, three strengths of the same sentence)
WORDINGS = (
    ("purpose", "This protocol guides how councillors and staff of the council work together."),
    (
        "instruction",
        "A councillor {} not give an instruction to any member of staff but the Clerk.",
    ),
    ("access", "The Clerk {} answer a councillor's request for papers within {} working days."),
    ("press", "Only the Chair or the Clerk {} speak to a newspaper on the council's behalf."),
    ("groups", "Staff {} not attend a meeting of a party group without telling every group."),
    ("grievance", "An officer who feels unfairly treated {} first raise it with the Chair."),
)

_PROVISIONS = tuple(
    Provision(
        id=key,
        title=title,
        question=f"Does it deal with {title.lower()}?",
        definition=f"Rules about {title.lower()}.",
        group=group,
        include=("who must do what",),
        exclude=("the words alone",),
        cues=(key,),
    )
    for key, title, group in (
        ("purpose", "Purpose and scope", "Foundations"),
        ("instruction", "Instructing officers", "Working together"),
        ("access", "Access to information", "Working together"),
        ("press", "Press and media", "Working together"),
        ("groups", "Political groups", "Politics"),
        ("grievance", "Grievances of officers", "When things go wrong"),
    )
)
CODEBOOK = Codebook("7", "Invented codebook", _PROVISIONS)


def _document(number: int, codebook: Codebook, name: str | None, state: State):
    """Make one council's source, document, facts, clauses, codings and cells."""
    doc = f"council-{number:03d}"
    texts = [("Members and officers protocol", ClauseKind.METADATA, None, None, "title")]
    modal = ("must", "should", "may")[number % 3]
    days = (5, 10, 28)[number % 3]
    for place, provision in enumerate(codebook.provisions):
        if (number + place) % 4 == 3:
            continue  # silent
        pattern = WORDINGS[place % len(WORDINGS)][1]
        sentence = pattern.replace("{} working", f"{days} working").replace("{}", modal)
        if place >= len(WORDINGS):
            sentence += f" This goes for {provision.title.lower()} too."
        level = Level.MENTION if (number + place) % 5 == 4 else Level.RULES
        texts.append((provision.title, ClauseKind.HEADING, None, None, None))
        texts.append((sentence, ClauseKind.CLAUSE, provision.id, level, None))
    if number % 2:
        texts.append(("Mae'r cyngor yn cadw at y drefn hon.", ClauseKind.CLAUSE, None, None, None))
    if not state.readable:
        texts = []
    clauses, codings, text = [], [], ""
    for n, (words, kind, provision, level, role) in enumerate(texts, 1):
        label = f"{n // 2}." if kind is ClauseKind.CLAUSE else None
        start = len(text)
        text += f"{label} {words}\n" if label else f"{words}\n"
        clauses.append(
            Clause(
                doc=doc,
                n=n,
                label=label,
                address=f"{n // 2}" if label else f"h{n}",
                path=("Members and officers protocol",) if n > 1 else (),
                kind=kind,
                text=words,
                start=start,
                end=len(text) - 1,
                page=1 + n // 10 if number % 4 else None,
                bbox=(72.0, 40.0 * n, 520.0, 40.0 * n + 24) if number % 4 else None,
                confidence=(0.71 if n == 3 else 0.96) if state is State.OCR else None,
                audience=Audience.COUNCILLORS if provision == "instruction" else Audience.NONE,
                language="cy" if words.startswith("Mae") else "en",
                role=role,
            )
        )
        if provision:
            codings.append(Coding(doc, n, provision, level, Basis.CLASSIFIER, 0.875))
    cells = []
    for provision in codebook.provisions:
        found = [coding for coding in codings if coding.provision == provision.id]
        if not state.readable:
            cells.append(Cell(doc, provision.id, Level.UNREADABLE, (), "", None))
        elif not found:
            certain = len(cells) % 3 > 0
            cells.append(
                Cell(
                    doc,
                    provision.id,
                    Level.ABSENT,
                    (),
                    "",
                    None,
                    chance=0.93 if certain else 0.55,
                    certain=certain,
                    nearest=None if certain else 2,
                )
            )
        else:
            clause = clauses[found[0].n - 1]
            points = "Standing Orders" if found[0].level is Level.MENTION else None
            cells.append(
                Cell(
                    doc,
                    provision.id,
                    found[0].level,
                    tuple(coding.n for coding in found),
                    clause.text,
                    clause.page,
                    points,
                    0.875,
                    basis=found[0].basis,
                    chance=0.72 if found[0].level is Level.MENTION else 0.96,
                    certain=found[0].level is Level.RULES,
                )
            )
    source = Source(
        doc=doc,
        path=f"sources/{doc}.pdf",
        sha256=f"{number:064x}",
        bytes=1000 + number,
        council=name,
        council_type=name.split()[-2].lower() if name else None,
        county=("Barsetshire", "Loamshire")[number % 2] if name else None,
        country="England",
        url=f"https://council-{number}.example/protocol.pdf",
        retrieved="2026-10-01",
    )
    document = Document(
        doc=doc,
        state=state,
        text=text,
        lines=tuple(
            Line(c.text, c.start, c.end, page=c.page, confidence=c.confidence) for c in clauses
        ),
        media_type="application/pdf",
        reader="invented 1.0",
        pages=2,
        reason=None if state.readable else "It is damaged. Ask the council for another copy.",
        warnings=("one page was turned",) if number == 1 else (),
        page_counts=(("pdfium", 2), ("qpdf", 2)) if state.readable else (),
        recognised=(1, 2) if state is State.OCR else (),
        cleaning=(("ligatures", 2), ("soft_hyphens", 1)) if number == 1 else (),
        folded=((4, "ﬁ"), (9, "ﬀ")) if number == 1 else (),
    )
    facts = StatedFacts(
        doc, "Members and officers protocol", None, None, (), None, None, None, None
    )
    return source, document, facts, tuple(clauses), tuple(codings), tuple(cells)


def _review(number: int, doc: str, clauses: tuple[Clause, ...]) -> Review:
    status = tuple(ReviewStatus)[number % 5]
    blank = {
        "title": None,
        "adopted": None,
        "last_reviewed": None,
        "review_due": None,
        "cadence_months": (),
        "cadence_text": None,
        "derived_due": (),
        "status_readings": (),
        "days_overdue": None,
        "years_since_review": None,
        "approved_by": None,
        "minute_ref": None,
        "version": None,
        "flags": (),
        "evidence": (),
    }
    first = clauses[0]
    words = Evidence(doc, first.start, first.end, first.text, first.n, first.page)
    blank |= {"title": first.text, "adopted": PartialDate(2021, 5, 11), "years_since_review": 5.5}
    blank["evidence"] = (("adopted", words),)
    match status:
        case ReviewStatus.OVERDUE:
            blank |= {
                "review_due": PartialDate(2026, 5, 31),
                "days_overdue": 175,
                "evidence": (("adopted", words), ("review_due", words)),
            }
        case ReviewStatus.DUE_SOON:
            blank |= {
                "review_due": PartialDate(2027, 1),
                "doubts": (
                    ("adopted", Doubt.MONTH_FIRST),
                    ("review_due", Doubt.JOINED),
                    ("status", Doubt.JOINED),
                ),
            }
        case ReviewStatus.CURRENT:
            blank |= {
                "cadence_months": (48,),
                "cadence_text": "every four years",
                "last_reviewed": PartialDate(2024),
                "derived_due": (PartialDate(2028),),
                "approved_by": "Full Council",
                "minute_ref": "24/117",
                "version": "2",
            }
        case ReviewStatus.AMBIGUOUS:
            blank |= {
                "cadence_months": (6, 24),
                "cadence_text": "biannually",
                "derived_due": (PartialDate(2021, 11, 11), PartialDate(2027, 5, 11)),
                "status_readings": (ReviewStatus.OVERDUE, ReviewStatus.CURRENT),
                "flags": ("us_order",),
            }
    return Review(doc=doc, status=status, **blank)


def _families(clauses: Iterable[Clause]) -> tuple[Family, ...]:
    kin: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.kind.substantive:
            kin.setdefault(" ".join(clause.text.split()[:3]) + clause.text[-12:], []).append(clause)
    families = []
    for number, (name, found) in enumerate(sorted(kin.items())):
        usual = found[0].text
        members = tuple(
            Member(
                clause.doc,
                clause.n,
                Relation.UNIQUE
                if len(found) == 1
                else Relation.VERBATIM
                if clause.text == usual
                else Relation.ADAPTED,
                1.0 if clause.text == usual else 0.9,
            )
            for clause in found
        )
        families.append(Family(f"f{number:04d}", name, (found[0].doc, found[0].n), members))
    return tuple(families)


def county(
    councils: int = 5,
    *,
    codebook: Codebook = CODEBOOK,
    names: tuple[str, ...] = NAMES,
    unreadable: tuple[int, ...] = (3,),
    unnamed: tuple[int, ...] = (2,),
    scanned: tuple[int, ...] = (1,),
) -> Findings:
    """Make the findings about `councils` invented councils."""
    made = []
    for number in range(councils):
        name = names[number] if number < len(names) else f"Hamlet {number:03d} Parish Council"
        read = State.OCR if number in scanned else State.TEXT
        state = State.UNREADABLE if number in unreadable else read
        made.append(_document(number, codebook, None if number in unnamed else name, state))
    clauses = tuple(clause for item in made for clause in item[3])
    readable = [item for item in made if item[1].state.readable]
    families = _families(clauses)
    texts = {(clause.doc, clause.n): clause.text for clause in clauses}
    differences = tuple(
        Difference(family.id, member.doc, member.n, DifferenceKind.MODALITY, "may", "must", 3, 4)
        for family in families
        for member in family.members
        if " may " in texts[member.doc, member.n]
    )
    defects = tuple(
        Defect(
            DefectKind.DANGLING_REFERENCE,
            "It points to clause 9.9, which is not there. Correct the number or add the clause.",
            Evidence(item[0].doc, 0, 7, item[1].text[:7], 1, 1),
        )
        for item in readable[::2]
    )
    withdrawn = Change("council-gone", "state", "text", "", ChangeCause.WITHDRAWN)
    changed = Change("council-000", "coverage:press", "absent", "rules", ChangeCause.SOURCE)
    cells = tuple(cell for item in made for cell in item[5])
    akin = ancestry(
        families,
        clauses,
        [item[0].doc for item in readable],
        near=0.75,
        least=0.35,
        names={item[0].doc: item[0].council for item in made if item[0].council},
    )
    made_of = Findings(
        as_of=AS_OF,
        run_id="5eed" * 16,
        versions={"pipeline": "0.1.0", "reader": "invented 1.0"},
        codebook=codebook,
        sources=tuple(item[0] for item in made),
        documents={item[0].doc: item[1] for item in made},
        facts={item[0].doc: item[2] for item in readable},
        clauses=clauses,
        codings=tuple(coding for item in made for coding in item[4]),
        cells=cells,
        prevalence=_prevalence(cells, [item[0] for item in made], codebook),
        reviews=tuple(
            _review(number, item[0].doc, item[3])
            for number, item in enumerate(made)
            if item[1].state.readable
        ),
        families=families,
        differences=differences,
        defects=defects,
        changes=(changed, withdrawn) if councils else (),
        ancestry=akin,
    )
    return with_peers(made_of)


def with_peers(found: Findings, *, enough: int = 6, fewest: int = 3) -> Findings:
    """Work out again what follows from the councils: their records, their peers."""
    councils = councils_of(found.sources, found.facts)
    alike, groups = peers(
        (councils[source.doc] for source in found.sources if source.duplicate_of is None),
        {doc for doc, document in found.documents.items() if document.state.readable},
        bands=(1000, 5000, 20000),
        enough=enough,
        fewest=fewest,
    )
    return replace(
        found,
        councils=councils,
        peers=alike,
        peer_groups=groups,
        practices=practices(alike, groups, found.cells),
    )


def _prevalence(
    cells: tuple[Cell, ...], sources: Iterable[Source], codebook: Codebook
) -> tuple[Prevalence, ...]:
    return prevalence(cells, councils_of(sources, {}), codebook)


def drawn(findings: Findings) -> dict[str, tuple[Picture, ...]]:
    """Name a picture of every page on which a clause begins."""
    pages: dict[str, set[int]] = {}
    for clause in findings.clauses:
        if clause.page is not None:
            pages.setdefault(clause.doc, set()).add(clause.page)
    return {
        doc: tuple(Picture(number, 595.3, 841.9, f"{number:064x}") for number in sorted(numbers))
        for doc, numbers in pages.items()
    }


def with_kin(findings: Findings) -> Findings:
    """Add what the lining up leaves open: doubtful readings, parts of clauses, likely pairs.

    In the first family with an adapted reading, the last member is in other words and belongs least
    surely. The first clause that stands alone says, in its first words, what that family says; the
    same clause is suggested to be the exemplar's.
    """
    families = list(findings.families)
    texts = {(clause.doc, clause.n): clause.text for clause in findings.clauses}
    at, home = next(
        (at, family)
        for at, family in enumerate(families)
        if family.members[-1].relation is Relation.ADAPTED
        and [texts[m.doc, m.n] for m in family.members].count(
            texts[family.members[-1].doc, family.members[-1].n]
        )
        == 1
    )
    last = replace(home.members[-1], relation=Relation.PARAPHRASE, score=0.41, agreement=0.62)
    families[at] = replace(home, members=(*home.members[:-1], last))
    alone = next(
        family.exemplar
        for family in families
        if len(family.members) == 1 and family.exemplar[0] != home.exemplar[0]
    )
    return replace(
        findings,
        families=tuple(families),
        partial_links=(PartialLink(*alone, 0, 5, home.id, 0.74),),
        suggestions=(Suggestion(1, *alone, *home.exemplar, 0.83),),
    )


def poisoned(payload: str) -> Findings:
    """Put a text into every field that a source, a register or a codebook can fill."""
    clean = with_kin(county(5, unreadable=(1,), unnamed=()))
    words = Evidence("council-000", 0, 3, payload, 2, 1)
    sources = tuple(
        replace(
            source,
            path=payload,
            council=payload,
            council_type=payload,
            county=payload,
            country=payload,
            url=payload,
            retrieved=payload,
        )
        for source in clean.sources
    )
    documents = {
        doc: replace(
            document,
            text=payload if document.state.readable else "",
            reason=payload,
            warnings=(payload,),
            reader=payload,
            page_counts=((payload, 1), ("qpdf", 2)),
            cleaning=((payload, 1),),
            folded=((0, payload),),
        )
        for doc, document in clean.documents.items()
    }
    clauses = tuple(
        replace(clause, text=payload, label=payload, address=payload, path=(payload,), role=payload)
        for clause in clean.clauses
    )
    reviews = tuple(
        replace(
            review,
            title=payload,
            cadence_text=payload,
            approved_by=payload,
            minute_ref=payload,
            version=payload,
            flags=(payload,),
            evidence=(("review_due", words), (payload, words)),
        )
        for review in clean.reviews
    )
    provisions = tuple(
        replace(
            provision,
            title=payload,
            question=payload,
            definition=payload,
            group=payload,
            include=(payload,),
            exclude=(payload,),
            applies=Applicability(payload),
        )
        for provision in clean.codebook.provisions
    )
    codebook = Codebook(
        payload, payload, provisions, document=payload, documents=payload, about=payload
    )
    cells = tuple(
        replace(cell, quote=payload, points_to=payload) if cell.clauses else cell
        for cell in clean.cells
    )
    cells = (replace(cells[0], concerned=False), *cells[1:])
    return replace(
        clean,
        run_id=payload,
        versions={payload: payload},
        codebook=codebook,
        sources=sources,
        documents=documents,
        clauses=clauses,
        cells=cells,
        prevalence=_prevalence(cells, sources, codebook),
        reviews=reviews,
        families=tuple(replace(family, name=payload) for family in clean.families),
        ancestry=replace(
            clean.ancestry,
            lineages=tuple(replace(lineage, name=payload) for lineage in clean.ancestry.lineages),
        ),
        differences=tuple(
            replace(difference, theirs=payload, usual=payload) for difference in clean.differences
        ),
        defects=(Defect(DefectKind.PLACEHOLDER, payload, words),),
        changes=(Change(payload, payload, payload, payload, ChangeCause.SOURCE),),
        corrections=tuple(corrected(payload)),
        councils=councils_of(sources, clean.facts),
        # the peers stay those of the clean ones: of one name, all would be one council
        peer_groups=tuple(
            replace(group, council_type=payload, county=payload, country=payload)
            for group in clean.peer_groups
        ),
    )


def corrected(words: str) -> Iterator[Replayed]:
    """Make one correction of each kind and outcome, with a text in every field that people fill."""
    blank = Correction(words, 2, *[words] * 10)
    yield Replayed(replace(blank, problem=words), Outcome.REFUSED, words)
    yield Replayed(replace(blank, line=0, problem=words), Outcome.REFUSED, words)
    for doc in ("council-000", words):
        for outcome in (Outcome.APPLIED, Outcome.NO_LONGER_APPLICABLE, Outcome.CONFLICTING):
            for kind in CorrectionKind:
                said = replace(blank, doc=doc, what=kind.value, when="2026-10-03")
                yield Replayed(said, outcome, words, 1, (("council-002", 1),))
    for item in ("press", "adopted", "title", "cadence_months"):
        what = "provision" if item == "press" else "date"
        said = replace(blank, doc="council-000", what=what, item=item)
        yield Replayed(said, Outcome.APPLIED, words, 1)


@pytest.fixture(scope="session")
def county_of() -> Callable[..., Findings]:
    """Give the maker of findings about invented councils."""
    return county


@pytest.fixture(scope="session")
def kin() -> Findings:
    """Give findings about five councils with what the lining up leaves open."""
    return with_kin(county())


@pytest.fixture(scope="session")
def pictures_of() -> Callable[[Findings], dict[str, tuple[Picture, ...]]]:
    """Give the maker of pictures of all pages."""
    return drawn


@pytest.fixture(scope="session")
def findings() -> Findings:
    """Give findings about five councils: one unreadable, one scanned, one without a name."""
    return county()


@pytest.fixture(scope="session", params=sorted(PAYLOADS))
def hostile(request) -> Findings:
    """Give findings that hold one hostile text wherever a text can stand."""
    return poisoned(PAYLOADS[request.param])


@pytest.fixture(scope="session")
def poisoned_with() -> Callable[[str], Findings]:
    """Give the maker of findings with one hostile text, by its name, wherever a text can stand."""
    return lambda name: poisoned(PAYLOADS[name])

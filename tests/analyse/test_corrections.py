"""Corrections replayed on invented councils: where they are found, and what they change."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.analyse.changes import Snapshot, Standing, changes, standings
from pipeline.analyse.corrections import (
    Corpus,
    orders,
    with_codings,
    with_confirmed,
    with_councils,
    with_families,
    with_reviews,
    without_dismissed,
)
from pipeline.analyse.corrections.anchors import anchor, folded
from pipeline.model import (
    Alignment,
    Basis,
    Cell,
    ChangeCause,
    Clause,
    ClauseKind,
    Codebook,
    Coding,
    Correction,
    Defect,
    DefectKind,
    Document,
    Doubt,
    Evidence,
    Family,
    Level,
    Member,
    Outcome,
    PartialDate,
    Provision,
    Relation,
    Source,
    State,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)

TEXT = """
    H  -      The press
    C  2.1    Only the Chair and the Clerk may speak to the press for the Council.
    C  2.2    A councillor who is asked by a newspaper sends the question to the Clerk.
    H  -      Papers
    C  3.1    A councillor may see the papers of the Council within 5 working days.
    C  3.2    A councillor may see the papers of a committee within 5 working days.
    I  (a)    on request
    C  4.1    Staff must not take part in a “party-group” meeting – not even as guests.
    I  (a)    on request
    B  -      Only the Chair and the Clerk may speak to the press for the Council.
"""
KINDS = {
    "H": ClauseKind.HEADING,
    "C": ClauseKind.CLAUSE,
    "I": ClauseKind.LIST_ITEM,
    "B": ClauseKind.BOILERPLATE,
}


def clauses_of(doc, text=TEXT):
    found = []
    for n, line in enumerate(text.strip().splitlines(), start=1):
        kind, label, words = line.split(None, 2)
        label = None if label == "-" else label
        found.append(
            Clause(
                doc, n, label, label or "", (), KINDS[kind], words, 100 * n, 100 * n + 90, page=2
            )
        )
    return tuple(found)


@pytest.mark.parametrize(
    ("quote", "context", "places", "changed"),
    [
        pytest.param("asked by a newspaper", ("", ""), (3,), False, id="a-few-words"),
        pytest.param(
            "Staff must not take part in a 'party-group' meeting - not even as guests",
            ("", ""), (8,), False, id="other-quotes-and-dashes",
        ),
        pytest.param(
            "STAFF  must\nnot take part in a “party-group” meeting",
            ("", ""), (8,), False, id="case-and-line-break",
        ),
        pytest.param("2.2 A councillor who is asked", ("", ""), (3,), False, id="with-its-number"),
        pytest.param("Only the Chair and the Clerk may speak …", ("", ""), (2,), False, id="cut"),
        pytest.param("The press", ("", ""), (2,), False, id="clause-before-heading"),
        pytest.param(
            "to the Clerk. Papers A councillor may see the papers of the Council within",
            ("", ""), (5,), False, id="over-several-clauses",
        ),
        pytest.param("on request", ("", ""), (7, 9), False, id="several-places"),
        pytest.param("on request", ("not even as guests", ""), (9,), False, id="words-before"),
        pytest.param("on request", ("", "4.1 Staff must not"), (7,), False, id="words-after"),
        pytest.param(
            "on request", ("something else entirely", ""), (7, 9), False, id="context-is-gone"
        ),
        pytest.param(
            "asked by a newspaper", ("what stood there", "before"), (3,), False,
            id="one-place-needs-no-context",
        ),
        pytest.param(
            "A councillor asked by a newspaper sends the question to the clerk.",
            ("", ""), (3,), True, id="words-changed",
        ),
        pytest.param(
            "A councillor who is asked by a newspaper sends any question to the Cler",
            ("", ""), (3,), True, id="cut-in-a-word",
        ),
        pytest.param(
            "A councillor may see all papers of the Council within 10 working days",
            ("", ""), (5,), True, id="changed-and-like-two",
        ),
        pytest.param(
            "A councillor may see the paper of some committee within 5 working days, always",
            ("", ""), (6,), True, id="changed-and-liker-one",
        ),
        pytest.param(
            "Staff must take part in a party-group meeting, even as guests",
            ("", ""), (), True, id="turned-into-its-opposite",
        ),
        pytest.param("an other", ("", ""), (), False, id="too-short-to-be-like"),
        pytest.param("Nothing of the kind stands in here", ("", ""), (), True, id="not-there"),
        pytest.param("…—!", ("", ""), (), False, id="no-words"),
        pytest.param("see the papers of", ("", ""), (5, 6), False, id="fits-two-clauses"),
    ],
)  # fmt: skip
def test_a_quotation_is_found_in_its_clause(quote, context, places, changed):
    found = anchor(quote, *context, folded(clauses_of("fern")))

    assert found.places == places
    assert found.changed == changed or not places


def test_another_figure_is_another_fact_but_the_same_rule():
    quote = "A councillor may see the papers of the Council within 9 working days."

    document = folded(clauses_of("fern"))

    assert anchor(quote, "", "", document).places == (5,)
    assert anchor(quote, "", "", document, figures=True).places == ()


# --- orders ---------------------------------------------------------------------------------

PRESS = "Only the Chair and the Clerk may speak to the press for the Council."


def correction(**fields):
    said = {
        "file": "corrections.csv",
        "line": 2,
        "who": "A Clerk",
        "when": "2026-10-03",
        "doc": "fern",
        "quote": PRESS,
        "prefix": "",
        "suffix": "",
        "what": "provision",
        "item": "press",
        "value": "mention",
        "reason": "as discussed",
    }
    return Correction(**(said | fields))


def source(doc, **fields):
    return Source(doc, f"{doc}.pdf", doc, 1, **{"council": f"{doc.title()} PC", **fields})


def document(doc, state=State.TEXT):
    return Document(doc, state, "", (), "application/pdf", "invented")


def facts(doc, *dates, **fields):
    blank = dict.fromkeys(("title", "council_type", "cadence", "minute_ref", "version"))
    blank |= {"approved_by": None, "council": f"{doc.title()} PC"}
    return StatedFacts(doc=doc, dates=dates, **(blank | fields))


PROVISIONS = tuple(
    Provision(name, title, "", "", "", (), (), ())
    for name, title in (("press", "Press and media"), ("papers", "Access to papers"))
)
CODEBOOK = Codebook("1", "Invented", PROVISIONS)


def corpus(docs=("fern", "marsh"), *, families=(), unread=(), sources=None, texts=None):
    texts = texts or {}
    return Corpus(
        sources=sources or tuple(map(source, docs)),
        documents={
            doc: document(doc, State.UNREADABLE if doc in unread else State.TEXT) for doc in docs
        },
        facts={doc: facts(doc) for doc in docs if doc not in unread},
        clauses={doc: clauses_of(doc, texts.get(doc, TEXT)) for doc in docs if doc not in unread},
        families=families,
        codebook=CODEBOOK,
    )


def ended(*corrections, **of):
    return {each.correction.line: each for each in orders(corrections, corpus(**of))[1]}


@pytest.mark.parametrize(
    "doc",
    ["fern", "FERN", "Fern PC", "fern.pdf", "Fern PC (fern)", "Another name (fern)", " Fern  PC"],
)
def test_a_document_is_known_by_its_names(doc):
    (order,), _ = orders([correction(doc=doc.strip())], corpus())

    assert (order.correction.doc, order.n) == ("fern", 2)


@pytest.mark.parametrize("item", ["press", "Press and media", "PRESS", "Press and media (press)"])
def test_a_provision_is_known_by_its_names(item):
    (order,), _ = orders([correction(item=item)], corpus())

    assert order.correction.item == "press"


@pytest.mark.parametrize(
    ("fields", "of", "outcome", "note"),
    [
        pytest.param(
            {"problem": "line 2: no."}, {}, Outcome.REFUSED, "line 2: no.", id="malformed"
        ),
        pytest.param(
            {"item": "pres"}, {}, Outcome.REFUSED,
            "corrections.csv, line 2: 'pres' is no provision of the codebook. Did you mean press?",
            id="provision-misspelt",
        ),
        pytest.param(
            {"item": "zzz"}, {}, Outcome.REFUSED,
            "corrections.csv, line 2: 'zzz' is no provision of the codebook. Write an identifier "
            "or a title of the codebook in item.",
            id="no-such-provision",
        ),
        pytest.param(
            {"doc": "gone"}, {}, Outcome.NO_LONGER_APPLICABLE,
            "The corpus has no document 'gone', or no longer.", id="document-gone",
        ),
        pytest.param(
            {"doc": "Ferne PC"}, {}, Outcome.NO_LONGER_APPLICABLE,
            "The corpus has no document 'Ferne PC', or no longer. Did you mean fern?",
            id="document-misspelt",
        ),
        pytest.param(
            {"doc": "One PC"},
            {"sources": (source("fern", council="One PC"), source("marsh", council="One PC"))},
            Outcome.CONFLICTING,
            "'One PC' has several documents (fern, marsh). Name one of them.",
            id="two-documents-of-one-council",
        ),
        pytest.param(
            {}, {"unread": ("fern",)}, Outcome.NO_LONGER_APPLICABLE,
            "Its document could not be read in this run.", id="document-unread",
        ),
        pytest.param(
            {"quote": "Words that are in no clause of it"}, {}, Outcome.NO_LONGER_APPLICABLE,
            "Its words no longer stand in the document.", id="words-gone",
        ),
        pytest.param(
            {"quote": "see the papers of"}, {}, Outcome.CONFLICTING,
            "Its words fit several places (3.1, 3.2). Quote more of the clause, or the words "
            "before and after it.", id="several-places",
        ),
        pytest.param(
            {"what": "family", "item": "elm", "value": PRESS}, {}, Outcome.NO_LONGER_APPLICABLE,
            "The corpus has no document 'elm', or no longer.", id="other-document-gone",
        ),
        pytest.param(
            {"what": "family", "item": "marsh", "value": "Words in no clause whatsoever"}, {},
            Outcome.NO_LONGER_APPLICABLE,
            "The other words no longer stand in their document.", id="other-words-gone",
        ),
        pytest.param(
            {"what": "family", "item": "fern", "value": "may speak to the press"}, {},
            Outcome.REFUSED,
            "corrections.csv, line 2: it names one and the same clause twice. Quote the other "
            "document's clause in value.", id="the-same-clause",
        ),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_followed_says_why(fields, of, outcome, note):
    (replayed,) = ended(correction(**fields), **of).values()

    assert (replayed.outcome, replayed.note) == (outcome, note)


def test_a_file_that_is_the_same_as_another_stands_for_it():
    sources = (source("fern"), source("marsh", duplicate_of="fern"))
    (order,), _ = orders([correction(doc="marsh")], corpus(sources=sources))

    assert order.correction.doc == "fern"


@pytest.mark.parametrize(
    ("second", "followed", "outcomes"),
    [
        pytest.param({"value": "mention"}, [2, 3], {}, id="two-people-agree"),
        pytest.param(
            {"value": "absent"}, [],
            {2: Outcome.CONFLICTING, 3: Outcome.CONFLICTING}, id="two-people-differ",
        ),
        pytest.param(
            {"value": "absent", "who": "a clerk", "when": "2026-10-09"}, [3],
            {2: Outcome.NO_LONGER_APPLICABLE}, id="the-later-one-of-one-person",
        ),
        pytest.param(
            {"value": "absent", "who": "A Clerk", "when": "2026-01-09"}, [2],
            {3: Outcome.NO_LONGER_APPLICABLE}, id="the-earlier-one-written-below",
        ),
        pytest.param(
            {"value": "absent", "who": "A Clerk"}, [],
            {2: Outcome.CONFLICTING, 3: Outcome.CONFLICTING}, id="one-person-on-one-day",
        ),
        pytest.param({"value": "absent", "item": "papers"}, [2, 3], {}, id="other-provision"),
        pytest.param(
            {"value": "absent", "quote": "asked by a newspaper"}, [2, 3], {}, id="other-clause"
        ),
        pytest.param(
            {"value": "absent", "quote": "Only the Chair"}, [],
            {2: Outcome.CONFLICTING, 3: Outcome.CONFLICTING}, id="same-clause-quoted-otherwise",
        ),
    ],
)  # fmt: skip
def test_people_who_disagree_are_not_followed(second, followed, outcomes):
    other = correction(**({"line": 3, "who": "B Officer"} | second))
    found, left = orders([correction(), other], corpus())

    assert [order.correction.line for order in found] == followed
    assert {each.correction.line: each.outcome for each in left} == outcomes


def test_a_conflict_names_the_other_side():
    note = ended(correction(), correction(line=3, who="B Officer", value="absent"))[2].note

    assert note == (
        "B Officer on 2026-10-03 (corrections.csv, line 3) says otherwise of the same, so neither "
        "is followed. Agree, and take one of them away."
    )


def test_a_row_that_the_workbook_repeats_counts_once():
    again = correction(file="corrections.xlsx", doc="Fern PC (fern)", item="Press and media")
    bad = correction(line=3, problem="corrections.csv, line 3: no.")
    worse = replace(bad, file="corrections.xlsx", problem="corrections.xlsx, line 3: no.")
    found, left = orders([correction(), bad, again, worse], corpus())

    assert (len(found), len(left)) == (1, 1)


# --- codes ----------------------------------------------------------------------------------


def family(name, *members):
    known = {"v": Relation.VERBATIM, "a": Relation.ADAPTED, "p": Relation.PARAPHRASE}
    found = tuple(Member(doc, n, known.get(r, Relation.UNIQUE), 1.0) for doc, n, r in members)
    return Family(name, name, (found[0].doc, found[0].n), found)


ADAPTED = TEXT.replace("Only the Chair and", "Nobody but the Mayor and").replace("B  -", "B  x")
WIDE = family("f", ("fern", 2, "v"), ("marsh", 2, "v"), ("elm", 2, "a"), ("oak", 2, "p"))
COUNCILS = ("elm", "fern", "marsh", "oak")


def coded(*corrections, codings=(), families=(WIDE,)):
    of = corpus(COUNCILS, families=families, texts={"elm": ADAPTED, "oak": ADAPTED})
    clauses = [clause for found in of.clauses.values() for clause in found]
    found, left = orders(corrections, of)
    assert not left
    return with_codings(codings, found, families, clauses, CODEBOOK)


def first_pass(doc, level=Level.RULES, n=2, provision="press"):
    return Coding(doc, n, provision, level, Basis.CLASSIFIER, 0.99)


def test_one_correction_codes_verbatim_and_adapted_readings_and_no_paraphrase():
    done = coded(correction(value="rules"), codings=[first_pass("oak", Level.MENTION)])

    assert [(c.doc, c.level, c.basis, c.score) for c in done.codings] == [
        ("elm", Level.RULES, Basis.FAMILY, 1.0),
        ("fern", Level.RULES, Basis.CORRECTION, 1.0),
        ("marsh", Level.RULES, Basis.CORRECTION, 1.0),
        ("oak", Level.MENTION, Basis.CLASSIFIER, 0.99),
    ]
    (replayed,) = done.replayed
    assert replayed.reached == (("elm", 2), ("marsh", 2))
    assert replayed.note == (
        "Press and media: the clause 2.1 has rules on it; it was read as one that does not deal "
        "with it. Carried over to 2 other readings of it in 2 documents."
    )


def test_absent_takes_the_provision_away_and_confirms_the_silence():
    done = coded(correction(value="absent"), codings=[first_pass(doc) for doc in COUNCILS])
    cells = [
        Cell("fern", "press", Level.ABSENT, (), "", None),
        Cell("elm", "press", Level.ABSENT, (), "", None),
        Cell("marsh", "press", Level.RULES, (3,), "", None),
    ]

    assert [c.doc for c in done.codings] == ["oak"]
    assert done.absent == {("fern", "press"), ("marsh", "press")}
    assert [(c.certain, c.basis) for c in with_confirmed(cells, done.absent)] == [
        (True, Basis.CORRECTION),
        (False, None),
        (False, None),
    ]


def test_a_correction_of_a_reading_itself_wins_over_one_carried_over():
    done = coded(
        correction(value="rules"), correction(line=3, doc="marsh", value="mention"), codings=[]
    )
    levels = {c.doc: c.level for c in done.codings}

    assert (levels["fern"], levels["marsh"]) == (Level.RULES, Level.MENTION)
    assert "elm" not in levels  # each would carry something else over to it
    assert all("Not carried over where another" in each.note for each in done.replayed)


def test_what_is_already_so_is_confirmed_and_changes_nothing():
    codings = [first_pass("fern"), first_pass("marsh"), first_pass("elm")]
    done = coded(correction(value="rules"), codings=codings)
    (replayed,) = done.replayed

    assert replayed.outcome is Outcome.NO_LONGER_APPLICABLE
    assert replayed.note == "Already read so without it, which it confirms."
    assert done.codings[1].basis is Basis.CORRECTION


def test_the_same_clause_in_the_other_language_takes_the_code_over():
    english, *others = clauses_of("fern")[1:3]
    english = replace(english, pair=3)
    welsh = replace(others[0], pair=2, language="cy", text="Dim ond y Clerc.")
    of = replace(corpus(("fern",)), clauses={"fern": (english, welsh)})
    found, _ = orders([correction(value="rules")], of)
    done = with_codings([], found, (), (english, welsh), CODEBOOK)

    assert [(c.n, c.basis) for c in done.codings] == [(2, Basis.CORRECTION), (3, Basis.FAMILY)]


def test_no_corrections_leave_the_codes_as_they_are():
    codings = (first_pass("marsh"), first_pass("fern"))

    assert with_codings(codings, (), (WIDE,), (), CODEBOOK).codings == codings


# --- families -------------------------------------------------------------------------------


def regrouped(families, *corrections):
    of = corpus(COUNCILS, families=families, texts={"elm": ADAPTED, "oak": ADAPTED})
    clauses = [clause for found in of.clauses.values() for clause in found]
    found, left = orders(corrections, of)
    assert not left
    alignment, replayed = with_families(Alignment(families), found, clauses)
    regrouped = alignment.families
    everyone = sorted((m.doc, m.n) for f in families for m in f.members)
    assert sorted((m.doc, m.n) for f in regrouped for m in f.members) == everyone
    assert len({f.id for f in regrouped}) == len(regrouped)
    assert all(f.exemplar in {(m.doc, m.n) for m in f.members} for f in regrouped)
    shown = [
        " ".join(
            f"{'*' * ((m.doc, m.n) == f.exemplar)}{m.doc}{m.n}:{m.relation[0]}" for m in f.members
        )
        for f in regrouped
    ]
    return shown, [(each.outcome.value, each.note) for each in replayed]


def same(doc, other, **fields):
    said = {"what": "family", "doc": doc, "item": other, "value": fields.pop("of", PRESS)}
    return correction(**said | fields)


LONE = family("m", ("marsh", 2, "u"))
MAYOR = "Nobody but the Mayor and the Clerk may speak to the press for the Council."


@pytest.mark.parametrize(
    ("families", "corrections", "shown", "outcomes"),
    [
        pytest.param(
            (family("f", ("fern", 2, "u")), LONE), [same("fern", "marsh")],
            ["fern2:v *marsh2:v"], ["applied"], id="two-lone-clauses",
        ),
        pytest.param(
            (family("f", ("fern", 2, "v"), ("elm", 2, "a")), LONE), [same("fern", "marsh")],
            ["*elm2:u", "fern2:v *marsh2:v"], ["applied"], id="an-exemplar-leaves",
        ),
        pytest.param(
            (family("f", ("fern", 2, "v"), ("elm", 2, "p")),),
            [same("elm", "fern", quote=MAYOR)],
            ["*fern2:v elm2:a"], ["applied"], id="a-paraphrase-is-confirmed",
        ),
        pytest.param(
            (family("f", ("fern", 2, "v"), ("marsh", 2, "v")),), [same("fern", "marsh")],
            ["*fern2:v marsh2:v"], ["no_longer_applicable"], id="already-together",
        ),
        pytest.param(
            (family("f", ("fern", 2, "v"), ("marsh", 2, "v"), ("elm", 2, "a")),),
            [correction(what="family", item="", value="alone")],
            ["*marsh2:v elm2:a", "*fern2:u"], ["applied"], id="taken-out",
        ),
        pytest.param(
            (LONE,), [correction(what="family", doc="marsh", item="", value="alone")],
            ["*marsh2:u"], ["no_longer_applicable"], id="already-alone",
        ),
        pytest.param(
            (
                family("f", ("fern", 2, "u")),
                LONE,
                family("e", ("elm", 2, "u")),
            ),
            [same("fern", "marsh"), same("marsh", "elm", of=MAYOR, line=3)],
            ["*elm2:v fern2:a marsh2:a"], ["applied", "applied"], id="a-chain",
        ),
        pytest.param(
            (LONE, family("f", ("fern", 3, "u"))), [same("fern", "marsh")],
            ["*marsh2:u", "*fern3:u"], ["no_longer_applicable"], id="not-compared",
        ),
    ],
)  # fmt: skip
def test_clauses_move_between_families_as_people_say(families, corrections, shown, outcomes):
    found, replayed = regrouped(families, *corrections)

    assert sorted(found) == sorted(shown)
    assert [outcome for outcome, _ in replayed] == outcomes


# --- dates ----------------------------------------------------------------------------------

AS_OF = date(2026, 11, 22)
WORDS = Evidence("fern", 0, 9, "Adopted 3 March 2020", 2, 1)
ADOPTED = StatedDate(StatedRole.ADOPTED, PartialDate(2020, 3, 3), WORDS)
REVIEWED = StatedDate(StatedRole.REVIEWED, PartialDate(2024, 5), WORDS)
EVERY_TWO_YEARS = StatedCadence("every two years", (24,), WORDS)


def reviewed(stated, *corrections):
    of = replace(corpus(("fern",)), facts={"fern": stated})
    found, left = orders(corrections, of)
    assert not left
    clauses = of.clauses["fern"]
    (review,), replayed = with_reviews(
        {"fern": stated}, found, clauses, as_of=AS_OF, due_soon_days=90
    )
    return review, replayed


def dated(item, value, **fields):
    return correction(**({"what": "date", "item": item, "value": value, "quote": ""} | fields))


@pytest.mark.parametrize(
    ("stated", "corrections", "fields", "note"),
    [
        pytest.param(
            facts("fern", ADOPTED, cadence=EVERY_TWO_YEARS),
            [dated("adopted", "2025-03-03")],
            {"adopted": PartialDate(2025, 3, 3), "derived_due": (PartialDate(2027, 3, 3),),
             "status": "current", "days_overdue": None},
            "Adopted: 2025-03-03; it was 2020-03-03. The review is current; it was overdue.",
            id="adopted",
        ),
        pytest.param(
            facts("fern", ADOPTED, REVIEWED, cadence=EVERY_TWO_YEARS),
            [dated("last_reviewed", "none")],
            {"last_reviewed": None, "derived_due": (PartialDate(2022, 3, 3),), "status": "overdue"},
            "Last reviewed: not stated; it was 2024-05.",
            id="no-such-date",
        ),
        pytest.param(
            facts("fern", ADOPTED),
            [dated("review_due", "2027-01")],
            {"review_due": PartialDate(2027, 1), "status": "due_soon"},
            "Review due: 2027-01; it was not stated. "
            "The review is due soon; it was no review date.",
            id="due",
        ),
        pytest.param(
            facts("fern", ADOPTED, cadence=replace(EVERY_TWO_YEARS, months=(6, 24))),
            [dated("cadence_months", "[12]")],
            {"cadence_months": (12,), "derived_due": (PartialDate(2021, 3, 3),),
             "status": "overdue"},
            "Months between reviews: 12; it was 6 or 24.",
            id="cadence",
        ),
        pytest.param(
            facts("fern", ADOPTED, title="Prtocol"),
            [dated("title", "Protocol")],
            {"title": "Protocol", "adopted": PartialDate(2020, 3, 3)},
            "Title: Protocol; it was Prtocol.",
            id="title",
        ),
        pytest.param(
            facts("fern", ADOPTED, version="2"),
            [dated("version", "none")],
            {"version": None},
            "Version: not stated; it was 2.",
            id="no-version",
        ),
        pytest.param(
            facts("fern", replace(ADOPTED, doubts=(Doubt.SUBJECT,)), cadence=EVERY_TWO_YEARS),
            [dated("adopted", "2020-03-03")],
            {"adopted": PartialDate(2020, 3, 3), "doubts": ()},
            "Adopted: 2020-03-03, as it was read, and now without a doubt.",
            id="doubt-removed",
        ),
    ],
)  # fmt: skip
def test_a_review_is_judged_by_corrected_dates(stated, corrections, fields, note):
    review, replayed = reviewed(stated, *corrections)

    assert {name: getattr(review, name) for name in fields} == fields
    assert "corrected" in review.flags
    assert [(each.outcome, each.note) for each in replayed] == [(Outcome.APPLIED, note)]


def test_the_evidence_of_a_corrected_date_is_who_corrected_it():
    review, _ = reviewed(facts("fern", ADOPTED), dated("adopted", "2021", quote=PRESS))
    said = dict(review.evidence)["adopted"]

    assert said.quote == "Corrected by A Clerk on 2026-10-03: as discussed"
    assert (said.start, said.end, said.n, said.page) == (200, 200, 2, 2)


def test_a_date_that_is_already_so_leaves_the_review_as_it_is():
    stated = facts("fern", ADOPTED)
    review, (replayed,) = reviewed(stated, dated("adopted", "2020-03-03"))

    assert replayed.outcome is Outcome.NO_LONGER_APPLICABLE
    assert review == reviewed(stated)[0]


# --- councils and defects -------------------------------------------------------------------


def test_a_council_is_called_as_a_person_says():
    named = correction(what="council", item="", value="Upper Fern PC", quote="")
    found, _ = orders([named], corpus())
    sources, stated, (replayed,) = with_councils(
        (source("fern", council=None), source("marsh")), {"fern": facts("fern")}, found
    )

    assert [each.council for each in sources] == ["Upper Fern PC", "Marsh PC"]
    assert stated["fern"].council == "Upper Fern PC"
    assert replayed.note == "The council is called Upper Fern PC; it was Fern PC."
    *_, (again,) = with_councils(sources, stated, found)
    assert again.outcome is Outcome.NO_LONGER_APPLICABLE


@pytest.mark.parametrize(
    ("kind", "n", "quote", "kept"),
    [
        pytest.param(DefectKind.PLACEHOLDER, 2, "the Chair", 0, id="of-the-clause"),
        pytest.param(DefectKind.PLACEHOLDER, None, "the Chair", 0, id="of-the-words"),
        pytest.param(DefectKind.PLACEHOLDER, 3, "the Chair", 1, id="of-another-clause"),
        pytest.param(DefectKind.PLACEHOLDER, None, "a stranger", 1, id="of-other-words"),
        pytest.param(DefectKind.CONTRADICTION, 2, "the Chair", 1, id="of-another-kind"),
    ],
)
def test_a_dismissed_defect_goes_and_no_other(kind, n, quote, kept):
    dismissed = correction(what="defect", item="placeholder", value="dismissed")
    found, _ = orders([dismissed], corpus())
    defects, (replayed,) = without_dismissed(
        [Defect(kind, "detail", Evidence("fern", 0, 1, quote, n))], found
    )

    assert len(defects) == kept
    assert (replayed.outcome is Outcome.APPLIED) == (not kept)


# --- changes --------------------------------------------------------------------------------


def test_a_change_is_put_down_to_the_correction_that_made_it():
    done = coded(correction(value="rules"))
    sources = tuple(map(source, COUNCILS))
    documents = {doc: document(doc) for doc in COUNCILS}
    cells = [Cell(doc, "press", Level.RULES, (2,), "", None) for doc in ("fern", "marsh", "oak")]
    stood = Standing("x", "text", None, (), {"press": "absent"})
    before = Snapshot("1", "2026-11-01", "code-1", "book-1", {}, "")
    before = replace(
        before, documents={doc: replace(stood, sha256=doc) for doc in COUNCILS if doc != "elm"}
    )
    after = replace(
        before,
        software="code-2",
        documents=standings(sources[1:], documents, cells, (), done.replayed),
        corrections="said",
    )

    assert {change.doc: change.cause for change in changes(before, after)} == {
        "fern": ChangeCause.CORRECTION,
        "marsh": ChangeCause.CORRECTION,
        "oak": ChangeCause.SOFTWARE,
    }
    back = {change.cause for change in changes(after, before) if change.doc == "fern"}
    assert back == {ChangeCause.CORRECTION}
    unsaid = changes(replace(before, corrections="said"), after)
    assert {change.cause for change in unsaid} == {ChangeCause.SOFTWARE}

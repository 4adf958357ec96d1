"""The sheets on what a clerk may want to look at: drafting defects and differences of force."""

from pipeline.report import addresses, wording
from pipeline.report.workbook.book import Book, Entry


def defects(book: Book) -> None:
    """Write a row for each drafting defect."""
    found = book.found
    heads = (("Council", 34), ("Defect", 30), ("Where", 22), ("What", 60), ("Words", 70))
    rows = [
        [
            Entry(found.names[doc]),
            Entry(wording.DEFECTS[defect.kind]),
            book.where(doc, defect.evidence.n, defect.evidence.page),
            Entry(defect.detail),
            Entry(defect.evidence.quote),
        ]
        for doc in found.docs
        for defect in found.defects.get(doc, ())
    ]
    note = "Each with the words in question. A person should judge it before anybody is told."
    book.table("Defects", note, heads, rows, count=len(rows))


def differences(book: Book) -> None:
    """Write a row for each clause that is stricter, laxer or otherwise unlike most readings."""
    found = book.found
    heads = (
        ("Council", 34),
        ("Differs in", 22),
        ("Here", 26),
        ("Usual", 26),
        ("Clauses that say the usual", 13),
        ("Of", 8),
        ("Where", 22),
        ("Clause", 80),
        ("All readings", 40),
    )
    rows = []
    for doc in found.docs:
        for each in found.differences.get(doc, ()):
            clause = found.clause[each.doc, each.n]
            family = found.family.get(each.family)
            page = addresses.family_page(each.family) if each.family in found.shared else ""
            rows.append(
                [
                    Entry(found.names[doc]),
                    Entry(wording.DIFFERENCES[each.kind]),
                    Entry(each.theirs),
                    Entry(each.usual),
                    Entry(each.count),
                    Entry(each.total),
                    book.where(doc, each.n, clause.page),
                    Entry(clause.text),
                    Entry(family.name if family else "", book.link if page else None, page),
                ]
            )
    note = "What a clause asks for, where most readings of the same clause ask for something else."
    book.table("Differences", note, heads, rows, count=len(rows), links=2)

"""Whole invented protocols, each in many layouts, against the clauses a reader would mark.

A file of `protocols/` holds one entry a line: a letter for its kind, its label and its text. `R` is
a heading run into the clause after it; `Q` a clause that stands inside a quotation; `D` a row of a
table about the document.
"""

import re
import textwrap
from pathlib import Path

import pytest

from pipeline.model import Document, Line, LineKind, State
from pipeline.segment import segment

PROTOCOLS = sorted((Path(__file__).parent / "protocols").glob("*.txt"))
WIDTH = 76
KINDS = {
    "H": "heading",
    "R": "heading",
    "C": "clause",
    "Q": "clause",
    "I": "list_intro",
    "L": "list_item",
    "T": "table_row",
    "D": "about the document",
    "M": "about the document",
    "B": "about the document",
}


def entries_of(path):
    return [
        tuple(line.split("|", 2)) for line in path.read_text(encoding="utf-8").splitlines() if line
    ]


def printed(entries):
    """Give paragraphs as printed: run-in headings before their text, on the same line."""
    paragraphs, heading = [], ""
    for kind, label, text in entries:
        words = f"{heading}{label} {text}".strip() if label else heading + text
        if kind == "R":
            heading = words + " "
            continue
        paragraphs.append((kind, words))
        heading = ""
    return paragraphs


def wrapped(kind, text, **indents):
    return [text] if kind in "TDB" else textwrap.wrap(text, WIDTH, **indents)


def plain(text):
    """Read a text as the plain reader does: a line each, with the empty lines above it."""
    lines, start, gap = [], 0, 0.0
    for row in text.split("\n"):
        if row.strip():
            lines.append(Line(row.strip(), start, start + len(row), gap=gap))
            gap = 0.0
        else:
            gap += 1.0
        start += len(row) + 1
    return Document("x", State.TEXT, text, tuple(lines), "text/plain", "test")


def a_paragraph_a_line(entries):
    return plain("\n".join(text for _, text in printed(entries)))


def blank_lines_between(entries):
    return plain("\n\n".join(text for _, text in printed(entries)))


def hard_wrapped(entries):
    return plain("\n\n".join("\n".join(wrapped(kind, text)) for kind, text in printed(entries)))


def hard_wrapped_without_blank_lines(entries):
    return plain("\n".join("\n".join(wrapped(kind, text)) for kind, text in printed(entries)))


def hanging_indents(entries):
    indents = {"initial_indent": "    ", "subsequent_indent": "      "}
    return plain(
        "\n\n".join(
            "\n".join(wrapped(kind, text, **(indents if kind == "L" else {})))
            for kind, text in printed(entries)
        )
    )


def page_numbers_in_the_text(entries):
    rows = [row for kind, text in printed(entries) for row in [*wrapped(kind, text), ""]]
    pages = [rows[start : start + 25] for start in range(0, len(rows), 25)]
    return plain(
        "\n".join(row for n, page in enumerate(pages, 1) for row in [*page, "", str(n), ""])
    )


def pdf_lines(entries):
    lines, text = [], ""
    for kind, paragraph in printed(entries):
        rows = wrapped(kind, paragraph)
        for place, row in enumerate(rows):
            n = len(lines)
            page, top = n // 30 + 1, 80.0 + 20 * (n % 30)
            new_page, last = n > 0 and n % 30 == 0, place == len(rows) - 1
            text += "\n" if text else ""
            start = len(text)
            text += row
            lines.append(
                Line(
                    row,
                    start,
                    len(text),
                    kind=LineKind.TABLE_ROW if kind in "TD" else LineKind.TEXT,
                    page=page,
                    bbox=(72.0, top, 72.0 + 6 * len(row), top + 12),
                    size=11.0,
                    bold=kind == "H",
                    gap=None if new_page else 0.7 if place == 0 else 0.0,
                    closed=(True if len(row) < WIDTH - 12 else None) if last else False,
                    cells=tuple(row.split("\t")) if kind in "TD" else (),
                )
            )
    return Document("x", State.TEXT, text, tuple(lines), "application/pdf", "test", pages=9)


def word_paragraphs(entries):
    lines, text, heading = [], "", None
    for kind, own_label, own_text in entries:
        label, words = own_label, own_text
        if kind == "R":
            heading = (label, words)
            continue
        if heading:
            label, words, heading = heading[0], f"{heading[1]} {words}", None
        text += "\n\n" if text else ""
        start = len(text)
        text += f"{label} {words}" if label else words
        lines.append(
            Line(
                words,
                start,
                len(text),
                kind={
                    "H": LineKind.HEADING,
                    "T": LineKind.TABLE_ROW,
                    "D": LineKind.TABLE_ROW,
                    "L": LineKind.LIST_ITEM,
                }.get(kind, LineKind.TEXT),
                label=label or None,
                level=1 if kind == "H" else None,
                closed=True,
                cells=tuple(words.split("\t")) if kind in "TD" else (),
            )
        )
    return Document("x", State.TEXT, text, tuple(lines), "docx", "test")


LAYOUTS = [
    a_paragraph_a_line,
    blank_lines_between,
    hard_wrapped,
    hard_wrapped_without_blank_lines,
    hanging_indents,
    page_numbers_in_the_text,
    pdf_lines,
    word_paragraphs,
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: path.stem)
def test_a_protocol_has_the_same_clauses_in_every_layout(path, layout):
    entries = entries_of(path)

    clauses = segment(layout(entries))

    assert [
        (
            "about the document" if clause.kind in {"metadata", "boilerplate"} else clause.kind,
            clause.label or "",
            re.sub(r"\s+", " ", clause.text),
        )
        for clause in clauses
        if clause.role != "page"
    ] == [
        # a dash parts a heading from its text, and belongs to neither
        (KINDS[kind], label, re.sub(r"\s+", " ", text).removesuffix(" –" if kind == "R" else ""))
        for kind, label, text in entries
    ]


@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: path.stem)
def test_only_marked_clauses_are_quoted(path):
    entries = entries_of(path)

    clauses = segment(blank_lines_between(entries))

    assert [clause.text for clause in clauses if clause.quoted] == [
        text for kind, _, text in entries if kind == "Q"
    ]


def test_each_half_of_a_bilingual_protocol_has_its_language():
    path = next(path for path in PROTOCOLS if path.stem == "bilingual_blocks")

    clauses = segment(blank_lines_between(entries_of(path)))

    half = next(clause.n for clause in clauses if clause.text == "Member and Officer Protocol")
    assert {clause.language for clause in clauses if 1 < clause.n < half} == {"cy"}
    assert {clause.language for clause in clauses if clause.n >= half} == {"en"}

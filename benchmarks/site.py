"""What does the site of a county or a country cost, and what does a reader's browser load?

    python -m benchmarks.site [--councils 300] [--seed 1] [--part site|whole|index] [--profile FILE] [--out DIR]

Prints Markdown tables: CPU, peak memory, files and bytes of the site (or of everything that people
open, or of the search index alone), bytes by folder, and the sizes of the coverage table and of the search index. The
documents are those of `country.py`, of about 60 clauses each, in their true families; their cells,
dates, differences and defects are made up in about the numbers that real ones have. A page has
about twelve clauses and a picture. Making the findings is not counted in CPU, but they are in memory.
"""

import argparse
import cProfile
import gzip
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from benchmarks import country, lineages
from pipeline.analyse.councils import councils_of
from pipeline.analyse.peers import peers, practices
from pipeline.analyse.prevalence import prevalence
from pipeline.model import (
    Basis,
    Cell,
    Clause,
    Coding,
    Defect,
    DefectKind,
    Difference,
    DifferenceKind,
    Document,
    Evidence,
    Family,
    Findings,
    Level,
    Member,
    PartialDate,
    Picture,
    Relation,
    Review,
    ReviewStatus,
    Source,
    State,
    StatedFacts,
)
from pipeline.params import read_params
from pipeline.report.lookup import lookup
from pipeline.report.publication import publication
from pipeline.report.search_index import search_files
from pipeline.report.site import site
from pipeline.store.codebook import read_codebook
from pipeline.text.folding import fold_item

PROJECT = Path(__file__).resolve().parents[1]
_TO_PAGE = 12  # clauses
_CODED = 0.3  # score from which a clause has a provision
_UNREAD = 50  # one document in so many could not be read


def _index(found: Findings, *, pictures: Mapping[str, tuple[Picture, ...]]) -> dict[str, bytes]:
    return search_files(lookup(found, pictures=pictures))


_PARTS = {"site": site, "whole": publication, "index": _index}


def main() -> None:
    """Make the site, and print what it cost and holds."""
    parser = argparse.ArgumentParser(description="Measure the cost of the site.")
    parser.add_argument("--councils", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=_PARTS, default="site")
    parser.add_argument("--profile", type=Path, help="write a profile there")
    parser.add_argument("--out", type=Path, help="write the files there, to open them")
    asked = parser.parse_args()
    make = _PARTS[asked.part]
    small, drawn = findings(12, seed=asked.seed)
    make(small, pictures=drawn)  # so that loading libraries is not measured
    found, drawn = findings(asked.councils, seed=asked.seed)
    held = _peak()
    profile = cProfile.Profile() if asked.profile else None
    start = time.process_time()
    files = profile.runcall(make, found, pictures=drawn) if profile else make(found, pictures=drawn)
    cpu = time.process_time() - start
    peak = _peak()
    if profile:
        profile.dump_stats(asked.profile)
    print("| councils | clauses | CPU s | peak MiB (input) | files | MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(f"| {asked.councils:,} | {len(found.clauses):,} | {cpu:.1f} | {peak:.0f} ({held:.0f}) | "
          f"{len(files):,} | {_mb(files):.1f} |\n")  # fmt: skip
    _print_folders(files)
    if matrix := files.get("index.html"):
        print(f"Coverage table: {len(matrix):,} bytes, {len(gzip.compress(matrix)):,} with gzip.\n")
    _print_index(files)
    if asked.out:
        for path, data in files.items():
            (asked.out / path).parent.mkdir(parents=True, exist_ok=True)
            (asked.out / path).write_bytes(data)


def findings(councils: int, *, seed: int) -> tuple[Findings, dict[str, tuple[Picture, ...]]]:
    """Make the findings about so many councils, and name a picture of each page."""
    codebook = read_codebook(PROJECT / "corpus/codebook.yaml")
    written = lineages.written(councils, seed=seed)
    by_doc: dict[str, list[Clause]] = {}
    for clause in written.clauses:
        at = (clause.n - 1) % _TO_PAGE
        box = (72.0, 60.0 + 55.0 * at, 520.0, 100.0 + 55.0 * at)
        by_doc.setdefault(clause.doc, []).append(
            replace(clause, page=1 + (clause.n - 1) // _TO_PAGE, bbox=box)
        )
    unread = {doc for number, doc in enumerate(sorted(by_doc)) if number % _UNREAD == _UNREAD - 1}
    clauses = tuple(c for doc, held in sorted(by_doc.items()) if doc not in unread for c in held)
    texts = {(clause.doc, clause.n): clause.text for clause in clauses}
    families = tuple(f for f in (_related(f, texts) for f in written.families) if f is not None)
    scores = {
        doc: country.document(int(doc[1:]), seed=seed).scores for doc in by_doc if doc not in unread
    }
    known = {provision.id for provision in codebook.provisions}
    codings = tuple(
        Coding(c.doc, c.n, provision, Level.RULES, Basis.CLASSIFIER, score)
        for c in clauses
        for provision, score in zip(country.provisions(), scores[c.doc][c.n - 1], strict=True)
        if score >= _CODED and provision in known
    )
    sources = tuple(_source(doc, written.templates[doc][0]) for doc in sorted(by_doc))
    cells = _cells(sources, codebook.provisions, codings, texts, unread)
    kin = lineages.lineages_of(
        lineages.Country(list(families), list(clauses), written.templates, written.models)
    )
    councils = councils_of(sources, {})
    params = read_params(PROJECT / "params.yaml").analyse
    alike, groups = peers(
        councils.values(),
        set(scores),
        bands=params.electors_from,
        enough=params.peers_enough,
        fewest=params.peers_fewest,
    )
    made = Findings(
        as_of=date(2026, 11, 22),
        run_id="5eed" * 16,
        versions={"pipeline": "0"},
        codebook=codebook,
        sources=sources,
        documents={s.doc: _document(s.doc, by_doc[s.doc], s.doc in unread) for s in sources},
        facts={
            doc: StatedFacts(doc, None, None, None, (), None, None, None, None) for doc in scores
        },
        clauses=clauses,
        codings=codings,
        cells=cells,
        prevalence=prevalence(cells, councils, codebook),
        councils=councils,
        peers=alike,
        peer_groups=groups,
        practices=practices(alike, groups, cells),
        reviews=tuple(_review(doc, by_doc[doc][0]) for doc in sorted(scores)),
        families=families,
        differences=_differences(families),
        defects=tuple(_defect(held[0]) for doc, held in sorted(by_doc.items()) if doc in scores),
        changes=(),
        ancestry=kin,
    )
    pages = {doc: range(1, by_doc[doc][-1].page + 1) for doc in scores}
    drawn = {
        doc: tuple(Picture(number, 595.3, 841.9, f"{number:064x}") for number in numbers)
        for doc, numbers in pages.items()
    }
    return made, drawn


def _related(family: Family, texts: Mapping[tuple[str, int], str]) -> Family | None:
    """Say of each member that was read how it stands to the first."""
    members = [member for member in family.members if (member.doc, member.n) in texts]
    if not members:
        return None
    exemplar = members[0].doc, members[0].n
    usual = fold_item(texts[exemplar])

    def related(member: Member) -> Member:
        if len(members) == 1:
            return replace(member, relation=Relation.UNIQUE, score=1.0)
        same = fold_item(texts[member.doc, member.n]) == usual
        return replace(member, relation=Relation.VERBATIM if same else Relation.ADAPTED)

    name = " ".join(texts[exemplar].split()[:6])
    return Family(family.id, name, exemplar, tuple(map(related, members)))


def _source(doc: str, county: int) -> Source:
    chance = random.Random(doc)
    kind = chance.choice(("parish", "parish", "parish", "town"))
    name = f"{chance.choice(country._FIRST)}{chance.choice(country._LAST)} {kind.title()} Council"
    return Source(
        doc=doc, path=f"sources/{doc}.pdf", sha256=doc.encode().hex().ljust(64, "0"), bytes=90_000,
        council=name, council_type=kind, county=f"County {county % 6 + 1}", country="England",
    )  # fmt: skip


def _document(doc: str, clauses: list[Clause], unread: bool) -> Document:
    text = "" if unread else "".join(f"{clause.label} {clause.text}\n" for clause in clauses)
    state = State.UNREADABLE if unread else State.TEXT
    reason = "It is damaged. Ask the council for another copy." if unread else None
    return Document(doc, state, text, (), "application/pdf", "invented 1.0", pages=6, reason=reason)


def _cells(sources, provisions, codings, texts, unread) -> tuple[Cell, ...]:
    found: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        found.setdefault((coding.doc, coding.provision), []).append(coding)
    cells = []
    for source in sources:
        for provision in provisions:
            place = source.doc, provision.id
            certain = random.Random(str(place)).random() < 0.8
            if source.doc in unread:
                cells.append(Cell(*place, Level.UNREADABLE, (), "", None))
            elif held := found.get(place):
                numbers = tuple(coding.n for coding in held)
                quote = texts[source.doc, numbers[0]]
                cells.append(
                    Cell(*place, Level.RULES, numbers, quote, 1, score=held[0].score,
                         basis=Basis.CLASSIFIER, chance=0.9, certain=certain)
                )  # fmt: skip
            else:
                cells.append(
                    Cell(*place, Level.ABSENT, (), "", None, chance=0.9, certain=certain, nearest=1)
                )
    return tuple(cells)


def _evidence(clause: Clause) -> Evidence:
    return Evidence(clause.doc, clause.start, clause.end, clause.text[:80], clause.n, clause.page)


def _review(doc: str, first: Clause) -> Review:
    status = random.Random(doc).choice(tuple(ReviewStatus)[:4])
    return Review(
        doc=doc, title=None, adopted=PartialDate(2021, 5, 11), last_reviewed=None,
        review_due=PartialDate(2026, 5, 31), cadence_months=(), cadence_text=None, derived_due=(),
        status=status, status_readings=(), days_overdue=175, years_since_review=5.5,
        approved_by=None, minute_ref=None, version=None, flags=(),
        evidence=(("adopted", _evidence(first)), ("review_due", _evidence(first))),
    )  # fmt: skip


def _defect(clause: Clause) -> Defect:
    detail = "It points to clause 99, which is not there. Correct the number or add the clause."
    return Defect(DefectKind.DANGLING_REFERENCE, detail, _evidence(clause))


def _differences(families: tuple[Family, ...]) -> tuple[Difference, ...]:
    """Let about one clause in a hundred differ in force."""
    return tuple(
        Difference(family.id, member.doc, member.n, DifferenceKind.MODALITY, "may", "must", 3, 4)
        for family in families
        if len(family.members) > 3
        for member in family.members
        if random.Random(f"{member.doc} {member.n}").random() < 0.015
    )


def _print_folders(files: Mapping[str, bytes]) -> None:
    number: Counter[str] = Counter()
    size: Counter[str] = Counter()
    for path, data in files.items():
        folder = path.partition("/")[0] if "/" in path else path
        number[folder] += 1
        size[folder] += len(data)
    print("| folder or page | files | MB |\n| --- | --- | --- |")
    for folder, held in size.most_common(14):
        print(f"| {folder} | {number[folder]:,} | {held / 1e6:.1f} |")
    print()


def _print_index(files: Mapping[str, bytes]) -> None:
    print("| part of the index | files | largest, bytes | all, bytes |\n| --- | --- | --- | --- |")
    for part in ("index", "words", "where", "texts"):
        sizes = [len(data) for path, data in files.items() if path.startswith(f"search/{part}")]
        print(f"| {part} | {len(sizes)} | {max(sizes):,} | {sum(sizes):,} |")


def _mb(files: Mapping[str, bytes]) -> float:
    return sum(map(len, files.values())) / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

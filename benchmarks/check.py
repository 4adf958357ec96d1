"""Does the check of a draft find what is missing, and is it silent where nothing is?

    python -m benchmarks.check --corpus DIR --gold DIR [--against OUT] [--rounds 20] [--seed 1] [--list]

Each protocol of a labelled corpus is checked as it is, and then with the clauses of some provisions
taken out at random: one to six provisions that it has rules on, and with them every other one that
stood only in the same clauses. Prints a Markdown table: of the provisions taken out the share that
the check lists as gaps, and the share that it is sure of; and on the whole protocols the false
alarms a draft: provisions that it lists although the labels have rules on them, and those of them
that it is sure of.

The drafts are the plain texts that the labels refer to; a build of another corpus measures them.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.checking import Reference, check, open_reference
from pipeline.evaluate.gold import Gold, read_gold


@dataclass(frozen=True, slots=True)
class Labelled:
    """A protocol and where its provisions stand."""

    doc: str
    text: str
    spans: Mapping[int, tuple[int, int]]  # of each clause, by n
    levels: Mapping[str, str]  # by provision
    clauses: Mapping[str, tuple[int, ...]]  # of each provision, those that carry it


def labelled(gold: Gold, corpus: Path, folder: Path) -> list[Labelled]:
    found = []
    for doc, clauses in gold.clauses.items():
        carrying = defaultdict(set)
        for (each, provision), numbers in gold.evidence.items():
            if each == doc:
                carrying[provision] |= {n for n, _ in numbers}
        for (each, n), codes in gold.codes.items():
            if each == doc:
                for provision in dict(codes):
                    carrying[provision].add(n)
        found.append(
            Labelled(
                doc,
                _text(doc, corpus, folder),
                {clause.n: (clause.start, clause.end) for clause in clauses},
                {p: level for (each, p), level in gold.coverage.items() if each == doc},
                {provision: tuple(sorted(numbers)) for provision, numbers in carrying.items()},
            )
        )
    return found


def _text(doc: str, corpus: Path, folder: Path) -> str:
    for place in (folder / "texts", corpus / "texts", corpus.parent / "texts"):
        if (place / f"{doc}.txt").is_file():
            return (place / f"{doc}.txt").read_bytes().decode()
    raise SystemExit(f"{doc}: no text beside the labels")


def without(draft: Labelled, provisions: Sequence[str]) -> tuple[str, set[str]]:
    """Take provisions out; give the text, and all provisions that are now in no clause."""
    gone = {n for provision in provisions for n in draft.clauses[provision]}
    text = draft.text
    for start, end in sorted((draft.spans[n] for n in gone), reverse=True):
        text = text[:start] + text[end:]
    missing = {
        provision
        for provision, numbers in draft.clauses.items()
        if numbers and gone.issuperset(numbers) and draft.levels[provision] == "rules"
    }
    return text, missing


def measure(
    drafts: Sequence[Labelled], reference: Reference, *, rounds: int, seed: int, listing: bool
) -> None:
    print("| protocol | taken out | listed | sure | false alarms a draft | sure |")
    print("| --- | --- | --- | --- | --- | --- |")
    totals: Counter[str] = Counter()
    for draft in drafts:
        counts = _whole(draft, reference, listing)
        dice = random.Random(f"{seed} {draft.doc}")
        # silence is judged by the labels, so what they leave out cannot be taken out
        able = sorted(p for p, n in draft.clauses.items() if n and draft.levels[p] == "rules")
        for _ in range(rounds):
            chosen = dice.sample(able, dice.randint(1, min(6, len(able))))
            text, missing = without(draft, chosen)
            answer = check(text.encode(), reference, name="draft.txt")
            said = {g.provision for g in answer.gaps if g.sure}
            told = {g.provision for g in answer.gaps}
            counts += Counter(out=len(missing), said=len(missing & said), told=len(missing & told))
            if listing:
                for provision in sorted(missing - told):
                    cell = next(c for c in answer.cells if c.provision == provision)
                    print(f"<!-- {draft.doc}: {provision} not missed: {cell.quote[:150]!r} -->")
        totals += counts
        _row(draft.doc, counts, 1)
    _row("all", totals, len(drafts))


def _whole(draft: Labelled, reference: Reference, listing: bool) -> Counter[str]:
    answer = check(draft.text.encode(), reference, name="draft.txt")
    counts: Counter[str] = Counter()
    for gap in answer.gaps:
        level = draft.levels.get(gap.provision, "absent")
        counts["false"] += level == "rules"
        counts["sure"] += level == "rules" and gap.sure
        if listing and level == "rules":
            print(f"<!-- {draft.doc}: {gap.provision} {gap.level} sure={gap.sure} in vain -->")
    return counts


def _row(name: str, counts: Mapping[str, int], drafts: int) -> None:
    out = counts["out"] or 1
    print(
        f"| {name} | {counts['out']} | {counts['told'] / out:.3f} | {counts['said'] / out:.3f} "
        f"| {counts['false'] / drafts:.2f} | {counts['sure'] / drafts:.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name what was missed, and why")
    chosen = parser.parse_args()
    reference = open_reference(chosen.against)
    gold = read_gold(chosen.gold, chosen.corpus)
    drafts = labelled(gold, chosen.corpus, chosen.gold)
    measure(drafts, reference, rounds=chosen.rounds, seed=chosen.seed, listing=chosen.list)


if __name__ == "__main__":
    main()

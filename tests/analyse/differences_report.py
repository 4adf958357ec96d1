"""Are the differences of force between two readings found, kind by kind, and are those found right?

Run as `python -m tests.analyse.differences_report FILE [--figures]`, on a list of pairs such as
`difference_pairs.yaml`, whose first lines say what its fields are. With `--figures` no single pair
is printed: on what is held back nobody should look at single pairs.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.analyse.differences import compared_force
from pipeline.analyse.force import said_by
from pipeline.model import Clause, ClauseKind
from pipeline.text.folding import fold

DEVELOPED = Path(__file__).with_name("difference_pairs.yaml")
HELD_BACK = Path(__file__).with_name("difference_pairs_held_back.yaml")
_WORDED = {"decision_maker", "exception"}


@dataclass(frozen=True)
class Answer:
    """The differences found between two readings, and those that are there."""

    theirs: str
    usual: str
    found: dict  # by kind: what theirs says, what the usual says
    expected: dict

    @property
    def right(self):
        """Kinds found rightly, with the right words."""
        return {
            kind
            for kind, said in self.found.items()
            if kind in self.expected
            and all(_is_same(kind, *each) for each in zip(said, self.expected[kind], strict=True))
        }


def _is_same(kind, found, expected):
    if kind not in _WORDED:
        return found == expected
    one, other = fold(found), fold(expected)
    return one in other or other in one


def cases(path):
    """Read a list of pairs."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def answers(pairs):
    """Compare the readings of each pair."""
    for pair in pairs:
        theirs, usual = (
            Clause(doc, 1, None, "1", (), ClauseKind.CLAUSE, text, 0, len(text), intro=intro)
            for doc, text, intro in zip(
                "ab", (pair["theirs"], pair["usual"]), pair.get("intro", (None, None)), strict=True
            )
        )
        found = {
            contrast.kind.value: (contrast.theirs, contrast.usual)
            for contrast in compared_force(theirs, usual, said_by([theirs, usual]))
        }
        expected = {kind: tuple(said) for kind, said in pair["expect"].items()}
        yield Answer(pair["theirs"], pair["usual"], found, expected)


def figures(given):
    """Count, by kind and over all: found and right, found, and there to be found."""
    right, found, there = Counter(), Counter(), Counter()
    for answer in given:
        for counts, kinds in (
            (right, answer.right),
            (found, answer.found),
            (there, answer.expected),
        ):
            for kind in (*kinds, "all"):
                counts[kind] += 1 if kind != "all" else len(kinds)
    return {kind: (right[kind], found[kind], there[kind]) for kind in sorted({*found, *there})}


def report(pairs, *, with_pairs):
    """Give the lines of the report."""
    given = list(answers(pairs))
    if with_pairs:
        for answer in given:
            if answer.found.keys() != answer.right or answer.expected.keys() != answer.right:
                yield f"found {answer.found}, expected {answer.expected}"
                yield f"  theirs: {answer.theirs}"
                yield f"  usual:  {answer.usual}"
    yield f"{'kind':15} precision      recall"
    for kind, (right, found, there) in figures(given).items():
        yield f"{kind:15} {_share(right, found)}  {_share(right, there)}"
    alike = [answer for answer in given if not answer.expected]
    clear = sum(not answer.found for answer in alike)
    yield f"pairs of the same force, left alone: {clear} of {len(alike)}"
    exact = sum(answer.found.keys() == answer.right == answer.expected.keys() for answer in given)
    yield f"pairs read right throughout: {exact} of {len(given)}"


def _share(part, whole):
    return f"{part:3} of {whole:3} {part / whole:.2f}" if whole else f"{part:3} of {whole:3}    -"


def main():
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    for line in report(cases(options.file), with_pairs=not options.figures):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()

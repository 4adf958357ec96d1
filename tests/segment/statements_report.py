"""How many statements of dates are read right, field by field, and do doubts fall on the wrong?

Run as `python -m tests.segment.statements_report FILE [--verbose] [--part NAME]`, on a list of
statements such as `date_statements.yaml` or `corpus/apart/structure/dates.yaml`. Without
`--verbose` only figures are printed: on what is kept apart nobody should look at single statements.
`--part developed` leaves out the statements marked `held_back`, which stay unseen while rules are
made; `--part held-back` takes only those.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.segment.test_facts import complete, judged, plain

DATES = ("adopted", "last_reviewed", "review_due")
NAMES = {"minute": "minute_ref", "body": "approved_by"}
DOUBTED = {
    **{name: name for name in (*DATES, "status")},
    "cadence_months": "cadence",
}


@dataclass(frozen=True)
class Answer:
    """One field of one statement, as it was read."""

    text: str
    field: str
    found: object
    expected: object
    doubts: tuple  # codes; empty where the field is certain, or cannot be doubted

    @property
    def right(self):
        return self.found == plain(self.expected)


def answers(cases):
    """Read each statement and give an answer for each field that is judged in it."""
    for case in cases:
        argued = {NAMES.get(name, name) for name in case.get("argued", ())}
        expected = complete(
            {NAMES.get(name, name): value for name, value in case["expect"].items()}
        )
        if "flags" not in case["expect"]:
            expected.pop("flags")
        found = judged(case["text"])
        for name in expected.keys() - argued:
            doubts = tuple(found["doubts"].get(DOUBTED.get(name), ()))
            yield Answer(case["text"], name, found[name], expected[name], doubts)


def report(cases, *, verbose=False):
    """Give the report line by line."""
    given = sorted(answers(cases), key=lambda answer: answer.field)
    if verbose:
        yield from map(_told, given)
    judged_in = Counter(answer.field for answer in given)
    right = Counter(answer.field for answer in given if answer.right)
    for name in sorted(judged_in):
        yield f"{name:15} {right[name] / judged_in[name]:.3f} of {judged_in[name]}"
    stated = [answer for answer in given if answer.field in DATES and answer.found is not None]
    wrong = sum(not answer.right for answer in stated)
    yield f"wrong dates stated: {wrong} in {len(cases)} statements, which state {len(stated)}"
    yield _certain("dates", stated)
    yield _certain(
        "intervals", [item for item in given if item.field == "cadence_months" and item.found]
    )
    yield _certain("statuses", [item for item in given if item.field == "status"])


def _certain(what, given):
    """Say how many of the wrong answers, and how many of the right ones, are marked certain."""
    right = [not answer.doubts for answer in given if answer.right]
    wrong = [not answer.doubts for answer in given if not answer.right]
    share = sum(right) / len(right) if right else float("nan")
    return (
        f"{what} marked certain: {sum(wrong)} of {len(wrong)} wrong,"
        f" {sum(right)} of {len(right)} right ({share:.2f})"
    )


def _told(answer):
    mark = "right" if answer.right else f"not {plain(answer.expected)!r}"
    sure = ", ".join(answer.doubts) or "certain"
    return f"{answer.field}: {answer.found!r} {mark} ({sure}): {answer.text!r}"


def main():
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--part", choices=("developed", "held-back"))
    options = parser.parse_args()
    cases = yaml.safe_load(options.file.read_text(encoding="utf-8"))
    if options.part:
        held_back = options.part == "held-back"
        cases = [case for case in cases if bool(case.get("held_back")) is held_back]
    for line in report(cases, verbose=options.verbose):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()

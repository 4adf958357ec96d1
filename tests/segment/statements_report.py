"""How many statements of dates are read right, field by field?

Run as `python -m tests.segment.statements_report FILE [--verbose]`, on a list of statements such
as `date_statements.yaml` or `corpus/apart/structure/dates.yaml`. Without `--verbose` only figures
are printed: on what is kept apart nobody should look at single statements.
"""

import sys
from collections import Counter
from pathlib import Path

import yaml

from tests.segment.test_facts import complete, judged, plain

DATES = ("adopted", "last_reviewed", "review_due")
NAMES = {"minute": "minute_ref", "body": "approved_by"}


def report(cases, *, verbose):
    """Give the report line by line."""
    right, judged_in = Counter(), Counter()
    wrong_dates = 0
    for case in cases:
        argued = {NAMES.get(name, name) for name in case.get("argued", ())}
        expected = complete(
            {NAMES.get(name, name): value for name, value in case["expect"].items()}
        )
        if "flags" not in case["expect"]:
            expected.pop("flags")
        found = judged(case["text"])
        for name in expected.keys() - argued:
            agrees = found[name] == plain(expected[name])
            right[name] += agrees
            judged_in[name] += 1
            wrong_dates += name in DATES and not agrees and found[name] is not None
            if verbose and not agrees:
                yield f"{name}: {found[name]!r}, not {expected[name]!r}: {case['text']!r}"
    for name in sorted(judged_in):
        yield f"{name:15} {right[name] / judged_in[name]:.3f} of {judged_in[name]}"
    yield f"wrong dates stated: {wrong_dates} in {len(cases)} statements"


if __name__ == "__main__":
    statements = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = report(statements, verbose="--verbose" in sys.argv)
    sys.stdout.writelines(f"{line}\n" for line in lines)

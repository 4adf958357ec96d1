"""What changed since the last run, and why."""

from dataclasses import replace

import pytest

from pipeline.analyse.changes import Snapshot, Standing, changes
from pipeline.model import Change, ChangeCause

FERN = Standing("aa", "text", "current", ("2024-01-01", "", "2027"), {"press": "rules"})
RUN = Snapshot("1", "2026-11-01", "code-1", "book-1", {"fern": FERN})


def after(standing=FERN, **run):
    return replace(RUN, run_id="2", documents={"fern": standing}, **run)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        pytest.param(after(), [], id="nothing"),
        pytest.param(
            after(replace(FERN, status="overdue"), as_of="2028-01-01"),
            [Change("fern", "status", "current", "overdue", ChangeCause.AS_OF)],
            id="time-passed",
        ),
        pytest.param(
            after(replace(FERN, sha256="bb", cells={"press": "absent"})),
            [Change("fern", "coverage:press", "rules", "absent", ChangeCause.SOURCE)],
            id="another-text",
        ),
        pytest.param(
            after(replace(FERN, cells={"press": "mention"}), codebook="book-2"),
            [Change("fern", "coverage:press", "rules", "mention", ChangeCause.CODEBOOK)],
            id="another-codebook",
        ),
        pytest.param(
            after(replace(FERN, cells={"press": "mention"}), software="code-2"),
            [Change("fern", "coverage:press", "rules", "mention", ChangeCause.SOFTWARE)],
            id="other-software",
        ),
        pytest.param(
            after(replace(FERN, sha256="bb", state="password", status=None, dates=(), cells={})),
            [
                Change("fern", "state", "text", "password", ChangeCause.SOURCE),
                Change("fern", "status", "current", "unreadable", ChangeCause.SOURCE),
                Change("fern", "coverage:press", "rules", "", ChangeCause.SOURCE),
            ],
            id="locked-now",
        ),
        pytest.param(
            replace(RUN, documents={"marsh": FERN}),
            [
                Change("fern", "document", "text", "", ChangeCause.WITHDRAWN),
                Change("marsh", "document", "", "text", ChangeCause.NEW),
            ],
            id="come-and-gone",
        ),
    ],
)
def test_each_change_has_its_cause(run, expected):
    assert list(changes(RUN, run)) == expected


def test_the_first_run_changes_nothing():
    assert changes(None, RUN) == ()

"""A small coding frame and a small library, so that a coder is trained in a moment."""

from dataclasses import replace

import pytest

from pipeline.model import Clause, ClauseKind, Codebook, Example, Level, LibraryClause, Provision
from pipeline.params import CodingParams

RULES, MENTION = Level.RULES, Level.MENTION


def _provision(name, cues, *examples):
    return Provision(
        id=name,
        title=name.replace("_", " ").capitalize(),
        question=f"Does it deal with {cues[0]}?",
        definition=f"Rules on {cues[0]}.",
        group="All",
        include=(),
        exclude=(),
        cues=cues,
        examples=tuple(Example(text, level) for text, level in examples),
    )


@pytest.fixture(scope="session")
def codebook():
    return Codebook(
        version="1",
        title="Small frame",
        provisions=(
            _provision("press_media", ("press", "newspaper", "media", "y wasg")),
            _provision("training_development", ("training", "course", "hyfforddiant")),
            replace(_provision("review_amendment", ("review", "amend")), status_lines=True),
            _provision(
                "equality",
                ("equal treatment", "discriminate"),
                ("Nobody is treated worse for who they are.", RULES),
            ),
        ),
    )


_CODED = {
    "press_media": (
        "Only the Clerk may speak to the press.",
        "Members must not give newspapers the Council's view.",
        "Media enquiries should be passed to the office.",
        "A press release must be approved by the Chairman.",
    ),
    "training_development": (
        "All members must attend training.",
        "Staff should be given time for courses.",
        "The Council will pay for training.",
        "New members must take a course within the year.",
    ),
    "review_amendment": (
        "The Council will review this document every year.",
        "It may be amended by the full Council only.",
        "This protocol must be reviewed after each election.",
        "Members may ask for a review at any time.",
    ),
    "equality": (
        "Officers must give equal treatment to all members.",
        "Members must not discriminate against anybody.",
        "All shall have equal treatment, whatever their party.",
        "Staff should not discriminate.",
    ),
}
_NAMED = {
    "press_media": ("See also: the media policy.", "The press policy is kept in the office."),
    "training_development": ("A training policy is available.", "See the list of courses."),
    "review_amendment": ("Next review: May 2027.", "Review date June 2026"),
    "equality": ("See the equal treatment policy.", "A policy on equal treatment is available."),
}
_OTHER = ("The hall holds eighty people.", "Bins are emptied on Tuesdays.", "Two members sign.")


@pytest.fixture(scope="session")
def library():
    return tuple(
        LibraryClause(voice, "Council", "", f"{text} {ending}".strip(), codes)
        for voice, ending in (("one", ""), ("two", "This is so."), ("three", "We mean it."))
        for text, codes in [
            *((text, ((name, RULES),)) for name, texts in _CODED.items() for text in texts),
            *((text, ((name, MENTION),)) for name, texts in _NAMED.items() for text in texts),
            *((text, ()) for text in _OTHER),
        ]
    )


@pytest.fixture(scope="session")
def params():
    return CodingParams(
        seed=1,
        strength=10,
        level_strength=1,
        folds=3,
        min_count=1,
        rules_from=0.5,
        mention_from=0.5,
    )


@pytest.fixture(scope="session")
def clause():
    """Make a clause of an invented council."""

    def make(text, *, n=1, doc="stowcote", kind=ClauseKind.CLAUSE, path=(), intro=None, **more):
        return Clause(
            doc=doc,
            n=n,
            label=None,
            address=str(n),
            path=path,
            kind=kind,
            text=text,
            start=0,
            end=len(text),
            intro=intro,
            **more,
        )

    return make

"""What earlier runs settled about families, so that a new document moves no other's clauses.

A family is remembered by its wordings. Where a document comes that says the same, it joins; what
is new makes families of its own; and no family changes its name because others came or went.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from pipeline.align.wordings import Wording
from pipeline.model import Family


@dataclass(frozen=True, slots=True)
class Remembered:
    """A family of earlier runs."""

    id: str
    name: str
    exemplar: str  # key of the wording that the others were compared with
    wordings: tuple[str, ...]  # keys of all wordings it ever had, sorted
    agreement: tuple[float, ...]  # of each, when it joined, with the core: from 0 to 1


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two wordings of different families that may say the same."""

    one: str  # keys
    other: str
    chance: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Families of earlier runs."""

    made_by: str = ""  # hash of the software and parameters that lined them up
    families: tuple[Remembered, ...] = ()  # sorted by id
    suggested: tuple[Suggested, ...] = ()  # the likeliest first


class Homes:
    """Where the wordings of this run belong by what is remembered."""

    def __init__(self, memory: Memory) -> None:
        self._families = {family.id: family for family in memory.families}
        self._of = {key: family.id for family in memory.families for key in family.wordings}
        self._agreement = _agreement(memory)

    def of(self, key: str) -> str:
        """Give the family that a wording belongs to; empty if it is new."""
        return self._of.get(key, "")

    def agreement(self, key: str, found: float) -> float:
        """Say how surely a wording belongs to its family: as when it joined, else as found now."""
        return self._agreement.get(key, found)

    def family(self, home: str) -> Remembered:
        """Give a remembered family by its id."""
        return self._families[home]

    def name(self, family_id: str) -> str:
        """Give the name that a family had; empty if it is new."""
        family = self._families.get(family_id)
        return family.name if family else ""


def key_of(wording: Wording) -> str:
    """Give a key that equal wordings have in every run."""
    text = "\x1f".join((wording.text, wording.audience, wording.language))
    return blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def remember(
    memory: Memory,
    families: Iterable[tuple[Family, Sequence[str], Sequence[float]]],
    suggested: tuple[Suggested, ...],
    *,
    made_by: str,
) -> Memory:
    """Add this run's families to what is remembered.

    Families that no document has any more stay, so that they are the same when it returns. One
    whose exemplar is another family's by now is spoken for by the surest of its other wordings.

    Args:
        memory: Of earlier runs.
        families: Of this run, each with the keys of its wordings, the exemplar's first, and the
            agreement of each with its core.
        suggested: By this run.
        made_by: Hash of the software and the parameters.
    """
    home = {key: family.id for family in memory.families for key in family.wordings}
    sure = _agreement(memory)
    names = {family.id: family.name for family in memory.families}
    exemplars = {family.id: family.exemplar for family in memory.families}
    for family, keys, agreement in families:
        home.update(dict.fromkeys(keys, family.id))
        sure.update(zip(keys, agreement, strict=True))
        names[family.id], exemplars[family.id] = family.name, keys[0]
    grouped = defaultdict(list)
    for key in sorted(home):
        grouped[home[key]].append(key)
    return Memory(
        made_by,
        tuple(
            Remembered(
                family_id,
                names[family_id],
                _exemplar(exemplars[family_id], keys, sure),
                tuple(keys),
                tuple(sure[key] for key in keys),
            )
            for family_id, keys in sorted(grouped.items())
        ),
        suggested,
    )


def named_as_before(
    memory: Memory, families: Sequence[tuple[Family, Sequence[Wording]]]
) -> list[Family]:
    """Let families that were lined up afresh keep the ids they had.

    A remembered id goes to the family with most of its clauses, and each family has one id. What
    is left over takes none that is remembered, though it be made of the same words.
    """
    of = {key: family.id for family in memory.families for key in family.wordings}
    shared: Counter[tuple[str, int]] = Counter()
    for at, (_, wordings) in enumerate(families):
        for wording in wordings:
            key = key_of(wording)
            if key in of:
                shared[of[key], at] += len(wording.places)
    kept: dict[int, str] = {}
    given = set()
    for (before, at), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if at not in kept and before not in given:
            kept[at] = before
            given.add(before)
    taken = {family.id for family in memory.families}
    named = []
    for at, (family, _) in enumerate(families):
        family_id = kept.get(at, family.id)
        while at not in kept and family_id in taken:
            family_id = "f-" + blake2b(family_id.encode(), digest_size=6).hexdigest()
        taken.add(family_id)
        named.append(replace(family, id=family_id))
    return named


def _exemplar(before: str, keys: Sequence[str], sure: Mapping[str, float]) -> str:
    """Keep the exemplar; where another family has it now, take the surest of what is left."""
    return before if before in keys else max(keys, key=sure.__getitem__)


def _agreement(memory: Memory) -> dict[str, float]:
    return {
        key: sure
        for family in memory.families
        for key, sure in zip(family.wordings, family.agreement, strict=True)
    }

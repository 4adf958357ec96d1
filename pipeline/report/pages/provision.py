"""What stands on a provision's page: how common it is, and every wording of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Family, Grouping, Level, Member, Prevalence, Provision, Relation
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup
from pipeline.report.readings import Reading, readings


@dataclass(frozen=True, slots=True)
class Named:
    """A council and the way to its page."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many documents have a level."""

    level: Level
    word: str
    meaning: str
    count: int
    start: float  # where its bar begins, from 0 to 100
    width: float  # of its bar, from 0 to 100
    share: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    """How many documents of a group have rules."""

    by: str  # "County"
    group: str
    share: str
    interval: str
    certain: str  # the share among the cells that need not be checked
    left_out: str  # how many could not be read or are not concerned; empty where none


@dataclass(frozen=True, slots=True)
class Wording:
    """The readings of one family that carry the provision."""

    anchor: str
    name: str
    href: str  # of the family's page; empty where it has one reading only
    councils: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class ProvisionView:
    """A provision's page, or its line in the list of provisions."""

    id: str
    href: str
    title: str
    group: str
    question: str
    definition: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    read: int  # documents that could be read and that it concerns
    shares: tuple[Share, ...]  # of these
    interval: str  # of the share with rules
    certain: str  # the share with rules where the cell need not be checked; empty: all are certain
    left_out: tuple[str, ...]  # documents that are in no share, and why
    by_group: tuple[GroupLine, ...]
    rules: tuple[Wording, ...]
    mentions: tuple[Wording, ...]
    mentioning: tuple[Named, ...]  # documents that only mention it
    silent: tuple[Named, ...]
    unread: tuple[Named, ...]


def provision_view(found: Lookup, provision: Provision) -> ProvisionView:
    """Fill a provision's page."""
    overall = found.overall(provision.id)
    divided = _divided(found, provision)
    return ProvisionView(
        id=provision.id,
        href=addresses.provision_page(provision.id),
        title=provision.title,
        group=provision.group,
        question=provision.question,
        definition=provision.definition,
        include=provision.include,
        exclude=provision.exclude,
        read=overall.read,
        shares=_shares(overall),
        interval=wording.interval(overall),
        certain=(
            wording.share(overall.certain_rules, overall.certain)
            if overall.certain < overall.read
            else ""
        ),
        left_out=_left_out(overall, provision),
        by_group=tuple(
            _group_line(row) for row in found.prevalence[provision.id] if row.by in divided
        ),
        rules=_wordings(found, provision, Level.RULES),
        mentions=_wordings(found, provision, Level.MENTION),
        mentioning=tuple(
            Named(
                found.names[doc],
                addresses.cell(doc, provision.id),
                found.cells[doc, provision.id].points_to or "",
            )
            for doc in found.docs_at(provision.id, Level.MENTION)
        ),
        silent=_named(found, provision, Level.ABSENT),
        unread=_named(found, provision, Level.UNREADABLE),
    )


def grouped(views: Sequence[ProvisionView]) -> tuple[tuple[str, tuple[ProvisionView, ...]], ...]:
    """Put provisions under the headings of the codebook, in its order."""
    groups: dict[str, list[ProvisionView]] = {}
    for view in views:
        groups.setdefault(view.group, []).append(view)
    return tuple((title, tuple(members)) for title, members in groups.items())


def _named(found: Lookup, provision: Provision, level: Level) -> tuple[Named, ...]:
    return tuple(
        Named(found.names[doc], addresses.council_page(doc))
        for doc in found.docs_at(provision.id, level)
    )


def _shares(overall: Prevalence) -> tuple[Share, ...]:
    shares = []
    start = 0.0
    for level, count in (
        (Level.RULES, overall.rules),
        (Level.MENTION, overall.mention),
        (Level.ABSENT, overall.absent),
    ):
        width = 100 * count / overall.read if overall.read else 0.0
        shares.append(
            Share(
                level,
                wording.LEVELS[level],
                wording.LEVEL_MEANINGS[level],
                count,
                round(start, 2),
                round(width, 2),
                wording.share(count, overall.read),
            )
        )
        start += width
    return tuple(shares)


def _left_out(overall: Prevalence, provision: Provision) -> tuple[str, ...]:
    lines = []
    if overall.unreadable:
        lines.append(f"{wording.counted(overall.unreadable, 'document')} could not be read.")
    if overall.unconcerned and provision.applies is not None:
        lines.append(
            f"{wording.counted(overall.unconcerned, 'document')} of councils that it does not "
            f"concern: {provision.applies.reason}"
        )
    return tuple(lines)


def _divided(found: Lookup, provision: Provision) -> frozenset[Grouping]:
    """Name the groupings that part the documents: by one county alone nothing is compared."""
    groups = Counter(row.by for row in found.prevalence[provision.id])
    return frozenset(by for by, count in groups.items() if count > 1)  # "all" is one group


def _group_line(row: Prevalence) -> GroupLine:
    left_out = [
        f"{number:,} {words}"
        for number, words in ((row.unreadable, "not read"), (row.unconcerned, "not concerned"))
        if number
    ]
    return GroupLine(
        by=wording.GROUPINGS[row.by],
        group=wording.group(row),
        share=wording.share(row.rules, row.read),
        interval=wording.interval(row),
        certain=wording.share(row.certain_rules, row.certain),
        left_out=", ".join(left_out),
    )


def _wordings(found: Lookup, provision: Provision, level: Level) -> tuple[Wording, ...]:
    """Put the clauses behind a provision, coded at one level, by family; the widest first."""
    members: dict[str, tuple[Family, list[Member]]] = {}
    for doc in found.docs:
        for n in found.cells[doc, provision.id].clauses:
            if (doc, n) not in found.clause or _level(found, doc, n, provision.id) is not level:
                continue
            family, member = found.families.get((doc, n)) or _alone(found, doc, n)
            members.setdefault(family.id, (family, []))[1].append(member)
    widest = sorted(
        members.values(),
        key=lambda held: (-len({member.doc for member in held[1]}), held[0].name, held[0].id),
    )
    return tuple(
        Wording(
            anchor=f"w-{level.value}-{addresses.file_stem(family.id)}",
            name=family.name,
            href=addresses.family_page(family.id) if family.id in found.shared else "",
            councils=wording.counted(len({member.doc for member in held}), "document"),
            readings=readings(found, family, held),
        )
        for family, held in widest
    )


def _level(found: Lookup, doc: str, n: int, provision: str) -> Level:
    """Give the level at which a clause carries a provision; its document's where not coded."""
    for coding in found.codings.get((doc, n), ()):
        if coding.provision == provision:
            return coding.level
    return found.level(doc, provision)


def _alone(found: Lookup, doc: str, n: int) -> tuple[Family, Member]:
    """Make a family of a clause that has none, such as a table row."""
    member = Member(doc, n, Relation.UNIQUE, 1.0)
    words = found.clause[doc, n].text.split()
    name = " ".join(words[:8]) + (" …" if len(words) > 8 else "")
    return Family(f"{doc}-{n}", name, (doc, n), (member,)), member

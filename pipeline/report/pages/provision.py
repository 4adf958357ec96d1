"""What stands on a provision's page: how common it is, and every wording of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Family, Level, Member, Provision, Relation
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
    read: int
    shares: tuple[Share, ...]  # of the documents that could be read
    rules: tuple[Wording, ...]
    mentions: tuple[Wording, ...]
    mentioning: tuple[Named, ...]  # documents that only mention it
    silent: tuple[Named, ...]
    unread: tuple[Named, ...]


def provision_view(found: Lookup, provision: Provision) -> ProvisionView:
    """Fill a provision's page."""
    return ProvisionView(
        id=provision.id,
        href=addresses.provision_page(provision.id),
        title=provision.title,
        group=provision.group,
        question=provision.question,
        definition=provision.definition,
        include=provision.include,
        exclude=provision.exclude,
        read=len(found.readable),
        shares=_shares(found, provision),
        rules=_wordings(found, provision, Level.RULES),
        mentions=_wordings(found, provision, Level.MENTION),
        mentioning=tuple(
            Named(
                found.names[doc],
                _cell_address(doc, provision.id),
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


def _cell_address(doc: str, provision: str) -> str:
    return f"{addresses.council_page(doc)}#{addresses.provision_anchor(provision)}"


def _named(found: Lookup, provision: Provision, level: Level) -> tuple[Named, ...]:
    return tuple(
        Named(found.names[doc], addresses.council_page(doc))
        for doc in found.docs_at(provision.id, level)
    )


def _shares(found: Lookup, provision: Provision) -> tuple[Share, ...]:
    read = len(found.readable)
    shares = []
    start = 0.0
    for level in (Level.RULES, Level.MENTION, Level.ABSENT):
        count = len(found.docs_at(provision.id, level))
        width = 100 * count / read if read else 0.0
        shares.append(
            Share(
                level,
                wording.LEVELS[level],
                wording.LEVEL_MEANINGS[level],
                count,
                round(start, 2),
                round(width, 2),
                wording.share(count, read),
            )
        )
        start += width
    return tuple(shares)


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

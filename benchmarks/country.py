"""Clauses of a whole country's councils, with the families they truly belong to.

Modelled: two national models; in each county several templates that start from one of them, keep
most of it, reword some and add clauses of their own; councils that take a template, choose from it
(12 to 200 clauses, most of them few), put sections in another order, write the parties' names in
their own way ("Town Clerk", "Proper Officer", "Member"), put in their own name, and copy, touch up
or rewrite each clause: words exchanged, put in and left out, other deadlines, another force (must,
should), a sentence more or less, a condition moved to the end, another voice for the same rule.
Lists of what officers may expect of councillors and the other way round, with the same words in
both (two families). Items written as one, and items cut in two (counted for no family). Five
clauses in a hundred that no other council has. Documents read from scans, with letters misread.
Audiences that could not be read, and provision scores that are mostly right.

Not modelled: clauses that are cut wrongly; Welsh; headings as clauses of their own; changes over
years; councils that copy from two templates; clauses quoted from other documents. Two sentences of
the library may say the same and still count as two families, so precision comes out too low; a
new clause has no meaning, only words that follow one another somewhere in the library. Real counties' shares of copies are not known: the shares here are guesses, written below.

Words: the sample councils' families give the voices of one rule, the library all else. The same
seed gives the same documents, and the n-th does not depend on how many are asked for.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from pipeline.model import Audience, Clause, ClauseKind
from pipeline.text.similarity import CHAIR, COUNCILLOR, OFFICER, edit_ratio, plain_wording

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

COUNTIES = 45
TEMPLATES = (2, 5)  # of a county, least and most
KEPT = 0.75  # of a national model's clauses in a template
REWORDED = 0.3  # of a template's clauses
OWN = (25, 60)  # clauses that a template adds
SHORTEST, LONGEST = 12, 200  # clauses of a document
COPIED, TOUCHED, RECUT = 0.42, 0.42, 0.07  # of a document's clauses; the rest are rewritten
NEW = 0.05
MERGED, CUT = 0.02, 0.01  # of list items
SCANNED = 0.08  # of documents
MISREAD = (0.002, 0.02)  # of a scan's letters
UNREAD = 0.01  # of documents: whose duty a clause is could not be read
MIRRORED = 0.35  # of list items, expected of the other side too
CODED = 0.9  # of clauses: the coder is right about what they regulate

_LEFT_OUT = {"cymraeg", "cymuned"}  # Welsh, or Welsh in part
_SIDES = {
    "expectations_of_officers": Audience.OFFICERS,
    "expectations_of_councillors": Audience.COUNCILLORS,
}
_OTHER = {Audience.OFFICERS: Audience.COUNCILLORS, Audience.COUNCILLORS: Audience.OFFICERS}
_PARTY = {OFFICER: Audience.OFFICERS, COUNCILLOR: Audience.COUNCILLORS, CHAIR: Audience.CHAIR}

_ALIKE = (
    "provide/give/supply", "ensure/make sure/see", "request/ask for", "appropriate/suitable/proper",
    "promptly/without delay/quickly", "inform/tell/notify", "advise/counsel", "attend/be present at",
    "discuss/talk about/consider", "regarding/about/concerning", "assist/help/support", "matter/issue/question",
    "concern/worry", "before/prior to", "after/following", "if/where/should it happen that", "because/since/as",
    "although/though", "any/every", "all/each of the", "paper/document", "papers/documents", "letter/written message",
    "letters/correspondence", "meeting/sitting", "meetings/sittings", "reply/answer/response", "raise/bring up/mention",
    "avoid/refrain from", "respect/regard", "courtesy/politeness", "courteous/polite", "fair/even-handed",
    "honest/frank/candid", "work/duties", "duty/obligation", "decision/resolution", "decisions/resolutions",
    "agree/consent", "private/confidential", "publicly/in public", "in writing/by letter or email", "seek/look for",
    "obtain/get", "refer/pass", "expect/look to have", "understand/appreciate", "time/notice", "staff/employees",
    "employee/member of staff", "resident/parishioner", "residents/parishioners", "conduct/behaviour",
    "behaviour/conduct", "dispute/disagreement", "complaint/grievance", "personal/private", "use/make use of",
    "keep/maintain", "maintain/keep up", "make/draw up", "take/accept", "show/display", "follow/comply with/observe",
    "person/individual", "people/persons", "public/community", "role/function", "roles/functions",
    "responsible/answerable", "responsibility/charge", "necessary/needed", "reasonable/sensible", "clear/plain",
    "properly/duly", "normally/usually", "immediately/at once", "within/inside", "outside/beyond", "during/in the course of",
    "without/in the absence of", "against/contrary to", "only/solely", "whether/if", "through/by way of/via",
    "political/party", "information/particulars", "report/paper", "reports/papers", "training/instruction",
)  # fmt: skip
_SWAPS = {
    words[at]: tuple(words[:at] + words[at + 1 :])
    for words in (line.split("/") for line in reversed(_ALIKE))
    for at in range(1)
}
_SWAP = re.compile(r"\b(?:" + "|".join(sorted(_SWAPS, key=lambda w: (-len(w), w))) + r")\b")
_ASIDES = (
    "so far as is practicable", "at all times", "wherever possible", "as a general rule", "in all circumstances",
    "in the first instance", "where it is reasonable to do so", "as far as the law allows", "on every occasion",
    "as appropriate", "in good faith", "in the normal way",
)  # fmt: skip
_MORE = (
    "This applies to meetings held by video as well.", "Exceptions are recorded in the minutes.",
    "The office keeps a note of each case.", "Nothing in this paragraph affects a right given by law.",
    "In an emergency it may be done by telephone.", "A breach will be reported to the next meeting.",
    "The same holds for working groups.", "This was agreed with the staff before it was adopted.",
    "Any doubt should be raised at an early stage.", "Further guidance can be had from the county association.",
    "It does not apply while the office is closed.", "The Council will look at this again each May.",
)  # fmt: skip
_MODAL = re.compile(r"\b(?:must|should|shall|will)\b")
_MODALS = ("must", "should", "shall", "will", "are to", "is expected to")
_CLERK = re.compile(r"\b(?:Town Clerk|Parish Clerk|Proper Officer|Clerk)\b(?! to the Council)")
_CLERKS = ("Clerk", "Clerk", "Clerk", "Town Clerk", "Parish Clerk", "Proper Officer", "Chief Officer")  # fmt: skip
_MEMBER = re.compile(
    r"\b(?:(M|C)|(m|c))(?:ember|ouncillor)(s?)\b(?! of (?:the public|staff|the staff))"
)
_CHAIR = re.compile(r"\bChair(?:man)?\b")
_DEADLINE = re.compile(
    r"\b(?:two|three|four|five|six|seven|ten|fourteen|twenty|\d{1,2})(?= (?:clear |working |calendar )?(?:days?|weeks|months|hours)\b)"
)
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "ten", "fourteen", "21", "28")
_COUNCIL = re.compile(r"\b[Tt]he Council\b(?! of| Chamber)")
_CONDITION = re.compile(r"^(If|Where|When|Before|After) ([^,.;]{8,90}), ([^.;]{12,300})([.;]?)$")
_LOOSE = re.compile(r" (?:also|however|therefore|normally|generally|always|fully|properly|any)\b")
_SENTENCE = re.compile(r"(?<=[.?]) (?=[A-Z])")
_ITEM_END = re.compile(r"(?:[;,.]| and| or)+$")
_MOST_WORDS = 60  # of a new clause
_MISREADINGS = {
    "m": "rn", "l": "1", "e": "c", "c": "e", "o": "0", "i": "l", "h": "b", "n": "ri", "t": "f", "s": "5",
    "a": "o", "u": "ii", " ": "", ".": ",", "r": "i", "f": "t", "d": "cl", "w": "vv", "I": "l", "C": "G",
}  # fmt: skip
_FIRST = (
    "Ash", "Barn", "Birch", "Brack", "Broom", "Calver", "Chal", "Clay", "Cold", "Crow", "Dun", "East", "Elm", "Fern",
    "Fox", "Gors", "Grim", "Hart", "Hazel", "Holm", "Ings", "Kel", "Lang", "Marl", "Moor", "Nether", "Oak", "Pen",
    "Quar", "Raven", "Rush", "Salt", "Sel", "Stan", "Thorn", "Ulver", "Wark", "West", "Whit", "Yar",
)  # fmt: skip
_LAST = (
    "bourne", "bridge", "bury", "by", "church", "combe", "cote", "den", "field", "ford", "ham", "hurst", "ley", "low",
    "mere", "minster", "ness", "over", "port", "ridge", "stead", "stoke", "stow", "thorpe", "ton", "well", "wick", "worth",
)  # fmt: skip
_HEADINGS_OF_LISTS = ("What each may expect", "Expectations", "Mutual expectations", "Standards on both sides")  # fmt: skip

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """What councils may write a clause about, in the voices it is written in."""

    family: str
    voices: tuple[str, ...]
    provision: str
    audience: Audience
    item: bool  # stands in a list of expectations
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A rule in the words of a template."""

    rule: Rule
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A county association's protocol: sections in order, each of drafted rules."""

    sections: tuple[tuple[str, tuple[Drafted, ...]], ...]
    officers: str  # list intro of what is expected of officers
    councillors: str
    lists: str  # heading above both


@dataclass(frozen=True, slots=True)
class CouncilDocument:
    """A document's clauses, each with its true family and its provision scores, side by side."""

    doc: str
    clauses: tuple[Clause, ...]
    families: tuple[str | None, ...]  # None: says what several say, or a part; counts for neither
    scores: tuple[tuple[float, ...], ...]


class Scores(Mapping[Place, Sequence[float]]):
    """Provision scores by document and number, with rows shared between clauses."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[tuple[float, ...], ...]] = {}

    def add(self, document: CouncilDocument) -> None:
        """Take in a document's scores."""
        self._rows[document.doc] = document.scores

    def __getitem__(self, place: Place) -> Sequence[float]:
        rows = self._rows[place[0]]
        if not 0 < place[1] <= len(rows):
            raise KeyError(place)
        return rows[place[1] - 1]

    def __contains__(self, place: object) -> bool:
        doc, n = place
        return 0 < n <= len(self._rows.get(doc, ()))

    def __iter__(self) -> Iterator[Place]:
        return ((doc, n) for doc, rows in self._rows.items() for n in range(1, len(rows) + 1))

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))


def country(*, seed: int) -> Iterator[CouncilDocument]:
    """Give documents without end, one at a time."""
    number = 0
    while True:
        yield document(number, seed=seed)
        number += 1


def document(number: int, *, seed: int) -> CouncilDocument:
    """Write the document of that number."""
    chance = random.Random(f"{seed} document {number}")
    template = chance.choice(_templates(seed, _county(chance)))
    return _Writer(f"d{number:06d}", template, chance).write()


@cache
def stock() -> tuple[Rule, ...]:
    """Give every rule there is: the sample's families first, then the library's sentences."""
    return (*_sample_rules(), *_library_rules())


@cache
def provisions() -> tuple[str, ...]:
    """Name the provisions in the order of the scores."""
    return tuple(sorted({code for rule in stock() for code in rule.codes}))


def _county(chance: random.Random) -> int:
    """Choose a county; some have many more councils than others."""
    return min(int(chance.random() ** 1.5 * COUNTIES), COUNTIES - 1)


def _sample_rules() -> Iterator[Rule]:
    found: dict[str, list[dict]] = {}
    for path in sorted((CORPUS / "sample").glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            written = entry.get("kind") in {"clause", "list_item"} and entry.get("language") != "cy"
            if written and str(entry.get("family", "-")).isalnum():
                found.setdefault(str(entry["family"]), []).append(entry)
    for family, entries in sorted(found.items()):
        voices: list[str] = []
        for entry in entries:
            plain = plain_wording(entry["text"])
            if all(edit_ratio(plain, plain_wording(voice)) < 0.75 for voice in voices):
                voices.append(entry["text"])
        first = entries[0]
        codes = tuple(first.get("codes", ()))
        audience = Audience(first.get("audience") or "")
        yield Rule(
            f"sample-{family}",
            tuple(voices),
            codes[0] if codes else "none",
            audience,
            first["kind"] == "list_item" and audience in _OTHER,
            codes,
        )


def _library_rules() -> Iterator[Rule]:
    for path in sorted((CORPUS / "library").glob("*.jsonl")):
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            if row["voice"] in _LEFT_OUT:
                continue
            codes = tuple(code["id"] for code in row["codes"])
            bound = [_SIDES[code] for code in codes[:1] if code in _SIDES]
            item = bool(bound and row["intro"] and "|" not in row["intro"])
            yield Rule(
                f"{path.stem}-{at}",
                (row["text"],),
                codes[0] if codes else "none",
                bound[0] if item else _first_party(row["text"]),
                item,
                codes,
            )


def _first_party(text: str) -> Audience:
    named = (word for word in plain_wording(text).split()[:4] if word in _PARTY)
    return _PARTY.get(next(named, ""), Audience.NONE)


@cache
def _by_provision() -> tuple[dict[str, list[str]], dict[Audience, list[str]]]:
    """Give the library's headings for each provision, and its list intros for each side."""
    headings: dict[str, set[str]] = {}
    intros: dict[Audience, set[str]] = {side: set() for side in _OTHER}
    for path in sorted((CORPUS / "library").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["voice"] in _LEFT_OUT:
                continue
            if row["heading"]:
                headings.setdefault(path.stem, set()).add(row["heading"])
            rules = [code["id"] for code in row["codes"] if code["id"] in _SIDES]
            if len(rules) == 1 and "|" not in row["intro"] and row["intro"].endswith(":"):
                intros[_SIDES[rules[0]]].add(row["intro"])
    return (
        {provision: sorted(known) for provision, known in headings.items()},
        {side: sorted(known) for side, known in intros.items()},
    )


@cache
def _national(seed: int) -> tuple[tuple[Drafted, ...], ...]:
    """Draft the two national models: what they share stands in another voice in each."""
    sample = [rule for rule in stock() if rule.family.startswith("sample-")]
    library = [rule for rule in stock() if not rule.family.startswith("sample-")]
    models = []
    for number in range(2):
        chance = random.Random(f"{seed} model {number}")
        rules = [rule for rule in sample if len(rule.voices) > 1 or chance.random() < 0.5]
        rules += chance.sample(library, 110)
        models.append(
            tuple(
                Drafted(rule, rule.voices[number % len(rule.voices)]) for rule in _mirrored(rules, chance)
            )
        )  # fmt: skip
    return tuple(models)


def _mirrored(rules: Sequence[Rule], chance: random.Random) -> Iterator[Rule]:
    """Put beside some items the same words, expected of the other side."""
    for rule in rules:
        yield rule
        if rule.item and chance.random() < MIRRORED:
            yield replace(rule, family=f"{rule.family}-mirrored", audience=_OTHER[rule.audience])


@cache
def _templates(seed: int, county: int) -> tuple[Template, ...]:
    chance = random.Random(f"{seed} county {county}")
    return tuple(_template(seed, chance) for _ in range(chance.randint(*TEMPLATES)))


def _template(seed: int, chance: random.Random) -> Template:
    drafted = [each for each in chance.choice(_national(seed)) if chance.random() < KEPT]
    known = {each.rule.family for each in drafted}
    own = [
        rule for rule in chance.sample(stock(), chance.randint(*OWN)) if rule.family not in known
    ]
    drafted += [Drafted(rule, rule.voices[0]) for rule in _mirrored(own, chance)]
    drafted = [
        Drafted(each.rule, reworded(each.text, chance)) if chance.random() < REWORDED else each
        for each in drafted
    ]
    headings, intros = _by_provision()
    sections: dict[str, list[Drafted]] = {}
    for each in drafted:
        sections.setdefault("" if each.rule.item else each.rule.provision, []).append(each)
    order = sorted(sections)
    chance.shuffle(order)
    return Template(
        tuple(
            (chance.choice(headings.get(name, ["General"])) if name else "", tuple(sections[name]))
            for name in order
        ),
        chance.choice(intros[Audience.OFFICERS]),
        chance.choice(intros[Audience.COUNCILLORS]),
        chance.choice(_HEADINGS_OF_LISTS),
    )


class _Writer:
    """Writes one council's document."""

    def __init__(self, doc: str, template: Template, chance: random.Random) -> None:
        self._doc = doc
        self._template = template
        self._chance = chance
        kind = chance.choice(("Parish", "Parish", "Parish", "Town"))
        first = chance.choice(("", "", "", "Great ", "Little ", "Upper "))
        self._name = f"{first}{chance.choice(_FIRST)}{chance.choice(_LAST)} {kind} Council"
        self._clerk = chance.choice(_CLERKS) if chance.random() < 0.5 else ""
        self._member = chance.choice(("Member", "member", "Councillor", "councillor", "", ""))
        self._chair = chance.choice(("Chair", "Chairman", "Mayor", "", "", ""))
        self._modal = chance.choice(_MODALS[:4]) if chance.random() < 0.15 else ""
        self._scanned = chance.random() < SCANNED
        self._misread = chance.uniform(*MISREAD)
        self._unread = chance.random() < UNREAD
        self._clauses: list[Clause] = []
        self._families: list[str | None] = []
        self._scores: list[tuple[float, ...]] = []
        self._end = 0

    def write(self) -> CouncilDocument:
        chance = self._chance
        size = min(LONGEST, int(SHORTEST + chance.gammavariate(1.6, 32.0)))
        sections = list(self._template.sections)
        if chance.random() < 0.2:
            chance.shuffle(sections)
        available = sum(len(drafted) for _, drafted in sections)
        share = size * (1.0 - NEW) / available
        number = 0
        for heading, drafted in sections:
            kept = [each for each in drafted if chance.random() < share]
            if chance.random() < 0.1:
                chance.shuffle(kept)
            if not kept:
                continue
            number += 1
            if heading:
                self._section(number, heading, kept)
            else:
                self._lists(number, kept)
        while len(self._clauses) < SHORTEST:
            self._section(number := number + 1, "Miscellaneous", [self._new()])
        return CouncilDocument(
            self._doc, tuple(self._clauses), tuple(self._families), tuple(self._scores)
        )

    def _section(self, number: int, heading: str, drafted: Sequence[Drafted]) -> None:
        path = (f"{number}. {heading}",)
        for at, each in enumerate(drafted, start=1):
            self._put(each, path, f"{number}.{at}", ClauseKind.CLAUSE)
            if self._chance.random() < NEW:
                self._put(self._new(), path, f"{number}.{at}a", ClauseKind.CLAUSE)

    def _lists(self, number: int, drafted: Sequence[Drafted]) -> None:
        heading = f"{number}. {self._template.lists}"
        sides = (Audience.OFFICERS, self._template.officers), (Audience.COUNCILLORS, self._template.councillors)  # fmt: skip
        for side, intro in sides:
            items = [each for each in drafted if each.rule.audience is side]
            if not items:
                continue
            provision = "expectations_of_" + side
            rule = Rule(f"intro-{side}", (intro,), provision, side, False, (provision,))
            said = self._put(Drafted(rule, intro), (heading,), str(number), ClauseKind.LIST_INTRO)
            path = (heading, " ".join(said.split()[:6]))
            for at, each in enumerate(self._recut(items, side)):
                self._put(each, path, f"({at + 1})", ClauseKind.LIST_ITEM, intro=said)

    def _recut(self, items: Sequence[Drafted], side: Audience) -> Iterator[Drafted]:
        """Write some items as one, and some in two, and add some of the council's own."""
        waiting: Drafted | None = None
        for each in items:
            if self._chance.random() < NEW:
                added = self._new()
                yield replace(added, rule=replace(added.rule, audience=side))
            if waiting:
                rule = replace(each.rule, family="")
                yield Drafted(rule, f"{_ITEM_END.sub('', waiting.text)} and {each.text}")
                waiting = None
            elif self._chance.random() < MERGED:
                waiting = each
            elif self._chance.random() < CUT and " and " in each.text:
                for part in each.text.split(" and ", 1):
                    yield Drafted(replace(each.rule, family=""), part)
            else:
                yield each
        if waiting:
            yield waiting

    def _put(
        self, drafted: Drafted, path: tuple[str, ...], label: str, kind: ClauseKind, intro: str | None = None
    ) -> str:  # fmt: skip
        text = self._localised(drafted)
        if self._scanned:
            text = misread(text, self._misread, self._chance)
        n = len(self._clauses) + 1
        start, self._end = self._end, self._end + len(text) + len(label) + 2
        self._clauses.append(
            Clause(self._doc, n, label, label, path, kind, text, start, self._end, intro=intro,
                   audience=Audience.NONE if self._unread else drafted.rule.audience)
        )  # fmt: skip
        self._families.append(drafted.rule.family or None)
        self._scores.append(_scores(drafted.rule.codes, self._chance))
        return text

    def _localised(self, drafted: Drafted) -> str:
        chance, text = self._chance, drafted.text
        way = chance.random()
        if way < COPIED:
            pass
        elif way < COPIED + TOUCHED:
            text = touched(text, chance)
        elif way < COPIED + TOUCHED + RECUT:
            text = recut(text, chance)
        elif len(drafted.rule.voices) > 1 and chance.random() < 0.5:
            text = chance.choice(drafted.rule.voices)
        else:
            text = rewritten(text, chance)
        return self._styled(text)

    def _styled(self, text: str) -> str:
        if self._clerk:
            text = _CLERK.sub(self._clerk, text)
        if self._member:
            text = _MEMBER.sub(self._as_member, text)
        if self._chair:
            text = _CHAIR.sub(self._chair, text)
        if self._modal:
            text = _MODAL.sub(self._modal, text)
        if self._chance.random() < 0.08:
            text = _COUNCIL.sub(self._name, text, count=1)
        return text

    def _as_member(self, found: re.Match[str]) -> str:
        # at the start of a clause any word has its capital
        word = self._member if found.start() else self._member.capitalize()
        return word + found[3]

    def _new(self) -> Drafted:
        """Write what no other council has: words that do follow one another, to no purpose."""
        chance = self._chance
        follows = _follows()
        words = [chance.choice(follows[""])]
        wanted = chance.randint(9, 34)
        while len(words) < _MOST_WORDS and (len(words) < wanted or not words[-1].endswith(".")):
            words.append(chance.choice(follows.get(words[-1]) or follows[""]))
        name = f"{self._doc}-new-{len(self._clauses) + 1}"
        codes = chance.choice(stock()).codes
        text = " ".join(words)
        rule = Rule(name, (text,), codes[0] if codes else "none", _first_party(text), False, codes)
        return Drafted(rule, text)


@cache
def _follows() -> dict[str, list[str]]:
    """Give the words that follow each word in the stock; those that start a clause follow ""."""
    found: dict[str, list[str]] = {}
    for rule in stock():
        if not rule.item:
            words = rule.voices[0].split()
            for before, word in pairwise(["", *words]):
                found.setdefault(before, []).append(word)
    return found


def touched(text: str, chance: random.Random) -> str:
    """Change one to four things, as a clerk does who makes a template the council's own."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        text = chance.choice(_TOUCHES)(text, chance)
    return text


def reworded(text: str, chance: random.Random) -> str:
    """Change a few words, as a county does that takes over a national model."""
    for _ in range(chance.choice((1, 2, 3))):
        text = _other_word(text, chance)
    return _with_aside(text, chance) if chance.random() < 0.2 else text


def recut(text: str, chance: random.Random) -> str:
    """Add a sentence, or leave one out if more than half remains."""
    sentences = _SENTENCE.split(text)
    if len(sentences) > 1 and len(sentences[-1]) < len(text) / 2 and chance.random() < 0.5:
        return " ".join(sentences[:-1])
    if text.endswith("."):
        return f"{text} {chance.choice(_MORE)}"
    return _with_aside(text, chance)


def rewritten(text: str, chance: random.Random) -> str:
    """Say it in other words: every word that has another, and conditions put last."""
    text = _CONDITION.sub(
        lambda m: f"{m[3][0].upper()}{m[3][1:]} {m[1].lower()} {m[2]}{m[4]}", text
    )
    text = _SWAP.sub(lambda m: chance.choice(_SWAPS[m[0]]), text)
    return _with_aside(_other_force(text, chance), chance)


def misread(text: str, share: float, chance: random.Random) -> str:
    """Misread so many letters, as the recognition of a poor scan does."""
    letters = list(text)
    for at in range(len(letters)):
        if chance.random() < share:
            letters[at] = _MISREADINGS.get(letters[at], letters[at])
    return "".join(letters) if text.strip() else text


def _other_word(text: str, chance: random.Random) -> str:
    found = [*_SWAP.finditer(text)]
    if not found:
        return text
    at = chance.choice(found)
    return text[: at.start()] + chance.choice(_SWAPS[at[0]]) + text[at.end() :]


def _other_force(text: str, chance: random.Random) -> str:
    return _MODAL.sub(chance.choice(_MODALS), text, count=1)


def _other_deadline(text: str, chance: random.Random) -> str:
    return _DEADLINE.sub(chance.choice(_NUMBERS), text, count=1)


def _with_aside(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    if len(words) < 5:
        return text
    at = chance.randint(2, len(words) - 1)
    return " ".join([*words[:at], chance.choice(_ASIDES), *words[at:]])


def _without_word(text: str, chance: random.Random) -> str:
    return _LOOSE.sub("", text, count=1)


def _other_name(text: str, chance: random.Random) -> str:
    return _CLERK.sub(chance.choice(_CLERKS), text, count=1)


_TOUCHES = (
    _other_word, _other_word, _other_word, _other_force, _other_force, _other_deadline, _with_aside,
    _without_word, _other_name,
)  # fmt: skip


@cache
def _rows(codes: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    """Give a few rows of scores that a coder might give a clause with these codes."""
    chance = random.Random(" ".join(("scores", *codes)))
    names = provisions()
    rows = []
    for number in range(10):
        right = number < CODED * 10
        row = [_shared(chance.choice((1, 2, 2, 3, 4, 6, 9))) for _ in names]
        if right:
            for at, code in enumerate(codes):
                row[names.index(code)] = _shared(chance.randint(45, 95) if not at else chance.randint(15, 60))  # fmt: skip
        else:
            row[chance.randrange(len(names))] = _shared(chance.randint(35, 70))
        rows.append(tuple(row))
    return tuple(rows)


@cache
def _shared(hundredths: int) -> float:
    """Give one object for each value, since millions are held at once."""
    return hundredths / 100


def _scores(codes: tuple[str, ...], chance: random.Random) -> tuple[float, ...]:
    return chance.choice(_rows(codes))

"""When are two printed forms one verb: "sign" and "signed", "tell" and "inform"?"""

_IRREGULAR = {
    "given": "give",
    "shown": "show",
    "sent": "send",
    "made": "make",
    "kept": "keep",
    "told": "tell",
    "held": "hold",
    "seen": "see",
    "taken": "take",
    "done": "do",
    "met": "meet",
    "brought": "bring",
    "drawn": "draw",
    "written": "write",
    "dealt": "deal",
    "paid": "pay",
    "borne": "bear",
    "left": "leave",
    "said": "say",
    "sought": "seek",
    "begun": "begin",
    "chosen": "choose",
    "spoken": "speak",
    "heard": "hear",
    "led": "lead",
    "read": "read",
    "wound": "wind",
}
_ALIKE = (
    ("tell", "inform", "notify"),
    ("reply", "answer", "respond"),
    ("disclose", "reveal", "divulge"),
    ("send", "supply", "provide", "give", "issue"),
    ("see", "inspect", "view"),
    ("show", "treat"),
    ("seek", "try", "attempt", "endeavour"),
    ("tell", "report", "disclose", "declare"),
    ("begin", "start"),
    ("keep", "maintain", "remain", "stay"),
    ("ring", "telephone", "phone", "call", "contact"),
    ("falls", "rests", "lies", "responsible", "responsibility", "matter"),
)
_DOUBLED = frozenset("bdgmnprt")


def base_of(verb: str) -> str:
    """Give what the forms of a verb share: no word of its own, only good to compare.

    Example:
        >>> {base_of(verb) for verb in ("use", "uses", "used", "using")}
        {'us'}
        >>> base_of("copied") == base_of("copy"), base_of("permitted") == base_of("permit")
        (True, True)
    """
    verb = _IRREGULAR.get(verb, verb)
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", "")):
        if verb.endswith(ending) and len(verb) > len(ending) + 1:
            verb = verb.removesuffix(ending) + instead
            break
    else:
        verb = verb.removesuffix("s") if not verb.endswith("ss") else verb
    verb = verb.removesuffix("e")
    if len(verb) > 3 and verb[-1] == verb[-2] and verb[-1] in _DOUBLED:
        verb = verb[:-1]
    return verb


_GROUPS = tuple(frozenset(map(base_of, verbs)) for verbs in _ALIKE)


def is_same_verb(one: str, other: str) -> bool:
    """Whether two forms are of one verb, or of two that say the same.

    Example:
        >>> is_same_verb("sign", "signed"), is_same_verb("inform", "told"), is_same_verb("", "go")
        (True, True, False)
    """
    if not (one and other):
        return False
    pair = {base_of(one), base_of(other)}
    return len(pair) == 1 or any(pair <= group for group in _GROUPS)

"""What is a sentence about, whoever is to do it, and however strongly?"""

from functools import lru_cache

from pipeline.text.similarity import plain_wording

_ROOT = 5  # letters by which "answer" and "answered" are one
_SAY_LITTLE = frozenset(
    # who
    {"councillor", "officer", "chair", "council", "monitor", "i", "you", "your", "he"}
    | {"him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs"}
    | {"we", "us", "our", "who", "whom", "whose", "which", "what"}
    # how strongly
    | {"must", "shall", "should", "will", "would", "may", "might", "can", "could", "cannot"}
    | {"need", "needs", "ought", "required", "expected", "entitled", "able", "be", "been"}
    | {"being", "am", "is", "are", "was", "were", "do", "does", "did", "has", "have", "had"}
    | {"having", "not", "never", "neither", "nor", "no", "only", "normally", "always"}
    # how long and how many
    | {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
    | {"eleven", "twelve", "fourteen", "fifteen", "twenty", "thirty", "hundred", "thousand"}
    | {"once", "twice", "half", "third", "quarter", "first", "pounds", "per", "cent"}
    | {"least", "most", "more", "less", "day", "days", "week", "weeks", "month", "months"}
    | {"year", "years", "hour", "hours", "minutes", "fortnight", "working", "clear"}
    | {"calendar", "business", "next", "following", "soon", "possible"}
    # the small words between
    | {"a", "about", "after", "all", "also", "an", "and", "another", "any", "as", "at"}
    | {"before", "between", "both", "but", "by", "during", "each", "either", "every"}
    | {"except", "for", "from", "here", "if", "in", "into", "of", "on", "or", "other"}
    | {"over", "save", "so", "such", "than", "that", "the", "then", "there", "these"}
    | {"this", "those", "to", "under", "unless", "until", "up", "upon", "when", "where"}
    | {"while", "with", "within", "without"}
)


@lru_cache(maxsize=4096)  # the duties of two readings are compared each with each
def subject_matter(text: str) -> frozenset[str]:
    """Give the words that tell what a text is about, cut short.

    Words that say who, how strongly, how long or how many are left out.

    Example:
        >>> sorted(subject_matter("Members must answer the Clerk's letters within ten days."))
        ['answe', 'lette']
    """
    return frozenset(
        word.removesuffix("s")[:_ROOT]
        for word in plain_wording(text).split()
        if word not in _SAY_LITTLE and not word[0].isdigit()
    )

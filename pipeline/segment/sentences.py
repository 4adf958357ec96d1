"""What are the sentences of a text?"""

import re

_SENTENCES = re.compile(
    r"(?<=[.;!?])(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bCllr\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"[\"”’)]?\s+"
)


def sentences_of(text: str) -> list[str]:
    """Part a text after full stops, semicolons and question marks; abbreviations end nothing.

    Example:
        >>> sentences_of("The R.F.O. pays. Nobody else does.")
        ['The R.F.O. pays.', 'Nobody else does.']
    """
    return _SENTENCES.split(text)

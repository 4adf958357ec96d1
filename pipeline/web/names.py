"""Which name of a file may be shown, and under which name is a file handed over?

The name of an upload is what somebody else wrote. It is data and never a path: nothing is opened or
saved under it.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from pipeline.report.safe_text import shown

_MOST_BYTES = 150  # so that an ending and a number added to it still fit every file system
_UNNAMED = "draft"
_PATH = re.compile(r"[/\\]")
_BLANKS = re.compile(r"\s+")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # somewhere, in the names of files
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def safe_name(given: str) -> str:
    r"""Give the part of a name that a person would call the name of the file.

    Args:
        given: As the browser sent it: perhaps a whole path, of any length, with any character.

    Returns:
        One line without a path, at most 150 bytes in UTF-8; `draft` where nothing is left.

    Example:
        >>> safe_name("C:\\council\\..\\Pro\x00to\r\ncol.docx")
        'Proto col.docx'
    """
    last = _PATH.split(given)[-1]
    name = _BLANKS.sub(" ", shown(last)).strip().strip(".").strip()
    suffix = found[0] if (found := _SUFFIX.search(name)) else ""
    return _cut(name.removesuffix(suffix), _MOST_BYTES - len(suffix)) + suffix or _UNNAMED


def stem(name: str) -> str:
    """Give a name without the ending that says its kind."""
    return _SUFFIX.sub("", name) or _UNNAMED


def attachment(name: str) -> str:
    r"""Give the header by which a browser saves an answer under a name (RFC 6266).

    Example:
        >>> attachment("Tŷ.docx")
        'attachment; filename="T_.docx"; filename*=UTF-8\'\'T%C5%B7.docx'
    """
    name = _FORBIDDEN.sub("-", safe_name(name)).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    plain = name.replace("–", "-").encode("ascii", "replace").decode().replace("?", "_")
    plain = plain.replace("%", "_").replace("'", "_")  # some browsers would decode the first
    stated = f'attachment; filename="{plain}"'
    return stated if plain == name else f"{stated}; filename*=UTF-8''{quote(name, safe='')}"


def suffix_of(name: str) -> str:
    """Give the ending that says a file's kind, in small letters."""
    return PurePosixPath(name).suffix.lower()


def _cut(text: str, most: int) -> str:
    return text.encode("utf-8")[:most].decode("utf-8", "ignore").strip()

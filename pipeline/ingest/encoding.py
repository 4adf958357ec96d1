"""In which encoding is a text file written?

The rule: a byte order mark; else UTF-16 if every second byte is zero; else UTF-8 if the bytes are
valid UTF-8; else what the page itself declares, if that is a Western or Celtic single-byte code;
else Windows-1252, whatever it may be: the code pages of DOS and of old Macs are told from it by a
declaration only, because a guess from a few letters would be wrong as often as right. UTF-7 is
never tried. What was decoded wrongly before it reached us is repaired; what cannot be decoded is
counted.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([a-zA-Z0-9_-]{3,20})")
_SINGLE_BYTE = {
    "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15",
    "macintosh": "mac-roman",
    "ibm850": "cp850",
    "cp850": "cp850",
}
_LOST = "\ufffd"
_BROKEN = re.compile("[ÃÂâÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that was bytes."""

    text: str
    repaired: int = 0  # places where an earlier wrong decoding was undone
    lost: int = 0  # characters that cannot be known any more, U+FFFD in the text

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the text should know."""
        warnings = []
        if self.repaired:
            warnings.append(f"{self.repaired} characters, decoded wrongly before, were repaired")
        if self.lost:
            warnings.append(f"{self.lost} characters could not be decoded and are shown as \ufffd")
        return tuple(warnings)


def decoded(data: bytes) -> Decoded:
    """Decode a text by the rule above.

    Returns:
        The text; bytes that have no meaning in the chosen encoding are U+FFFD.
    """
    text = _decoded(data)
    broken = len(_BROKEN.findall(text))
    if broken:
        text = _repaired(text)
        broken -= len(_BROKEN.findall(text))
    return Decoded(text, max(broken, 0), text.count(_LOST))


def decode(data: bytes) -> str:
    """Decode a text by the rule above, whatever was lost."""
    return decoded(data).text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if sixteen := _utf16_without_mark(data):
        return data.decode(sixteen, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data), "replace")


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:4096]
    if head.count(0) < len(head) * 0.3:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    name = found.group(1).decode("ascii").lower() if found else ""
    return _SINGLE_BYTE.get(name, "cp1252")


def _repaired(text: str) -> str:
    """Undo an earlier wrong decoding ("Councilâ€™s"); curly quotes stay curly."""
    import ftfy

    config = ftfy.TextFixerConfig(
        uncurl_quotes=False,
        unescape_html=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        remove_terminal_escapes=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_text(text, config)

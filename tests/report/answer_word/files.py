"""Word files for tests, and what is in them once comments have been written into them."""

import io
import re
import zipfile
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from pipeline.ingest import docx_origins, read
from pipeline.model import IngestParams, Remark, Topic
from pipeline.report.answer.word import commented
from pipeline.report.answer.word.parts import Parts
from pipeline.text.cleaning import one_line

LIMITS = IngestParams(
    max_bytes=50_000_000,
    max_pages=50,
    seconds=20,
    page_seconds=0.5,
    ocr_page_seconds=15,
    most_seconds=60,
    memory_bytes=2**31,
    reader="pdfium",
    ocr=False,
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STORED = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
MARKER = "QZX"  # in none of the texts


def docx(body, *, parts=(), namespace=W, head=""):
    """Make a Word file of a body and further parts, given as kind and content."""
    relations = overrides = ""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (kind, _) in enumerate(parts):
            relations += f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{kind}.xml"/>'
            overrides += f'<Override PartName="/word/{kind}.xml" ContentType="x/{kind}+xml"/>'
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{STORED}"/>{overrides}</Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{namespace}" xmlns:r="{R}" xmlns:mc="urn:mc" '
            f'xmlns:m="urn:math"><w:body>{body}<w:sectPr/></w:body></w:document>',
        )
        packed.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        )
        for kind, content in parts:
            packed.writestr(f"word/{kind}.xml", content)
    return made.getvalue()


def part(root, content, namespace=W):
    return f'<w:{root} xmlns:w="{namespace}">{content}</w:{root}>'


def p(*content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def r(text, look="", attributes=""):
    """Make a run; what is not a tag in its text is written as text."""
    pieces = re.split(r"(<[^>]*>)", text)
    inside = "".join(
        each if each.startswith("<") else f'<w:t xml:space="preserve">{each}</w:t>'
        for each in pieces
        if each
    )
    return f"<w:r {attributes}><w:rPr>{look}</w:rPr>{inside}</w:r>"


def table(*rows):
    return "<w:tbl>{}</w:tbl>".format(
        "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    )


def read_draft(data):
    return read(data, name="draft.docx", doc="draft", params=LIMITS)


SAID = "Something was found. Put it right."


def remark(start=None, end=None, title="A remark", topic=Topic.DEFECT, text=SAID, **others):
    return Remark(topic, title, text, start=start, end=end, **others)


def returned(data, *quotes, whole=()):
    """Write comments at the first place of each quote."""
    document = read_draft(data)
    remarks = [*whole]
    for quote in quotes:
        start = document.text.index(quote)
        remarks.append(
            remark(start, start + len(quote), f"On {quote}", text=f"Remark {len(remarks)}.")
        )
    return commented(data, document, remarks, docx_origins(data))


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def main_name(data):
    return Parts(data).main


def main_of(data):
    return parts_of(data)[main_name(data)]


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element, name):
    return next((v for k, v in element.attrib.items() if etree.QName(k).localname == name), None)


def anchored(data, before=b""):
    """Give for each new comment, in the order of its identity, the printed words it stands at."""
    known = _identities(before) if before else set()
    root = etree.fromstring(main_of(data))
    found, opened, ended = {}, set(), {}
    for each in root.iter():
        name, identity = local(each), attribute(each, "id")
        if name == "commentRangeStart" and identity not in known:
            opened.add(identity)
            found[identity] = ""
        elif name == "commentRangeEnd" and identity not in known:
            opened.discard(identity)
            ended[identity] = True
        elif name == "commentReference" and identity not in known:
            assert ended[identity], "a reference stands before the end of its range"
        elif opened:
            for each_open in opened:
                found[each_open] += _printed(each)
    assert not opened
    return [one_line(found[identity]) for identity in sorted(found, key=int)]


def comments_in(data, before=b""):
    """Give the words of each new comment, one paragraph to a line."""
    known = _identities(before) if before else set()
    name = next(n for n in parts_of(data) if re.fullmatch(r"word/comments\d*\.xml", n))
    root = etree.fromstring(parts_of(data)[name])
    return [
        "\n".join(
            "".join(t.text or "" for t in below.iter() if local(t) == "t")
            for below in each
            if local(below) == "p"
        )
        for each in root
        if local(each) == "comment" and attribute(each, "id") not in known
    ]


def without_comments(data, before):
    """Give the main part in one form: without new marks, its runs put together again."""
    return _one_form(main_of(data), _identities(before))


def as_it_was(data):
    return _one_form(main_of(data), _identities(data))


def around(data, before, number):
    """Read a file in which the words of one comment have been overwritten.

    This shows where they stand without asking the code that found them.

    Returns:
        The letters before and after, without the numbers of lists.
    """
    parts = parts_of(data)
    root = etree.fromstring(main_of(data))
    known = _identities(before)
    ids = sorted(
        {attribute(e, "id") for e in root.iter() if local(e) == "commentRangeStart"} - known,
        key=int,
    )
    inside, written = False, False
    for each in list(root.iter()):
        name = local(each)
        if name in MARKS and attribute(each, "id") == ids[number]:
            inside = name == "commentRangeStart"
        elif inside and name == "t":
            each.text = "" if written else MARKER
            written = True
        elif inside and name in {"noBreakHyphen", "sym", "br", "tab", "cr", "ptab"}:
            each.getparent().remove(each)
    parts[main_name(data)] = etree.tostring(root)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    left, _, right = letters(read_draft(made.getvalue())).partition(MARKER)
    return left, right


def letters(document, start=0, end=None):
    """Give the text, or that of a span, without white space, numbers and marks of notes."""
    found = []
    for line in document.lines:
        label = len(line.label) + 1 if line.label and not line.cells else 0
        low, high = max(line.start + label, start), line.end if end is None else min(line.end, end)
        found.append(document.text[low:high] if low < high else "")
    return re.sub(r"\[\w+\]", "", "".join("".join(found).split()))  # marks of notes are printed


def _identities(data):
    root = etree.fromstring(main_of(data))
    return {attribute(e, "id") for e in root.iter() if local(e) in MARKS}


def _printed(element):
    name = local(element)
    if name == "p":
        return " "
    above = {local(each) for each in element.iterancestors()}
    if above & {"del", "moveFrom", "rt", "txbxContent", "Fallback"}:
        return ""
    if any(local(each) == "vanish" for each in element.getparent().iter()):
        return ""
    if name == "t":
        return element.text or ""
    if name == "sym":
        return chr(int(attribute(element, "char"), 16))
    return {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}.get(name, "")


def _one_form(content, kept):
    root = etree.fromstring(content)
    for each in list(root.iter()):
        if local(each) in MARKS and attribute(each, "id") not in kept:
            parent = each.getparent()
            gone = parent if local(each) == "commentReference" else each
            _remove(gone)
    for each in list(root.iter()):
        if local(each) == "r":
            _merge(each)
    for each in root.iter():
        if local(each) == "t":
            each.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return etree.tostring(root, method="c14n")


def _remove(element):
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _merge(run):
    """Take the runs after this one into it that look the same."""
    while (after := run.getnext()) is not None and local(after) == "r" and _alike(run, after):
        for each in list(after):
            if local(each) != "rPr":
                run.append(each)
        run.tail = after.tail
        after.getparent().remove(after)
    texts = [each for each in run if local(each) == "t"]
    for first, second in pairwise(texts):
        if first.getnext() is second and not len(first) and not len(second):
            second.text = (first.text or "") + (second.text or "")
            _remove(first)


def _alike(one, other):
    def look(run):
        looks = [deepcopy(each) for each in run if local(each) == "rPr"]
        for each in looks:
            each.tail = None
        return [etree.tostring(each, method="c14n") for each in looks], dict(run.attrib)

    return look(one) == look(other)

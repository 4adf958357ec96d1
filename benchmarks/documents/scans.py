"""Protocols as pictures of pages, with or without a text layer, and layers that are not to be trusted."""

import io
import random
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .drawn import Run, font, set_lines
from .protocols import Block, Rendered, Text

_MISREAD = {
    "l": "1",
    "O": "0",
    "e": "c",
    "m": "rn",
    "h": "b",
    "i": "l",
    "S": "5",
    "t": "f",
    "n": "u",
}


def scanned(texts: dict[str, tuple[Text, ...]], seed: int) -> Iterator[Rendered]:
    """Render the texts chosen for each of these layouts."""
    for name, make in LAYOUTS.items():
        for text in texts[name]:
            yield make(name, text, random.Random(f"{seed} {name} {text.name}"))


def _base(text: Text, *, columns: int = 1, family: str = "serif") -> tuple[bytes, tuple[str, ...]]:
    """The pages before they were copied, with a running header and a page number."""
    pages = set_lines(text.blocks, width=A4[0], height=A4[1], left=64, top=92, bottom=84,
                      size=11 if columns == 1 else 10, family=family, columns=columns, hang=32)  # fmt: skip
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, page in enumerate(pages, 1):
        edge = [Run(64, 790, f"{text.council} policies", font("sans"), 9),
                Run(270, 44, f"Page {number} of {len(pages)}", font("sans"), 9)]  # fmt: skip
        for run in [*page.runs, *edge]:
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x, run.y, run.text)
        for rule in page.rules:
            canvas.line(*rule)
        canvas.showPage()
    canvas.save()
    return out.getvalue(), (f"{text.council} policies", "Page {n} of {n}")


def _pictures(pdf: bytes, dpi: float) -> list[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]


def _copied(picture: Image.Image, rng: random.Random, *, tilt: float, noise: float, blur: float,
            shade: float = 0.0) -> Image.Image:  # fmt: skip
    """What glass, lamp and paper do to a page."""
    turned = picture.rotate(
        rng.uniform(-tilt, tilt), fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(blur))).astype("float32")
    grain = np.random.default_rng(rng.randrange(1 << 30))
    pixels = pixels * 0.9 + 14 + grain.normal(0, noise, pixels.shape)
    if shade:  # the light falls off to one side, as in a photograph
        pixels *= np.linspace(1.0, 1.0 - shade, pixels.shape[1])[None, :]
    pixels[grain.random(pixels.shape) < 0.0003] = 50
    return Image.fromarray(pixels.clip(0, 255).astype("uint8"))


def _jpeg(picture: Image.Image, quality: int) -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    out.seek(0)
    return out


def _bound(pictures: list[Image.Image], quality: int, *, strips: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setProducer("MFP 4035 scan to e-mail")
    for picture in pictures:
        wide, tall = (A4[1], A4[0]) if picture.width > picture.height else A4
        canvas.setPageSize((wide, tall))
        step = -(-picture.height // strips)
        for top in range(0, picture.height, step):
            part = picture.crop((0, top, picture.width, min(top + step, picture.height)))
            scale = tall / picture.height
            canvas.drawImage(ImageReader(_jpeg(part, quality)), 0,
                             tall - (top + part.height) * scale, wide, part.height * scale)  # fmt: skip
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _scan(
    name: str, text: Text, rng: random.Random, *, dpi: float = 200, tilt: float = 0.5,
    noise: float = 6, blur: float = 0.6, quality: int = 60, columns: int = 1, strips: int = 1,
    turn: int = 0, shade: float = 0.0,
) -> Rendered:  # fmt: skip
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown, columns=columns)
    pictures = [
        _copied(picture, rng, tilt=tilt, noise=noise, blur=blur, shade=shade)
        for picture in _pictures(pdf, dpi)
    ]
    if turn:
        pictures = [picture.rotate(turn, expand=True) for picture in pictures]
    data = _bound(pictures, quality, strips=strips)
    return _result(name, shown, data, furniture)


def _result(name: str, shown: Text, data: bytes, furniture: tuple[str, ...]) -> Rendered:
    return Rendered(f"{name}.{shown.name}.pdf", name, data, shown.blocks, furniture, (), shown.name)


def _fax(name: str, text: Text, rng: random.Random) -> Rendered:
    """Black or white, about 200 by 196 to the inch, packed as fax machines do."""
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown, family="sans")
    pages = []
    for picture in _pictures(pdf, 200):
        copy = _copied(picture, rng, tilt=0.4, noise=18, blur=0.7)
        pages.append(copy.point(lambda value: 255 if value > 150 else 0).convert("1"))
    out = io.BytesIO()
    when = None
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200,
                  creationDate=when, modDate=when)  # fmt: skip
    from .settle import same_dates

    return _result(name, shown, same_dates(out.getvalue()), furniture)


def _layered(name: str, text: Text, rng: random.Random, *, misread: float) -> Rendered:
    """A scan with the invisible text that the copier recognised, well or badly."""
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setProducer("MFP 4035 searchable PDF")
    source = pdfium.PdfDocument(pdf)
    for index, picture in enumerate(_pictures(pdf, 150)):
        copy = _copied(picture, rng, tilt=0.3, noise=5, blur=0.5)
        canvas.drawImage(ImageReader(_jpeg(copy, 55)), 0, 0, *A4)
        page = source[index].get_textpage()
        for rect in range(page.count_rects()):
            left, bottom, right, top = page.get_rect(rect)
            words = []
            for word in page.get_text_bounded(left, bottom, right, top).split():
                if rng.random() < misread / 4:
                    continue
                words.append(
                    "".join(_MISREAD.get(c, c) if rng.random() < misread else c for c in word)
                )
            layer = canvas.beginText(left, bottom + 2)
            layer.setTextRenderMode(3)
            layer.setFont(font("serif"), max(4, (top - bottom) * 0.85))
            layer.textOut(" ".join(words))
            canvas.drawText(layer)
        canvas.showPage()
    canvas.save()
    return _result(name, shown, out.getvalue(), furniture)


def _signed(name: str, text: Text, rng: random.Random) -> Rendered:
    """Pages with text, and the last one printed, signed and scanned in."""
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown)
    picture = _copied(_pictures(pdf, 200)[-1], rng, tilt=0.6, noise=6, blur=0.6)
    with (
        pikepdf.open(io.BytesIO(pdf)) as whole,
        pikepdf.open(io.BytesIO(_bound([picture], 60))) as last,
    ):
        del whole.pages[-1]
        whole.pages.append(last.pages[0])
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return _result(name, shown, out.getvalue(), furniture)


def _unmapped(name: str, text: Text, _rng: random.Random, *, shift: int = 0) -> Rendered:
    """Fonts whose glyphs say nothing of their letters: no ToUnicode map, or (`shift`) a wrong one."""
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown, family="sans")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                if shift:
                    thing.ToUnicode = document.make_stream(
                        _shifted(thing.ToUnicode.read_bytes(), shift)
                    )
                else:
                    del thing["/ToUnicode"]
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return _result(name, shown, out.getvalue(), furniture)


def _shifted(cmap: bytes, shift: int) -> bytes:
    """A map that gives each glyph the letter some places on, as broken subsetters leave it."""
    out = []
    for line in cmap.split(b"\n"):
        words = line.split()
        if len(words) >= 2 and words[-1].startswith(b"<") and len(words[-1]) == 6:
            code = (int(words[-1][1:-1], 16) + shift) % 0xD000
            line = line.replace(words[-1], b"<%04X>" % code)
        out.append(line)
    return b"\n".join(out)


def _stamped(name: str, text: Text, rng: random.Random) -> Rendered:
    """A scan to which a system has added a line of real text on every page."""
    shown = text.without("aside", "note")
    pdf, furniture = _base(shown)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, picture in enumerate(_pictures(pdf, 200), 1):
        copy = _copied(picture, rng, tilt=0.4, noise=6, blur=0.6)
        canvas.drawImage(ImageReader(_jpeg(copy, 60)), 0, 0, *A4)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(20, 12, f"Archive ref {text.name[:4].upper()}-2019 sheet {number}")
        canvas.showPage()
    canvas.save()
    stamp = f"Archive ref {text.name[:4].upper()}-{{n}} sheet {{n}}"
    return _result(name, shown, out.getvalue(), (*furniture, stamp))


def _picture(name: str, text: Text, rng: random.Random) -> Rendered:
    """The first page as a picture file, as a clerk photographs a framed notice."""
    shown = text.without("aside", "note", "table")
    few: list[Block] = []
    for block in shown.blocks:
        if len(set_lines((*few, block), width=A4[0], height=A4[1], left=64, top=92, bottom=84,
                         size=11, family="serif", hang=32)) > 1:  # fmt: skip
            break
        few.append(block)
    shown = Text(shown.name, shown.council, tuple(few))
    pdf, furniture = _base(shown)
    picture = _copied(_pictures(pdf, 220)[0], rng, tilt=0.8, noise=5, blur=0.8, shade=0.25)
    dark = ImageChops.offset(picture, 3, 2)
    data = _jpeg(Image.blend(picture, dark, 0.1), 80).getvalue()
    return Rendered(f"{name}.{text.name}.jpg", name, data, shown.blocks, furniture, (), text.name)


LAYOUTS: dict[str, Callable[[str, Text, random.Random], Rendered]] = {
    "scan-300": partial(_scan, dpi=300, noise=5, quality=70),
    "scan-150-skewed": partial(_scan, dpi=150, tilt=1.6, quality=50),
    "scan-columns": partial(_scan, columns=2),
    "scan-sideways": partial(_scan, turn=90),
    "scan-upside-down": partial(_scan, turn=180),
    "scan-strips": partial(_scan, strips=7),
    "scan-shaded": partial(_scan, shade=0.45, noise=8),
    "scan-fax": _fax,
    "scan-good-layer": partial(_layered, misread=0.0),
    "scan-bad-layer": partial(_layered, misread=0.14),
    "scan-signed-page": _signed,
    "scan-stamped": _stamped,
    "scan-picture-file": _picture,
    "no-map": _unmapped,
    "wrong-map": partial(_unmapped, shift=7),
}

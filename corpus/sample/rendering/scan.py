"""A protocol as a scan: pictures of its pages, as an office copier makes them."""

import io
import random
import zlib

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .pdf import pdf
from .protocol import Protocol

DPI = 150
_QUALITY = 34  # JPEG: small, and still to be read


def scan(protocol: Protocol) -> bytes:
    """Print the protocol, then scan it: a little crooked, blurred and noisy."""
    seed = random.Random(zlib.crc32(protocol.doc.encode()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setCreator("Office Copier C3025")
    canvas.setProducer("Office Copier C3025 firmware 2.09")
    for page in pdfium.PdfDocument(pdf(protocol)):
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
        canvas.drawImage(ImageReader(_copied(picture, seed)), 0, 0, A4[0], A4[1])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _copied(picture: Image.Image, seed: random.Random) -> io.BytesIO:
    holes = ImageDraw.Draw(picture)
    for middle in (0.36, 0.64):  # a two-hole punch in the left margin
        x, y, r = 0.035 * picture.width, middle * picture.height, 0.013 * picture.width
        holes.ellipse((x - r, y - r, x + r, y + r), fill=70)
    turned = picture.rotate(
        seed.uniform(-0.7, 0.7), fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    blurred = turned.filter(ImageFilter.GaussianBlur(0.55))
    noise = np.random.default_rng(seed.randrange(1 << 30))
    pixels = np.asarray(blurred).astype("float32") * 0.91 + 16
    pixels += noise.normal(0, 2.5, pixels.shape)
    pixels[noise.random(pixels.shape) < 0.0002] = 60  # specks of dust
    jpeg = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(jpeg, "JPEG", quality=_QUALITY)
    jpeg.seek(0)
    return jpeg

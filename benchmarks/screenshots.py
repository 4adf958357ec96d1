"""Pictures of every type of page of a report, for the documentation.

    python -m benchmarks.screenshots REPORT

REPORT is the folder of a built report, such as `reports`. Writes `docs/images/PAGE-desk.png` and
`PAGE-phone.png`, and the page `docs/what-it-looks-like.md` that shows them. Needs Chromium.
"""

import argparse
import io
import os
import re
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "what-it-looks-like.md"

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
COLOURS = 64  # text and flat areas lose nothing by it
LARGEST = 100_000  # bytes of one picture

# What a picture shows, for those who do not see it: by template, in the order of the page. A
# template that is not here comes after them, with the words that its own page begins with. After
# the name, the element to which the page is scrolled.
SHOWN = {
    "home": "What the report counts, and five things that stand out, each with a link to its evidence",
    "home #coverage": "The coverage matrix: councils down the side, provisions along the top, and in "
    "each cell Rules, Mention or Silent, with a question mark where a person should check it",
    "council": "A council's page: its review status, how many provisions it has rules on, and its "
    "dates with the words that give them",
    "council #provisions": "A council's provisions, each with its level and the clause behind it",
    "sheet": "A page as it was published with one clause marked on it, beside the words as read",
    "provision": "A provision: how many councils have rules on it, by type and county",
    "provision #wording": "Every wording of a provision, with what each council changed marked",
    "provisions": "All provisions by group, with a bar of how many councils have rules on each",
    "reviews": "The review timetable: a row for each document, the longest overdue first",
    "families": "Clauses that councils share, and in how many documents each stands",
    "family": "One clause in every wording, with words put in and left out marked",
    "lineage": "Which documents share a template, as a tree and as tables",
    "shared": "What one council shares with another, clause by clause",
    "differences": "Clauses whose force differs from that of most councils, such as may for must",
    "defects": "Drafting defects: how often each kind was found, and every one with its words",
    "doubts": "Cells that a person should check, the least sure first, with the clause to read",
    "suggestions": "Two clauses that may say the same side by side, for a person to confirm",
    "unreadable": "How reading each source ended, and what to do about those not read",
}
_OPENING = """# What it looks like

The report on the sample corpus, fifteen invented councils, as a reader sees it on a desk and on a phone. Every page
opens from the disk, works without scripts and can be printed. The pictures are made by
`python -m benchmarks.screenshots reports`.
"""


def main() -> None:
    """Draw every type of page, and write the page that shows the pictures."""
    parser = argparse.ArgumentParser(description="Draw every type of page of a report.")
    parser.add_argument("report", type=Path)
    report = parser.parse_args().report.resolve()
    found = richest(report)
    shown = [name for name in SHOWN if name.split()[0] in found]
    shown += [kind for kind in sorted(found) if kind not in SHOWN]
    text = [_OPENING]
    for old in IMAGES.glob("page-*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, ("chromium", "google-chrome")))),
            args=["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [],
        )
        for name in shown:
            kind, _, place = name.partition(" ")
            stem = f"page-{kind}{place.replace('#', '-')}"
            for size, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(found[kind].as_uri())
                if kind == "sheet":
                    marked = page.locator(".words[id]").nth(3).get_attribute("id")
                    page.goto(f"{found[kind].as_uri()}#{marked}")
                    page.evaluate("scrollTo(0, 0)")
                if place and page.locator(place).count():
                    page.locator(place).evaluate("e => e.scrollIntoView()")
                (IMAGES / f"{stem}-{size}.png").write_bytes(small(page.screenshot()))
                heading, lede = words(page, "h1"), words(page, ".lede")
                page.close()
            text.append(section(stem, heading, SHOWN.get(name) or lede or heading, place))
        browser.close()
    PAGE.write_text("\n".join(text), encoding="utf-8", newline="\n")
    sizes = [path.stat().st_size for path in IMAGES.glob("page-*.png")]
    print(
        f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB, the largest {max(sizes) / 1e3:.0f} kB"
    )


def richest(report: Path) -> dict[str, Path]:
    """Give the largest page that each template made."""
    found: dict[str, Path] = {}
    for path in sorted(report.rglob("*.html")):
        kind = re.search(r'<body data-page="([\w-]+)"', path.read_text(encoding="utf-8"))
        if kind and (kind[1] not in found or path.stat().st_size > found[kind[1]].stat().st_size):
            found[kind[1]] = path
    return found


def small(picture: bytes) -> bytes:
    """Write a picture with few colours, fewer where it is still large."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (COLOURS, 32, 16):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def words(page, selector: str) -> str:
    """Give the words of the first such element; nothing where there is none."""
    found = page.locator(selector)
    return " ".join(found.first.inner_text().split()) if found.count() else ""


def section(stem: str, heading: str, alt: str, place: str) -> str:
    """Write what the page of pictures says of one of them."""
    alt = re.sub(r"[\[\]]", "", alt.rstrip("."))
    title = "" if place else f"## {heading}\n\n"
    return (
        f"{title}{alt}.\n\n"
        "| on a desk | on a phone |\n| --- | --- |\n"
        f"| ![{alt}](images/{stem}-desk.png) | ![The same on a phone](images/{stem}-phone.png) |\n"
    )


if __name__ == "__main__":
    main()

"""How does a page of the server look? Templates of its own, in the look of the report."""

from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

from pipeline.report import wording
from pipeline.report.templating import environment
from pipeline.web.forms import COUNTRIES, ENDINGS, TYPES
from pipeline.web.tasks import About

# in the menu: address and name
_MENU = (
    ("/", "Check a draft"),
    ("/compare", "Compare two versions"),
    ("/new", "Start from scratch"),
)
_REPORT = ("/report/", "The report")

# in what councils may be alike: value, name and a few words
LIKENESSES = (
    ("type", "Type of council", "parish with parish, town with town"),
    ("county", "County", "only councils of the same county"),
    ("country", "Country", "England with England, Wales with Wales"),
    ("size", "Size", "about as many electors"),
)


class Pages:
    """Writes the pages of the server."""

    def __init__(self, about: About, *, has_report: bool) -> None:
        """Prepare what all pages show."""
        self._environment = environment("pipeline.web")
        self._environment.globals.update(
            site_title=f"Check your {about.document}",
            about=about,
            measured_on=wording.day(about.as_of),
            menu=(*_MENU, _REPORT) if has_report else _MENU,
            words=wording,
            types=[(each, f"{each.capitalize()} council") for each in TYPES],
            countries=[(each, each) for each in COUNTRIES],
            likenesses=LIKENESSES,
            endings=ENDINGS,
        )

    def write(self, template: str, title: str, **content: Any) -> str:
        """Write one page."""
        return self._environment.get_template(template).render(
            title=title, kind=template.removesuffix(".html"), **content
        )


def assets() -> Mapping[str, tuple[bytes, str]]:
    """Give the files that pages load, with their media types, by name."""
    report = resources.files("pipeline.report") / "static"
    own = resources.files("pipeline.web") / "static"
    return {
        "site.css": ((report / "site.css").read_bytes(), "text/css"),
        "web.css": ((own / "web.css").read_bytes(), "text/css"),
        "web.js": ((own / "web.js").read_bytes(), "text/javascript"),
    }


def day(given: date) -> str:
    """Write a day as people do."""
    return wording.day(given)

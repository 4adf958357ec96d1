"""How do records become pages, with every text of theirs made harmless?"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

from pipeline.report.safe_text import shown

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Style:
    """How a page that stands by itself comes by its looks."""

    inlined: "Markup"  # the site's stylesheet; empty where the page links to one
    policy: str  # the source of styles that the page's content policy allows


@cache
def style(stylesheet: str | None) -> Style:
    """Give a page its looks.

    Args:
        stylesheet: The address of the site's stylesheet; None: the page carries it.
    """
    from markupsafe import Markup

    if stylesheet is not None:
        return Style(Markup(), "'self' file:")
    path = resources.files("pipeline.report") / "static" / "site.css"
    text = path.read_text(encoding="utf-8")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return Style(Markup(text), f"'sha256-{digest}'")


def environment(package: str = "pipeline.report") -> "Environment":
    """Give what fills the templates of a package: what it prints is cleaned and escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    """Clean what a template prints; markup was cleaned when it was made."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else shown(value)

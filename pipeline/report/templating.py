"""How do records become pages, with every text of theirs made harmless?"""

from typing import TYPE_CHECKING, Any

from pipeline.report.safe_text import shown

if TYPE_CHECKING:
    from jinja2 import Environment


def environment() -> "Environment":
    """Give what fills the templates of this package: what it prints is cleaned and escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pipeline.report"),
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

"""Which councils does a provision concern?"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Applicability


@dataclass(frozen=True, slots=True)
class Council:
    """What the register, or else the document, says of the council behind a document."""

    council_type: str | None = None
    county: str | None = None
    country: str | None = None
    electorate: int | None = None


def concerns(applies: Applicability | None, council: Council) -> bool:
    """Say whether a provision concerns a council; what is not known does not shut it out."""
    if applies is None:
        return True
    return (
        _is_among(council.council_type, applies.council_types)
        and _is_among(council.country, applies.countries)
        and (
            council.electorate is None
            or applies.electorate_from is None
            or council.electorate >= applies.electorate_from
        )
    )


def _is_among(value: str | None, names: Sequence[str]) -> bool:
    return not value or not names or value.casefold() in {name.casefold() for name in names}

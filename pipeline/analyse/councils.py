"""What is known of the council behind each document?"""

from collections.abc import Iterable, Mapping

from pipeline.model import Council, Source, StatedFacts


def councils_of(sources: Iterable[Source], facts: Mapping[str, StatedFacts]) -> dict[str, Council]:
    """Say what the register, else the document, gives of each source's council, by doc."""
    return {source.doc: _council(source, facts.get(source.doc)) for source in sources}


def _council(source: Source, stated: StatedFacts | None) -> Council:
    return Council(
        doc=source.doc,
        name=source.council or (stated.council if stated is not None else None),
        council_type=source.council_type or (stated.council_type if stated is not None else None),
        county=source.county,
        country=source.country,
        electorate=source.electorate,
    )

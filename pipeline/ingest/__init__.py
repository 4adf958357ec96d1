"""Bytes to documents: PDF, DOCX, ODT, HTML and plain text, each read as if it were hostile."""

from pipeline.ingest.docx_origins import docx_origins
from pipeline.ingest.kinds import media_type
from pipeline.ingest.ocr import engine_name
from pipeline.ingest.pictures import PagePicture, page_pictures
from pipeline.ingest.reading import read, reader_version, readers_here

__all__ = [
    "PRELOAD",
    "PagePicture",
    "docx_origins",
    "engine_name",
    "media_type",
    "page_pictures",
    "read",
    "reader_version",
    "readers_here",
]

# what a process that reads one source will need, for a server that forks such processes
PRELOAD = (
    "pipeline.ingest",
    "lxml.etree",
    "selectolax.lexbor",
    "pypdfium2.raw",
    "pikepdf",
)

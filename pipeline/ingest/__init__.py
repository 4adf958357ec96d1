"""Bytes to documents: PDF, DOCX, ODT, HTML and plain text, each read as if it were hostile."""

from pipeline.ingest.batch import ReadTask, read_all
from pipeline.ingest.kinds import READABLE_SUFFIXES, media_type
from pipeline.ingest.reading import read, reader_version

__all__ = ["READABLE_SUFFIXES", "ReadTask", "media_type", "read", "read_all", "reader_version"]

"""Reads PDF: words by PDFium, lines, columns, tables and furniture by our own rules."""

from pipeline.ingest.pdf.reader import PDF_READER, read_pdf
from pipeline.ingest.pdf.second import SECOND_READER

__all__ = ["PDF_READER", "SECOND_READER", "read_pdf"]

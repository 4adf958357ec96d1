"""Reads PDF: words by PDFium, lines, columns, tables and furniture by our own rules."""

from pipeline.ingest.pdf.reader import PDF_READER, read_pdf

__all__ = ["PDF_READER", "read_pdf"]

"""Reads PDF: words by PDFium, lines, columns, tables and furniture by our own rules."""

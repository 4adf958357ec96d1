"""Strings to values: folding, dates, numbering, language, modality, similarity."""

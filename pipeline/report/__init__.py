"""Findings to site, workbook, figures and data package: bytes for the caller to write."""

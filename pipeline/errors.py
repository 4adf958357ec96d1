"""Errors that the person at the keyboard can put right.

Every message names the file, what was found in it, and what to do about it.
"""


class CouncilProtocolsError(Exception):
    """Base of all errors that are reported as a plain message, without a traceback."""


class SourceError(CouncilProtocolsError):
    """One source could not be read; the run goes on and lists it."""


class RequestError(CouncilProtocolsError):
    """The request itself is wrong: a folder, register, codebook or parameter."""

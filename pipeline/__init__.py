"""Compare councils' member-officer protocols clause by clause, with evidence for every finding."""

__version__ = "0.1.0"

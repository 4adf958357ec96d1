"""Compare councils' member-officer protocols clause by clause, with evidence for every finding."""

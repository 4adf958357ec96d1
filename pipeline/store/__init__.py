"""Records to files and back: one reader and one writer for each kind, atomic."""

"""One draft, measured by the documents of a build: what is missing, weak, late or wrong?"""

from pipeline.check.checking import answer_on, check
from pipeline.check.drafts import read_draft
from pipeline.check.references import Reference, open_reference
from pipeline.check.scaffolding import first_draft

__all__ = ["Reference", "answer_on", "check", "first_draft", "open_reference", "read_draft"]

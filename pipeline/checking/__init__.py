"""One draft, measured by the documents of a build: what is missing, weak, late or wrong?"""

from pipeline.checking.answering import answer_on, check
from pipeline.checking.drafts import read_draft
from pipeline.checking.references import Reference, open_reference
from pipeline.checking.scaffolding import first_draft

__all__ = ["Reference", "answer_on", "check", "first_draft", "open_reference", "read_draft"]

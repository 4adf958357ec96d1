"""The project's own engine behind the pages: it checks, compares and makes documents."""

from contextlib import suppress
from datetime import date
from functools import cached_property

from markupsafe import Markup

from pipeline.checking import Reference, answer_on, check, first_draft
from pipeline.checking.comparing import compare_drafts
from pipeline.checking.copies import word_copy
from pipeline.errors import CouncilProtocolsError
from pipeline.ingest.kinds import DOCX
from pipeline.model import Check, ComparedDrafts, Council
from pipeline.report.answer.as_json import answer_json
from pipeline.report.answer.page import answer_content, answer_page
from pipeline.report.answer.word import summary
from pipeline.report.comparison.as_json import comparison_json
from pipeline.report.comparison.page import comparison_content, comparison_page
from pipeline.report.comparison.paper import comparison_docx
from pipeline.stages.workspace import is_checkout, project_workspace
from pipeline.web.tasks import About, Draft, Pair, Paper, PaperLink

_HTML = "text/html; charset=utf-8"
_OWN_WORD = PaperLink("word", "Your Word file with comments", "Nothing else of it is changed")
_OTHER_WORD = PaperLink("word", "Word file with comments", "The text that was read")
_SUMMARY = PaperLink("summary", "Summary for the meeting", "Word, one or two pages")
_PAGE = PaperLink("page", "Answer as a web page", "One file, to keep or send")
_DATA = PaperLink("data", "Answer as data", "JSON, for other programs")
_COMPARED = (
    PaperLink("word", "Word file with tracked changes", "To accept or reject one by one"),
    PaperLink("page", "Comparison as a web page", "One file, to keep or send"),
    PaperLink("data", "Comparison as data", "JSON, for other programs"),
)
_REPORT = "/report/"  # where the report of the build is, where it is shown


class Here:
    """Does what is asked by the documents of a build."""

    def __init__(self, reference: Reference, *, has_report: bool) -> None:
        """Measure drafts by `reference`; `has_report`: answers may link to its report."""
        self._reference = reference
        self._report = _REPORT if has_report else None

    @cached_property
    def about(self) -> About:
        """What drafts are measured by."""
        reference = self._reference
        counties = {known.council.county for known in reference.documents}
        return About(
            reference.codebook.document,
            len(reference.documents),
            sum(known.readable for known in reference.documents),
            reference.as_of,
            tuple(sorted(county for county in counties if county)),
            is_sample=is_checkout() and reference.site == project_workspace().reports,
        )

    def warm(self) -> None:
        """Check a line of text, so that a clerk's first draft takes no longer than the others."""
        draft = Draft("x.txt", b"1. The Clerk advises the Council.")
        with suppress(CouncilProtocolsError):  # the first check says what is wrong
            made = self.check(draft, self._reference.as_of)
            self.answer(made)
            for each in self.papers(made):
                self.paper(made, draft, each.kind)

    def check(self, draft: Draft, as_of: date) -> Check:
        """Answer a draft; one that was read before is not read again."""
        if draft.read is not None:
            document, digest = draft.read
            return answer_on(
                document,
                self._reference,
                name=draft.name,
                digest=digest,
                as_of=as_of,
                like=draft.like,
                council=draft.council,
            )
        return check(
            draft.data,
            self._reference,
            name=draft.name,
            as_of=as_of,
            like=draft.like,
            council=draft.council,
        )

    def answer(self, check: Check) -> Markup:
        """Write an answer as the inside of a page."""
        return answer_content(check, report=self._report)

    def papers(self, check: Check) -> tuple[PaperLink, ...]:
        """Name the files that there are of an answer."""
        if not check.document.state.readable:
            return (_PAGE, _DATA)
        is_own = check.document.media_type == DOCX
        return (_OWN_WORD if is_own else _OTHER_WORD, _SUMMARY, _PAGE, _DATA)

    def paper(self, check: Check, draft: Draft, kind: str) -> Paper | None:
        """Write an answer as a file."""
        if kind not in {each.kind for each in self.papers(check)}:
            return None
        if kind == "word":
            return Paper("with comments", ".docx", DOCX, word_copy(check, draft.data))
        if kind == "summary":
            return Paper("summary", ".docx", DOCX, summary(check))
        if kind == "page":
            return Paper("answer", ".html", _HTML, answer_page(check))
        return Paper("answer", ".json", "application/json", answer_json(check))

    def compare(self, pair: Pair, as_of: date) -> ComparedDrafts:
        """Compare two versions."""
        reference = self._reference
        return compare_drafts(
            pair.earlier.data,
            pair.newer.data,
            reference.params,
            names=(pair.earlier.name, pair.newer.name),
            as_of=as_of,
            councils={known.council.name for known in reference.documents if known.council.name},
        )

    def comparison(self, compared: ComparedDrafts) -> Markup:
        """Write a comparison as the inside of a page."""
        return comparison_content(compared)

    def comparison_papers(self, compared: ComparedDrafts) -> tuple[PaperLink, ...]:
        """Name the files that there are of a comparison."""
        if compared.comparison is None:
            return ()
        return _COMPARED

    def comparison_paper(self, compared: ComparedDrafts, pair: Pair, kind: str) -> Paper | None:
        """Write a comparison as a file."""
        if kind not in {each.kind for each in self.comparison_papers(compared)}:
            return None
        if kind == "word":
            return Paper("changes", ".docx", DOCX, comparison_docx(compared))
        if kind == "page":
            return Paper("changes", ".html", _HTML, comparison_page(compared))
        return Paper("changes", ".json", "application/json", comparison_json(compared))

    def scaffold(self, council: Council, as_of: date) -> Paper:
        """Make a first draft for a council that has none."""
        made = first_draft(self._reference, council=council, as_of=as_of)
        called = self._reference.codebook.document
        return Paper(f"first draft of a {called}", ".docx", DOCX, made)

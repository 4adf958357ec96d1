"""The project's own engine behind the pages: it checks, compares and makes documents."""

from contextlib import suppress
from datetime import date
from functools import cached_property

from markupsafe import Markup

from pipeline.analyse.borrowing import chosen
from pipeline.analyse.peers import tally
from pipeline.check import Reference, answer_on, check
from pipeline.check.comparing import compare_drafts
from pipeline.errors import CouncilProtocolsError
from pipeline.ingest.kinds import DOCX
from pipeline.model import Check, ComparedDrafts, Council, Practice
from pipeline.report.answer import remarks
from pipeline.report.answer.as_json import answer_json
from pipeline.report.answer.page import answer_content, answer_page
from pipeline.report.answer.word import summary
from pipeline.report.comparison.as_json import comparison_json
from pipeline.report.comparison.page import comparison_content, comparison_page
from pipeline.report.comparison.paper import comparison_docx
from pipeline.report.peers import alike
from pipeline.report.scaffold import scaffold
from pipeline.stages.workspace import is_checkout, project_workspace
from pipeline.web.apart import returned_apart
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
        with suppress(CouncilProtocolsError):  # the first check says what is wrong
            self.check(Draft("x.txt", b"1. The Clerk advises the Council."), self._reference.as_of)

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
            made = returned_apart(draft.data, check, remarks(check))
            return Paper("with comments", ".docx", DOCX, made)
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
        reference = self._reference
        params = reference.params.analyse
        known = _completed(council, reference)
        peers, group = reference.peers.peers_of(
            known, enough=params.peers_enough, fewest=params.peers_fewest
        )
        if not peers.enough:
            group = reference.everybody
        before, after = alike(group)
        counts = tally(reference.levels, group.read)
        having = [
            Practice("", provision.id, rules, mention, absent, certain)
            for provision, (rules, mention, absent, certain) in zip(
                reference.codebook.provisions, counts.tolist(), strict=True
            )
        ]
        wordings = {
            provision.id: chosen(
                reference.borrowable.get(provision.id, ()),
                prefer={doc for docs in group.read for doc in docs},
                country=known.country,
            )
            for provision in reference.codebook.provisions
        }
        data = scaffold(
            wordings,
            reference.codebook,
            having,
            council=known,
            as_of=as_of,
            councils=f"{before}councils{after}",
        )
        return Paper(f"first draft of a {reference.codebook.document}", ".docx", DOCX, data)


def _completed(council: Council, reference: Reference) -> Council:
    """Add what the build knows of a council to what was said of it."""
    known = (reference.namesake(council.name) if council.name else None) or Council()
    return Council(
        council.council_type or known.council_type,
        council.county or known.county,
        council.country or known.country,
        council.electorate or known.electorate,
        council.name,
    )

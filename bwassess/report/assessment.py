"""The assessment report: its chapters in order."""

from collections.abc import Iterator

from bwassess.report.annexes import information, laws
from bwassess.report.content import ReportContent
from bwassess.report.facts import confidentiality, factory, method, visit
from bwassess.report.findings import findings
from bwassess.report.flowables import Block
from bwassess.report.results import comparison, public_issues, summary
from bwassess.report.setting import Setting

_CHAPTERS = (
    factory,
    visit,
    method,
    summary,
    public_issues,
    findings,
    information,
    comparison,
    laws,
    confidentiality,
)


def assessment_blocks(content: ReportContent, setting: Setting) -> Iterator[Block]:
    """Everything after cover and contents."""
    for chapter in _CHAPTERS:
        yield from chapter(content, setting)

"""Reports to PDF files: made in memory, written beside the target, then renamed."""

import os
import tempfile
from pathlib import Path

from bwassess.errors import BwassessError
from bwassess.progress import Progress, unwatched
from bwassess.report.assessment import assessment_blocks
from bwassess.report.content import ReportContent
from bwassess.report.cover import Cover
from bwassess.report.flowables import Block, TextBlock
from bwassess.report.pages import (
    Furniture,
    Page,
    Placed,
    contents_entries,
    draw_page,
    paginate,
)
from bwassess.report.setting import Setting
from bwassess.report.styles import A4, DRAFT, HEADING, PageSize
from bwassess.report.surface import Surface
from bwassess.report.typography import Paragraph
from bwassess.report.wording import days, number, short_days
from bwassess.text import _, is_right_to_left, speaking


class ReportNotWrittenError(BwassessError):
    """The finished report could not be put in its place."""


def write_assessment_report(
    content: ReportContent,
    target: Path,
    *,
    language: str,
    progress: Progress = unwatched,
    draft: bool = False,
) -> int:
    """Write the report and return its number of pages.

    An older file at `target` stays whole until the new one takes its place. Equal
    content gives equal bytes.

    Args:
        content: What it says, gathered for this language.
        target: The file; its folder must exist.
        language: Of fixed texts, numbers and direction.
        progress: Told after every page.
        draft: Whether every page is marked as a draft.

    Raises:
        Cancelled: the person called it off; nothing was written.
        ReportNotWrittenError: the file could not be written.
        PhotoUnreadableError: a photo is damaged.
    """
    with speaking(language):
        pdf, pages = _draw(content, language, progress=progress, draft=draft)
    _replace(target, pdf)
    return pages


def assessment_report(
    content: ReportContent,
    *,
    language: str,
    progress: Progress = unwatched,
    draft: bool = False,
) -> bytes:
    """Make the report in memory, to be looked at; nothing touches the disk.

    Raises:
        Cancelled: the person called it off.
        PhotoUnreadableError: a photo is damaged.
    """
    with speaking(language):
        return _draw(content, language, progress=progress, draft=draft)[0]


def _draw(
    content: ReportContent,
    language: str,
    *,
    progress: Progress,
    draft: bool,
    size: PageSize = A4,
) -> tuple[bytes, int]:
    surface = Surface(size, right_to_left=is_right_to_left(language))
    factory, visit = content.factory, content.visit
    surface.describe(
        title=_("Compliance assessment report: {factory}").format(factory=factory.name),
        author=content.programme,
        subject=f"{visit.report_number}, {days(visit.days)}",
        language=language,
        made_on=visit.report_date,
    )
    setting = Setting(language=language, size=size)
    body = paginate(assessment_blocks(content, setting), size)
    pages = [
        Page((Placed(Cover(content, language), size.top_margin),)),
        *_contents(body, language, size),
        *body,
    ]
    furniture = Furniture(
        name=factory.name,
        visit=_("assessment {days}").format(days=short_days(visit.days)),
        foot=_("{report} · confidential").format(report=visit.report_number),
        language=language,
        page=lambda page, total: _("{page} of {total}").format(
            page=number(page), total=number(total)
        ),
        watermark=Paragraph.of(_("Draft"), DRAFT, language) if draft else None,
    )
    for place, page in enumerate(pages, start=1):
        draw_page(surface, page, furniture, number=place, total=len(pages))
        progress(place, len(pages))
    return surface.finish(), len(pages)


def _contents(body: list[Page], language: str, size: PageSize) -> list[Page]:
    """The contents pages; how many there are decides the numbers they show."""
    heading = Paragraph.of(_("Contents"), HEADING, language)

    def laid_out(first: int) -> list[Page]:
        blocks: list[Block] = [
            TextBlock(heading, with_next=True),
            *contents_entries(body, first=first, language=language, shown=number),
        ]
        return paginate(blocks, size)

    return laid_out(2 + len(laid_out(2)))


def _replace(target: Path, pdf: bytes) -> None:
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}-", suffix=".part", dir=target.parent
        )
    except OSError as error:
        raise _not_written(target, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        part.unlink(missing_ok=True)


def _not_written(target: Path, error: OSError) -> ReportNotWrittenError:
    return ReportNotWrittenError(
        _("The report could not be saved as {file}: {reason}.").format(
            file=target.name, reason=error.strerror or error
        ),
        hint=_("Choose another folder, or close the file where it is open."),
    )

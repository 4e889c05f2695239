"""What keeps a report from being made: open disagreements and confidences of workers.

Every stop names the question where it is to be mended.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bwassess.report.content import ReportContent
from bwassess.text import _


class StopKind(StrEnum):
    DISAGREEMENT = "disagreement"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason not to make the report.

    Attributes:
        code: The question's code; empty where the text belongs to none.
        place: Where in the report it would stand, in words.
    """

    kind: StopKind
    code: str
    place: str

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what to do."""
        match self.kind:
            case StopKind.DISAGREEMENT:
                return _("{code}: two answers differ; settle the disagreement.").format(
                    code=self.code
                )
            case StopKind.CONFIDENCE:
                return _(
                    "{code}: the {place} repeats words of a confidential interview;"
                    " reword it."
                ).format(code=self.code, place=self.place)


def stops(
    content: ReportContent,
    *,
    confidences: Iterable[str] = (),
    disagreements: Iterable[str] = (),
) -> tuple[Stop, ...]:
    """Everything that keeps the report from being made, in the report's order.

    Args:
        content: What would be printed.
        confidences: Passages that must not be printed, such as names or sentences of
            interview notes; case and spacing don't matter, whole words do.
        disagreements: Codes of questions with open disagreements.
    """
    found = [Stop(StopKind.DISAGREEMENT, code, "") for code in disagreements]
    passages = [words for passage in confidences if (words := _plain(passage))]
    if passages:
        for code, place, text in _printed(content):
            plain = _plain(text)
            if any(_holds(plain, passage) for passage in passages):
                found.append(Stop(StopKind.CONFIDENCE, code, place))
    return tuple(dict.fromkeys(found))


def _printed(content: ReportContent) -> Iterator[tuple[str, str, str]]:
    """Every text people wrote: code, place, text."""
    for finding in content.findings:
        yield finding.code, _("finding"), finding.sentence
        yield finding.code, _("detail"), finding.detail
        yield finding.code, _("reason"), finding.passed
        for photo in finding.photos:
            yield finding.code, _("photo caption"), photo.caption
    for issue in content.closed:
        yield issue.code, _("closed finding"), issue.sentence
    for section in content.information:
        for entry in section.answers:
            yield entry.code, _("answer"), entry.answer
            yield entry.code, _("reason"), entry.passed
    yield "", _("summary"), content.summary
    for text in content.limits:
        yield "", _("text on limits"), text


def _plain(text: str) -> str:
    """Casefolded, decomposed, without invisible characters, runs of space as one."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    visible = "".join(c for c in decomposed if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", visible).strip()


def _holds(text: str, passage: str) -> bool:
    """Whether a text repeats a passage as whole words.

    Scripts without spaces between words have no word edges, so there any place counts.
    """
    if _is_spaced(passage):
        return re.search(rf"(?<!\w){re.escape(passage)}(?!\w)", text) is not None
    return passage in text


_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x9FFF))


def _is_spaced(text: str) -> bool:
    return not any(low <= ord(c) <= high for c in text for low, high in _UNSPACED)

"""What keeps an assessment from moving on, in sentences that lead to its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bwassess.assessment.fields import kind_of
from bwassess.assessment.workflow import MissingItem, Obstacle
from bwassess.checklist.names import QuestionId
from bwassess.text import _, ngettext
from bwassess.workspace.view import AssessmentView
from ui.assessment.asked import facing

_POINTS_AT_MOST = 12
"""Beyond so many points with open questions, they are told by cluster."""


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One line of the list.

    Attributes:
        question: Where it leads; None where it leads to no question.
        count: How many things it stands for.
    """

    icon: str
    title: str
    note: str = ""
    question: QuestionId | None = None
    count: int = 1


def missing_lines(
    items: Iterable[MissingItem], view: AssessmentView, language: str
) -> tuple[MissingLine, ...]:
    """Everything in the way, what is about the whole assessment first."""
    items = tuple(items)
    unanswered = [
        item.question
        for item in items
        if item.reason is Obstacle.UNANSWERED and item.question
    ]
    return (
        *(_line(item, view, language) for item in items if not item.question),
        *(
            _line(item, view, language)
            for item in items
            if item.question and item.reason is not Obstacle.UNANSWERED
        ),
        *_unanswered(unanswered, view, language),
    )


def _unanswered(
    questions: list[QuestionId], view: AssessmentView, language: str
) -> Iterator[MissingLine]:
    wanted = set(questions)
    points: list[tuple[str, list[QuestionId]]] = []
    clusters: list[tuple[str, list[QuestionId]]] = []
    for cluster in view.checklist.clusters:
        of_cluster: list[QuestionId] = []
        for point in cluster.points:
            here = [one for one in view.judgement.in_point[point.code] if one in wanted]
            if here:
                name = view.text(point.name, language)
                points.append((f"{point.code} {name}", here))
                of_cluster += here
        if of_cluster:
            name = view.text(cluster.name, language)
            clusters.append((f"{cluster.code} {name}", of_cluster))
    for name, here in points if len(points) <= _POINTS_AT_MOST else clusters:
        count = len(here)
        yield MissingLine(
            "circle-dashed",
            name,
            ngettext(
                "{count} question has no answer yet.",
                "{count} questions have no answer yet.",
                count,
            ).format(count=count),
            here[0],
            count,
        )


def _line(item: MissingItem, view: AssessmentView, language: str) -> MissingLine:
    question = item.question
    code = label = ""
    if question is not None:
        asked = view.checklist.question(question)
        code, label = asked.code, asked.label.in_(language)
        label = facing(label, asked.label.spoken(language))
    icon, title = _said(item)
    if code:
        return MissingLine(icon, f"{code} · {title}", label, question, item.count)
    return MissingLine(icon, title, count=item.count)


def _said(item: MissingItem) -> tuple[str, str]:
    count = item.count
    match item.reason:
        case Obstacle.NOT_FROM_HERE:
            return "ban", _("It can't go there from here.")
        case Obstacle.ROLE:
            return "user", _("Only a reviewer may do this.")
        case Obstacle.OWN_WORK:
            return "user", _("You were on the team: someone else has to approve it.")
        case Obstacle.NO_FACTORY:
            return "factory", _("It isn't said which factory this is.")
        case Obstacle.NO_CHECKLIST:
            return "book-open", _("It has no checklist.")
        case Obstacle.NO_DATES:
            return "calendar", _("The days of the visit aren't set.")
        case Obstacle.NO_TEAM:
            return "users", _("Nobody is on the team.")
        case Obstacle.UNANSWERED:
            return "circle-dashed", _("No answer yet")
        case Obstacle.CONSTRAINT:
            return "triangle-alert", _("The answer can't be right")
        case Obstacle.NOT_OFFERED:
            return "triangle-alert", _("The choice isn't offered any more")
        case Obstacle.OVERRIDE_WITHOUT_REASON:
            return "flag-off", _("Judged otherwise without a reason")
        case Obstacle.COUNTS:
            return "tally-5", _("More affected than seen")
        case Obstacle.DISAGREEMENT:
            return "git-compare", disagreement_said(item.record, item.field)
        case Obstacle.DRAFT:
            return "pencil", _("Something is still being typed")
        case Obstacle.PHOTO_AWAITED:
            return "image", _("A photo isn't on this laptop yet; sync to fetch it.")
        case Obstacle.AWAITED:
            return "download", ngettext(
                "{count} batch of a colleague hasn't arrived; sync to fetch it.",
                "{count} batches of colleagues haven't arrived; sync to fetch them.",
                count,
            ).format(count=count)
        case Obstacle.HELD:
            return "hourglass", ngettext(
                "{count} batch is held and can't be read here; update the program.",
                "{count} batches are held and can't be read here; update the program.",
                count,
            ).format(count=count)


def disagreement_said(record: str, field: str) -> str:
    """What two people wrote differently."""
    match kind_of(record), field:
        case "answer", "value":
            return _("Two answers; settle them")
        case "answer", "note":
            return _("Two notes; settle them")
        case "answer", "counts":
            return _("Two counts; settle them")
        case "answer", _other:
            return _("Two judgements; settle them")
        case "assessment", "visit":
            return _("Two of you set the days of the visit differently.")
        case "assessment", "summary":
            return _("Two of you wrote the summary differently.")
        case "assessment", "state":
            return _("Two of you moved the assessment to different states.")
        case "assessment", _other:
            return _("Two of you wrote the facts of the visit differently.")
        case "evidence", _other:
            return _("Two of you said different things of a photo.")
        case "interview", _other:
            return _("Two of you counted an interview differently.")
    return _("Two of you wrote the team differently.")


def disputed_note() -> str:
    """What stands below a field that two people wrote differently."""
    return _("Two of you wrote this differently. What you write here settles it.")

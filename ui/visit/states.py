"""The states of an assessment in words, each with its tag."""

from bwassess.assessment.records import State
from bwassess.text import _
from ui.widgets.badge import Badge, BadgeKind

_KINDS = {
    State.DRAFT: BadgeKind.ACTIVE,
    State.READY: BadgeKind.ATTENTION,
    State.IN_REVIEW: BadgeKind.REVIEW,
    State.APPROVED: BadgeKind.DONE,
}


def state_name(state: State) -> str:
    """What a state is called."""
    match state:
        case State.DRAFT:
            return _("Draft")
        case State.READY:
            return _("Ready")
        case State.IN_REVIEW:
            return _("In review")
        case State.APPROVED:
            return _("Approved")


def state_badge(state: State) -> Badge:
    return Badge(_KINDS[state], state_name(state), icon="")

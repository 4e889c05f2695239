"""How far things are between this laptop and its hub, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bwassess.store.document_states import DocumentState
from bwassess.sync.history import RunOutcome
from bwassess.text import _, ngettext
from bwassess.workspace.syncing import Holding, Kind
from ui.theme import Role
from ui.widgets.lines import isolated


@dataclass(frozen=True, slots=True)
class Cell:
    """One word of a row: what is said, with its sign and the colour of both."""

    text: str
    icon: str = ""
    role: Role = Role.INK3

    @classmethod
    def good(cls, text: str) -> "Cell":
        return cls(text, "check", Role.VERDIGRIS)

    @classmethod
    def due(cls, text: str, icon: str = "arrow-up") -> "Cell":
        return cls(text, icon, Role.WELD)


NOTHING = Cell("\u2013")


def headings() -> tuple[str, ...]:
    """The four words that are compared, after what they are about."""
    return (
        _("What travels"),
        _("Saved here"),
        _("Sealed"),
        _("Stored at the hub"),
        _("In"),
    )


def title(holding: Holding) -> str:
    """What a row is about."""
    name = holding.name or _("A factory not yet here")
    if holding.kind is Kind.ASSESSMENT:
        return _("{factory}, cycle {cycle}").format(factory=name, cycle=holding.cycle)
    return name


def second_line(holding: Holding) -> str:
    """What else there is to know of it."""
    state = holding.state
    match holding.kind:
        case Kind.ASSESSMENT:
            said = [_("Assessment")]
        case Kind.FACTORY:
            said = [_("Factory")]
        case Kind.CHECKLIST:
            said = [_("Checklist {version}").format(version=holding.version)]
    if state.awaited:
        said.append(
            ngettext(
                "waits for {n} batch of someone else",
                "waits for {n} batches of someone else",
                state.awaited,
            ).format(n=state.awaited)
        )
    if state.unread:
        said.append(
            ngettext(
                "{n} batch shows after an update of the program",
                "{n} batches show after an update of the program",
                state.unread,
            ).format(n=state.unread)
        )
    return " · ".join(said)


def cells(state: DocumentState, *, is_enrolled: bool) -> tuple[Cell, ...]:
    """The four words of a row."""
    return (
        _saved(state),
        _sealed(state),
        _stored(state) if is_enrolled else NOTHING,
        _counted(state) if is_enrolled else NOTHING,
    )


def _saved(state: DocumentState) -> Cell:
    if state.files_missing:
        n = state.files_missing
        said = ngettext("{n} file not here", "{n} files not here", n).format(n=n)
        return Cell.due(said, "download")
    return Cell.good(_("Saved"))


def _sealed(state: DocumentState) -> Cell:
    if state.unsealed:
        n = state.unsealed
        return Cell.due(
            ngettext("{n} change to seal", "{n} changes to seal", n).format(n=n),
            "circle-dashed",
        )
    return Cell.good(_("Sealed"))


def _stored(state: DocumentState) -> Cell:
    if state.unsent or (state.unsealed and state.received_at is None):
        n = max(state.unsent, 1)
        return Cell.due(
            ngettext("{n} batch to send", "{n} batches to send", n).format(n=n)
        )
    if state.files_unsent:
        n = state.files_unsent
        return Cell.due(
            ngettext("{n} file to send", "{n} files to send", n).format(n=n)
        )
    if state.received_at is None:
        return NOTHING
    return Cell.good(_("Stored"))


def _counted(state: DocumentState) -> Cell:
    if state.refused:
        n = state.refused
        said = ngettext("{n} refused", "{n} refused", n).format(n=n)
        return Cell(said, "ban", Role.MADDER)
    if state.held:
        n = state.held
        said = ngettext("{n} held back", "{n} held back", n).format(n=n)
        return Cell.due(said, "hourglass")
    if state.received_at is None:
        return NOTHING
    return Cell.good(_("receipt {code}").format(code=isolated(state.receipt)))


def at_risk(holdings: Sequence[Holding]) -> str:
    """What would be gone with this laptop, in a sentence."""
    if all(one.state.is_on_hub for one in holdings):
        return _("The hub has, and counts, all that is here.")
    alone = [one for one in holdings if _is_only_here(one.state)]
    if alone:
        return _("Only on this laptop so far: {things}.").format(things=_listed(alone))
    rest = [one for one in holdings if not one.state.is_on_hub]
    return _(
        "The hub has all that is here; not all of it counts yet: {things}."
    ).format(things=_listed(rest))


def _is_only_here(state: DocumentState) -> bool:
    stored = state.received_at is not None or state.held
    return bool(state.unsealed or state.unsent or state.files_unsent or not stored)


def _listed(holdings: Sequence[Holding]) -> str:
    files = sum(one.state.files_unsent for one in holdings)
    visits = sum(one.kind is Kind.ASSESSMENT for one in holdings)
    others = len(holdings) - visits
    parts = []
    if visits:
        said = ngettext("work on {n} assessment", "work on {n} assessments", visits)
        parts.append(said.format(n=visits))
    if others:
        said = ngettext("{n} other document", "{n} other documents", others)
        parts.append(said.format(n=others))
    if files:
        parts.append(ngettext("{n} file", "{n} files", files).format(n=files))
    return _(", ").join(parts)


def remedy(reason: str) -> str:
    """What a person can do about a batch the hub doesn't count."""
    match reason:
        case "outside_scope":
            return _("Ask your office to add the country to this laptop; then sync.")
        case "revoked":
            return _("Ask your office; the work stays here, whole.")
        case "unknown_certificate":
            return _("Nothing to do here: it counts once that laptop is enrolled.")
        case "foreign_programme":
            return _("It stays here, whole; only its own programme's hub takes it.")
        case _:
            return _("Tell your office; the work stays here, whole.")


RUN_SIGNS = {
    RunOutcome.RUNNING: ("hourglass", Role.INK3),
    RunOutcome.DONE: ("circle-check", Role.VERDIGRIS),
    RunOutcome.PARTLY: ("triangle-alert", Role.WELD),
    RunOutcome.FAILED: ("circle-alert", Role.MADDER),
    RunOutcome.CANCELLED: ("circle-stop", Role.INK3),
}


def run_title(outcome: RunOutcome) -> str:
    """How a sync ended, in a word or two."""
    return {
        RunOutcome.RUNNING: _("Not ended"),
        RunOutcome.DONE: _("Synced"),
        RunOutcome.PARTLY: _("Synced in part"),
        RunOutcome.FAILED: _("Failed"),
        RunOutcome.CANCELLED: _("Stopped"),
    }[outcome]


def when(at: datetime) -> str:
    """A moment as this laptop's clock shows it."""
    return isolated(f"{at.astimezone():%d/%m/%Y %H:%M}")


def grouped(key: bytes) -> str:
    """The beginning of a key, to compare by eye or voice."""
    text = key.hex()[:16]
    return isolated(" ".join(text[at : at + 4] for at in range(0, 16, 4)))

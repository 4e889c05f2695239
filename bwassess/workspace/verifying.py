"""A vault checked whole: batches, what is read from them, and the evidence files."""

from dataclasses import dataclass

from bwassess.progress import Progress, unwatched
from bwassess.store.verify import evidence_named, sizes
from bwassess.store.verify import verify as verify_database
from bwassess.text import _, ngettext
from bwassess.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and every flaw in a sentence.

    Attributes:
        away: Evidence files that assessments name and that aren't on this laptop: no
            flaw, a sync may bring them.
    """

    documents: int
    batches: int
    records: int
    evidence: int
    away: int
    flaws: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was checked and how it went."""
        looked = _(
            "Checked {documents} documents, {batches} signed batches, {records} "
            "records and {evidence} evidence files:"
        ).format(
            documents=self.documents,
            batches=self.batches,
            records=self.records,
            evidence=self.evidence,
        )
        count = len(self.flaws)
        ended = (
            ngettext("{count} flaw.", "{count} flaws.", count).format(count=count)
            if count
            else _("all is as it was signed.")
        )
        missing = (
            ngettext(
                "{count} more evidence file isn't on this laptop.",
                "{count} more evidence files aren't on this laptop.",
                self.away,
            ).format(count=self.away)
            if self.away
            else ""
        )
        return " ".join(filter(None, (looked, ended, missing)))


def verify(workspace: Workspace, *, progress: Progress = unwatched) -> Checked:
    """Open every batch, replay it, compare; decrypt every evidence file."""
    files = workspace.vault.evidence
    names = list(files.all())
    flaws: list[str] = []
    with workspace.replica.database.read() as connection:
        counts = sizes(connection)
        named = evidence_named(connection)
        steps = counts["document"] + len(names)
        for flaw in verify_database(
            connection,
            progress=lambda done, _total: progress(done, steps, _("Replaying")),
        ):
            document = flaw.document.hex() if flaw.document else "-"
            flaws.append(f"{document}: {flaw.message}")
    for done, fault in enumerate(files.verify(), start=1 + counts["document"]):
        progress(done, steps, _("Opening evidence"))
        if fault is not None:
            flaws.append(
                _(
                    "Evidence {hash} isn't what its name says; it lies in {file}."
                ).format(hash=fault.sha256[:12], file=fault.path)
            )
    return Checked(
        documents=counts["document"],
        batches=counts["batch"],
        records=counts["record"],
        evidence=len(names),
        away=len(files.missing(named)),
        flaws=tuple(flaws),
    )

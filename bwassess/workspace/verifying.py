"""A vault checked whole: batches, what is read from them, and the evidence files."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bwassess.progress import Progress, unwatched
from bwassess.store import tables
from bwassess.store.verify import verify as verify_database
from bwassess.text import _, ngettext
from bwassess.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and every flaw in a sentence."""

    documents: int
    batches: int
    records: int
    evidence: int
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
        if not self.flaws:
            return looked + " " + _("all is as it was signed.")
        count = len(self.flaws)
        return (
            looked
            + " "
            + ngettext("{count} flaw.", "{count} flaws.", count).format(count=count)
        )


def verify(workspace: Workspace, *, progress: Progress = unwatched) -> Checked:
    """Open every batch, replay it, compare; decrypt every evidence file."""
    files = workspace.vault.evidence
    names = list(files.all())
    flaws: list[str] = []
    with workspace.replica.database.read() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (tables.document, tables.batch, tables.record)
        }
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
        counts["document"], counts["batch"], counts["record"], len(names), tuple(flaws)
    )

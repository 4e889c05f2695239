"""One unlocked vault with all it can do: what the interface and the commands hold."""

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from bwassess.store import identity as identities
from bwassess.store import migrating
from bwassess.store.backup import Backup, Occasion, is_due
from bwassess.store.database import Database
from bwassess.store.header import Cost
from bwassess.store.identity import HubLink, Identity
from bwassess.store.recovery import RecoveryKey
from bwassess.store.replica import Clock, Replica, wall_clock
from bwassess.store.vault import Vault
from bwassess.touched import Touched
from bwassess.workspace.answers import Answers
from bwassess.workspace.assessments import Assessments
from bwassess.workspace.checklists import Checklists
from bwassess.workspace.desk import Desk, Done
from bwassess.workspace.factories import Factories
from bwassess.workspace.photos import Photos
from bwassess.workspace.reports import Reports
from bwassess.workspace.syncing import Syncing


class Workspace:
    """The parts of an open vault, each behind a name.

    `answers`, `assessments`, `checklists`, `factories`, `photos` change and read,
    `reports` print, `sync` goes to the hub and back;
    `undo` puts an act back. Lock it when the person leaves.
    """

    def __init__(self, vault: Vault, *, clock: Clock = wall_clock) -> None:
        self.vault = vault
        self.replica = Replica(vault.database, clock=clock)
        self._identity = self._load_identity()
        self._desk = Desk(self.replica, lambda: self._identity)
        self.factories = Factories(self._desk)
        self.checklists = Checklists(self._desk, vault.evidence)
        self.assessments = Assessments(self._desk, vault.evidence, self.checklists)
        self.answers = Answers(self._desk)
        self.photos = Photos(self._desk, vault.evidence)
        self.reports = Reports(self.assessments, vault.evidence)
        self.sync = Syncing(self.replica, vault.evidence, adopt=self._adopt)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        name: str,
        cost: Cost | None = None,
        clock: Clock = wall_clock,
    ) -> "tuple[Workspace, RecoveryKey]":
        """Make a vault for an assessor and open it.

        Raises:
            VaultExists, UnsuitablePlace: as `Vault.create`.
        """

        def prepare(database: Database) -> None:
            migrating.migrate(database)
            with database.write() as connection:
                identities.create(connection, name=name)

        vault, recovery = Vault.create(folder, passphrase, prepare=prepare, cost=cost)
        # Notes which program judges in it, or opening it again would judge all anew.
        return cls._ready(vault, clock, settle=False), recovery

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        *,
        restoring: str | None = None,
        clock: Clock = wall_clock,
    ) -> "Workspace":
        """Unlock a vault and make it ready to work in; raises as `Vault.open`.

        Args:
            folder: Where it lies.
            passphrase: What unlocks it.
            restoring: Name of a backup that first takes the database's place; what
                was being typed when it was written is offered, not applied.
            clock: Milliseconds since 1970.
        """
        return cls._ready(
            Vault.open(folder, passphrase, restoring=restoring),
            clock,
            settle=restoring is None,
        )

    @classmethod
    def recover(cls, folder: Path, written: str, *, passphrase: str) -> "Workspace":
        """Unlock by the recovery key and set a new passphrase."""
        vault = Vault.open_with_recovery(folder, written)
        try:
            vault.set_passphrase(passphrase)
        except BaseException:
            vault.lock()
            raise
        return cls._ready(vault, wall_clock, settle=True)

    @classmethod
    def _ready(cls, vault: Vault, clock: Clock, *, settle: bool) -> "Workspace":
        try:
            if not migrating.is_current(vault.database):
                vault.backups.write(
                    vault.database, at=datetime.now(UTC), occasion=Occasion.UPDATE
                )
                migrating.migrate(vault.database)
            workspace = cls(vault, clock=clock)
            workspace.replica.catch_up()
            if settle:
                workspace.replica.settle_drafts(author=workspace.identity.author)
        except BaseException:
            vault.lock()
            raise
        return workspace

    @property
    def identity(self) -> Identity:
        """Who writes here, and under which certificate."""
        return self._identity

    @property
    def hub(self) -> HubLink | None:
        """The hub this laptop is enrolled at; None before enrolment."""
        with self.replica.database.read() as connection:
            return identities.hub_link(connection)

    def undo(self, done: Done) -> Done:
        """Put an act back as a whole; undoing what this returns is redo.

        Raises:
            NotUndoneError: someone has changed one of its fields since.
        """
        return self._desk.put_back(done)

    def settle(self) -> Touched:
        """Make changes of what was being typed, as on leaving every field."""
        documents = self.replica.settle_drafts(author=self.identity.author)
        return Touched(sync=bool(documents))

    def back_up(self, occasion: Occasion = Occasion.ASKED) -> Backup:
        """Seal what is unsealed and write a backup now."""
        self.replica.seal(author=self.identity.author)
        return self.vault.backups.write(
            self.vault.database, at=datetime.now(UTC), occasion=occasion
        )

    def back_up_if_due(self) -> Backup | None:
        """Write a backup if half an hour has passed since the last, and thin them."""
        now = datetime.now(UTC)
        backups = self.vault.backups.newest_first()
        if not is_due(now, backups[0].at if backups else None):
            return None
        written = self.back_up(Occasion.AUTOMATIC)
        self.vault.backups.thin(now)
        return written

    def lock(self) -> None:
        """Settle and seal everything, then close the vault and forget its keys."""
        try:
            self.settle()
            self.replica.seal(author=self.identity.author)
        finally:
            self.vault.lock()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    def _adopt(self, identity: Identity) -> None:
        self._identity = identity

    def _load_identity(self) -> Identity:
        with self.replica.database.read() as connection:
            found = identities.load(connection)
        if found is None:
            raise ValueError("a vault without an identity")
        return found

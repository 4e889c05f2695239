"""The vault: a folder whose contents only its passphrase or recovery key can read.

Nothing in it is ever deleted: what is damaged or replaced is kept under another name.
"""

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from bwassess.store.backup import Backups, check
from bwassess.store.database import Database
from bwassess.store.disk import reporting, require_room, sync_file, sync_folder
from bwassess.store.errors import (
    DamagedDatabase,
    DamagedHeader,
    NoVault,
    UnsuitablePlace,
    VaultExists,
)
from bwassess.store.evidence import Evidence
from bwassess.store.folder import (
    Prepare,
    database_key,
    keep_spare,
    make,
    set_aside,
    spare_header,
)
from bwassess.store.header import Cost, DataKey, Header
from bwassess.store.holder import Hold
from bwassess.store.layout import (
    BACKUPS,
    DATABASE,
    EVIDENCE,
    HEADER,
    RESTORED,
    is_vault,
)
from bwassess.store.places import require_suitable
from bwassess.store.recovery import RecoveryKey
from bwassess.text import _

Unlock = Callable[[Header, Path], DataKey]


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be said of a vault without saying anything that it keeps."""

    folder: Path
    vault: str
    created_at: datetime
    cost: Cost
    database_bytes: int
    evidence_files: int
    evidence_bytes: int
    backups: int
    last_backup_at: datetime | None


class Vault:
    """One unlocked vault, held by this program until it is locked again."""

    def __init__(
        self,
        folder: Path,
        *,
        header: Header,
        key: DataKey,
        hold: Hold,
        recovered: bool,
    ) -> None:
        self.folder = folder
        self.id = header.vault
        self.database = Database.encrypted(folder / DATABASE, database_key(key))
        self.evidence = Evidence(
            folder / EVIDENCE, key=key.derive("bwassess evidence 1")
        )
        # A backup is under the database's own key: to restore it is to move it.
        self.backups = Backups(folder / BACKUPS, key=database_key(key))
        self._header = header
        self._key = key
        self._hold = hold
        self._recovered = recovered

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        *,
        prepare: Prepare | None = None,
        cost: Cost | None = None,
    ) -> "tuple[Vault, RecoveryKey]":
        """Make a vault and open it; the recovery key is never to be had again.

        Everything is made beside its place and moved there at the end, so that a power
        cut leaves no vault or a good one.

        Args:
            folder: Where it shall lie; not there yet, or empty.
            passphrase: What will unlock it.
            prepare: Lays out the database before the vault exists.
            cost: What trying a passphrase shall cost; measured if None.

        Raises:
            VaultExists: There is one already.
            UnsuitablePlace: The folder isn't empty, shared or synced.
        """
        folder = folder.expanduser().resolve()
        require_suitable(folder)
        with reporting(folder):
            if (folder / HEADER).exists() or (folder / DATABASE).exists():
                raise VaultExists(folder)
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise UnsuitablePlace(folder, _("it isn't empty. Choose another one."))
            folder.parent.mkdir(parents=True, exist_ok=True)
            require_room(folder.parent, 0)
            recovery = RecoveryKey.random()
            key = DataKey.random()
            header = Header.new(
                vault=str(uuid.uuid4()),
                created_at=datetime.now(UTC).isoformat(timespec="seconds"),
                key=key,
                passphrase=passphrase,
                recovery=recovery,
                cost=cost or Cost.tuned(),
            )
            unfinished = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.new")
            try:
                make(unfinished, header, key, prepare)
                if folder.exists():
                    # Empty, as seen above; Windows moves nothing onto a folder.
                    folder.rmdir()
                unfinished.rename(folder)
            except BaseException:
                key.wipe()
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
            sync_folder(folder.parent)
            hold = Hold.take(folder)
        vault = cls(folder, header=header, key=key, hold=hold, recovered=False)
        return vault, recovery

    @classmethod
    def open(
        cls, folder: Path, passphrase: str, *, restoring: str | None = None
    ) -> "Vault":
        """Unlock a vault.

        Args:
            folder: Where it lies.
            passphrase: What unlocks it.
            restoring: The name of a backup that first takes the database's place.

        Raises:
            NoVault, UnsuitablePlace, VaultInUse: It can't be opened at all.
            WrongPassphrase, DamagedHeader, DamagedDatabase, NewerVersion: As they say.
            NoSuchBackup, DamagedBackup: Nothing was restored.
        """

        def unlock(header: Header, path: Path) -> DataKey:
            return header.unlock(passphrase, path=path)

        return cls._open(folder, unlock, restoring=restoring, recovered=False)

    @classmethod
    def open_with_recovery(
        cls, folder: Path, written: str, *, restoring: str | None = None
    ) -> "Vault":
        """Unlock a vault by its recovery key, as a person typed it.

        Raises:
            MistypedRecoveryKey: It can't be one, and says where.
            WrongRecoveryKey: It is another vault's; else as `open`.
        """
        recovery = RecoveryKey.read(written)

        def unlock(header: Header, path: Path) -> DataKey:
            return header.recover(recovery, path=path)

        return cls._open(folder, unlock, restoring=restoring, recovered=True)

    @classmethod
    def _open(
        cls, folder: Path, unlock: Unlock, *, restoring: str | None, recovered: bool
    ) -> "Vault":
        folder = folder.expanduser().resolve()
        require_suitable(folder)
        with reporting(folder):
            if not is_vault(folder):
                raise NoVault(folder)
            hold = Hold.take(folder)
            try:
                header, key = cls._unlocked(folder, unlock)
                keep_spare(folder, header)
                vault = cls(
                    folder, header=header, key=key, hold=hold, recovered=recovered
                )
                try:
                    vault._make_ready(restoring)
                except BaseException:
                    vault.lock()
                    raise
            except BaseException:
                hold.release()
                raise
        return vault

    @staticmethod
    def _unlocked(folder: Path, unlock: Unlock) -> tuple[Header, DataKey]:
        path = folder / HEADER
        try:
            header = Header.load(path)
            return header, unlock(header, path)
        except DamagedHeader as error:
            raise DamagedHeader(path, spare=spare_header(folder)) from error

    @classmethod
    def repair_header(cls, folder: Path) -> Path | None:
        """Put the spare key file in the place of a damaged one, which is kept.

        Returns:
            Where the damaged one is now; None if it had gone, or is no other.

        Raises:
            DamagedHeader: There is no good spare; nothing was changed.
        """
        folder = folder.expanduser().resolve()
        with reporting(folder):
            if not is_vault(folder):
                raise NoVault(folder)
            hold = Hold.take(folder)
            try:
                path, spare = folder / HEADER, spare_header(folder)
                if spare is None:
                    Header.load(path)
                    return None
                aside = set_aside(path, "damaged")
                Header.load(spare).save(path)
                return aside
            finally:
                hold.release()

    def change_passphrase(
        self, old: str, new: str, *, cost: Cost | None = None
    ) -> None:
        """Wrap the data key for a new passphrase; nothing is encrypted again.

        Raises:
            WrongPassphrase: The old one isn't the one of now.
        """
        self._header.unlock(old, path=self.folder / HEADER).wipe()
        self._wrap(new, cost)

    def set_passphrase(self, new: str, *, cost: Cost | None = None) -> None:
        """Give a new passphrase to a vault that was opened by its recovery key."""
        if not self._recovered:
            raise ValueError("opened by a passphrase: change it instead")
        self._wrap(new, cost)

    def renew_recovery_key(self) -> RecoveryKey:
        """Make another recovery key; the one on paper is worth nothing from now on."""
        recovery = RecoveryKey.random()
        self._save(self._header.with_recovery(self._key, recovery))
        return recovery

    def info(self) -> Facts:
        """Measure the vault."""
        backups = self.backups.newest_first()
        sizes = [self.evidence.size(sha256) for sha256 in self.evidence.all()]
        return Facts(
            folder=self.folder,
            vault=self.id,
            created_at=datetime.fromisoformat(self._header.created_at),
            cost=self._header.cost,
            database_bytes=(self.folder / DATABASE).stat().st_size,
            evidence_files=len(sizes),
            evidence_bytes=sum(sizes),
            backups=len(backups),
            last_backup_at=backups[0].at if backups else None,
        )

    def lock(self) -> None:
        """Close the database, wipe the keys and let other programs in.

        Work still under way elsewhere meets `VaultLocked`.
        """
        self.database.close()
        self.evidence.wipe()
        self.backups.wipe()
        self._key.wipe()
        self._hold.release()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    def _wrap(self, passphrase: str, cost: Cost | None) -> None:
        self._save(
            self._header.with_passphrase(
                self._key, passphrase, cost=cost or self._header.cost
            )
        )

    def _save(self, header: Header) -> None:
        with reporting(self.folder):
            # The spare first: if either can't be written, nothing has changed, and
            # the next opening makes the spare equal again.
            keep_spare(self.folder, header)
            header.save(self.folder / HEADER)
        self._header = header

    def _make_ready(self, restoring: str | None) -> None:
        path = self.folder / DATABASE
        restored = self.folder / RESTORED
        if path.exists():
            # A restore was cut off before its first move.
            restored.unlink(missing_ok=True)
        else:
            # A restore was cut off between its moves: end them.
            set_aside(path, "replaced")
            if restored.exists():
                restored.rename(path)
                sync_folder(self.folder)
        if restoring is not None:
            self._restore(restoring)
        self._require_whole_database()
        self.evidence.clear_unfinished()

    def _require_whole_database(self) -> None:
        path = self.folder / DATABASE
        try:
            check(path, database_key(self._key))
        except DamagedDatabase as error:
            backup = self.backups.last_good()
            raise DamagedDatabase(
                path,
                set_aside=set_aside(path, "damaged"),
                backup=backup.path if backup else None,
            ) from error

    def _restore(self, name: str) -> None:
        backup = self.backups.named(name)
        self.backups.check(backup)
        require_room(self.folder, backup.size)
        path, restored = self.folder / DATABASE, self.folder / RESTORED
        unfinished = restored.with_name(f"{restored.name}.new")
        try:
            shutil.copyfile(backup.path, unfinished)
            with unfinished.open("rb+") as file:
                sync_file(file.fileno())
            # What is checked is the very file that takes the place.
            check(unfinished, database_key(self._key), thorough=True)
            unfinished.replace(restored)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(self.folder)
        set_aside(path, "replaced")
        restored.rename(path)
        sync_folder(self.folder)

"""What can go wrong with a vault, each in one sentence that says what to do."""
# ruff: noqa: N818 (named for what is wrong, as the person meets it)

from pathlib import Path

from bwassess.errors import BwassessError
from bwassess.text import _, ngettext


class DiskFull(BwassessError):
    """There is no room left; what was saved before is untouched."""

    def __init__(self, place: Path | None = None) -> None:
        if place is None:
            message = _(
                "The disk is full. Nothing that was saved is lost; "
                "free some space and try again."
            )
        else:
            message = _(
                "The disk that holds {place} is full. Nothing that was saved is "
                "lost; free some space and try again."
            ).format(place=place)
        super().__init__(message)
        self.place = place


class DatabaseBusy(BwassessError):
    """Another write held the database longer than anyone should wait."""

    def __init__(self) -> None:
        super().__init__(_("The database is busy. Wait a moment and try again."))


class VaultLocked(BwassessError):
    """Work that was under way reached into a vault that was locked meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("The vault is locked. Unlock it and try again."))


class DatabaseUnreachable(BwassessError):
    """The database can't be opened, read or written just now, and isn't damaged."""

    def __init__(self, place: str) -> None:
        super().__init__(
            _(
                "The database {place} can't be reached. Check that its disk or "
                "server is there and may be written to, then try again."
            ).format(place=place)
        )
        self.place = place


class PlaceUnreachable(BwassessError):
    """A file or folder of the vault can't be read or written just now."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            _(
                "{place} can't be read or written. Check that its disk is there and "
                "that you may write to it, then try again."
            ).format(place=place)
        )
        self.place = place


class DamagedDatabase(BwassessError):
    """The database isn't whole.

    Attributes:
        path: The database that is damaged.
        set_aside: The name under which it was kept, or None if it stayed in place.
        backup: The newest backup that was found good, or None if there is none.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        set_aside: Path | None = None,
        backup: Path | None = None,
    ) -> None:
        sentences = [_("The database {path} is damaged.").format(path=path)]
        if set_aside is not None:
            sentences.append(
                _("It was kept as {name}.").format(name=set_aside.name),
            )
        if backup is not None:
            sentences.append(
                _("Restore the last good backup, {name}.").format(name=backup.stem)
            )
        elif set_aside is not None:
            sentences.append(
                _(
                    "There is no good backup of it: make a new vault and sync, to get "
                    "back what the hub and your colleagues have."
                )
            )
        else:
            sentences.append(_("Restore a backup of it."))
        super().__init__(" ".join(sentences))
        self.path = Path(path)
        self.set_aside = set_aside
        self.backup = backup


class NewerVersion(BwassessError):
    """A later version of the program wrote this; it is refused and left untouched."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            _(
                "{path} was written by a newer version of bwassess and was left "
                "untouched. Update the program to open it."
            ).format(path=path)
        )


class NoVault(BwassessError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "There is no vault in {folder}. Choose another folder or make one."
            ).format(folder=folder)
        )


class VaultExists(BwassessError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "There is a vault in {folder} already. "
                "Open it or choose another folder."
            ).format(folder=folder)
        )


class UnsuitablePlace(BwassessError):
    """A vault must not lie here, for a reason that is a sentence of its own."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            _("The vault can't be kept in {folder}: {reason}").format(
                folder=folder, reason=reason
            )
        )
        self.reason = reason


class VaultInUse(BwassessError):
    """Another program has the vault open; `holder` says which, as far as known."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(
            _("The vault {folder} is open in another program: {holder}.").format(
                folder=folder, holder=holder
            ),
            hint=_("Close it there first."),
        )
        self.holder = holder


class WrongPassphrase(BwassessError):
    def __init__(self) -> None:
        super().__init__(
            _("That isn't the passphrase of this vault."),
            hint=_("If it is forgotten, use the recovery key."),
        )


class EmptyPassphrase(BwassessError):
    def __init__(self) -> None:
        super().__init__(_("A vault needs a passphrase. Type one."))


class WrongRecoveryKey(BwassessError):
    def __init__(self) -> None:
        super().__init__(
            _("That recovery key belongs to another vault. Look for this vault's.")
        )


class MistypedRecoveryKey(BwassessError):
    """The text can't be any recovery key; `groups` (from 1) say where it is wrong."""

    def __init__(self, groups: tuple[int, ...], *, length: str | None = None) -> None:
        if length is not None:
            message = length
        else:
            message = ngettext(
                "Group {groups} of the recovery key isn't right. "
                "Compare it with what was written down.",
                "Groups {groups} of the recovery key aren't right. "
                "Compare them with what was written down.",
                len(groups),
            ).format(groups=", ".join(str(group) for group in groups))
        super().__init__(message)
        self.groups = groups


class DamagedHeader(BwassessError):
    """The file with the wrapped keys isn't whole; the passphrase may well be right.

    Attributes:
        spare: A copy of the header that is whole, or None if there is none.
    """

    def __init__(self, path: Path, *, spare: Path | None = None) -> None:
        if spare is None:
            message = _(
                "The vault's key file {path} is damaged. Put back a copy of it from "
                "a backup of this computer."
            ).format(path=path)
        else:
            message = _(
                "The vault's key file {path} is damaged. A good copy is kept in the "
                "vault; repair the vault to use it."
            ).format(path=path)
        super().__init__(message)
        self.path = path
        self.spare = spare


class NotEnoughMemory(BwassessError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This computer hasn't enough free memory to unlock the vault. "
                "Close other programs and try again."
            )
        )


class MissingEvidence(BwassessError):
    def __init__(self, sha256: str) -> None:
        super().__init__(
            _(
                "The evidence file {sha256} isn't in this vault. Sync with the hub, or "
                "ask the colleague who took it to send it."
            ).format(sha256=sha256[:12])
        )
        self.sha256 = sha256


class DamagedEvidence(BwassessError):
    def __init__(self, sha256: str) -> None:
        super().__init__(
            _(
                "The evidence file {sha256} is damaged. Sync with the hub to fetch it "
                "again."
            ).format(sha256=sha256[:12])
        )
        self.sha256 = sha256


class DamagedBackup(BwassessError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "The backup {name} isn't whole, so nothing was changed. "
                "Choose another one."
            ).format(name=path.name)
        )
        self.path = path


class NoSuchBackup(BwassessError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "There is no backup called {name}. List the backups to see which are."
            ).format(name=name)
        )


class TooLong(BwassessError):
    """More was entered in one field than a batch may carry."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "This is too long to be saved: one entry holds at most {most} kB. "
                "Shorten it, or split it over several entries."
            ).format(most=most // 1024)
        )

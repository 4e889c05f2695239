"""A hub's secrets: in one file of its folder that only its own user may read."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bwassess.errors import BwassessError
from bwassess.journal.signing import SigningKey
from bwassess.store.disk import reporting, sync_folder
from bwassess.text import _

FILE = "hub.key"


class NoHubError(BwassessError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            _(
                "There is no hub in {folder}. Make one with: bwassess hub init {folder}"
            ).format(folder=folder)
        )


class HubExistsError(BwassessError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("There is a hub in {folder} already. Choose another folder.").format(
                folder=folder
            )
        )


class DamagedHubKeyError(BwassessError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "The hub's key file {path} is damaged. Put back a copy of it; without "
                "it this hub can't be recognised by any laptop."
            ).format(path=path)
        )


@dataclass(frozen=True, slots=True)
class HubKeys:
    """All that makes a hub this hub.

    Attributes:
        hub: Signs receipts; its public half is the hub's identity.
        programme: Signs certificates.
        evidence: Encrypts the evidence files.
        database: Address of the PostgreSQL database; None for a file in the folder.
    """

    hub: SigningKey
    programme: SigningKey
    evidence: bytes
    database: str | None = None

    @classmethod
    def new(
        cls, *, database: str | None = None, programme: SigningKey | None = None
    ) -> "HubKeys":
        """Make a hub's secrets, for a new programme or for one that has its key."""
        return cls(
            SigningKey.new(),
            programme or SigningKey.new(),
            secrets.token_bytes(32),
            database,
        )

    @classmethod
    def load(cls, folder: Path) -> "HubKeys":
        """Read the secrets of the hub in a folder.

        Raises:
            NoHubError: There is none.
            DamagedHubKeyError: The file isn't whole.
        """
        path = folder / FILE
        with reporting(path):
            if not path.is_file():
                raise NoHubError(folder)
            said = path.read_bytes()
        try:
            kept = json.loads(said)
            hub, programme, evidence = (
                bytes.fromhex(kept[name]) for name in ("hub", "programme", "evidence")
            )
            database = kept["database"]
            if {len(hub), len(programme), len(evidence)} != {32}:
                raise DamagedHubKeyError(path)
            return cls(
                SigningKey.from_secret(hub),
                SigningKey.from_secret(programme),
                evidence,
                None if database is None else str(database),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedHubKeyError(path) from error

    def save(self, folder: Path) -> None:
        """Write the secrets where no other user of the machine can read them.

        Raises:
            HubExistsError: There are some already; they stay.
        """
        path = folder / FILE
        kept = {
            "hub": self.hub.secret().hex(),
            "programme": self.programme.secret().hex(),
            "evidence": self.evidence.hex(),
            "database": self.database,
        }
        with reporting(folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError as error:
                raise HubExistsError(folder) from error
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                json.dump(kept, file, indent=2)
                file.flush()
                os.fsync(file.fileno())
            sync_folder(folder)

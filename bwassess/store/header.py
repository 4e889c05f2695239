"""The vault's key file: one random data key, wrapped once for each way in.

All cryptography of keys is here. Nothing in the file is secret without a passphrase or
the recovery key. Three checks tell its troubles apart: a plain check sum (damage), the
slot's own tag (wrong passphrase), a keyed one over the whole (someone altered it).
"""

import hashlib
import hmac
import json
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bwassess.store.disk import write_whole
from bwassess.store.errors import (
    DamagedHeader,
    EmptyPassphrase,
    NewerVersion,
    NotEnoughMemory,
    VaultLocked,
    WrongPassphrase,
    WrongRecoveryKey,
)
from bwassess.store.recovery import RecoveryKey

FORMAT = 1
KEY_BYTES = 32
UNLOCK_S = 0.5

SlotKind = Literal["passphrase", "recovery"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one passphrase costs: Argon2id's parameters."""

    memory_kib: int
    passes: int
    lanes: int

    @classmethod
    def tuned(cls, *, target_s: float = UNLOCK_S) -> "Cost":
        """Measure this machine and choose what takes about `target_s` on it.

        Never less than 64 MiB and three passes, however slow the machine.
        """
        step = cls(memory_kib=64 * 1024, passes=1, lanes=4)
        affordable = target_s / step._measured()
        # Memory hurts whoever guesses on special hardware more than passes do.
        memory = next((m for m in (4, 2) if affordable >= 3 * m), 1) * step.memory_kib
        # The first measure paid for fetching fresh memory: measure what was chosen.
        chosen = cls(memory_kib=memory, passes=3, lanes=4)
        passes = round(chosen.passes * target_s / chosen._measured())
        return replace(chosen, passes=min(max(passes, 3), 32))

    def _measured(self) -> float:
        started = time.perf_counter()
        _stretch("measured", bytes(16), self)
        return time.perf_counter() - started

    @property
    def is_sane(self) -> bool:
        """Whether a key file may ask this of a machine."""
        return (
            8 * self.lanes <= self.memory_kib <= 2 * 1024 * 1024
            and 1 <= self.passes <= 256
            and 1 <= self.lanes <= 64
        )


class Secret:
    """Key bytes, until they are wiped; copies Python makes of them are out of reach."""

    def __init__(self, material: bytes) -> None:
        self._material = bytearray(material)
        self._wiped = False

    def reveal(self) -> bytes:
        """Give the bytes.

        Raises:
            VaultLocked: They were wiped, so nothing may be written with them either.
        """
        if self._wiped:
            raise VaultLocked
        return bytes(self._material)

    def wipe(self) -> None:
        self._wiped = True
        self._material[:] = bytes(len(self._material))


class DataKey(Secret):
    """The vault's random key; every use has a key of its own derived from it."""

    @classmethod
    def random(cls) -> "DataKey":
        return cls(secrets.token_bytes(KEY_BYTES))

    def derive(self, use: str) -> bytes:
        return _hkdf(self.reveal(), salt=None, use=use)


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key as one way in can unwrap it."""

    kind: SlotKind
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What the key file says; `cost` is that of trying a passphrase."""

    vault: str
    created_at: str
    cost: Cost
    slots: tuple[Slot, ...]
    mac: bytes = b""

    @classmethod
    def new(
        cls,
        *,
        vault: str,
        created_at: str,
        key: DataKey,
        passphrase: str,
        recovery: RecoveryKey,
        cost: Cost,
    ) -> "Header":
        bare = cls(vault=vault, created_at=created_at, cost=cost, slots=())
        protected = bare.with_passphrase(key, passphrase, cost=cost)
        return protected.with_recovery(key, recovery)

    def with_passphrase(self, key: DataKey, passphrase: str, *, cost: Cost) -> "Header":
        """Wrap the same data key for another passphrase."""
        salt = secrets.token_bytes(16)
        wrapping = _stretch(passphrase, salt, cost)
        changed = replace(self, cost=cost)
        return changed.with_slot(key, "passphrase", salt, wrapping)

    def with_recovery(self, key: DataKey, recovery: RecoveryKey) -> "Header":
        """Wrap the same data key for another recovery key."""
        salt = secrets.token_bytes(16)
        wrapping = _hkdf(recovery.secret, salt=salt, use="bwassess recovery 1")
        return self.with_slot(key, "recovery", salt, wrapping)

    def unlock(self, passphrase: str, *, path: Path) -> DataKey:
        """Unwrap the data key.

        Raises:
            WrongPassphrase: The file is whole and the passphrase isn't its own.
            DamagedHeader: The passphrase fits and something else was altered.
        """
        slot = self._slot("passphrase")
        wrapping = _stretch(passphrase, slot.salt, self.cost)
        return self._unwrap(slot, wrapping, path, WrongPassphrase())

    def recover(self, recovery: RecoveryKey, *, path: Path) -> DataKey:
        """Unwrap the data key; raises as `unlock` does."""
        slot = self._slot("recovery")
        wrapping = _hkdf(recovery.secret, salt=slot.salt, use="bwassess recovery 1")
        return self._unwrap(slot, wrapping, path, WrongRecoveryKey())

    def save(self, path: Path) -> None:
        content = {**self.content(), "mac": self.mac.hex()}
        content["check"] = _check_sum(content)
        write_whole(path, json.dumps(content, indent=2).encode("ascii") + b"\n")

    @classmethod
    def load(cls, path: Path) -> "Header":
        """Read a key file.

        Raises:
            DamagedHeader: It isn't whole, or isn't there.
            NewerVersion: A later program wrote it.
        """
        try:
            content = json.loads(path.read_bytes())
            whole = content["check"] == _check_sum(content)
            newer = whole and content["format"] > FORMAT
            header = cls._from(content) if whole and not newer else None
        except FileNotFoundError as error:
            raise DamagedHeader(path) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedHeader(path) from error
        if newer:
            raise NewerVersion(path)
        if header is None:
            raise DamagedHeader(path)
        return header

    @classmethod
    def _from(cls, content: Mapping[str, Any]) -> "Header":
        cost = Cost(**content["cost"])
        slots = tuple(
            Slot(
                kind=each["kind"],
                salt=bytes.fromhex(each["salt"]),
                nonce=bytes.fromhex(each["nonce"]),
                wrapped=bytes.fromhex(each["wrapped"]),
            )
            for each in content["slots"]
        )
        if not cost.is_sane or [s.kind for s in slots] != ["passphrase", "recovery"]:
            raise ValueError("no program writes such a key file")
        return cls(
            vault=content["vault"],
            created_at=content["created_at"],
            cost=cost,
            slots=slots,
            mac=bytes.fromhex(content["mac"]),
        )

    def content(self) -> dict[str, Any]:
        """What the keyed check covers: everything but the two checks."""
        return {
            "format": FORMAT,
            "vault": self.vault,
            "created_at": self.created_at,
            "cost": asdict(self.cost),
            "slots": [
                {
                    "kind": slot.kind,
                    "salt": slot.salt.hex(),
                    "nonce": slot.nonce.hex(),
                    "wrapped": slot.wrapped.hex(),
                }
                for slot in self.slots
            ],
        }

    def _slot(self, kind: SlotKind) -> Slot:
        return next(slot for slot in self.slots if slot.kind == kind)

    def _facts(self, kind: SlotKind, salt: bytes) -> bytes:
        return _canonical(
            {
                "format": FORMAT,
                "vault": self.vault,
                "created_at": self.created_at,
                "kind": kind,
                "cost": asdict(self.cost) if kind == "passphrase" else None,
                "salt": salt.hex(),
            }
        )

    def with_slot(
        self, key: DataKey, kind: SlotKind, salt: bytes, wrapping: bytes
    ) -> "Header":
        """Wrap the data key under `wrapping`, in place of what that way in had."""
        nonce = secrets.token_bytes(12)
        wrapped = AESGCM(wrapping).encrypt(nonce, key.reveal(), self._facts(kind, salt))
        others = [slot for slot in self.slots if slot.kind != kind]
        slots = sorted(
            [*others, Slot(kind, salt, nonce, wrapped)], key=lambda slot: slot.kind
        )
        changed = replace(self, slots=tuple(slots))
        return replace(changed, mac=_mac(key, changed.content()))

    def _unwrap(
        self,
        slot: Slot,
        wrapping: bytes,
        path: Path,
        refusal: WrongPassphrase | WrongRecoveryKey,
    ) -> DataKey:
        facts = self._facts(slot.kind, slot.salt)
        try:
            key = DataKey(AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, facts))
        except InvalidTag as error:
            raise refusal from error
        if not hmac.compare_digest(_mac(key, self.content()), self.mac):
            key.wipe()
            raise DamagedHeader(path)
        return key


def _mac(key: DataKey, content: Mapping[str, Any]) -> bytes:
    return hmac.digest(key.derive("bwassess header 1"), _canonical(content), "sha256")


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _check_sum(content: Mapping[str, Any]) -> str:
    """The same for every format there will be, so that damage is never called newer."""
    rest = {name: value for name, value in content.items() if name != "check"}
    return hashlib.sha256(_canonical(rest)).hexdigest()


def _hkdf(material: bytes, *, salt: bytes | None, use: str) -> bytes:
    derivation = HKDF(SHA256(), KEY_BYTES, salt=salt, info=use.encode("ascii"))
    return derivation.derive(material)


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # Keyboards compose the same letter in different ways, and type odd blanks.
    spelt = "".join(
        " " if unicodedata.category(c) == "Zs" else c
        for c in unicodedata.normalize("NFC", passphrase)
    )
    if not spelt:
        raise EmptyPassphrase
    try:
        return hash_secret_raw(
            spelt.encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except (HashingError, MemoryError) as error:
        raise NotEnoughMemory from error

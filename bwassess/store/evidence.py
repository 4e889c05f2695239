"""Evidence files by the hash of their content, encrypted, whole or not there.

A file is a mark, a salt, and pieces of 64 KiB: each a nonce and what AES-256-GCM sealed
under a key of this file alone, bound to the content's hash, to the piece's place and to
whether it is the last. So nothing can be cut off, swapped or passed off as another.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bwassess.store.disk import reporting, require_room, sync_file, sync_folder
from bwassess.store.errors import DamagedEvidence, MissingEvidence, PlaceUnreachable
from bwassess.store.header import Secret

PIECE = 64 * 1024

_MARK = b"bwassess\x01"
_SALT = 32
_NONCE = 12
_SEAL = _NONCE + 16
_START = len(_MARK) + _SALT
_HASH = re.compile(r"[0-9a-f]{64}")


def is_hash(text: str) -> bool:
    """Whether a text can name an evidence file."""
    return _HASH.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Fault:
    """An evidence file that isn't what its name says."""

    sha256: str
    path: Path


class Evidence:
    """The evidence folder of one vault."""

    def __init__(self, folder: Path, *, key: bytes) -> None:
        self.folder = folder
        self._key = Secret(key)

    def add(self, content: bytes | Path) -> str:
        """Keep a file and return its SHA-256, by which it is found again.

        Raises:
            DiskFull: There is no room for it; nothing of it is kept.
        """
        source = content if isinstance(content, Path) else None
        with reporting(source or self.folder):
            sha256, size = _measured(content)
        if self.has(sha256):
            if self._is_whole(sha256):
                return sha256
            self.set_aside(sha256)
        arrival = self.arrive(sha256, size, resume=False)
        try:
            with reporting(source or self.folder):
                for piece in _pieces(content):
                    arrival.append(piece)
            arrival.finish()
        finally:
            arrival.abandon()
        return sha256

    def has(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def missing(self, wanted: Iterable[str]) -> set[str]:
        """Which of these aren't here."""
        return {sha256 for sha256 in wanted if not self.has(sha256)}

    def size(self, sha256: str) -> int:
        """How long the content is; only its length on the disk is looked at.

        Raises:
            MissingEvidence: It isn't here.
        """
        try:
            stored = self._path(sha256).stat().st_size
        except FileNotFoundError as error:
            raise MissingEvidence(sha256) from error
        return max(stored - _START - _SEAL * _count(stored), 0)

    def read(self, sha256: str) -> bytes:
        """Give the whole content.

        Raises:
            MissingEvidence: It isn't here.
            DamagedEvidence: What is here isn't whole.
        """
        return b"".join(self.chunks(sha256))

    def chunks(self, sha256: str, *, offset: int = 0) -> Iterator[bytes]:
        """Give the content from `offset` on, piece by piece; raises as `read` does."""
        with self._opened(sha256) as file:
            pieces = _Pieces(file, sha256, self._key.reveal())
            first, skipped = divmod(offset, PIECE)
            for index in range(first, pieces.count):
                yield pieces.read(index)[skipped:]
                skipped = 0

    def arrive(self, sha256: str, size: int, *, resume: bool = True) -> "Arrival":
        """Begin, or go on with, a file that comes in parts from somewhere else.

        Raises:
            DiskFull: There is no room for it.
        """
        _require_hash(sha256)
        with reporting(self.folder):
            unfinished = self.folder / "arriving" / f"{sha256}.part"
            unfinished.parent.mkdir(parents=True, exist_ok=True)
            require_room(self.folder, size)
            if not resume:
                unfinished = unfinished.with_name(
                    f"{sha256}-{secrets.token_hex(4)}.new"
                )
            return Arrival(
                unfinished,
                self._path(sha256),
                sha256=sha256,
                size=size,
                key=self._key.reveal(),
            )

    def all(self) -> Iterator[str]:
        """The hashes of all files here, in order."""
        for path in sorted(self.folder.glob("??/*")):
            if is_hash(path.name):
                yield path.name

    def verify(self) -> Iterator[Fault | None]:
        """Open every file and compare its hash; one item each, None for a good one."""
        for sha256 in self.all():
            whole = self._is_whole(sha256)
            yield None if whole else Fault(sha256, self._path(sha256))

    def set_aside(self, sha256: str) -> Path:
        """Rename a damaged file, so that a good one can take its place."""
        path = self._path(sha256)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = path.with_name(f"{sha256}.damaged-{stamp}-{secrets.token_hex(2)}")
        with reporting(path):
            path.rename(aside)
            sync_folder(path.parent)
        return aside

    def clear_unfinished(self) -> None:
        """Remove what a crash left half written; parts of arrivals are kept."""
        with reporting(self.folder):
            for left in self.folder.glob("arriving/*.new"):
                left.unlink()

    def wipe(self) -> None:
        """Overwrite the key."""
        self._key.wipe()

    def _path(self, sha256: str) -> Path:
        _require_hash(sha256)
        return self.folder / sha256[:2] / sha256

    @contextmanager
    def _opened(self, sha256: str) -> Iterator[BinaryIO]:
        path = self._path(sha256)
        with reporting(path):
            try:
                file = path.open("rb")
            except FileNotFoundError as error:
                raise MissingEvidence(sha256) from error
            with file:
                yield file

    def _is_whole(self, sha256: str) -> bool:
        digest = hashlib.sha256()
        try:
            for piece in self.chunks(sha256):
                digest.update(piece)
        except (DamagedEvidence, PlaceUnreachable):
            # A disk with bad sectors doesn't give the file at all.
            return False
        return digest.hexdigest() == sha256


class Arrival:
    """A file on its way in; what came stays, also over a restart."""

    def __init__(
        self, unfinished: Path, path: Path, *, sha256: str, size: int, key: bytes
    ) -> None:
        self.sha256 = sha256
        self.size = size
        self._unfinished = unfinished
        self._path = path
        self._waiting = bytearray()
        self._digest = hashlib.sha256()
        self._index = 0
        self._resume(key)

    @property
    def offset(self) -> int:
        """Where the next bytes belong."""
        return self._index * PIECE + len(self._waiting)

    def append(self, content: bytes) -> None:
        """Take the bytes that follow; whole pieces are on the disk when it returns."""
        if self.offset + len(content) > self.size:
            raise DamagedEvidence(self.sha256)
        self._digest.update(content)
        self._waiting += content
        # The last piece stays in memory: only `finish` may say that it is the last.
        with reporting(self._unfinished), self._unfinished.open("ab") as file:
            while len(self._waiting) > PIECE:
                self._write(file, bytes(self._waiting[:PIECE]), last=False)
                del self._waiting[:PIECE]
            file.flush()

    def finish(self) -> None:
        """Put the file in its place, if it is what its name says.

        Raises:
            DamagedEvidence: It is shorter or other than announced; begin again.
        """
        with reporting(self._path):
            if self.offset != self.size or self._digest.hexdigest() != self.sha256:
                self.abandon()
                raise DamagedEvidence(self.sha256)
            with self._unfinished.open("ab") as file:
                self._write(file, bytes(self._waiting), last=True)
                file.flush()
                sync_file(file.fileno())
            fresh = not self._path.parent.exists()
            self._path.parent.mkdir(exist_ok=True)
            self._unfinished.replace(self._path)
            sync_folder(self._path.parent)
            if fresh:
                sync_folder(self._path.parent.parent)

    def abandon(self) -> None:
        """Forget what came."""
        self._unfinished.unlink(missing_ok=True)

    def _resume(self, key: bytes) -> None:
        whole = PIECE + _SEAL
        if self._unfinished.exists():
            with self._unfinished.open("rb") as file:
                stored = os.fstat(file.fileno()).st_size
                try:
                    pieces = _Pieces(file, self.sha256, key)
                    while stored >= _START + (self._index + 1) * whole:
                        self._digest.update(pieces.read(self._index, last=False))
                        self._index += 1
                except DamagedEvidence:
                    pass
        if self._index == 0:
            salt = secrets.token_bytes(_SALT)
            self._unfinished.write_bytes(_MARK + salt)
            self._cipher = _cipher(key, salt)
            return
        with self._unfinished.open("rb+") as file:
            self._cipher = _Pieces(file, self.sha256, key).cipher
            # A power cut may have left part of a piece, or one that isn't whole.
            file.truncate(_START + self._index * whole)

    def _write(self, file: BinaryIO, piece: bytes, *, last: bool) -> None:
        # Random: a piece that was cut off and comes again may come with other bytes.
        nonce = secrets.token_bytes(_NONCE)
        facts = _facts(self.sha256, self._index, last=last)
        file.write(nonce + self._cipher.encrypt(nonce, piece, facts))
        self._index += 1


class _Pieces:
    """The sealed pieces of one opened file."""

    def __init__(self, file: BinaryIO, sha256: str, key: bytes) -> None:
        stored = os.fstat(file.fileno()).st_size
        start = file.read(_START)
        if len(start) != _START or not start.startswith(_MARK):
            raise DamagedEvidence(sha256)
        self.count = _count(stored)
        self.cipher = _cipher(key, start[len(_MARK) :])
        self._file = file
        self._sha256 = sha256

    def read(self, index: int, *, last: bool | None = None) -> bytes:
        if last is None:
            last = index == self.count - 1
        self._file.seek(_START + index * (PIECE + _SEAL))
        sealed = self._file.read(PIECE + _SEAL)
        try:
            return self.cipher.decrypt(
                sealed[:_NONCE],
                sealed[_NONCE:],
                _facts(self._sha256, index, last=last),
            )
        except (InvalidTag, ValueError) as error:
            raise DamagedEvidence(self._sha256) from error


def _count(stored: int) -> int:
    """How many pieces a stored file has; an empty content has one too."""
    return max(-(-(stored - _START) // (PIECE + _SEAL)), 1)


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    use = b"bwassess evidence file 1"
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=use).derive(key))


def _facts(sha256: str, index: int, *, last: bool) -> bytes:
    return bytes.fromhex(sha256) + index.to_bytes(8, "big") + bytes([last])


def _require_hash(sha256: str) -> None:
    if not is_hash(sha256):
        raise ValueError(f"no SHA-256: {sha256!r}")


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(16 * PIECE):
            yield piece


def _measured(content: bytes | Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(content):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size

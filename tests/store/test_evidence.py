"""Evidence files: whole or not there, encrypted, and only what their name says."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bwassess.store.errors import (
    DamagedEvidence,
    DiskFull,
    MissingEvidence,
    PlaceUnreachable,
    VaultLocked,
)
from bwassess.store.evidence import PIECE, Evidence

KEY = bytes(range(32))
START = 9 + 32  # a mark and a salt
SEALED = 12 + PIECE + 16
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 5 * PIECE + 77)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Evidence(tmp_path / "evidence", key=KEY)


def content(size: int) -> bytes:
    return (b"canary-7f3a photo " * (size // 18 + 1))[:size]


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files(evidence: Evidence) -> list[Path]:
    return [path for path in evidence.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", SIZES)
def test_that_what_is_kept_comes_back(
    evidence: Evidence, tmp_path: Path, size: int
) -> None:
    kept = content(size)
    (tmp_path / "photo.jpg").write_bytes(kept)
    sha256 = evidence.add(tmp_path / "photo.jpg")
    assert sha256 == named(kept) == evidence.add(kept)
    assert evidence.read(sha256) == kept
    assert evidence.size(sha256) == size
    assert evidence.has(sha256)
    assert list(evidence.all()) == [sha256]
    assert list(evidence.verify()) == [None]
    assert len(files(evidence)) == 1


def test_that_nothing_of_it_is_in_clear(evidence: Evidence) -> None:
    evidence.add(content(200_000))
    (path,) = files(evidence)
    assert b"canary" not in path.read_bytes()


def test_that_equal_files_of_two_vaults_look_different(
    evidence: Evidence, tmp_path: Path
) -> None:
    other = Evidence(tmp_path / "other", key=bytes(32))
    evidence.add(content(100))
    other.add(content(100))
    assert files(evidence)[0].read_bytes()[9:] != files(other)[0].read_bytes()[9:]


def test_that_a_missing_file_is_said(evidence: Evidence) -> None:
    sha256, gone = evidence.add(b"here"), named(b"gone")
    assert evidence.missing([sha256, gone]) == {gone}
    for ask in (evidence.read, evidence.size):
        with pytest.raises(MissingEvidence, match=gone[:12]):
            ask(gone)


@pytest.mark.parametrize("name", ["", "../secret", "A" * 64, "a" * 63, "é" * 64])
def test_that_only_a_hash_names_a_file(evidence: Evidence, name: str) -> None:
    for ask in (evidence.has, evidence.read, evidence.size, evidence.set_aside):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)
    with pytest.raises(ValueError, match="SHA-256"):
        evidence.arrive(name, 1)


@pytest.mark.parametrize("size", SIZES)
def test_that_any_flipped_bit_or_cut_is_noticed(evidence: Evidence, size: int) -> None:
    sha256 = evidence.add(content(size))
    (path,) = files(evidence)
    whole = path.read_bytes()
    for place in {0, 8, 9, 40, START, START + 12, len(whole) // 2, len(whole) - 1}:
        damaged = bytearray(whole)
        damaged[place] ^= 4
        path.write_bytes(damaged)
        with pytest.raises(DamagedEvidence):
            evidence.read(sha256)
    for cut in {0, 10, START, START + 9, START + SEALED, len(whole) - 1}:
        if cut < len(whole):
            path.write_bytes(whole[:cut])
            with pytest.raises(DamagedEvidence):
                evidence.read(sha256)
    path.write_bytes(whole + b"more")
    with pytest.raises(DamagedEvidence):
        evidence.read(sha256)
    (fault,) = evidence.verify()
    assert fault is not None
    assert fault.sha256 == sha256


def test_that_pieces_cant_be_swapped_nor_files_renamed(evidence: Evidence) -> None:
    sha256 = evidence.add(os.urandom(3 * PIECE))
    (path,) = files(evidence)
    whole = path.read_bytes()
    second, third = START + SEALED, START + 2 * SEALED
    start, one, two, rest = (
        whole[:START],
        whole[START:second],
        whole[second:third],
        whole[third:],
    )
    assert len(rest) == SEALED
    path.write_bytes(start + two + one + rest)
    with pytest.raises(DamagedEvidence):
        evidence.read(sha256)
    path.write_bytes(whole)
    other = named(b"another photo")
    (evidence.folder / other[:2]).mkdir(exist_ok=True)
    path.rename(evidence.folder / other[:2] / other)
    with pytest.raises(DamagedEvidence):
        evidence.read(other)


def test_that_another_vaults_key_reads_nothing(
    evidence: Evidence, tmp_path: Path
) -> None:
    sha256 = evidence.add(b"mine")
    with pytest.raises(DamagedEvidence):
        Evidence(evidence.folder, key=bytes(32)).read(sha256)


def test_that_adding_a_damaged_file_again_heals_it_and_keeps_the_damaged_one(
    evidence: Evidence,
) -> None:
    sha256 = evidence.add(content(1000))
    (path,) = files(evidence)
    path.write_bytes(b"spoilt")
    assert evidence.add(content(1000)) == sha256
    assert evidence.read(sha256) == content(1000)
    (aside,) = evidence.folder.rglob("*.damaged-*")
    assert aside.read_bytes() == b"spoilt"
    assert list(evidence.all()) == [sha256]


def test_that_reading_can_begin_anywhere(evidence: Evidence) -> None:
    kept = content(3 * PIECE + 10)
    sha256 = evidence.add(kept)
    for offset in (0, 5, PIECE, 2 * PIECE + 3, len(kept) - 1, len(kept)):
        assert b"".join(evidence.chunks(sha256, offset=offset)) == kept[offset:]


@given(
    size=st.sampled_from(SIZES),
    parts=st.lists(st.integers(PIECE // 3, 2 * PIECE), min_size=1, max_size=12),
    restarts=st.sets(st.integers(0, 12)),
)
@example(size=5 * PIECE + 77, parts=[PIECE], restarts=set(range(12)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_that_a_file_arrives_in_any_parts_over_any_restarts(
    tmp_path_factory: pytest.TempPathFactory,
    size: int,
    parts: list[int],
    restarts: set[int],
) -> None:
    evidence = Evidence(tmp_path_factory.mktemp("e") / "evidence", key=KEY)
    coming = content(size)
    sha256 = named(coming)
    arrival = evidence.arrive(sha256, size)
    step = 0
    while arrival.offset < size:
        if step in restarts:
            arrival = evidence.arrive(sha256, size)
        assert not evidence.has(sha256)
        part = parts[step % len(parts)]
        arrival.append(coming[arrival.offset : arrival.offset + part])
        step += 1
    arrival.finish()
    assert evidence.read(sha256) == coming
    assert len(files(evidence)) == 1


def test_that_what_arrived_is_kept_over_a_restart_to_the_last_whole_piece(
    evidence: Evidence,
) -> None:
    coming = content(4 * PIECE)
    arrival = evidence.arrive(named(coming), len(coming))
    arrival.append(coming[: 2 * PIECE + 100])
    assert arrival.offset == 2 * PIECE + 100
    evidence.clear_unfinished()
    (part,) = files(evidence)
    part.write_bytes(part.read_bytes() + b"torn by a power cut")
    again = evidence.arrive(named(coming), len(coming))
    assert again.offset == 2 * PIECE
    again.append(coming[2 * PIECE :])
    again.finish()
    assert evidence.read(named(coming)) == coming


def test_that_a_file_that_was_cut_before_its_last_move_arrives_again(
    evidence: Evidence,
) -> None:
    coming = content(2 * PIECE)
    sha256 = evidence.add(coming)
    (path,) = files(evidence)
    path.rename(evidence.folder / "arriving" / f"{sha256}.part")
    arrival = evidence.arrive(sha256, len(coming))
    assert arrival.offset == PIECE
    arrival.append(coming[PIECE:])
    arrival.finish()
    assert evidence.read(sha256) == coming


def test_that_wrong_bytes_never_take_a_name(evidence: Evidence) -> None:
    coming = content(2 * PIECE)
    sha256 = named(coming)
    arrival = evidence.arrive(sha256, len(coming))
    arrival.append(bytes(len(coming)))
    with pytest.raises(DamagedEvidence):
        arrival.finish()
    short = evidence.arrive(sha256, len(coming))
    assert short.offset == 0
    short.append(coming[:-1])
    with pytest.raises(DamagedEvidence):
        short.finish()
    long = evidence.arrive(sha256, 10)
    with pytest.raises(DamagedEvidence):
        long.append(bytes(11))
    assert not evidence.has(sha256)
    right = evidence.arrive(sha256, len(coming))
    right.append(coming[right.offset :])
    right.finish()
    assert evidence.read(sha256) == coming


def test_that_what_a_crash_left_is_cleared(evidence: Evidence) -> None:
    sha256 = evidence.add(b"kept")
    left = evidence.folder / "arriving" / f"{named(b'half')}-1f2e.new"
    left.write_bytes(b"half")
    evidence.clear_unfinished()
    assert not left.exists()
    assert evidence.read(sha256) == b"kept"


def test_that_a_program_killed_while_it_adds_photos_leaves_whole_ones(
    evidence: Evidence,
) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from bwassess.store.evidence import Evidence\n"
        "evidence = Evidence(Path(sys.argv[1]), key=bytes(range(32)))\n"
        "while True:\n"
        "    print(evidence.add(os.urandom(300_000)), flush=True)\n"
    )
    for kept in (1, 4, 9):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(evidence.folder)],
            stdout=subprocess.PIPE,
            text=True,
        ) as program:
            assert program.stdout is not None
            said = [program.stdout.readline().strip() for _ in range(kept)]
            program.kill()
            said += [line.strip() for line in program.stdout if len(line) == 65]
        evidence.clear_unfinished()
        assert evidence.missing(said) == set()
        assert set(evidence.verify()) == {None}
    assert not list(evidence.folder.glob("arriving/*"))


def test_that_a_file_too_big_for_the_disk_is_refused_before_it_begins(
    evidence: Evidence,
) -> None:
    with pytest.raises(DiskFull):
        evidence.arrive(named(b"big"), 2**60)
    assert files(evidence) == []


def test_that_a_photo_that_is_gone_is_said(evidence: Evidence, tmp_path: Path) -> None:
    with pytest.raises(PlaceUnreachable, match=r"gone\.jpg"):
        evidence.add(tmp_path / "gone.jpg")


def test_that_a_wiped_key_neither_reads_nor_writes(evidence: Evidence) -> None:
    sha256 = evidence.add(b"kept")
    evidence.wipe()
    with pytest.raises(VaultLocked):
        evidence.read(sha256)
    with pytest.raises(VaultLocked):
        evidence.add(b"more")
    assert len(files(evidence)) == 1

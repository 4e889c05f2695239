"""What the program notes of a journey, and what it never may."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bwassess import logs
from tests.commands.conftest import PASSPHRASE, Run


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = logs.start(tmp_path / "logs")
    assert file is not None
    yield file
    logs.stop()


def test_that_a_journey_leaves_acts_and_no_words(
    run: Run, assessment: str, tmp_path: Path, log: Path
) -> None:
    secrets = {
        "answer": "31/1061",
        "n": "1061",
        "note": "padlocked by the guard",
        "text": "quite remarkable",
        "factory": "Prek Leap",
        "city": "Takhmao",
        "photo": "exit-b2.png",
        "caption": "Exit of building B",
        "passphrase": PASSPHRASE,
        "person": "Chanthou",
        "finding": "Emergency exits",
    }
    photo = tmp_path / secrets["photo"]
    Image.new("RGB", (60, 40), "#2B478F").save(photo)
    run(
        *("factory", "add", secrets["factory"], "--country", "KH"),
        *("--fact", f"city={secrets['city']}"),
    )
    run("assessment", "answer", assessment, "DI4.01", secrets["answer"])
    run("assessment", "answer", assessment, "OS8.05", "no", "--note", secrets["note"])
    run("assessment", "answer", assessment, "KS.01", secrets["text"])
    run("assessment", "answer", assessment, "OS8.08", secrets["text"])
    run("evidence", "add", assessment, photo, "--caption", secrets["caption"])
    run("report", assessment, "--out", tmp_path / "r.pdf", "--draft")
    run("assessment", "state", assessment, "ready")
    run("verify")

    noted = log.read_text("utf-8")

    assert f"assessment {assessment}: OS8.05 answered" in noted
    assert "refused: NotReadyError" in noted
    for name, secret in secrets.items():
        assert secret not in noted, name


def test_that_of_a_bug_only_its_kind_and_place_are_kept(log: Path) -> None:
    typed = "what somebody typed"
    try:
        int(typed)
    except ValueError:
        logging.getLogger("bwassess.somewhere").info("stumbled", exc_info=True)

    noted = log.read_text("utf-8")
    assert "ValueError" in noted
    assert "test_logs.py" in noted
    assert typed not in noted


def test_that_nobody_is_kept_from_working_by_a_log(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file, no folder", "utf-8")

    assert logs.start(tmp_path / "logs") is None

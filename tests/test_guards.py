"""The guards of `conftest.py` catch what they are there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

BAD_TESTS = """
import logging, os, socket, threading
import platformdirs, pytest
from bwassess import text

stop = threading.Event()

def test_network_address():
    try:
        with socket.socket() as sock:
            sock.settimeout(0.1)
            sock.connect(("192.0.2.1", 80))
    except OSError:
        pass

def test_network_name():
    socket.getaddrinfo("hub.example", 443)

def test_warning():
    logging.getLogger("bwassess.store").warning("mended")

def test_thread():
    threading.Thread(target=stop.wait, args=(30,), daemon=True, name="left").start()

def test_window(qtbot):
    from PySide6.QtWidgets import QWidget
    global window
    window = QWidget()
    window.show()
"""

GOOD_TESTS = """
import logging, os, socket, threading
import platformdirs, pytest
from PySide6.QtCore import QStandardPaths
from bwassess import text

def test_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port)).close()

def test_warning_asked_for(caplog):
    logging.getLogger("bwassess.store").warning("mended")
    assert caplog.messages == ["mended"]

def test_thread_joined():
    thread = threading.Thread(target=print)
    thread.start()

@pytest.mark.parametrize("before", ["en", "fr"])
def test_language(before):
    assert text.language() == "en"
    text.choose_language("fr")

def test_folders(tmp_path):
    for folder in (
        platformdirs.user_config_dir("x"),
        platformdirs.user_data_dir("x"),
        os.path.expanduser("~"),
    ):
        assert folder.startswith(str(tmp_path.parent))
    assert list(tmp_path.iterdir()) == []
    assert QStandardPaths.isTestModeEnabled()

def test_window_closed(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
"""


def _run(folder: Path, tests: str) -> dict[str, int]:
    """Run a test file under our conftest and count its outcomes."""
    tested = folder / "tests"
    tested.mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tested)
    (tested / "test_it.py").write_text(tests, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", tested],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    closing = run.stdout.strip().splitlines()[-1]
    words = closing.replace(",", "").split()
    pairs = zip(words[1:], words, strict=False)
    return {
        word.removesuffix("s"): int(number)
        for word, number in pairs
        if word.rstrip("s") in {"passed", "failed", "error"}
    }


def test_that_what_must_not_happen_fails_the_test_it_happens_in(tmp_path: Path) -> None:
    outcome = _run(tmp_path, BAD_TESTS)

    assert outcome == {"failed": 2, "error": 3, "passed": 3}


def test_that_well_behaved_tests_pass_under_the_guards(tmp_path: Path) -> None:
    assert _run(tmp_path, GOOD_TESTS) == {"passed": 7}

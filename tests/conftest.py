"""What holds for every test: folders of its own, no network, nothing left behind.

Fixtures of one room live in that room's own `conftest.py`.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bwassess import text

# No window may take the focus of whoever runs the tests; a real screen is
# chosen by naming another platform in the environment.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "suite",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    # How fast examples are drawn depends on what else the machine does.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
    parent=settings.get_profile("suite"),
    derandomize=False,
    max_examples=5_000,
    print_blob=True,
)
settings.load_profile(os.environ.get("BWASSESS_HYPOTHESIS", "suite"))

_THREAD_GRACE_S = 2.0


def _is_this_machine(host: object) -> bool:
    """Whether a host of a socket call can only mean this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return host is None
    if host in {"", "localhost"}:
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: fail the test that reaches for another machine.

    `pytest.fail` raises no `Exception`, so code that shrugs off network errors
    can't hide it.
    """
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        pytest.fail(f"a test reached for the network: {event} {host!r}")


# An audit hook sees every socket of the process, whichever library opens it.
sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session", autouse=True)
def _qt_standard_paths() -> None:
    """Keep Qt out of the folders of whoever runs the tests."""
    if core := sys.modules.get("PySide6.QtCore"):
        core.QStandardPaths.setTestModeEnabled(True)


@pytest.fixture(autouse=True)
def _user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home of its own, beside `tmp_path` and not in it."""
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("APPDATA", "LOCAL_APPDATA"):
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home / name.lower()))
        monkeypatch.setenv(name.replace("_", ""), str(home / name.lower()))
    for name in [name for name in os.environ if name.startswith("BWASSESS_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin each test in English, whatever the one before chose."""
    text.choose_language("en")
    yield
    text.choose_language("en")


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unasked_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it takes `caplog` to ask."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if handler.records:
        lines = "\n".join(
            f"  {record.levelname} {record.name}: {record.getMessage()}"
            for record in handler.records
        )
        pytest.fail(f"logged, and no test asked for it:\n{lines}", pytrace=False)


def _threads() -> set[threading.Thread]:
    """Threads Python started; those Qt started show as dummies and never end."""
    return {
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    }


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test whose threads outlive it."""
    before = _threads()
    yield
    deadline = time.monotonic() + _THREAD_GRACE_S
    for thread in _threads() - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    if left := _threads() - before:
        names = ", ".join(sorted(thread.name for thread in left))
        pytest.fail(f"threads outlived the test: {names}", pytrace=False)


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """Fail a test that leaves a window open; `qtbot.addWidget` closes them."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets and widgets.QApplication.instance()
    if not application:
        return
    if left := [w for w in application.topLevelWidgets() if w.isVisible()]:
        for window in left:
            window.close()
        pytest.fail(f"windows outlived the test: {left}", pytrace=False)

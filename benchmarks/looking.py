"""How long the window is deaf while checklists are looked at, the longest of each step.

A timer ticks every millisecond in the event loop; the longest time between two ticks is
what a person would feel.  The baseline in the same run is the shipped edition of 353
questions; the form beside it has 3,000 in two languages.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks._forms import MadeForm
from bwassess.checklist.names import ChecklistHash
from bwassess.checklist.xlsform import load
from bwassess.settings import Settings
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from ui.changes import Changes
from ui.checklists.as_asked import AsAsked
from ui.checklists.page import ChecklistsPage
from ui.checklists.version import ASKED, CHANGES, LAW, VersionDetail
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session
from ui.theme import Theme
from ui.widgets.button import Button

QUESTIONS = 3_000
COST = Cost(memory_kib=64, passes=1, lanes=1)


class Loop:
    """The event loop, and how long it hears nothing."""

    def __init__(self, app: QApplication, jobs: Jobs) -> None:
        self._app = app
        self._jobs = jobs
        self._longest = 0.0
        self._last = time.perf_counter()
        self._ticks = QTimer(interval=1)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def settle(self) -> None:
        """Go on until nothing is under way, and a moment more."""
        end = time.perf_counter() + 0.25
        while self._jobs.is_busy or time.perf_counter() < end:
            self._app.processEvents()
            # Deferred deletes wait for a loop that runs by itself.
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.0002)

    def deaf(self, act: Callable[[], object]) -> float:
        """The longest time without a tick in an act and what comes of it, in ms."""
        self.settle()
        self._longest, self._last = 0.0, time.perf_counter()
        act()
        self.settle()
        return self._longest * 1e3


def main() -> None:
    app = QApplication([])
    Theme(motion=False).apply(app)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "vault").mkdir()
        workspace, _recovery = Workspace.create(
            Path(folder, "vault", "here"), "needle and thread", name="A", cost=COST
        )
        MadeForm(QUESTIONS, with_repeats=False).write(Path(folder, "form.xlsx"))
        with workspace:
            made = load(Path(folder, "form.xlsx"))
            workspace.checklists.keep(made)
            held = next(c for c in workspace.checklists.list() if c.country == "KH")
            look(app, workspace, {"353": held.hash, f"{QUESTIONS}": made.hash})


def look(
    app: QApplication, workspace: Workspace, versions: Mapping[str, ChecklistHash]
) -> None:
    """Look at each version as the person does who answers for it."""
    # As the program does it when it begins.
    sys.setswitchinterval(0.0005)
    for page in ("assessment", "visit", "report", "sync"):
        import_module(f"ui.{page}.page")
    gc.freeze()
    jobs, changes = Jobs(), Changes()
    window = QMainWindow()
    window.resize(1366, 768)
    edits = Edits(changes, put_back=workspace.undo)
    messages = Messages(window)
    session = Session(workspace, Settings(), changes, edits, jobs, messages)
    page = ChecklistsPage(session)
    window.setCentralWidget(page)
    window.show()
    loop = Loop(app, jobs)
    print("longest deaf, ms", *(f"{name:>6}" for name in versions))
    found = [steps(loop, page, wanted) for wanted in versions.values()]
    for step in found[0]:
        print(f"{step:16}", *(f"{taken[step]:6.0f}" for taken in found))
    window.close()
    jobs.close()


def steps(
    loop: Loop, page: ChecklistsPage, wanted: ChecklistHash
) -> Mapping[str, float]:
    taken = {"a version": loop.deaf(lambda: page.open_checklist(wanted))}
    (detail,) = page.findChildren(VersionDetail)
    for name, tab in (("as asked", ASKED), ("law", LAW), ("changes", CHANGES)):
        taken[name] = loop.deaf(lambda tab=tab: detail.show_tab(tab))
    detail.show_tab(ASKED)
    asked = detail.findChild(AsAsked)
    after = asked.findChild(Button, "point-after")
    taken["next point"] = max(loop.deaf(after.click) for _time in range(5))
    return taken


if __name__ == "__main__":
    main()

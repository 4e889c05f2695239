"""Drives the real windows over the demo's vault and writes the guide's pictures.

`python3 dev.py pictures` runs it without a display; names of pictures after it make
only those. Ids, receipts and the time of making differ from run to run, nothing else.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Phnom_Penh"
if hasattr(time, "tzset"):
    time.tzset()

import subprocess

from PIL import Image
from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from bwassess import settings as kept
from bwassess.assessment.records import AssessmentId, Role
from bwassess.checklist.names import QuestionId
from bwassess.demo import building
from bwassess.hub import serving
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from ui.assessment.page import AssessmentPage
from ui.desktop import Desktop
from ui.frame.frame import Frame
from ui.report.page import ReportPage
from ui.session import Session
from ui.sync.page import SyncPage
from ui.unlock.gate import Gate

FOLDER = Path(__file__).resolve().parent / "pictures"
LARGE_BYTES = 150_000
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
LONG_MS = 60_000
PAUSE_MS = 20
SIZE = QSize(1366, 768)
SHOWN_FOLDER = "/home/chanthou/assessments"
FIRE_EXITS = QuestionId("OS8.05")
CONTAINERS = QuestionId("OS2.03")
DISPUTED = QuestionId("OS1.06")
MASKS = QuestionId("OS3.01")
KHMER_WORDS = "កម្មករ ៧ នាក់ក្នុងចំណោម ១៨ នាក់ ពាក់ម៉ាសការពារធូលីពេលបាញ់សារធាតុគីមី។"


T = TypeVar("T")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wait_until(reached: Callable[[], bool], what: str) -> None:
    for _each in range(LONG_MS // PAUSE_MS):
        if reached():
            return
        QTest.qWait(PAUSE_MS)
    raise SystemExit(f"waited in vain until {what}")


def sure(kind: type[T], thing: object) -> T:
    """The thing, if it is what it has to be here."""
    if not isinstance(thing, kind):
        raise SystemExit(f"there is no {kind.__name__} where one was expected")
    return thing


@dataclass
class Camera:
    """Takes pictures of the window, in light and dark.

    Attributes:
        wanted: Names of pictures; all if empty.
    """

    desktop: Desktop
    wanted: frozenset[str]

    def wants(self, *names: str) -> bool:
        return not self.wanted or any(name in self.wanted for name in names)

    def take(self, name: str, *, dark: bool = True) -> None:
        """Take a picture of what is shown, and one more in the dark look."""
        if not self.wants(name):
            return
        self._take(name)
        if dark:
            with self.look(scheme="dark"):
                self._take(f"{name}-dark")

    @contextmanager
    def look(self, **changed: object) -> Iterator[None]:
        """Another look for a while."""
        before = {name: getattr(self.desktop.settings, name) for name in changed}
        self.desktop.change_settings(changed)
        self.settle()
        try:
            yield
        finally:
            self.desktop.change_settings(before)
            self.settle()

    def settle(self) -> None:
        """Let the window come to rest: nothing under way, everything painted."""
        for _each in range(3):
            wait_until(lambda: not self.desktop.jobs.is_busy, "nothing is under way")
            QTest.qWait(120)

    def _take(self, name: str) -> None:
        self.settle()
        shown = self.desktop.window.grab().toImage()
        shown = shown.convertToFormat(QImage.Format.Format_RGB888)
        drawn = Image.frombytes(
            "RGB",
            (shown.width(), shown.height()),
            bytes(shown.constBits()),
            "raw",
            "RGB",
            shown.bytesPerLine(),
        )
        file = FOLDER / f"{name}.png"
        drawn.save(file, optimize=True)
        if file.stat().st_size > LARGE_BYTES:
            # Photographs: a thousand shades that nobody misses.
            drawn.quantize(256, kmeans=3, dither=Image.Dither.NONE).save(
                file, optimize=True
            )
        say(f"{file.relative_to(FOLDER.parent.parent)}  {file.stat().st_size:,} bytes")


def press(parent: QWidget, name: str) -> None:
    sure(QPushButton, parent.findChild(QPushButton, name)).click()


def write(parent: QWidget, name: str, text: str) -> None:
    """Type into a field, or into the one inside of a widget."""
    named = sure(QWidget, parent.findChild(QWidget, name))
    field = named if isinstance(named, QLineEdit) else named.findChild(QLineEdit)
    line = sure(QLineEdit, field)
    line.setText(text)
    line.textEdited.emit(text)


def show(desktop: Desktop) -> None:
    """Give the window its size, away from the corner where the pointer rests."""
    # What goes wrong here ends the run; it isn't told in the window.
    sys.excepthook = sys.__excepthook__
    desktop.window.setGeometry(QRect(QPoint(200, 200), SIZE))


# -- the journey ---------------------------------------------------------------


def first_run(app: QApplication, folder: Path, wanted: frozenset[str]) -> None:
    """Make a vault, up to its recovery key."""
    desktop = Desktop(app, folder=folder, cost=CHEAP)
    camera = Camera(desktop, wanted)
    desktop.start()
    show(desktop)
    gate = sure(Gate, desktop.gate)
    write(gate, "assessor-name", "Chanthou Keo")
    write(gate, "vault-folder", SHOWN_FOLDER)
    camera.take("first-run")
    write(gate, "vault-folder", str(folder))
    press(gate, "continue")
    for field in ("new-passphrase", "new-passphrase-again"):
        write(gate, field, "four words nobody knows")
    QTest.qWait(100)
    press(gate, "continue")
    camera.settle()
    camera.take("recovery-key", dark=False)
    desktop.close()


def unlock(app: QApplication, folder: Path, wanted: frozenset[str]) -> None:
    desktop = Desktop(app, folder=folder)
    desktop.start()
    show(desktop)
    Camera(desktop, wanted).take("unlock")
    desktop.close()


class Journey:
    """A visit day in an open vault."""

    def __init__(self, desktop: Desktop, camera: Camera) -> None:
        self.desktop = desktop
        self.camera = camera

    @property
    def workspace(self) -> Workspace:
        return sure(Session, self.desktop.session).workspace

    @property
    def frame(self) -> Frame:
        return sure(Frame, self.desktop.frame)

    def find(self, factory: str, cycle: int) -> AssessmentId:
        for entry in self.workspace.assessments.list():
            found = entry.factory is not None and entry.factory.name.startswith(factory)
            if found and entry.assessment.cycle == cycle:
                return entry.assessment.id
        raise SystemExit(f"there is no cycle {cycle} of {factory} in the demo")

    def programme(self) -> None:
        """Home and its neighbours."""
        for place in ("home", "plan", "factories", "checklists", "settings"):
            name = "new-assessment" if place == "plan" else place
            if self.camera.wants(name):
                self.frame.go(place)
                self.camera.take(name)
        if self.camera.wants("home-arabic"):
            self.frame.go("home")
            with self.camera.look(language="ar"):
                self.camera.take("home-arabic", dark=False)

    def questions(self) -> None:
        """The questions of a visit, in every look."""
        self.frame.open_assessment(self.find("Prek", 1), question=CONTAINERS)
        self.camera.take("questions")
        with self.camera.look(scheme="contrast"):
            self.camera.take("questions-contrast", dark=False)
        with self.camera.look(language="ar"):
            self.camera.take("questions-arabic", dark=False)
        with self.camera.look(floor=True):
            self.camera.take("floor", dark=False)
        self._palette()
        self._photo(self.find("Rumdoul", 3))
        self._disagreement()
        self._khmer()
        self._two_languages()
        if self.camera.wants("visit"):
            self.frame.go("visit", self.find("Bassac", 5))
            self.camera.take("visit")

    def _palette(self) -> None:
        if self.camera.wants("palette"):
            palette = self.frame.open_palette("exit")
            self.camera.take("palette", dark=False)
            palette.close()

    def _photo(self, assessment: AssessmentId) -> None:
        if not self.camera.wants("photo"):
            return
        self.frame.open_assessment(assessment, question=FIRE_EXITS)
        page = sure(AssessmentPage, self.frame.page)
        page.open_photo(page.view.photos(FIRE_EXITS)[0].id)
        self.camera.take("photo")
        press(page, "photo-close")

    def _disagreement(self) -> None:
        if self.camera.wants("disagreement"):
            bassac = self.find("Bassac", 5)
            self.frame.open_assessment(bassac, question=DISPUTED)
            self.camera.take("disagreement")

    def _khmer(self) -> None:
        if not self.camera.wants("questions-khmer"):
            return
        bassac = self.find("Bassac", 5)
        self.frame.open_assessment(bassac, question=MASKS)
        answers = self.workspace.answers
        said = answers.reword(bassac, MASKS, KHMER_WORDS)
        noted = answers.note(bassac, MASKS, KHMER_WORDS)
        with self.camera.look(language="km"):
            self.camera.take("questions-khmer", dark=False)
        for done in (noted, said):
            self.workspace.undo(done)

    def _two_languages(self) -> None:
        if self.camera.wants("questions-two"):
            self.frame.open_assessment(self.find("Bassac", 5), question=MASKS)
            page = sure(AssessmentPage, self.frame.page)
            page.set_languages(("en", "km"))
            self.camera.take("questions-two", dark=False)
            page.set_languages(("en",))

    def reports(self) -> None:
        """A report that is stopped, and one that can go out."""
        if self.camera.wants("report-stops"):
            self._report("Bassac", 5)
            self.camera.take("report-stops")
        if not self.camera.wants("report", "report-findings", "report-khmer"):
            return
        page = self._report("Rumdoul", 3)
        pages = page.pages
        for name, number in (("report", 0), ("report-summary", 4)):
            pages.go_to(number)
            self.camera.take(name)
        pages.go_to(10)
        self.camera.take("report-findings", dark=False)
        page.set_language("km")
        wait_until(lambda: page.is_made, "the Khmer report is made")
        pages.go_to(10)
        self.camera.take("report-khmer", dark=False)

    def _report(self, factory: str, cycle: int) -> ReportPage:
        self.frame.go("report", self.find(factory, cycle))
        page = sure(ReportPage, self.frame.page)
        wait_until(lambda: page.is_made, "the report is made")
        self.camera.settle()
        return page

    def sync(self, hub: Path) -> None:
        """Enrol at a hub on this machine and sync."""
        if not self.camera.wants("enrol", "sync"):
            return
        self.frame.go("home")
        self.frame.go("sync")
        page = sure(SyncPage, self.frame.page)
        self.camera.take("enrol")
        with served(hub) as url:
            code = serving.enrol(
                hub, name="Chanthou Keo", role=Role.ASSESSOR, countries=["KH"]
            )
            write(page, "hub-address", url)
            write(page, "hub-code", code)
            press(page, "enrol")
            wait_until(lambda: page.is_syncing, "the laptop is enrolled")
            wait_until(lambda: not page.is_syncing, "the first sync ended")
            self.camera.take("sync")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A hub in a process of its own; its address."""
    serving.init(folder)
    command = (
        "import sys; from pathlib import Path; from bwassess.hub import serving;"
        "serving.serve(Path(sys.argv[1]), port=0,"
        " told=lambda url: print(url, flush=True))"
    )
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", command, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield str(process.stdout and process.stdout.readline().strip())
        finally:
            process.terminate()


def _on_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    # The platform without a screen says at every window what it can't do.
    if "does not support" not in text:
        raise SystemExit(f"Qt says: {text}")


def main(names: list[str]) -> int:
    qInstallMessageHandler(_on_qt_message)
    wanted = frozenset(names)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bwassess-pictures-") as scratch:
        home = Path(scratch)
        # The pictures' settings are nobody's own.
        kept.config_folder = lambda: home / "settings"
        say("making the demo's vault")
        vault = home / "vault"
        building.build(vault, cost=CHEAP)
        app = QApplication(sys.argv[:1])
        if not wanted or wanted & {"first-run", "recovery-key"}:
            first_run(app, home / "new", wanted)
        if not wanted or "unlock" in wanted:
            unlock(app, vault, wanted)
        desktop = Desktop(app, folder=vault)
        desktop.start(passphrase=building.PASSPHRASE)
        show(desktop)
        journey = Journey(desktop, Camera(desktop, wanted))
        journey.programme()
        journey.questions()
        journey.reports()
        journey.sync(home / "hub")
        desktop.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

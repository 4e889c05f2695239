"""Files of a checklist, read and decoded beside the interface, kept within bounds."""

from collections import OrderedDict
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from bwassess.checklist.external import Files
from bwassess.checklist.media import bare
from bwassess.checklist.model import Checklist, Media
from bwassess.errors import BwassessError
from bwassess.workspace.checklists import Checklists
from ui.jobs import Jobs
from ui.session import Session

ReadMedia = Callable[[str], bytes | None]
"""Gives the content of a file by its name; None while it isn't on this laptop."""

LARGEST = QSize(4096, 4096)
_BESIDE_A_CHOICE = QSize(320, 240)
_KEPT = 64 * 2**20


def _nothing(_name: str) -> bytes | None:
    return None


class State(Enum):
    """How far a file has come."""

    READING = "reading"
    HERE = "here"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class MediaFiles(QObject):
    """Pictures by name and size; the first asking brings them, the next has them."""

    enlarged = Signal(str, str)  # a picture's name is to be seen large; its label
    arrived = Signal(str)  # a file's name: it can be shown, or it can't

    def __init__(
        self, jobs: Jobs | None = None, *, parent: QObject | None = None
    ) -> None:
        """Make ready; without `jobs` there is nothing to show."""
        super().__init__(parent)
        self._jobs = jobs
        self._read: ReadMedia = _nothing
        self._names: frozenset[str] = frozenset()
        self._hash = ""
        self._states: dict[str, State] = {}
        self._pictures: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int, int]] = set()

    @classmethod
    def of(
        cls,
        session: Session,
        checklist: Checklist,
        *,
        beside: Files | None = None,
        parent: QObject | None = None,
    ) -> "MediaFiles":
        """Those of a version: in the vault, or beside the form just read."""
        made = cls(session.jobs, parent=parent)
        made.follow(session.workspace.checklists, checklist, beside)
        session.changes.changed.connect(made.look_again)
        return made

    def follow(
        self, held: Checklists, checklist: Checklist, beside: Files | None = None
    ) -> None:
        """Show the files of a version, where it isn't the one before."""
        if checklist.hash == self._hash:
            return
        self._hash = checklist.hash
        self._read = lambda name: held.media_of(checklist, name, beside)
        self._names = frozenset(one.name for one in checklist.files)
        self._states.clear()
        self._pictures.clear()
        self._asked.clear()

    def named(self, media: Media, kind: str, language: str) -> str:
        """The file beside a text, in a language; "" where the checklist has none."""
        names = dict(media).get(kind)
        name = bare(names.in_(language)) if names is not None else ""
        return name if name in self._names else ""

    def state(self, name: str) -> State:
        """How far a file that was asked for has come."""
        return self._states.get(name, State.READING)

    def picture(self, name: str, room: QSize) -> QImage | None:
        """A picture no larger than some room, as soon as it is here."""
        key = (name, room.width(), room.height())
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if name not in self._names or self._jobs is None:
            return None
        if key not in self._asked and self._states.get(name) in (None, State.HERE):
            self._asked.add(key)
            self._begin(self._jobs, name, key, room)
        return None

    def beside_choice(self, media: Media, language: str) -> QImage | None:
        """The small picture of a choice, as soon as it is here."""
        name = self.named(media, "image", language)
        return self.picture(name, _BESIDE_A_CHOICE) if name else None

    def awaits(self, media: Media, language: str) -> bool:
        """Whether the picture of a choice is still being read."""
        name = self.named(media, "image", language)
        return bool(name) and self.state(name) is State.READING

    def note_absent(self, name: str) -> None:
        """Say that a file wasn't there when it was to be played."""
        self._states[name] = State.ABSENT
        self.arrived.emit(name)

    def look_again(self, _touched: object = None) -> None:
        """Ask anew for what was absent: it may have arrived meanwhile."""
        absent = [name for name, its in self._states.items() if its is State.ABSENT]
        for name in absent:
            del self._states[name]
            self.arrived.emit(name)

    def read(
        self,
        name: str,
        on_read: Callable[[bytes | None], None],
        on_error: Callable[[BwassessError], None],
    ) -> None:
        """Read a file whole, as a player wants it; None where it isn't here."""
        if self._jobs is not None:
            read = self._read
            self._jobs.look(lambda: read(name), on_done=on_read, on_error=on_error)

    def _begin(
        self, jobs: Jobs, name: str, key: tuple[str, int, int], room: QSize
    ) -> None:
        read_now, asked_of = self._read, self._hash

        def done(found: QImage | None) -> None:
            if not isValid(self) or asked_of != self._hash:
                return
            self._asked.discard(key)
            if found is None:
                self._states[name] = State.ABSENT
            elif found.isNull():
                self._states[name] = State.UNREADABLE
            else:
                self._states[name] = State.HERE
                self._keep(key, found)
            self.arrived.emit(name)

        def failed(_error: BwassessError) -> None:
            if isValid(self) and asked_of == self._hash:
                self._asked.discard(key)
                self._states[name] = State.UNREADABLE
                self.arrived.emit(name)

        def read() -> QImage | None:
            content = read_now(name)
            return None if content is None else decoded(content, room)

        jobs.look(read, on_done=done, on_error=failed)

    def _keep(self, key: tuple[str, int, int], picture: QImage) -> None:
        self._pictures[key] = picture
        held = sum(one.sizeInBytes() for one in self._pictures.values())
        while held > _KEPT and len(self._pictures) > 1:
            _oldest, gone = self._pictures.popitem(last=False)
            held -= gone.sizeInBytes()


def decoded(content: bytes, room: QSize) -> QImage:
    """A picture decoded no larger than some room; null where it is none."""
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and not size.isEmpty():
        turned = reader.transformation().value & 4  # by a quarter
        fitting = size.transposed() if turned else size
        scaled = fitting.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        is_drawn = bytes(reader.format().data()) in (b"svg", b"svgz")
        if is_drawn or scaled.width() < fitting.width():
            scaled = scaled.expandedTo(QSize(1, 1))
            reader.setScaledSize(scaled.transposed() if turned else scaled)
    return reader.read()

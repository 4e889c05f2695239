"""Long work, one piece at a time, off the interface thread."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from bwassess.errors import BwassessError
from bwassess.progress import Cancelled, Progress

T = TypeVar("T")

_TELL_EVERY_S = 0.05


class Job:
    """A piece of work under way; in the work's own thread it is its `Progress`."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._cancelled = Event()
        self.is_forgotten = False
        self._told_at = 0.0

    def cancel(self) -> None:
        """Ask the work to stop where it next tells how far it is."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def __call__(self, done: int, total: int, text: str = "") -> None:
        if self._cancelled.is_set():
            raise Cancelled
        # Ten thousand steps are shown as twenty a second.
        now = monotonic()
        if done >= total or now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            self._tell(done, total, text)


class Jobs(QObject):
    """Runs work in one thread and brings its outcome back to the interface's."""

    progressed = Signal(int, int, str)  # done, of how much, on what
    busy_changed = Signal(bool)

    _delivered = Signal(object)  # Callable[[], None], to be called in this thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        self._under_way: list[Job] = []
        self._short: list[Job] = []
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return bool(self._under_way)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BwassessError], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Do `work` in the other thread, then call back in this one.

        A bug in the work is raised again in this thread, where the exception hook
        sees it; so is an expected error nobody took.
        """
        job = Job(self.progressed.emit)
        self._under_way.append(job)
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)

        def ended() -> None:
            self._under_way.remove(job)
            if not self._under_way:
                self.busy_changed.emit(False)

        def finished(future: "Future[T]") -> None:
            self._delivered.emit(
                lambda: _deliver(job, future, ended, on_done, on_error, on_cancelled)
            )

        def begun() -> T:
            if job.is_cancelled:
                raise Cancelled
            return work(job)

        self._executor.submit(begun).add_done_callback(finished)
        return job

    def look(
        self,
        read: Callable[[], T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[BwassessError], None] | None = None,
    ) -> None:
        """Read something short that is to be shown; it doesn't wait for long work."""
        job = Job(self.progressed.emit)
        self._short.append(job)

        def finished(future: "Future[T]") -> None:
            self._delivered.emit(
                lambda: _deliver(
                    job,
                    future,
                    lambda: self._short.remove(job),
                    on_done,
                    on_error,
                    None,
                )
            )

        self._beside.submit(read).add_done_callback(finished)

    def settle(self) -> None:
        """Wait until what was asked for by `look` is shown, as a drawing has to."""
        while self._short:
            # The only thread takes one after another: when this ends, so have they.
            self._beside.submit(bool).result()
            QCoreApplication.sendPostedEvents(self)

    def abandon(self) -> None:
        """Call off what runs and forget who asked for it: their pages go now."""
        for job in (*self._under_way, *self._short):
            job.is_forgotten = True
            job.cancel()

    def close(self) -> None:
        """Call off what runs and wait until its thread has ended."""
        for job in self._under_way:
            job.cancel()
        for executor in (self._executor, self._beside):
            executor.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _on_delivered(self, deliver: Callable[[], None]) -> None:
        deliver()


def _deliver(
    job: Job,
    future: "Future[T]",
    ended: Callable[[], None],
    on_done: Callable[[T], None],
    on_error: Callable[[BwassessError], None] | None,
    on_cancelled: Callable[[], None] | None,
) -> None:
    ended()
    if job.is_forgotten:
        on_cancelled = on_error = on_done = _nobody_listens
    try:
        outcome = future.result()
    except (Cancelled, CancelledError):
        if on_cancelled is not None:
            on_cancelled()
        return
    except BwassessError as error:
        if on_error is None:
            raise
        on_error(error)
        return
    on_done(outcome)


def _nobody_listens(*_outcome: object) -> None:
    """What an abandoned job tells; a bug in it is told to the exception hook."""

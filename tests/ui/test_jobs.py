import threading
from collections.abc import Callable, Iterator

import pytest

from bwassess.errors import BwassessError
from bwassess.progress import Progress
from ui.jobs import Jobs


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


class FullError(BwassessError):
    pass


def unexpected(*_: object) -> None:
    pytest.fail("this callback was not to be called")


def test_that_the_outcome_comes_back_to_the_interface_s_thread(qtbot, jobs) -> None:
    done: list[tuple[int, threading.Thread]] = []
    worked_in: list[threading.Thread] = []

    def work(progress: Progress) -> int:
        worked_in.append(threading.current_thread())
        return 42

    jobs.run(work, on_done=lambda n: done.append((n, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(done))
    assert done == [(42, threading.main_thread())]
    assert worked_in != [threading.main_thread()]


def test_that_progress_is_told(qtbot, jobs) -> None:
    def work(progress: Progress) -> None:
        progress(1, 2, "page 1")
        progress(2, 2, "page 2")

    told: list[tuple[int, int, str]] = []
    jobs.progressed.connect(lambda *args: told.append(args))
    with qtbot.waitSignal(jobs.busy_changed, check_params_cb=lambda busy: not busy):
        jobs.run(work, on_done=lambda _: None)
    assert told[-1] == (2, 2, "page 2")


def test_that_many_steps_are_told_a_few_times_a_second(qtbot, jobs) -> None:
    told: list[int] = []
    jobs.progressed.connect(lambda done, _total, _text: told.append(done))

    def work(progress: Progress) -> None:
        for step in range(1, 5001):
            progress(step, 5000)

    with qtbot.waitSignal(jobs.busy_changed, check_params_cb=lambda busy: not busy):
        jobs.run(work, on_done=lambda _: None)
    assert told[-1] == 5000
    assert len(told) < 200


def test_that_cancelling_ends_the_work_in_silence(qtbot, jobs) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        may_go_on.wait(5)
        progress(1, 2)
        unexpected()

    silent: list[bool] = []
    job = jobs.run(
        work,
        on_done=unexpected,
        on_error=unexpected,
        on_cancelled=lambda: silent.append(True),
    )
    begun.wait(5)
    job.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(silent))
    assert not jobs.is_busy


def test_that_work_called_off_before_its_turn_never_begins(qtbot, jobs) -> None:
    may_go_on = threading.Event()
    jobs.run(lambda _progress: may_go_on.wait(5), on_done=lambda _: None)
    second = jobs.run(unexpected, on_done=unexpected)
    second.cancel()
    with qtbot.waitSignal(jobs.busy_changed, check_params_cb=lambda busy: not busy):
        may_go_on.set()


def test_that_an_expected_error_is_handed_on(qtbot, jobs) -> None:
    def work(progress: Progress) -> None:
        raise FullError("The disk is full.")

    told: list[BwassessError] = []
    jobs.run(work, on_done=unexpected, on_error=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "The disk is full."


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("bug"), FullError("nobody listens")]
)
def test_that_a_bug_reaches_the_exception_hook(qtbot, jobs, error) -> None:
    def work(progress: Progress) -> None:
        raise error

    with qtbot.captureExceptions() as caught:
        jobs.run(work, on_done=unexpected)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][1] is error
    assert not jobs.is_busy


def test_that_pieces_of_work_follow_each_other(qtbot, jobs) -> None:
    order: list[str] = []

    def piece(name: str) -> Callable[[Progress], None]:
        def work(progress: Progress) -> None:
            order.append(f"{name} begins")
            order.append(f"{name} ends")

        return work

    done: list[None] = []
    jobs.run(piece("one"), on_done=done.append)
    jobs.run(piece("two"), on_done=done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert order == ["one begins", "one ends", "two begins", "two ends"]


def test_that_closing_calls_off_what_runs(qapp) -> None:
    jobs = Jobs()
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 1)

    jobs.run(work, on_done=unexpected)
    begun.wait(5)
    jobs.close()


def test_that_a_short_look_waits_for_no_long_work_and_keeps_nobody_busy(
    qtbot, jobs
) -> None:
    may_end = threading.Event()
    jobs.run(lambda _progress: may_end.wait(10), on_done=lambda _: None)
    seen: list[str] = []
    with qtbot.assertNotEmitted(jobs.busy_changed):
        jobs.look(lambda: "seen", on_done=seen.append)
        jobs.settle()
        assert seen == ["seen"]
    may_end.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)


def test_that_a_look_whose_page_is_gone_tells_nobody(qtbot, jobs) -> None:
    jobs.look(lambda: "seen", on_done=unexpected)
    jobs.abandon()
    jobs.settle()

"""One peer on one form, in a process of its own: `python benchmarks/_peers.py ...`.

Prints what it took as JSON: milliseconds, and the peak of memory in MB.
"""

import functools
import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks._forms import ROWS, Change, MadeForm

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROUNDS = 5
_CACHED = type(functools.cache(len))


def rounds(
    work: Callable[[], object], *, before: Callable[[], object] = lambda: None
) -> list[float]:
    """Milliseconds of each round; the first, cold one isn't counted."""
    work()
    taken = []
    for _round in range(ROUNDS):
        before()
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return taken


def each(changes: list[Callable[[], object]]) -> list[float]:
    taken = []
    for change in changes:
        start = time.perf_counter()
        change()
        taken.append((time.perf_counter() - start) * 1e3)
    return taken


def forget() -> None:
    """Empty our caches, so that no form is helped by the one before."""
    for cached in gc.get_objects():
        if isinstance(cached, _CACHED) and str(cached.__module__).startswith(
            "bwassess"
        ):
            cached.cache_clear()


def peak() -> float:
    """The most memory this process has had, in MB; nought where that isn't told."""
    # What getrusage tells on Linux is at least what the process had that began this.
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("ascii").splitlines()
        return next(int(its.split()[1]) / 2**10 for its in lines if "VmHWM" in its)
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def pyxform(_form: MadeForm, folder: Path) -> dict[str, list[float]]:
    from pyxform.xls2xform import convert

    path = str(folder / "form.xlsx")
    return {"import": rounds(lambda: convert(path, validate=False))}


def ours_reading(_form: MadeForm, folder: Path) -> dict[str, list[float]]:
    from bwassess.checklist.canonical import encode
    from bwassess.checklist.xlsform import load

    path = folder / "form.xlsx"
    (folder / "form.checklist").write_bytes(encode(load(path)))
    return {"import": rounds(lambda: load(path))}


def rxeval(form: MadeForm, folder: Path) -> dict[str, list[float]]:
    from rxeval import Session

    xform = (folder / "form.xml").read_text("utf-8")

    def opened() -> Session:
        session = Session(xform, today="2026-11-22", now=NOW.isoformat())
        session.recompute()
        return session

    loads = rounds(opened)
    session = opened()
    for repeat in form.repeats:
        for _row in range(ROWS - 1):
            session.add_row(f"/data/{repeat}")
    session.recompute()

    def change(path: str, value: str) -> Callable[[], object]:
        return lambda: (session.set(path, value), session.recompute())

    return {
        "load": loads,
        "change": each([change(one.path, one.value) for one in form.changes()]),
    }


def ours(form: MadeForm, folder: Path) -> dict[str, list[float]]:
    from bwassess.checklist.canonical import decode
    from bwassess.checklist.form.compiling import compile_form
    from bwassess.checklist.form.filling import Filling
    from bwassess.checklist.given import given
    from bwassess.checklist.kinds import AnswerType
    from bwassess.checklist.names import RowId, in_row

    content = (folder / "form.checklist").read_bytes()

    def opened() -> Filling:
        return Filling(compile_form(decode(content)), now=NOW, is_new=True)

    loads = rounds(opened, before=forget)
    filling = opened()
    for place, repeat in enumerate(form.repeats):
        for row in range(1, ROWS):
            filling.add_row(repeat, row=RowId(f"{place:016x}{row:016x}"))
    questions = {
        question.name: question for question in filling.form.checklist.questions
    }

    def change(one: Change) -> Callable[[], object]:
        question = questions[one.name]
        rows = filling.rows(one.group) if one.row else ()
        key = in_row(question.id, rows[one.row - 1] if one.row else None)
        several = question.answer_type is AnswerType.CHOICES
        kept = one.value.split() if several else one.value
        return lambda: filling.set(key, given(question, kept))

    return {"load": loads, "change": each([change(one) for one in form.changes()])}


def main(peer: str, count: str, with_repeats: str, folder: str) -> None:
    measure = {
        "pyxform": pyxform,
        "ours_reading": ours_reading,
        "ours": ours,
        "rxeval": rxeval,
    }[peer]
    form = MadeForm(int(count), with_repeats=bool(int(with_repeats)))
    taken = measure(form, Path(folder))
    print(json.dumps({**taken, "peak": peak()}))


if __name__ == "__main__":
    main(*sys.argv[1:])

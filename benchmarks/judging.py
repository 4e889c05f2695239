"""Judging an assessment, whole and after one answer; opening and compiling before.

Run `python benchmarks/judging.py`; it uses the Cambodian edition, then made-up
checklists of 1,000 and 3,000 questions, every fifth asked on a condition.
"""

import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyxform.xls2xform import convert

from bwassess.assessment.judge import Judge
from bwassess.assessment.judging import Judging
from bwassess.assessment.records import Answer
from bwassess.checklist.canonical import decode, encode
from bwassess.checklist.library import load_shipped
from bwassess.checklist.model import Checklist
from bwassess.checklist.writing import write_workbook
from bwassess.checklist.xlsform import load
from tests.factories import VISIT, make_answers, make_checklist, make_value

ROUNDS = 5
ANSWERS = 5_000


def milliseconds(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """The median time of a piece of work; its first, cold run isn't counted."""
    work()
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def one_by_one(judge: Judge, checklist: Checklist) -> tuple[float, float, float]:
    """Median, 99th percentile and longest time to judge after one changed answer."""
    chance = random.Random(1)  # noqa: S311
    answers = dict(make_answers(checklist))
    judging = Judging(judge, answers)
    questions = list(checklist.questions)
    times = []
    for _answer in range(ANSWERS):
        question = chance.choice(questions)
        before = answers.get(question.id, Answer(question.id))
        answers[question.id] = replace(before, value=make_value(question, chance))
        changed = {question.id: answers[question.id]}
        start = time.perf_counter()
        judging.take(changed)
        times.append(time.perf_counter() - start)
    assert judging.judgement == Judging(judge, answers).judgement
    times.sort()
    return tuple(
        its * 1e3
        for its in (times[ANSWERS // 2], times[ANSWERS * 99 // 100], times[-1])
    )  # type: ignore[return-value]


def measure(name: str, checklist: Checklist, folder: Path) -> None:
    path = folder / "form.xlsx"
    write_workbook(checklist, path)
    content = encode(checklist)
    answers = make_answers(checklist)
    judge = Judge(checklist, day=VISIT)
    count = sum(1 for _question in checklist.questions)
    median, late, longest = one_by_one(judge, checklist)
    print(
        f"{name:12} {count:5}"
        f" {milliseconds(lambda: load(path)):9.0f}"
        f" {milliseconds(lambda: convert(str(path), validate=False)):9.0f}"
        f" {milliseconds(lambda: decode(content)):8.1f}"
        f" {milliseconds(lambda: Judge(checklist, day=VISIT)):8.1f}"
        f" {milliseconds(lambda: Judging(judge, answers)):8.1f}"
        f" {median:8.3f} {late:8.3f} {longest:8.3f}"
    )


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}; milliseconds")
    print(
        "checklist    asked    import   pyxform     open  compile  judging"
        "      one      p99  longest"
    )
    with tempfile.TemporaryDirectory() as folder:
        measure("Cambodia", load_shipped("kh"), Path(folder))
        for count in (1_000, 3_000):
            measure("made up", make_checklist(count), Path(folder))


if __name__ == "__main__":
    main()

"""The form engine beside its peers, on the same forms in the same run.

Run `python benchmarks/checklist.py [COUNT ...]`; without counts the forms have 300,
1,000 and 3,000 questions.  pyxform converts; rxeval and the web engine of ODK (in Node,
left out where `python3 dev.py peers` never set it up) load what it made and are given
the same answers.  Every measurement is a process of its own, and a median.
"""

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyxform.xls2xform import convert

from benchmarks._forms import ROWS, MadeForm
from benchmarks._peers import ROUNDS
from tests.peers.players import has_web, web

ROOT = Path(__file__).resolve().parent.parent
COUNTS = (300, 1_000, 3_000)

Measured = Mapping[str, Mapping[str, list[float]]]


def main(counts: Iterable[int]) -> None:
    print(
        f"Python {platform.python_version()}, {platform.machine()};"
        f" pyxform {version('pyxform')}, rxeval {version('rxeval')};"
        f" web engine: {'in Node' if has_web() else 'not set up'}"
    )
    forms = [
        MadeForm(count, with_repeats=with_repeats)
        for count in counts
        for with_repeats in (False, True)
    ]
    measured = {}
    for form in forms:
        print(f"measuring {form.name}", file=sys.stderr)
        measured[form.name] = measure(form)
    show_imports(measured)
    show_loads(measured)
    show_changes(measured)
    show_memory(measured)


def measure(form: MadeForm) -> Measured:
    """What each peer takes for one form."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form.write(folder / "form.xlsx")
        xform = convert(str(folder / "form.xlsx"), validate=False, form_name="data")
        (folder / "form.xml").write_text(xform.xform, "utf-8")
        taken = {
            peer: alone(peer, form, folder)
            for peer in ("pyxform", "ours_reading", "rxeval", "ours")
        }
        if has_web():
            taken["web"] = in_node(form, xform.xform)
        return taken


def alone(peer: str, form: MadeForm, folder: Path) -> Mapping[str, list[float]]:
    command = [sys.executable, str(ROOT / "benchmarks" / "_peers.py"), peer]
    command += [str(form.count), str(int(form.with_repeats)), str(folder)]
    return json.loads(subprocess.check_output(command))  # type: ignore[no-any-return]


def in_node(form: MadeForm, xform: str) -> Mapping[str, list[float]]:
    with web() as player:
        answer = player.ask(
            {
                "form": xform,
                "rounds": ROUNDS + 1,
                "steps": [
                    ["add", f"/data/{repeat}"]
                    for repeat in form.repeats
                    for _row in range(ROWS - 1)
                ],
                "changes": [[change.path, change.value] for change in form.changes()],
            }
        )
    return {
        "load": answer["loads"][1:],
        "change": answer["changes"],
        "peak": answer["peak"],
    }


def show_imports(measured: Mapping[str, Measured]) -> None:
    print("\nimport, ms              ours  pyxform   ours/pyxform (to reach: 1.2)")
    for name, taken in measured.items():
        ours = statistics.median(taken["ours_reading"]["import"])
        pyxform = statistics.median(taken["pyxform"]["import"])
        print(f"{name:20} {ours:7.0f}  {pyxform:7.0f}   {ours / pyxform:5.2f}")


def show_loads(measured: Mapping[str, Measured]) -> None:
    print(
        "\nload, ms                ours   rxeval      web   ours/rxeval (to reach: 1)"
    )
    for name, taken in measured.items():
        ours, rxeval, in_web = medians(taken, "load")
        print(
            f"{name:20} {ours:7.1f}  {rxeval:7.1f}  {in_web:7.1f}"
            f"   {ours / rxeval:5.2f}"
        )


def show_changes(measured: Mapping[str, Measured]) -> None:
    print(
        "\nset and recompute, ms   ours    (p99  longest)   rxeval      web"
        "   rxeval/ours (to reach: 10)  web/ours"
    )
    for name, taken in measured.items():
        ours, rxeval, in_web = medians(taken, "change")
        sorted_ = sorted(taken["ours"]["change"])
        late = sorted_[len(sorted_) * 99 // 100]
        print(
            f"{name:20} {ours:7.3f} {late:7.3f}  {sorted_[-1]:7.3f}  "
            f"{rxeval:7.2f}  {in_web:7.2f}   {rxeval / ours:7.0f} "
            f"{in_web / ours:24.0f}"
        )


def show_memory(measured: Mapping[str, Measured]) -> None:
    print("\npeak memory, MB     reading  pyxform     ours   rxeval      web")
    for name, taken in measured.items():
        peers = ("ours_reading", "pyxform", "ours", "rxeval", "web")
        peaks = [taken[peer]["peak"] if peer in taken else 0.0 for peer in peers]
        print(f"{name:18} {'  '.join(f'{peak:7.0f}' for peak in peaks)}")


def medians(taken: Measured, what: str) -> list[float]:
    """The medians of ours, rxeval and the web engine; not a number if it isn't here."""
    return [
        statistics.median(taken[peer][what]) if peer in taken else float("nan")
        for peer in ("ours", "rxeval", "web")
    ]


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or COUNTS)

"""From the start of the process to a shown window, ours against a bare PySide6 one."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
window.grab()
print("shown", flush=True)
"""

OURS = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.desktop import Desktop
app = QApplication([])
desktop = Desktop(app, folder=Path("no-vault-here"))
desktop.start()
desktop.window.grab()
print("shown", flush=True)
desktop.close()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        programs = {"bare PySide6 window": BARE, "bwassess, first page": OURS}
        taken: dict[str, list[float]] = {name: [] for name in programs}
        for _round in range(ROUNDS):
            for name, program in programs.items():
                taken[name].append(timed(program, home))
        bare = statistics.median(taken["bare PySide6 window"])
        for name, seconds in taken.items():
            middle = statistics.median(seconds)
            print(
                f"{name:24} {1000 * middle:6.0f} ms   {middle / bare:4.1f} times bare"
            )


def timed(program: str, home: str) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "PYTHONPATH": str(ROOT),
    }
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdout is None or not process.stdout.readline():
            raise SystemExit("a program ended before it showed anything")
        return time.perf_counter() - start


if __name__ == "__main__":
    main()

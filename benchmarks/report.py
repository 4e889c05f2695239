"""The assessment report: pages, seconds, size and peak memory, language by language.

Run `python benchmarks/report.py`; it uses the sample of the tests, then the same with
300 findings and 100 photos of 1600 x 1200.
"""

import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image

from bwassess.report.content import Photo, ReportContent
from bwassess.report.pdf import write_assessment_report
from tests.report.sample import make_content

LANGUAGES = ("en", "fr", "vi", "km", "ar")
ROUNDS = 5


def camera_photo(seed: int) -> bytes:
    """A JPEG of 1600 x 1200 with enough noise to weigh what a real one does."""
    noise = random.Random(seed).randbytes(400 * 300 * 3)  # noqa: S311
    image = Image.frombytes("RGB", (400, 300), noise).resize((1600, 1200))
    data = BytesIO()
    image.save(data, "JPEG", quality=80)
    return data.getvalue()


def large(language: str, folder: Path) -> ReportContent:
    """The sample, its findings sixteen times over, 100 photos among them."""
    content = make_content(language)
    paths = [folder / f"{seed}.jpg" for seed in range(100)]
    for seed, path in enumerate(paths):
        path.write_bytes(camera_photo(seed))
    left = iter(paths)
    clusters = []
    for cluster in content.clusters:
        points = []
        for point in cluster.points:
            findings = tuple(
                replace(
                    finding,
                    number=finding.number + 20 * copy,
                    photos=tuple(
                        Photo(path.read_bytes, "Exit B-2")
                        for path in (next(left, None) for _ in range(copy % 3))
                        if path is not None
                    ),
                )
                for finding in point.findings
                for copy in range(16)
            )
            points.append(replace(point, findings=findings))
        clusters.append(replace(cluster, points=tuple(points)))
    return replace(content, clusters=tuple(clusters))


def small(language: str, _folder: Path) -> ReportContent:
    return make_content(language)


def measured(
    make: Callable[[str, Path], ReportContent], language: str
) -> tuple[float, ...]:
    """Pages, first and median seconds, megabytes; in a process of its own."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        content = make(language, Path(folder))
        target = Path(folder) / "report.pdf"
        for _ in range(ROUNDS):
            start = time.perf_counter()
            pages = write_assessment_report(content, target, language=language)
            seconds.append(time.perf_counter() - start)
        size = target.stat().st_size / 1e6
    return pages, seconds[0], statistics.median(seconds[1:]), size, peak_memory()


def peak_memory() -> float:
    """Peak resident megabytes of this process; 0 where the system can't tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'':18}{'pages':>6}{'first s':>9}{'then s':>8}{'MB':>8}{'peak MB':>9}")
    for name, make in (("sample", small), ("large", large)):
        for language in LANGUAGES:
            with get_context("spawn").Pool(1) as pool:
                figures = pool.apply(measured, (make, language))
            pages, first, then, size, peak = figures
            print(
                f"{name + ' ' + language:18}{pages:6.0f}{first:9.2f}{then:8.2f}"
                f"{size:8.1f}{peak:9.0f}"
            )


if __name__ == "__main__":
    main()

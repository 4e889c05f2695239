from pathlib import Path

import pypdfium2 as pdfium

from tests.commands.conftest import Run


def test_that_a_report_is_printed_in_the_language_asked_for(
    run: Run, assessment: str, tmp_path: Path
) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no")
    target = tmp_path / "report.pdf"

    printed = run(
        *("report", assessment, "--kind", "assessment", "--language", "km"),
        *("--out", target, "--draft"),
    )

    assert (printed.code, printed.out) == (0, f"{target}\n")
    document = pdfium.PdfDocument(target)
    assert len(document) > 3
    assert "Rumdoul" in document[0].get_textpage().get_text_bounded()
    document.close()


def test_that_a_report_nobody_can_make_is_a_wrong_call(
    run: Run, assessment: str, tmp_path: Path
) -> None:
    target = tmp_path / "report.pdf"

    assert run("report", assessment, "--out", target, "--language", "xx").code == 2
    assert run("report", assessment, "--out", target, "--kind", "poem").code == 2
    assert run("report", assessment, "--out", tmp_path / "no" / "r.pdf").code == 2
    assert not target.exists()

import os
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from bwassess.progress import Cancelled
from bwassess.report.content import Cluster, Finding, Photo, Point, Stitch
from bwassess.report.jpeg import PhotoUnreadableError
from bwassess.report.pdf import (
    ReportNotWrittenError,
    write_assessment_report,
)
from bwassess.report.styles import MADDER
from tests.report.conftest import letters
from tests.report.sample import drawn_photo, make_content

SNAPSHOT = Path(__file__).parent / "snapshots" / "assessment-en.txt"


def test_that_the_english_report_says_what_it_said_before(made_report):
    """Set UPDATE_SNAPSHOTS=1 to accept a change."""
    text = "\n\f\n".join(page.replace("\r\n", "\n") for page in made_report("en").pages)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text + "\n", encoding="utf-8", newline="\n")
    assert text + "\n" == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr", "vi", "km", "ar"])
def test_that_a_reader_finds_every_finding_as_it_was_written(made_report, language):
    report = made_report(language)
    for finding in make_content(language).findings:
        assert letters(finding.question) in report.letters
        if language == "ar" and re.search("[A-Za-z]|/", finding.sentence):
            continue  # PDFium turns Latin codes between Arabic words around.
        assert letters(finding.sentence) in report.letters


def test_that_all_fonts_are_embedded_subsets(made_report):
    pdf = made_report("km").path.read_bytes()
    names = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
    assert len(names) >= 4
    assert all(re.fullmatch(rb"[A-Z]{6}\+NotoSans[\w-]+", name) for name in names)
    assert len(re.findall(rb"/FontFile2", pdf)) == len(names)
    assert b"Helvetica" not in pdf
    assert b"Helvetica" not in _streams(pdf)


def test_that_photos_are_the_very_bytes_given(made_report):
    pdf = made_report("en").path.read_bytes()
    for finding in make_content().findings:
        for photo in finding.photos:
            assert photo.read() in pdf
    assert drawn_photo(1) in pdf
    assert b"ASCII85" not in pdf


def test_that_every_page_counts_itself_and_all_others(made_report):
    pages = made_report("en").pages
    assert len(pages) > 12
    for place, page in enumerate(pages, start=1):
        assert f"{place} of {len(pages)}" in page
        assert "KH-0417-3" in page
    assert "assessment 17\u201318/11/2026" not in pages[0]
    assert all("assessment 17\u201318/11/2026" in page for page in pages[1:])


def test_that_the_cover_shows_the_extent_and_no_result(made_report):
    cover = made_report("en").pages[0]
    assert "270 questions in 38 compliance points" in cover
    assert "1,284: 1,061 women, 223 men" in cover
    for finding in make_content().findings:
        assert finding.code not in cover
    assert "not met" not in cover


def test_that_seams_on_the_cover_are_all_alike(made_report):
    document = pypdfium2.PdfDocument(made_report("en").path)
    pictures = [document[page].render(scale=2).to_pil() for page in (0, 4)]
    document.close()
    madder = tuple(bytes.fromhex(MADDER[1:]))
    counts = [
        sum(count for count, colour in picture.getcolors(2**24) if colour == madder)
        for picture in pictures
    ]
    assert counts[0] == 0
    assert counts[1] > 0


def test_that_contents_and_bookmarks_lead_to_the_right_pages(made_report):
    report = made_report("en")
    document = pypdfium2.PdfDocument(report.path)
    places = {
        item.get_title(): item.get_dest().get_index() for item in document.get_toc()
    }
    document.close()
    for title, page in places.items():
        heading = re.sub(r"^\d+ ", "", title)
        assert letters(heading) in letters(report.pages[page])
        if title[0].isdigit():
            entry = re.search(rf"^{re.escape(title)}\s+(\d+)", report.pages[1], re.M)
            assert entry is not None
            assert int(entry[1]) == page + 1
    assert [title for title in places if title[0].isdigit()] == [
        "1 The factory",
        "2 The visit",
        "3 Method, scope and limits",
        "4 Summary of results",
        "5 Publicly reported issues",
        "6 Findings",
        "7 Information on the factory and the visit",
        "8 Comparison with the last cycle",
        "9 Annex: national law and values used",
        "10 Confidentiality",
    ]


def test_that_the_document_names_its_title_and_language(made_report):
    report = made_report("km")
    assert "រំដួល" in report.metadata["Title"]
    assert report.metadata["CreationDate"] == "D:20261209000000Z"
    assert report.metadata["Author"] == "Garment Labour Standards Programme"
    document = pypdfium2.PdfDocument(report.path)
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    document.close()
    assert size == len("km\0".encode("utf-16-le"))


def test_that_every_unverified_law_carries_the_word(made_report):
    text = letters("".join(made_report("en").pages))
    unverified = make_content().unverified
    annex = text[text.rindex("Annex:nationallaw") :]
    assert annex.count("unverified)") + annex.count("(unverified,") == unverified
    references = sum(len(finding.laws) for finding in make_content().findings)
    assert text.count("(unverified") == references + unverified


def test_that_equal_content_gives_equal_bytes(made_report, tmp_path):
    again = tmp_path / "again.pdf"
    write_assessment_report(make_content("km"), again, language="km")
    assert again.read_bytes() == made_report("km").path.read_bytes()


def test_that_progress_counts_every_page(tmp_path):
    seen = []

    def progress(done, total, text=""):
        seen.append((done, total))

    pages = write_assessment_report(
        make_content(), tmp_path / "r.pdf", language="en", progress=progress
    )
    assert seen == [(page, pages) for page in range(1, pages + 1)]


@pytest.mark.parametrize("page", [1, 7])
def test_that_cancelling_leaves_the_older_report_and_nothing_else(tmp_path, page):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"older")

    def progress(done, total, text=""):
        if done == page:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_assessment_report(
            make_content(), target, language="en", progress=progress
        )
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"older"


def test_that_a_missing_folder_is_told_and_nothing_is_left(tmp_path):
    with pytest.raises(ReportNotWrittenError, match=r"r\.pdf"):
        write_assessment_report(
            make_content(), tmp_path / "away" / "r.pdf", language="en"
        )


def test_that_a_folder_in_the_way_is_told_and_nothing_is_left(tmp_path):
    target = tmp_path / "r.pdf"
    target.mkdir()
    with pytest.raises(ReportNotWrittenError):
        write_assessment_report(make_content(), target, language="en")
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_damaged_photo_is_told_by_its_caption(tmp_path):
    finding = Finding(
        1,
        "OS8.05",
        "Are exits open?",
        "One was locked.",
        photos=(Photo(lambda: b"no picture", "Exit B-2"),),
    )
    point = Point("OS8", "Emergencies", (Stitch.FINDING,), (finding,))
    content = replace(make_content(), clusters=(Cluster("OS", "Safety", (point,)),))
    with pytest.raises(PhotoUnreadableError, match="Exit B-2"):
        write_assessment_report(content, tmp_path / "r.pdf", language="en")
    assert list(tmp_path.iterdir()) == []


def test_that_a_draft_says_so_on_every_page(tmp_path):
    target = tmp_path / "draft.pdf"
    write_assessment_report(make_content(), target, language="en", draft=True)
    document = pypdfium2.PdfDocument(target)
    for page in document:
        reader = page.get_textpage()
        assert "Draft" in reader.get_text_range()
        reader.close()
        page.close()
    document.close()


def test_that_an_arabic_report_is_mirrored(made_report):
    """The foot begins with the report's number, so it must stand on the right."""
    document = pypdfium2.PdfDocument(made_report("ar").path)
    middles = []
    for page in list(document)[1:]:
        reader = page.get_textpage()
        found = list(re.finditer("KH", reader.get_text_range()))
        left, _, right, _ = reader.get_charbox(found[-1].start())
        middles.append((left + right) / 2)
        reader.close()
        page.close()
    document.close()
    assert all(middle > 595 / 2 for middle in middles)


def test_that_a_factory_without_findings_gets_a_report(tmp_path):
    point = Point("CL1", "Child Labourers", (Stitch.MET, Stitch.NOT_APPLICABLE))
    content = replace(
        make_content(),
        clusters=(Cluster("CL", "Child Labour", (point,)),),
        public_issues=(),
        closed=(),
        information=(),
        laws=(),
        interviews=(),
        limits=(),
    )
    target = tmp_path / "r.pdf"
    assert write_assessment_report(content, target, language="en") >= 6
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "All requirements that apply to the factory were met." in text
    assert "Comparison" not in text


def _streams(pdf: bytes) -> bytes:
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"".join(found)

import hashlib
from pathlib import Path

from PIL import Image

from tests.commands.conftest import Run


def test_that_a_photo_lies_under_its_question(
    run: Run, assessment: str, vault: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "exit.png"
    Image.new("RGB", (60, 40), "#2B478F").save(photo)

    added = run(
        *("evidence", "add", assessment, photo),
        *("--question", "os8.05", "--caption", "Exit B-2"),
    )

    assert added.code == 0
    shown = run("assessment", "show", assessment, "--json").json
    (answer,) = (one for one in shown["answers"] if one["code"] == "OS8.05")
    (evidence,) = answer["evidence"]
    assert evidence["id"] == added.out.strip()
    assert evidence["caption"] == "Exit B-2"
    assert shown["totals"]["evidence"] == 1
    plain = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert evidence["sha256"] != plain
    assert b"PNG" not in b"".join(
        file.read_bytes() for file in vault.rglob("evidence/*/*")
    )


def test_that_what_is_no_photo_is_refused(
    run: Run, assessment: str, tmp_path: Path
) -> None:
    text = tmp_path / "list.txt"
    text.write_text("no photo", "utf-8")

    refused = run("evidence", "add", assessment, text)

    assert refused.code == 1
    assert "list.txt" in refused.err
    assert run("evidence", "add", assessment, tmp_path / "nowhere.jpg").code == 2

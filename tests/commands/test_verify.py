from pathlib import Path

from PIL import Image

from tests.commands.conftest import Run


def test_that_a_whole_vault_is_told_what_was_checked(run: Run, assessment: str) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no")

    told = run("verify")
    found = run("verify", "--json").json

    assert told.code == 0
    assert "all is as it was signed" in told.out
    assert found["flaws"] == []
    assert found["documents"] == 3  # the factory, the assessment and its checklist
    assert found["batches"] > found["documents"]


def test_that_an_altered_photo_is_a_flaw(
    run: Run, assessment: str, vault: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "exit.png"
    Image.new("RGB", (60, 40), "#2B478F").save(photo)
    run("evidence", "add", assessment, photo, "--question", "OS8.05")
    file = next(one for one in vault.glob("evidence/??/*") if one.is_file())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    told = run("verify")

    assert told.code == 1
    assert str(file) in told.out
    assert told.err.count("\n") == 1
    assert told.err.endswith("1 flaw.\n")


def test_that_a_photo_that_is_elsewhere_is_no_flaw(
    run: Run, assessment: str, vault: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "exit.png"
    Image.new("RGB", (60, 40), "#2B478F").save(photo)
    run("evidence", "add", assessment, photo)
    shown = run("assessment", "show", assessment, "--json").json
    working = shown["loose_evidence"][0]["sha256"]
    next(vault.glob(f"evidence/??/{working}")).unlink()

    told = run("verify")

    assert told.code == 0
    assert "1 more evidence file isn't on this laptop." in told.out

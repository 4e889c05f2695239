"""What is shipped is whole: resources, the wheel, and the Qt that is pinned."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bwassess.paths import RESOURCES
from ui import icons

ROOT = Path(__file__).resolve().parent.parent


def _sources() -> list[Path]:
    return [p for room in ("bwassess", "ui") for p in (ROOT / room).rglob("*.py")]


def _committed() -> list[Path]:
    """Return the files git knows of this checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a checkout knows what is committed")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    there = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in there if path.is_file()]


def _parts_below_resources(node: ast.expr) -> list[str | None] | None:
    """Return what `RESOURCES / a / b` adds, None for a part only known at run time."""
    if isinstance(node, ast.Name):
        return [] if node.id == "RESOURCES" else None
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
        return None
    before = _parts_below_resources(node.left)
    if before is None:
        return None
    right = node.right
    known = isinstance(right, ast.Constant) and isinstance(right.value, str)
    return [*before, right.value if known else None]


def _resources_named(tree: ast.Module) -> Iterator[Path]:
    """Yield the paths below `resources/` that a source names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and (parts := _parts_below_resources(node)):
            known = parts[: parts.index(None)] if None in parts else parts
            yield RESOURCES.joinpath(*known)


def _icons_named(tree: ast.Module) -> Iterator[str]:
    """Yield the icons that a source asks for: `icon("check")`, `icon="check"`."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        asked = [word.value for word in call.keywords if word.arg == "icon"]
        match call.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                if name in {"icon", "set_icon"}:
                    asked += call.args[:1]
        for node in asked:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """Parse every source of the program, by its path."""
    return {
        source.relative_to(ROOT).as_posix(): ast.parse(source.read_text("utf-8"))
        for source in _sources()
    }


def test_that_every_resource_is_reachable_by_the_name_the_code_uses(
    trees: dict[str, ast.Module],
) -> None:
    missing = {
        f"{source}: {path.relative_to(RESOURCES)}"
        for source, tree in trees.items()
        for path in _resources_named(tree)
        if not path.exists()
    }

    assert missing == set()


def test_that_every_icon_the_code_asks_for_is_shipped(
    trees: dict[str, ast.Module],
) -> None:
    shipped = set(icons.names())
    missing = {
        f"{source}: {name}"
        for source, tree in trees.items()
        for name in _icons_named(tree)
        if name and name not in shipped
    }

    assert missing == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does, with no network to help."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_that_a_wheel_carries_every_source_and_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    committed = [path.relative_to(ROOT).as_posix() for path in _committed()]

    assert {
        name for name in committed if name.startswith(("bwassess/", "ui/"))
    } <= carried
    assert {
        f"bwassess/{name}" for name in committed if name.startswith("resources/")
    } <= carried
    assert not [name for name in carried if name.startswith(("resources/", "tests/"))]


def test_that_a_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    found = subprocess.run(
        [sys.executable, "-c", "from bwassess.paths import RESOURCES as r; print(r)"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert Path(found.stdout.strip()) == tmp_path / "bwassess" / "resources"


def test_that_qt_keeps_every_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses one at each call that returns nothing, and then aborts.

    From Python 3.12 on None is never freed, so only 3.11 can show it.
    """
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(200):
        label.setText("")

    assert abs(sys.getrefcount(None) - before) < 20


@pytest.fixture
def dependencies() -> set[str]:
    """Return the names of everything `pyproject.toml` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    return {re.split(r"[\[=<>]", name)[0] for name in wanted} - {"bwassess"}


def _packages_imported(trees: dict[str, ast.Module]) -> set[str]:
    """Return the top-level names that the program's sources import."""
    names = set()
    for tree in trees.values():
        for node in ast.walk(tree):
            match node:
                case ast.Import():
                    names |= {alias.name for alias in node.names}
                case ast.ImportFrom(module=str(name)):
                    names.add(name)
    return {name.partition(".")[0] for name in names}


def test_that_the_program_imports_nothing_it_does_not_ask_for(
    trees: dict[str, ast.Module], dependencies: set[str]
) -> None:
    foreign = _packages_imported(trees) - sys.stdlib_module_names - {"bwassess", "ui"}
    owners = packages_distributions()
    unasked = {
        name
        for name in foreign
        if not {re.sub(r"[-_.]+", "-", o).lower() for o in owners.get(name, ())}
        & dependencies
    }

    assert unasked <= {"shiboken6"}  # a part of PySide6


def test_that_every_dependency_is_locked_with_its_hashes(
    dependencies: set[str],
) -> None:
    lock = (ROOT / "requirements" / "dev.txt").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    locked = {
        entry.partition("==")[0]: entry for entry in entries if "==" in entry[:80]
    }

    assert dependencies - set(locked) == set()
    assert [
        name for name, entry in locked.items() if "--hash=sha256:" not in entry
    ] == []


def test_that_every_dependency_has_its_sentence(dependencies: set[str]) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    assert {name for name in dependencies if f"**{name}**" not in page} == set()


def test_that_no_lock_says_where_packages_come_from() -> None:
    locks = [*(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml"]

    assert [p.name for p in locks if "://" in p.read_text("utf-8")] == []


def test_that_no_committed_file_names_a_folder_of_this_machine() -> None:
    folders = [rf"(?<![\w.]){re.escape(str(ROOT))}[/\\]"]
    if sys.platform != "win32":
        import pwd

        # The root user's folder is also how forms lead into their tables.
        folders.append(rf"(?<![\w.)]){re.escape(pwd.getpwuid(os.getuid()).pw_dir)}/")
    named = re.compile("|".join(folders).encode())

    assert [p.name for p in _committed() if named.search(p.read_bytes())] == []

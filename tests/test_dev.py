"""`dev.py` as a person without anything installed meets it."""

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what dev.py's set-up reads into a checkout that nothing depends on."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


@pytest.fixture
def dev(checkout: Path) -> ModuleType:
    """Load the copied dev.py, whose folders are then those of the copy."""
    spec = importlib.util.spec_from_file_location("dev", checkout / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", checkout / "dev.py", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_that_help_names_every_command_of_the_readme(checkout: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    documented = set(re.findall(r"python3 dev\.py (\w+)", readme))

    shown = _run(checkout, "--help")

    assert shown.returncode == 0
    assert documented >= {"run", "test"}
    assert documented - set(re.findall(r"^  (\w+)", shown.stdout, re.M)) == set()


def test_that_an_unknown_command_is_answered_with_those_there_are(
    checkout: Path,
) -> None:
    answer = _run(checkout, "tset")

    assert answer.returncode == 2
    assert "'tset'" in answer.stdout
    assert "test" in answer.stdout


def test_that_missing_libraries_are_named_where_nothing_can_install_them(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(dev.QT_LIBRARIES, "libnowhere.so.7", "libnowhere7")
    monkeypatch.setenv("PATH", "")

    with pytest.raises(dev.Refused, match=r"as root, run: apt-get .*libnowhere7"):
        dev.install_system_packages(for_screen=False)


def test_that_screen_libraries_are_asked_for_only_where_a_screen_is(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(dev.SCREEN_LIBRARIES, "libnowhere.so.7", "libnowhere7")

    assert "libnowhere7" not in dev.missing_packages(for_screen=False)
    assert "libnowhere7" in dev.missing_packages(for_screen=True)


@pytest.fixture
def environment(dev: ModuleType) -> Path:
    """Make what a finished set-up leaves behind, as far as dev.py looks at it."""
    python = Path(dev.PYTHON)
    python.parent.mkdir(parents=True)
    python.touch()
    (dev.VENV / "pyvenv.cfg").write_text("version = 3.11.7\n", "ascii")
    dev.STAMP.write_text(dev.fingerprint(), "utf-8")
    return Path(dev.VENV)


@pytest.mark.usefixtures("environment")
def test_that_nothing_is_set_up_twice(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    dev.set_up(for_screen=False)

    assert capfd.readouterr().out == ""


@pytest.mark.usefixtures("environment")
def test_that_a_changed_lock_is_noticed(dev: ModuleType, checkout: Path) -> None:
    with (checkout / "requirements" / "dev.txt").open("a", encoding="utf-8") as lock:
        lock.write("another==1.0\n")

    assert dev.is_whole()
    assert not dev.is_set_up()


@pytest.mark.usefixtures("environment")
def test_that_a_set_up_cut_short_is_not_trusted(dev: ModuleType) -> None:
    dev.STAMP.unlink()

    assert not dev.is_whole()


@pytest.mark.usefixtures("environment")
def test_that_an_environment_of_another_folder_is_not_trusted(
    dev: ModuleType,
) -> None:
    dev.STAMP.write_text(
        dev.fingerprint().replace(str(dev.ROOT), f"{dev.ROOT}-before"), "utf-8"
    )

    assert not dev.is_whole()


def test_that_an_older_python_can_read_far_enough_to_refuse(checkout: Path) -> None:
    """The sentence on Python's version must reach those who need it."""
    source = (checkout / "dev.py").read_text("utf-8")

    ast.parse(source, feature_version=(3, 7))


def test_that_every_failed_check_is_named_and_the_others_still_run(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    code = dev.call_each(
        {
            "first": [sys.executable, "-c", "raise SystemExit(3)"],
            "second": [sys.executable, "-c", "print('ran')"],
        }
    )

    shown = capfd.readouterr().out
    assert code == 1
    assert re.search(r"^FAILED first", shown, re.M)
    assert re.search(r"^ok +second", shown, re.M)
    assert "ran" in shown


def test_that_the_web_engine_is_left_out_where_there_is_no_node(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", "")

    dev.set_up_web_engine()

    said = capfd.readouterr().out.splitlines()
    assert len(said) == 1
    assert "no Node.js" in said[0]


def test_that_locks_name_no_host() -> None:
    locks = [
        *ROOT.glob("requirements/*.txt"),
        ROOT / "tests" / "peers" / "web" / "package-lock.json",
    ]

    for lock in locks:
        assert '"resolved"' not in lock.read_text("utf-8")
        assert not re.search(r"https?://\S+\.(whl|tgz|tar)", lock.read_text("utf-8"))

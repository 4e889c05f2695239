#!/usr/bin/env python3
"""Everything a developer does, one command each; needs Python 3.11 and nothing else.

python3 dev.py COMMAND [ARGUMENTS]

The first command on a machine sets up all that is needed in `.venv`; later ones begin
at once, and again when a lock in `requirements/` has changed.  It may be stopped at
any time and started again.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
EXE = ".exe" if os.name == "nt" else ""
STAMP = VENV / "bwassess-stamp"


def tool(name: str) -> str:
    """Name a program of the environment."""
    return str(VENV / ("Scripts" if os.name == "nt" else "bin") / f"{name}{EXE}")


PYTHON = tool("python")

# What Qt loads from the system, and the Debian package each library comes in.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libpulse.so.0": "libpulse0",
}


class Refused(Exception):  # noqa: N818
    """What can't be done here, in one sentence that says what to do about it."""


def main(arguments: list[str]) -> int:
    """Run the command the arguments name; return its exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        show_help()
        return 0 if arguments else 2
    command = COMMANDS.get(arguments[0])
    if command is None:
        names = ", ".join(COMMANDS)
        print(f"dev.py: there is no command {arguments[0]!r}; there are {names}.")
        return 2
    try:
        want_python()
        # A bundle carries the libraries of a screen, wherever it is built.
        set_up(for_screen=has_display() or command is bundle)
        return command(arguments[1:])
    except Refused as refusal:
        print(f"dev.py: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndev.py: stopped; the same command takes up where it was.")
        return 130


def show_help() -> None:
    """Print what each command does, from its docstring."""
    print(__doc__)
    for name, command in COMMANDS.items():
        print(f"  {name:<9} {(command.__doc__ or '').splitlines()[0]}")


# The commands


def run(arguments: list[str]) -> int:
    """Open the program on a demo vault, or make its journey where no display is."""
    demo = [PYTHON, "-m", "bwassess", "demo"]
    if not has_display():
        say("There is no display here: the demo's journey is made without a window")
        demo.append("--no-window")
    return call([*demo, *arguments])


def test(arguments: list[str]) -> int:
    """Run the whole test suite; arguments go to pytest instead."""
    # A selection is run plainly, so that a debugger and one test's output work.
    if not arguments:
        workers = min(4, os.cpu_count() or 1)
        arguments = [f"-n{workers}", "--dist=worksteal"]
    # Compiled once for all workers and programs that tests start, even where the
    # environment forbids it; beside the packages and not among them.
    return call(
        [PYTHON, "-m", "pytest", *arguments],
        PYTHONPYCACHEPREFIX=str(VENV / "bytecode"),
        PYTHONDONTWRITEBYTECODE="",
    )


def cover(_arguments: list[str]) -> int:
    """Run the whole test suite and tell what none of it reached, in twice the time."""
    return test(["-n2", "--dist=worksteal", "--cov", "--cov-report=term"])


def check(_arguments: list[str]) -> int:
    """Check lint, format, types and the arrows between packages."""
    checks = {
        "lint": [tool("ruff"), "check"],
        "format": [tool("ruff"), "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "arrows": [tool("lint-imports"), "--no-logo"],
    }
    return call_each(checks)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, or those named, each in a process of its own."""
    there = {path.stem: path for path in sorted(ROOT.glob("benchmarks/[!_]*.py"))}
    unknown = [name for name in arguments if name not in there]
    if unknown:
        raise Refused(
            f"there is no benchmark {', '.join(unknown)}; there are {', '.join(there)}."
        )
    chosen = arguments or list(there)
    return call_each({name: [PYTHON, str(there[name])] for name in chosen})


def peers(arguments: list[str]) -> int:
    """Compare the form engine with others on made-up forms; --forms N for how many."""
    set_up_web_engine()
    return call([PYTHON, "-m", "tests.peers.search", *arguments])


def pictures(arguments: list[str]) -> int:
    """Drive the real windows and write the guide's pictures."""
    return call([PYTHON, "docs/pictures.py", *arguments], QT_QPA_PLATFORM="offscreen")


def bundle(_arguments: list[str]) -> int:
    """Build the program as a folder that needs no Python, and let it check itself."""
    build = [
        PYTHON,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level=WARN",
        "build.spec",
    ]
    program = ROOT / "dist" / "bwassess" / f"bwassess{EXE}"
    say("Building dist/bwassess")
    code = call(build)
    if code:
        return code
    size = sum(path.lstat().st_size for path in program.parent.rglob("*"))
    say(f"dist/bwassess has {size / 1e6:.0f} MB; it checks itself")
    return call([str(program), "self-check"])


def editions(_arguments: list[str]) -> int:
    """Write the index of the checklist editions that come with the program."""
    write = "from bwassess.checklist.library import write_index; write_index()"
    return call([PYTHON, "-c", write])


def texts(_arguments: list[str]) -> int:
    """Gather the interface's texts into the catalogues and compile these."""
    folder = ROOT / "resources" / "translations"
    template = folder / "bwassess.pot"
    babel = tool("pybabel")
    gather = [
        *(babel, "-q", "extract", "--omit-header", "--no-location", "--sort-output"),
        *("--no-wrap", "-k", "_", "-k", "ngettext:1,2", "-o", str(template)),
        *("bwassess", "ui"),
    ]
    failed = call(gather)
    for catalogue in sorted(folder.glob("*/LC_MESSAGES/bwassess.po")):
        head, _, _texts = catalogue.read_text("utf-8").partition("\n\n")
        failed |= call(
            [
                *(babel, "-q", "update", "--no-wrap", "--no-fuzzy-matching"),
                *("--ignore-obsolete", "-i", str(template)),
                *("-o", str(catalogue), "-l", catalogue.parts[-3]),
            ]
        )
        # Babel would write down when it ran, and blanks for names to fill in.
        _head, _, texts = catalogue.read_text("utf-8").partition("\n\n")
        catalogue.write_text(f"{head}\n\n{texts}", "utf-8")
        compiled = str(catalogue.with_suffix(".mo"))
        failed |= call([babel, "-q", "compile", "-i", str(catalogue), "-o", compiled])
    return failed


def lock(arguments: list[str]) -> int:
    """Make the locks anew from pyproject.toml; --upgrade takes the newest of all."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    into = [
        *(tool("uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
        *("--python-version", oldest, "--custom-compile-command", "dev.py lock"),
        *arguments,
        "-o",
    ]
    return call_each(
        {
            "uv": [*into, "requirements/uv.txt", "requirements/uv.in"],
            "dev": [*into, "requirements/dev.txt", "pyproject.toml", "--extra=dev"],
        }
    )


COMMANDS = {
    command.__name__: command
    for command in (
        *(run, test, cover, check, bench, peers),
        *(pictures, texts, editions, bundle, lock),
    )
}


# The set-up


def set_up(*, for_screen: bool) -> None:
    """Bring the machine and `.venv` to what the locks say; nothing where they are."""
    install_system_packages(for_screen=for_screen)
    if is_set_up():
        return
    with alone():
        if is_set_up():
            return
        if not is_whole():
            make_environment()
        STAMP.unlink(missing_ok=True)
        install_locked()
        unsure = STAMP.with_suffix(".new")
        unsure.write_text(fingerprint(), "utf-8")
        unsure.replace(STAMP)
    say("The environment is ready")


def is_set_up() -> bool:
    """Whether `.venv` is whole and made from what the locks say now."""
    return is_whole() and STAMP.read_text("utf-8") == fingerprint()


def is_whole() -> bool:
    """Whether a set-up came to its end in this very folder."""
    # No stamp means that a set-up was cut short; a checkout that was moved holds
    # programs that name the folder it was in.
    if not (STAMP.is_file() and Path(PYTHON).exists()):
        return False
    return STAMP.read_text("utf-8").startswith(f"{ROOT}\n")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other dev.py sets up this checkout; one that is killed lets go."""
    with (ROOT / ".venv.lock").open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def want_python() -> None:
    """Go on with a Python that is new enough, or say that there is none."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        # A name on the PATH may be a version manager's promise, not a Python.
        if newer and quietly([newer, "-c", ""]) == 0:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606
    raise Refused(
        f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; "
        "install it and start dev.py with it."
    )


def fingerprint() -> str:
    """Name where and from what the environment was made."""
    digest = hashlib.sha256()
    sources = [VENV / "pyvenv.cfg", ROOT / "pyproject.toml"]
    for path in [*sources, *sorted(ROOT.glob("requirements/*.txt"))]:
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return f"{ROOT}\n{digest.hexdigest()}\n"


def make_environment() -> None:
    """Make `.venv` from nothing, with the Python that runs this."""
    say("Making the Python environment in .venv")
    if call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise Refused(f"{sys.executable} could not make .venv; what it said is above.")


def install_locked() -> None:
    """Install what the lock names, by uv or else by pip, and the checkout itself."""
    with_pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    uv = [*with_pip, "--quiet", "--require-hashes", "--only-binary=:all:"]
    say("Installing uv, the installer")
    if call([*uv, "-r", "requirements/uv.txt"]):
        say("uv could not be installed; pip does the same, only slower")
        install = with_pip
    else:
        install = [tool("uv"), "pip", "install", "--python", PYTHON]
    say("Installing the packages locked in requirements/dev.txt")
    if call([*install, "--require-hashes", "-r", "requirements/dev.txt"]):
        raise Refused("packages could not be installed; what went wrong is above.")
    say("Installing bwassess itself, to be run from this folder")
    if call([*install, "--no-deps", "--no-build-isolation", "--editable", "."]):
        raise Refused("bwassess could not be installed; what went wrong is above.")


def set_up_web_engine() -> None:
    """Install what the lock of the web engine names; without npm there is none."""
    folder = ROOT / "tests" / "peers" / "web"
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        say("There is no Node.js with npm here; the web engine is left out")
        return
    stamp = folder / "node_modules" / ".bwassess-stamp"
    locked = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("ascii") == locked:
        return
    say("Installing the web engine into tests/peers/web/node_modules")
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts"]
    if call([npm, "ci", "--prefix", str(folder), *quiet]):
        raise Refused("the web engine could not be installed; npm's words are above.")
    stamp.write_text(locked, "ascii")


def install_system_packages(*, for_screen: bool) -> None:
    """Install what Qt and Python's venv need of the system; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(for_screen=for_screen)
    if not missing:
        return
    apt = shutil.which("apt-get")
    as_root = root_prefix() if apt else None
    if apt is None or as_root is None:
        raise Refused(
            "the system lacks packages that can't be installed from here; as root, "
            f"run: apt-get install -y {names_here(missing)}"
        )
    say(f"Installing packages of the system: {' '.join(missing)}")
    apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    call([*apt_get, "update"])
    install = [*apt_get, "install", "-y", "--no-install-recommends"]
    call([*install, *names_here(missing).split()])
    left = missing_packages(for_screen=for_screen)
    if left:
        raise Refused(
            "apt-get, whose words are above, did not bring "
            f"{names_here(left)}; install that and start again."
        )


def missing_packages(*, for_screen: bool) -> list[str]:
    """Name the Debian packages whose libraries can't be loaded."""
    libraries = QT_LIBRARIES | (SCREEN_LIBRARIES if for_screen else {})
    missing = [package for name, package in libraries.items() if not loads(name)]
    if not Path(PYTHON).exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def names_here(packages: list[str]) -> str:
    """Name packages as this release does: newer ones renamed some."""
    names = []
    for package in packages:
        renamed = f"{package}t64"
        known = shutil.which("apt-cache") and quietly(["apt-cache", "show", renamed])
        names.append(renamed if known == 0 else package)
    return " ".join(names)


def root_prefix() -> list[str] | None:
    """How a command is made to run as root; None where there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if quietly(["sudo", "-n", "true"]):
        return ["sudo"] if sys.stdin.isatty() else None
    return ["sudo", "-n"]


# Saying and calling


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def say(line: str) -> None:
    """Print one step, before what it calls prints."""
    print(f"==> {line}", flush=True)


def call(command: list[str], **environment: str) -> int:
    """Run a command in the checkout and return its exit code."""
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def quietly(command: list[str]) -> int:
    """Run a command for its exit code alone."""
    silent = subprocess.DEVNULL
    return subprocess.call(command, stdout=silent, stderr=silent)


def call_each(commands: dict[str, list[str]]) -> int:
    """Run every command, whichever fails, and sum up at the end."""
    summary = []
    for name, command in commands.items():
        say(name)
        began = time.monotonic()
        code = call(command)
        taken = time.monotonic() - began
        summary.append(f"{'FAILED' if code else 'ok':<7}{name:<24}{taken:6.1f} s")
    print("", *summary, sep="\n", flush=True)
    return int(any(line.startswith("FAILED") for line in summary))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Everything a developer does, one command each; needs Python 3.11 and nothing else.

python3 dev.py COMMAND [ARGUMENTS]

The first command on a machine sets up all that is needed in `.venv`; later ones begin
at once, and again when a lock in `requirements/` has changed.  It may be stopped at
any time and started again.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
STAMP = VENV / "bwassess-stamp"
REQUIREMENTS = ROOT / "requirements"

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
        set_up()
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
    """Run the whole test suite with coverage; arguments go to pytest instead."""
    # A selection is run plainly, so that a debugger and one test's output work.
    if not arguments:
        workers = min(4, os.cpu_count() or 1)
        arguments = [f"-n{workers}", "--dist=worksteal", "--cov", "--cov-report=term"]
    return call([PYTHON, "-m", "pytest", *arguments])


def check(_arguments: list[str]) -> int:
    """Check lint, format, types and the arrows between packages."""
    checks = {
        "lint": [BIN / f"ruff{EXE}", "check"],
        "format": [BIN / f"ruff{EXE}", "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "arrows": [BIN / f"lint-imports{EXE}", "--no-logo"],
    }
    return call_each(checks)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, or those named, each in a process of its own."""
    there = {path.stem: path for path in sorted(ROOT.glob("benchmarks/[!_]*.py"))}
    if unknown := [name for name in arguments if name not in there]:
        raise Refused(
            f"there is no benchmark {', '.join(unknown)}; there are {', '.join(there)}."
        )
    chosen = arguments or list(there)
    return call_each({name: [PYTHON, there[name]] for name in chosen})


def pictures(arguments: list[str]) -> int:
    """Drive the real windows and write the guide's pictures."""
    script = ROOT / "docs" / "pictures.py"
    return call([PYTHON, script, *arguments], QT_QPA_PLATFORM="offscreen")


def bundle(_arguments: list[str]) -> int:
    """Build the program as a folder that needs no Python, and let it check itself."""
    build = [PYTHON, "-m", "PyInstaller", "--noconfirm", "build.spec"]
    program = ROOT / "dist" / "bwassess" / f"bwassess{EXE}"
    say("Building dist/bwassess")
    if code := call(build):
        return code
    size = sum(p.stat().st_size for p in program.parent.rglob("*") if p.is_file())
    say(f"dist/bwassess has {size / 1e6:.0f} MB; it checks itself")
    return call([program, "self-check"])


def lock(arguments: list[str]) -> int:
    """Make the locks anew from pyproject.toml; --upgrade takes the newest of all."""
    compile_lock = [
        *(BIN / f"uv{EXE}", "pip", "compile", "--universal", "--generate-hashes"),
        *("--python-version", ".".join(map(str, OLDEST_PYTHON))),
        *("--custom-compile-command", "python3 dev.py lock", "--quiet"),
    ]
    project = [ROOT / "pyproject.toml", "--extra", "dev"]
    return call_each(
        {
            name: [*compile_lock, *source, "-o", REQUIREMENTS / name, *arguments]
            for name, source in {
                "uv.txt": [REQUIREMENTS / "uv.in"],
                "dev.txt": project,
            }.items()
        }
    )


COMMANDS = {
    command.__name__: command
    for command in (run, test, check, bench, pictures, bundle, lock)
}


# The set-up


def set_up() -> None:
    """Bring the machine and `.venv` to what the locks say; nothing where they are."""
    install_system_packages()
    # No stamp means that a set-up was cut short, and nothing in `.venv` is sure.
    before = STAMP.read_text("ascii") if STAMP.is_file() and PYTHON.exists() else None
    if before is None:
        make_environment()
    elif before == fingerprint():
        return
    STAMP.unlink(missing_ok=True)
    install_locked()
    unsure = STAMP.with_suffix(".new")
    unsure.write_text(fingerprint(), "ascii")
    unsure.replace(STAMP)
    say("The environment is ready")


def want_python() -> None:
    """Go on with a Python that is new enough, or say that there is none."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        if newer := shutil.which(f"python3.{minor}"):
            os.execv(newer, [newer, *sys.argv])  # noqa: S606
    raise Refused(
        f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}; "
        "install it and start dev.py with it."
    )


def fingerprint() -> str:
    """Name what the environment was made from."""
    digest = hashlib.sha256()
    sources = [VENV / "pyvenv.cfg", ROOT / "pyproject.toml"]
    for path in [*sources, *sorted(REQUIREMENTS.glob("*.txt"))]:
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


def make_environment() -> None:
    """Make `.venv` from nothing, with the Python that runs this."""
    say("Making the Python environment in .venv")
    if call([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Refused(f"{sys.executable} could not make .venv; what it said is above.")


def install_locked() -> None:
    """Install what the lock names, by uv or else by pip, and the checkout itself."""
    with_pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    uv = [*with_pip, "--quiet", "--require-hashes", "--only-binary=:all:"]
    say("Installing uv, the installer")
    if call([*uv, "-r", REQUIREMENTS / "uv.txt"]):
        say("There is no uv for this machine; pip does the same, only slower")
        install = with_pip
    else:
        install = [BIN / f"uv{EXE}", "pip", "install", "--python", PYTHON]
    lock_file = REQUIREMENTS / "dev.txt"
    count = lock_file.read_text("utf-8").count("==")
    say(f"Installing {count} packages at most, as locked in requirements/dev.txt")
    if call([*install, "--require-hashes", "-r", lock_file]):
        raise Refused("packages could not be installed; what went wrong is above.")
    say("Installing bwassess itself, to be run from this folder")
    if call([*install, "--no-deps", "--no-build-isolation", "--editable", ROOT]):
        raise Refused("bwassess could not be installed; what went wrong is above.")


def install_system_packages() -> None:
    """Install what Qt and Python's venv need of the system; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    if not (missing := missing_packages()):
        return
    apt = shutil.which("apt-get")
    as_root = None if apt is None else root_prefix()
    if apt is None or as_root is None:
        names = " ".join(present_name(name) for name in missing)
        raise Refused(
            "the system lacks packages that can't be installed from here; "
            f"as root, run: apt-get install -y {names}"
        )
    say(f"Installing packages of the system: {' '.join(missing)}")
    apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    call([*apt_get, "update"])
    names = [present_name(name) for name in missing]
    call([*apt_get, "install", "-y", "--no-install-recommends", *names])
    if left := missing_packages():
        raise Refused(
            "apt-get, whose words are above, did not bring "
            f"{' '.join(map(present_name, left))}; install that and start again."
        )


def missing_packages() -> list[str]:
    """Name the Debian packages whose libraries can't be loaded."""
    libraries = QT_LIBRARIES | (SCREEN_LIBRARIES if has_display() else {})
    missing = [package for name, package in libraries.items() if not loads(name)]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append("python{}.{}-venv".format(*sys.version_info))
    return missing


def loads(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def present_name(package: str) -> str:
    """Return the name this release gives a package: newer ones renamed some."""
    renamed = f"{package}t64"
    if shutil.which("apt-cache"):
        found = subprocess.run(
            ["apt-cache", "show", renamed],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if found.returncode == 0:
            return renamed
    return package


def root_prefix() -> list[str] | None:
    """How a command is made to run as root; None where there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode:
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


def call(command: list[str | Path], **environment: str) -> int:
    """Run a command in the checkout and return its exit code."""
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def call_each(commands: dict[str, list[str | Path]]) -> int:
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

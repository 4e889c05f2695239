"""The peers that forms are compared with, each behind the same `play`.

JavaRosa is the engine of ODK Collect, taken from the validator that pyxform brings;
the web engine is that of ODK Web Forms; rxeval follows JavaRosa in Rust.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pyxform.validators.odk_validate

from tests.peers.forms import Form, Leaf, Played, State, Step

HERE = Path(__file__).resolve().parent
WEB = HERE / "web"
_ROW = re.compile(r"\[(\d+)\]")
JAVAROSA_JAR = (
    Path(pyxform.validators.odk_validate.__file__).parent / "bin" / "ODK_Validate.jar"
)


class Player(Protocol):
    name: str

    def play(self, form: Form, steps: Iterable[Step]) -> Played: ...


class OtherProcess:
    """A player that lives in a process of its own and is told one line a form."""

    def __init__(self, name: str, command: list[str], *, folder: Path = HERE) -> None:
        self.name = name
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=os.environ | {"TZ": "UTC"},
        )

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended with {process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def play(self, form: Form, steps: Iterable[Step]) -> Played:
        answer = self.ask(
            {
                "form": form.xform,
                "files": {**form.files, "last-saved.xml": _saved(form)},
                "steps": [list(step) for step in steps],
            }
        )
        if "refused" in answer:
            return Played(refused=answer["refused"])
        return Played(tuple(State.of(seen, form.names) for seen in answer["states"]))

    def close(self) -> None:
        # Both end when nothing more is asked.
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()


def _saved(form: Form) -> str:
    leaves = "".join(f"<{name}>{text}</{name}>" for name, text in form.saved.items())
    return f"<data>{leaves}</data>"


def has_web() -> bool:
    """Whether the web engine is set up in its folder and there is a Node to run it."""
    return shutil.which("node") is not None and (WEB / "node_modules").is_dir()


def has_javarosa() -> bool:
    """Whether there is a Java that can compile."""
    return shutil.which("javac") is not None


@contextmanager
def web() -> Iterator[OtherProcess]:
    """The web engine in Node; `npm ci` in its folder must have been run."""
    node = shutil.which("node") or "node"
    player = OtherProcess("web", [node, "player.mjs"], folder=WEB)
    try:
        yield player
    finally:
        player.close()


@contextmanager
def javarosa() -> Iterator[OtherProcess]:
    """JavaRosa in a Java that can compile its player."""
    command = [
        *(shutil.which("java") or "java", "-Duser.timezone=UTC", "-Xss8m"),
        *("-cp", str(JAVAROSA_JAR), "javarosa/Player.java"),
    ]
    player = OtherProcess("javarosa", command)
    try:
        yield player
    finally:
        player.close()


class Rxeval:
    """rxeval, in this process."""

    name = "rxeval"

    def __init__(self, now: datetime) -> None:
        self._now = now

    def play(self, form: Form, steps: Iterable[Step]) -> Played:
        import rxeval

        try:
            session = rxeval.Session(
                form.xform,
                today=self._now.date().isoformat(),
                now=self._now.isoformat(timespec="milliseconds"),
            )
            states = [self._seen(session, form)]
            for step in steps:
                refused = ""
                try:
                    self._take(session, step)
                except (ValueError, RuntimeError) as error:
                    refused = str(error)
                states.append(self._seen(session, form, refused))
        except (ValueError, RuntimeError) as error:
            return Played(refused=str(error))
        return Played(tuple(states))

    @staticmethod
    def _take(session: Any, step: Step) -> None:
        match step:
            case ("set", path, str(text)):
                session.set(path, text)
            case ("add", path):
                session.add_row(path)
            case (_, path, int(number)):
                session.remove_row(path, number)

    @staticmethod
    def _seen(session: Any, form: Form, refused: str = "") -> State:
        seen = session.recompute()
        missing = set(seen["missing"])
        invalid = {path for path, _message in seen["invalid"]}
        leaves = {}
        rows: dict[str, int] = {}
        for path, relevant in seen["relevant"].items():
            if path.rpartition("/")[2] not in form.names:
                continue
            offered = session.choices(path)
            numbered = _numbered(path, form.repeats)
            leaves[numbered] = Leaf(
                relevant,
                session.get(path),
                path in missing,
                path in invalid,
                None if offered is None else tuple(each["value"] for each in offered),
            )
            for row in _ROW.finditer(numbered):
                repeat = numbered[: row.start()]
                rows[repeat] = max(rows.get(repeat, 0), int(row[1]))
        if seen["failed"]:
            refused = refused or str(seen["failed"])
        return State(leaves, rows, refused)


def _numbered(path: str, repeats: Collection[str]) -> str:
    """Give the row of a repeat that has one alone its number."""
    bare = ""
    numbered = ""
    for part in path.split("/")[1:]:
        name, bracket, number = part.partition("[")
        bare += f"/{name}"
        row = f"[{number}" if bracket else "[1]" if bare in repeats else ""
        numbered += f"/{name}{row}"
    return numbered

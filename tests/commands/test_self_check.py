from pathlib import Path

from typer.testing import CliRunner

from bwassess.commands.program import Interface, program


def _opened(*, vault: Path | None = None, passphrase: str | None = None) -> int:
    return 0


def _drawn(*_arguments: object, **_named: object) -> int:
    return 0


def _broken() -> str:
    raise OSError("no screen,\nno window")


def test_that_each_check_is_one_line() -> None:
    app = program(Interface(open=_opened, check=lambda: "seen", draw=_drawn))

    lines = CliRunner().invoke(app, ["self-check"]).stdout.splitlines()

    assert [line.split()[0] for line in lines] == [
        *("vault", "checklist", "report", "resources", "fonts", "icons", "window"),
    ]
    told = dict(line.split(maxsplit=1) for line in lines)
    for name in ("vault", "checklist", "report", "fonts", "icons", "window"):
        assert "FAILED" not in told[name]


def test_that_what_is_broken_is_told_and_the_rest_checked() -> None:
    app = program(Interface(open=_opened, check=_broken, draw=_drawn))

    ended = CliRunner().invoke(app, ["self-check"])

    assert ended.exit_code == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stdout.splitlines()[-1] == "window     FAILED: OSError: no screen,"

"""Looks for differences from the peers: `python3 dev.py peers`.

First the corpus of single expressions and that of small forms are put to every peer
anew and held against what is on record, then forms are drawn and played in all of them.
A difference that no name in `differences.py` explains is made small, shown, and fails
the search.
"""

import argparse
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, seed, settings
from pyxform.errors import PyXFormError
from pyxform.validators.odk_validate import ODKValidateError
from pyxform.xls2xform import convert

from bwassess.checklist.library import load_shipped
from bwassess.checklist.model import Checklist
from bwassess.checklist.writing import write_workbook
from bwassess.paths import RESOURCES
from tests.peers import filled
from tests.peers.cases import Case
from tests.peers.comparing import divergences, told
from tests.peers.corpus import put_to, record, recorded
from tests.peers.differences import explained
from tests.peers.forms import Form, Step
from tests.peers.ours import Ours, checklist_of
from tests.peers.players import (
    Player,
    Rxeval,
    has_javarosa,
    has_web,
    javarosa,
    web,
)
from tests.peers.strategies import forms

FORMS_PER_WRITTEN = 50
"""Starting the validator takes as long as playing some dozens of forms."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py peers", description=__doc__)
    parser.add_argument("--forms", type=int, default=1_000, help="how many to play")
    parser.add_argument("--seed", type=int, help="draw the forms of another search")
    parser.add_argument(
        "--record", action="store_true", help="keep what the peers say to the corpus"
    )
    wanted = parser.parse_args(arguments)
    now = datetime.now(UTC)
    with ExitStack() as stack:
        peers: list[Player] = [Rxeval(now)]
        if has_javarosa():
            peers.append(stack.enter_context(javarosa()))
        else:
            say("There is no Java that compiles here; JavaRosa is left out")
        if has_web():
            peers.append(stack.enter_context(web()))
        if wanted.record:
            record(peers)
            filled.record(peers)
        checks = (
            corpus(peers),
            small_forms(peers),
            not has_javarosa() or writing(wanted.forms // FORMS_PER_WRITTEN),
            search(peers, Ours(now), wanted),
        )
        return 0 if all(checks) else 1


def corpus(peers: list[Player]) -> bool:
    """Whether every peer still says what is on record."""
    changed = 0
    for peer in peers:
        for expression, said in put_to(peer):
            kept = recorded().get(expression, {}).get(peer.name)
            if kept is not None and said != kept:
                changed += 1
                say(f"{peer.name} says {said!r} to {expression}; on record is {kept!r}")
    say(f"The corpus was put to {', '.join(peer.name for peer in peers)}")
    return not changed


def small_forms(peers: list[Player]) -> bool:
    """Whether every peer still shows what is on record."""
    changed = 0
    for peer in peers:
        for form in filled.filled():
            for step, shown in form.by(peer):
                kept = filled.recorded().get((form.name, step), {}).get(peer.name)
                if kept is not None and shown != kept:
                    changed += 1
                    say(f"{peer.name} shows {shown!r} in {form.name} after {step}")
    return not changed


def writing(count: int) -> bool:
    """Whether the validator accepts every edition as we write it, and drawn forms."""
    editions = sorted(path.name for path in (RESOURCES / "checklists").glob("*/"))
    refused = [name for name in editions if not is_valid(load_shipped(name))]
    drawn: list[Form] = []

    @_settings(max(1, count))
    @given(forms())
    def write(form: tuple[Form, tuple[Step, ...]]) -> None:
        drawn.append(form[0])

    write()
    refused += [str(form) for form in drawn if not is_valid(checklist_of(form))]
    for name in refused:
        say(f"The validator refuses {name}")
    say(f"{len(editions)} editions and {len(drawn)} forms were written and validated")
    return not refused


def is_valid(checklist: Checklist) -> bool:
    """Whether the validator that pyxform brings accepts the workbook we write."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_workbook(checklist, path)
        try:
            convert(str(path), validate=True)
        except (ODKValidateError, PyXFormError) as error:
            say(str(error))
            return False
    return True


def search(peers: list[Player], ours: Player, wanted: argparse.Namespace) -> bool:
    """Whether all differences met were meant."""
    met: Counter[tuple[str, str]] = Counter()
    alike: Counter[str] = Counter()
    count = 0
    began = time.monotonic()

    @_settings(wanted.forms)
    @given(forms())
    def play(drawn: tuple[Form, tuple[Step, ...]]) -> None:
        nonlocal count
        form, steps = drawn
        count += 1
        mine = ours.play(form, steps)
        for peer in peers:
            found = list(divergences(mine, peer.play(form, steps)))
            names, left = explained(
                peer.name, (Case(form, steps, each, mine) for each in found)
            )
            met.update((peer.name, name) for name in names)
            alike[peer.name] += not found
            if left:
                raise UnexplainedError(f"{peer.name}:\n{told(form, steps, left)}")

    try:
        (seed(wanted.seed)(play) if wanted.seed is not None else play)()
    except UnexplainedError as difference:
        print(f"\nOurs (left) differs from {difference}")
        return False
    finally:
        say(f"{count} forms were played in {time.monotonic() - began:.0f} s")
        for peer in peers:
            print(f"    {alike[peer.name]:6} as in {peer.name}")
        for (peer_name, name), times in met.most_common():
            print(f"    {times:6} otherwise than in {peer_name}: {name}")
    return True


def _settings(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )


class UnexplainedError(AssertionError):
    """A difference from a peer that isn't meant."""


def say(line: str) -> None:
    print(f"==> {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

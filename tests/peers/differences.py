"""Every difference from a peer that is meant, by name; any other is a flaw.

`docs/xlsform.md` has the same list for people.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.peers.comparing import Divergence
from tests.peers.forms import Cells, Form, Step


@dataclass(frozen=True, slots=True)
class Case:
    """A divergence of ours (left) from a peer (right), where it was met."""

    form: Form
    steps: tuple[Step, ...]
    divergence: Divergence

    @property
    def row(self) -> Cells:
        """The row of the survey that the divergence is at; empty if none."""
        name = re.sub(r"\[\d+\]", "", self.divergence.path).rpartition("/")[2]
        return next((row for row in self.form.survey if row.get("name") == name), {})


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference that is meant: its name on the page, with whom, and when."""

    name: str
    peers: frozenset[str]
    applies: Callable[[Case], bool]


_ALL = frozenset({"javarosa", "web", "rxeval"})
_SEEN = frozenset({"relevant", "value", "missing", "invalid", "choices"})


def _has(pattern: str) -> Callable[[Case], bool]:
    """Whether a rule of a form matches, where what is seen differs."""
    found = re.compile(pattern).search
    return lambda case: (
        case.divergence.what in _SEEN
        and any(found(cell) for row in case.form.survey for cell in row.values())
    )


def _says(*words: str) -> Callable[[Case], bool]:
    """Whether the peer refuses, and its refusal has one of these words."""

    def says(case: Case) -> bool:
        if case.divergence.what not in {"form", "step"}:
            return False
        return any(word in str(case.divergence.right) for word in words)

    return says


def _value(case: Case) -> tuple[str, str] | None:
    """Ours and the peer's text where a value differs."""
    if case.divergence.what != "value":
        return None
    return str(case.divergence.left), str(case.divergence.right)


def _truth_as_text(case: Case) -> bool:
    return _value(case) in {("true", "1"), ("false", "0")}


def _no_date(case: Case) -> bool:
    calculated = (row.get("calculation", "") for row in case.form.survey)
    return _value(case) == ("", "NaN") and any("date(" in its for its in calculated)


def _day_as_text(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1].startswith(f"{its[0]}T00:00:00.000")


def _time_as_text(case: Case) -> bool:
    """A rule that takes a time for text, which may show anywhere."""
    asked = {row["name"] for row in case.form.survey if row["type"] == "time"}
    return case.divergence.what in _SEEN and any(
        f"join(', ', ${{{name}}})" in cell
        for row in case.form.survey
        for cell in row.values()
        for name in asked
    )


def _not_a_number(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1] == "NaN"


def _choice_stays(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1] == "" and "choice_filter" in case.row


def _inner_row(case: Case) -> bool:
    """A repeat in a row of another, of which the peer shows a row from the start."""
    found = case.divergence
    inner = "[" in found.path
    return found.what == "rows" and (found.left, found.right) == (0, 1) and inner


def _default(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1] == "" and "default" in case.row


def _pulled(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[0] == "" and "trigger" in case.row


def _row_removed(case: Case) -> bool:
    step = case.divergence.step
    return step > 0 and case.steps[step - 1][0] == "remove"


def _hidden(case: Case) -> bool:
    """Anything in a form where something may be hidden."""
    is_seen = case.divergence.what in _SEEN
    return is_seen and any(row.get("relevant") for row in case.form.survey)


def _none_counted(case: Case) -> bool:
    found = case.divergence
    is_counted = "repeat_count" in case.row
    return found.what == "rows" and (found.left, found.right) == (0, 1) and is_counted


def _set_off(case: Case) -> bool:
    """The value of a question that a default or a trigger puts one in."""
    return case.divergence.what == "value" and bool(
        {"default", "trigger"} & {*case.row}
    )


def _calculated(case: Case) -> bool:
    """The value of a question that is asked, and calculated at first."""
    is_asked = case.row.get("type") != "calculate"
    return _value(case) is not None and is_asked and "calculation" in case.row


def _counted(case: Case) -> bool:
    return case.divergence.what == "rows" and "repeat_count" in case.row


# What the corpus of expressions shows; drawn forms are written around these.
_OF_EXPRESSIONS = {
    "javarosa": """greatest-below-nought many-nodes-compared many-nodes-as-one midnight
        moments-in-a-day day-of-a-moment no-date date-format short-names
        time-of-day comma-in-number
        big-numbers true-in-capitals selected-number after-the-mark area no-place
        weights-without-bound web-only other-axes times-compare letters patterns
        dates-from-text wrong-is-refused union formatted-time position-of-a-node
        own-row-first row-by-number rows-in-predicates unknown-law long-texts
        choices-not-known several-selected""",
    "web": """empty-in-sum nothing-in-sum close-numbers nothing-compared midnight
        truth-of-a-node dates-from-text moments-in-a-day day-of-a-moment no-date
        date-format short-names date-alone number-in-words nan-as-text
        round-below-nought round-in-decimals whole-pattern coalesce-nan area
        centimetres no-place open-fence place-of-nothing index-nought seed-from-text
        times-compare letters patterns wrong-is-refused union double-minus
        moment-of-a-day text-of-a-group other-axes version-of-none rows-in-predicates
       """,
    "rxeval": "letters",
}

_IN_FORMS = (
    Difference("truth-as-text", frozenset({"javarosa"}), _truth_as_text),
    Difference("day-as-text", frozenset({"javarosa"}), _day_as_text),
    Difference("time-as-text", frozenset({"javarosa"}), _time_as_text),
    Difference("no-date", frozenset({"javarosa"}), _no_date),
    Difference("choices-stay", frozenset({"javarosa", "web"}), _choice_stays),
    Difference("label-in-rows", frozenset({"web"}), _says("No element found")),
    Difference("inner-row", _ALL, _inner_row),
    Difference("default-pulls", frozenset({"javarosa"}), _pulled),
    Difference("default-after", frozenset({"javarosa"}), _default),
    Difference("row-removed", frozenset({"javarosa"}), _row_removed),
    Difference("whole-pattern", frozenset({"web"}), _has(r"regex\(.*'[\[.]")),
    Difference("truth-of-a-node", frozenset({"web"}), _has(r"boolean\(")),
    Difference(
        "empty-in-sum",
        frozenset({"web"}),
        _has(r"(min|max)\((?!coalesce|\$\{\w+\}\[)|sum\(\$\{\w+\}\)"),
    ),
    Difference("none-counted", frozenset({"javarosa"}), _none_counted),
    Difference("bad-count", frozenset({"web"}), _says("Invalid array length")),
    Difference("selected-number", frozenset({"javarosa"}), _says("must be in quotes")),
    Difference(
        "trigger-into-rows", frozenset({"javarosa", "web"}), _says("repeated field")
    ),
    Difference("not-a-number", frozenset({"rxeval"}), _not_a_number),
    Difference("counts-unread", frozenset({"rxeval"}), _counted),
    Difference("hidden-answers", frozenset({"rxeval"}), _hidden),
    Difference("actions-unread", frozenset({"rxeval"}), _set_off),
    Difference("calculation-stays", frozenset({"rxeval"}), _calculated),
    Difference(
        "not-evaluated",
        frozenset({"rxeval"}),
        _says("not implemented", "unknown function", "argument(s), got", "no choice"),
    ),
)


def _never(_case: Case) -> bool:
    return False


DIFFERENCES: tuple[Difference, ...] = (
    *_IN_FORMS,
    *(
        Difference(name, frozenset({peer}), _never)
        for peer, names in _OF_EXPRESSIONS.items()
        for name in names.split()
    ),
)


def explained(peer: str, cases: Iterable[Case]) -> tuple[set[str], list[Divergence]]:
    """The names of the differences that were met, and the divergences left over.

    What differs for a reason makes others differ that look at it: where one thing is
    explained, what differs beside it is taken for its consequence.
    """
    names: set[str] = set()
    left = []
    for case in cases:
        name = next(
            (
                difference.name
                for difference in DIFFERENCES
                if peer in difference.peers and difference.applies(case)
            ),
            None,
        )
        if name is None:
            left.append(case.divergence)
        else:
            names.add(name)
    return names, [] if names else left

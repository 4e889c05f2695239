"""Every difference from a peer that is meant, by name; any other is a flaw.

`docs/xlsform.md` has the same list for people.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.peers.cases import Case, bare
from tests.peers.comparing import Divergence


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference that is meant: its name on the page, with whom, and when."""

    name: str
    peers: frozenset[str]
    applies: Callable[[Case], bool]


_ALL = frozenset({"javarosa", "web", "rxeval"})
_ENDLESS = frozenset({"Infinity", "-Infinity", "2147483647", "-2147483648"})
_LOOKED_UP = (
    r"(?<!string\()(?<!number\()(instance\('towns'\)/root/item\[name|indexed-repeat\()"
)
_ORDERED_DAYS = (
    r"(?:today\(\)|\bdate\([^()]*\)|\$\{d\d+\})\)* [<>]|[<>]=? \(*(?:today|date)\("
)


def _has(pattern: str) -> Callable[[Case], bool]:
    """Whether a rule that leads to what differs matches."""
    found = re.compile(pattern).search
    return lambda case: any(map(found, case.rules))


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
    return _value(case) == ("", "NaN") and any("date(" in its for its in case.rules)


def _day_as_text(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1].startswith(f"{its[0]}T00:00:00.000")


def _time_as_text(case: Case) -> bool:
    """A rule that takes a time for text, which may show anywhere."""
    asked = {row["name"] for row in case.form.survey if row["type"] == "time"}
    return any(
        f"join(', ', ${{{name}}})" in rule for rule in case.rules for name in asked
    )


def _not_a_number(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1] == "NaN"


def _choice_stays(case: Case) -> bool:
    its = _value(case)
    is_of_rows = case.row.get("type", "").startswith("select_one ${")
    is_kept_to = "choice_filter" in case.row or is_of_rows
    return its is not None and its[1] == "" and is_kept_to


def _choice_gone(case: Case) -> bool:
    """What reads a choice that the peer took away and thinks of no more."""
    return case.divergence.step > 0 and case.reads_filtered


def _hidden_counted(case: Case) -> bool:
    counts = any("count(" in rule for rule in case.rules)
    return counts and _hidden(case)


def _pulled_by_form(case: Case) -> bool:
    """What is pulled by what nobody answered just now."""
    return _value(case) is not None and case.is_pulled_by_form


def _order_of_chosen(case: Case) -> bool:
    its = _value(case)
    is_multiple = case.row.get("type", "").startswith("select_multiple")
    return its is not None and is_multiple and {*its[0].split()} == {*its[1].split()}


def _fraction(case: Case) -> bool:
    """A plain default that is no whole number, where one is asked for."""
    is_whole = case.row.get("type") == "integer"
    default = case.row.get("default", "")
    is_fraction = "." in default and not _is_rule(default)
    return _value(case) is not None and is_whole and is_fraction


def _last_saved(case: Case) -> bool:
    return bool(case.form.saved) and any("last-saved" in rule for rule in case.rules)


def _endless(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[0] == "" and its[1] in _ENDLESS


def _inner_row(case: Case) -> bool:
    """A repeat in a row of another, of which the peer shows a row from the start."""
    found = case.divergence
    inner = "[" in found.path
    return found.what == "rows" and (found.left, found.right) == (0, 1) and inner


def _filter_unread(case: Case) -> bool:
    calls = "(" in case.row.get("choice_filter", "")
    return case.divergence.what == "choices" and case.divergence.right == () and calls


def _template_row(case: Case) -> bool:
    """An inner repeat whose template counts as a row of its own."""
    found = case.divergence
    return found.what == "rows" and (found.left, found.right) == (0, 2)


def _not_mixed(case: Case) -> bool:
    is_mixed = "randomize" in case.row.get("parameters", "")
    return case.divergence.what == "choices" and is_mixed


def _default(case: Case) -> bool:
    """A dynamic default that isn't put in."""
    its = _value(case)
    return its is not None and its[1] == "" and _is_rule(case.row.get("default", ""))


def _default_after(case: Case) -> bool:
    """A default that is nothing yet, or reads something that is nothing yet."""
    is_dynamic = _value(case) is not None and _is_rule(case.row.get("default", ""))
    return _default(case) or (is_dynamic and case.reads_calculated)


def _is_rule(default: str) -> bool:
    return "(" in default or "$" in default


def _default_hidden(case: Case) -> bool:
    return _default(case) and any("relevant" in row for row in case.around)


def _pulled_too_soon(case: Case) -> bool:
    """What is pulled by what is pulled, or comes up with one of what pulls it."""
    if _value(case) is None or "trigger" not in case.row:
        return False
    comes_up = any("relevant" in row for row in case.around)
    return (comes_up and "," in case.row["trigger"]) or case.is_pulled_in_turn


def _once(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[1] == "" and _is_once(case)


def _is_once(case: Case) -> bool:
    return case.row.get("calculation", "").startswith("once(")


def _once_again(case: Case) -> bool:
    is_hidden = any("relevant" in row for row in case.around)
    return _value(case) is not None and is_hidden and _is_once(case)


def _once_at_first(case: Case) -> bool:
    """What `once()` found before all was calculated and all rows were made."""
    return _value(case) is not None and _is_once(case) and case.reads_calculated


def _once_is_text(case: Case) -> bool:
    """A truth made of what `once()` gave."""
    is_once = any(rule.startswith("once(") for rule in case.rules)
    return is_once and any("boolean(" in rule for rule in case.rules)


def _not_cut(case: Case) -> bool:
    its = _value(case)
    is_whole = its is not None and case.row.get("type") == "integer"
    return is_whole and "." in its[1] and its[0] == its[1].partition(".")[0]


def _pulled(case: Case) -> bool:
    its = _value(case)
    return its is not None and its[0] == "" and "trigger" in case.row


def _rows_late(case: Case) -> bool:
    """What looks at rows of which one has just come or gone."""
    step = case.steps[case.divergence.step - 1] if case.divergence.step else ("",)
    if step[0] not in {"add", "remove"}:
        return False
    repeat = bare(step[1])
    inside = case.names_in(repeat)
    is_beside = f"{bare(case.divergence.path)}/".startswith(f"{repeat}/")
    is_numbered = is_beside and any("position(" in rule for rule in case.rules)
    return is_numbered or bool(inside & case.reads)


def _hidden(case: Case) -> bool:
    """What looks at answers that are hidden."""
    return bool(case.hidden & case.reads)


def _none_counted(case: Case) -> bool:
    found = case.divergence
    is_counted = "repeat_count" in case.row
    return found.what == "rows" and (found.left, found.right) == (0, 1) and is_counted


def _count_falls(case: Case) -> bool:
    """Rows that were made before their count got lower."""
    found = case.divergence
    is_more = found.what == "rows" and int(str(found.left)) < int(str(found.right))
    return is_more and found.step > 0 and "repeat_count" in case.row


def _tests_itself(case: Case) -> bool:
    """A constraint with a predicate that looks at what it tests."""
    constraint = case.row.get("constraint", "")
    return case.divergence.what == "invalid" and "[. " in constraint


def _pulled_path(case: Case) -> bool:
    """What is pulled in a row, from another place in it or from outside."""
    return _value(case) is not None and case.is_pulled_from_elsewhere


def _set_off(case: Case) -> bool:
    """The value of a question that a default or a trigger puts another in."""
    its = _value(case)
    is_set = "trigger" in case.row or _is_rule(case.row.get("default", ""))
    return its is not None and is_set and its[1] in {"", *case.by_hand}


def _calculated(case: Case) -> bool:
    """The value of a question that is calculated, and was then answered by hand."""
    is_calculated = "calculation" in case.row and "trigger" not in case.row
    return _value(case) is not None and is_calculated and bool(case.by_hand)


def _counted(case: Case) -> bool:
    return case.divergence.what == "rows" and "repeat_count" in case.row


# What the corpus of expressions shows; drawn forms are written around these.
_OF_EXPRESSIONS = {
    "javarosa": """greatest-below-nought many-nodes-compared many-nodes-as-one midnight
        moments-in-a-day day-of-a-moment no-date date-format short-names
        time-of-day comma-in-number
        big-numbers true-in-capitals selected-number area no-place
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
    Difference("choices-stay", frozenset({"javarosa"}), _choice_gone),
    Difference("hidden-counted", frozenset({"web"}), _hidden_counted),
    Difference("pulled-by-form", frozenset({"javarosa"}), _pulled_by_form),
    Difference("label-in-rows", frozenset({"web"}), _says("No element found")),
    Difference("inner-row", _ALL, _inner_row),
    Difference("default-pulls", frozenset({"javarosa"}), _pulled),
    Difference("default-after", frozenset({"javarosa"}), _default_after),
    Difference("rows-late", frozenset({"javarosa"}), _rows_late),
    Difference("order-of-chosen", _ALL, _order_of_chosen),
    Difference("fraction-in-integer", frozenset({"javarosa"}), _fraction),
    Difference("once-at-first", frozenset({"javarosa", "web"}), _once_at_first),
    Difference("once-is-text", frozenset({"javarosa"}), _once_is_text),
    Difference("once-again", frozenset({"javarosa"}), _once_again),
    Difference(
        "many-nodes-as-one", frozenset({"javarosa"}), _says("field is repeated")
    ),
    Difference("endless", frozenset({"javarosa", "rxeval"}), _endless),
    Difference("default-hidden", frozenset({"web"}), _default_hidden),
    Difference("pulled-too-soon", frozenset({"web"}), _pulled_too_soon),
    Difference("same-again", frozenset({"javarosa"}), _calculated),
    Difference("power-of-none", frozenset({"javarosa"}), _has(r"pow\(.*, 0\)")),
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
    Difference("pulled-path", frozenset({"javarosa", "web"}), _pulled_path),
    Difference("count-falls", frozenset({"javarosa"}), _count_falls),
    Difference("dot-in-predicate", frozenset({"javarosa"}), _tests_itself),
    Difference("moment-of-nothing", frozenset({"web"}), _has(r"decimal-(date-)?time")),
    Difference("nothing-joined", frozenset({"web"}), _has(r"join\('-'")),
    Difference("sundays", frozenset({"web"}), _has("%a")),
    Difference("after-the-mark", frozenset({"web"}), _has(r"substring-after\(")),
    Difference("nothing-compared", frozenset({"web"}), _has(_LOOKED_UP)),
    Difference("close-numbers", frozenset({"web"}), _has(r" div .* !?= | !?= .* div ")),
    Difference("last-saved", frozenset({"web"}), _last_saved),
    Difference("pulled-data", frozenset({"javarosa"}), _says("function 'pulldata'")),
    Difference("filters-unread", frozenset({"rxeval"}), _filter_unread),
    Difference("not-mixed", frozenset({"rxeval"}), _not_mixed),
    Difference("days-unordered", frozenset({"rxeval"}), _has(_ORDERED_DAYS)),
    Difference("not-cut", frozenset({"rxeval"}), _not_cut),
    Difference("not-once", frozenset({"rxeval"}), _once),
    Difference("tables-unread", frozenset({"rxeval"}), _has("towns")),
    Difference("template-row", frozenset({"rxeval"}), _template_row),
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

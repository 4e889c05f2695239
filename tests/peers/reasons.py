"""Whether a divergence is what a difference that is meant would show.

Each looks as narrowly as it can: at the value, the row of the survey and the rules that
lead there, so that another flaw beside it isn't taken for it.
"""

import re
from collections.abc import Callable

from tests.peers.cases import Case, bare

_ENDLESS = frozenset({"Infinity", "-Infinity", "2147483647", "-2147483648"})
LOOKED_UP = (
    r"(?<!string\()(?<!number\()(instance\('towns'\)/root/item\[name|indexed-repeat\()"
    r"|[=<>] \$\{last-saved|\$\{last-saved#first\} [!=<>]"
)
ORDERED_DAYS = (
    r"(?:today\(\)|\bdate\([^()]*\)|\$\{d\d+\})\)* [<>]|[<>]=? \(*(?:today|date)\("
)


def has(pattern: str) -> Callable[[Case], bool]:
    """Whether a rule that leads to what differs matches."""
    found = re.compile(pattern).search
    return lambda case: any(map(found, case.rules))


def says(*words: str) -> Callable[[Case], bool]:
    """Whether the peer refuses, and its refusal has one of these words."""

    def says(case: Case) -> bool:
        if case.divergence.what not in {"form", "step"}:
            return False
        return any(word in str(case.divergence.right) for word in words)

    return says


def value(case: Case) -> tuple[str, str] | None:
    """Ours and the peer's text where a value differs."""
    if case.divergence.what != "value":
        return None
    return str(case.divergence.left), str(case.divergence.right)


def truth_as_text(case: Case) -> bool:
    return value(case) in {("true", "1"), ("false", "0")}


def no_date(case: Case) -> bool:
    return value(case) == ("", "NaN") and any("date(" in its for its in case.rules)


def day_as_text(case: Case) -> bool:
    its = value(case)
    return its is not None and its[1].startswith(f"{its[0]}T00:00:00.000")


def time_as_text(case: Case) -> bool:
    """A rule that takes a time for text, which may show anywhere."""
    asked = {row["name"] for row in case.form.survey if row["type"] == "time"}
    return any(
        f"join(', ', ${{{name}}})" in rule for rule in case.rules for name in asked
    )


def nan_as_text(case: Case) -> bool:
    its = value(case)
    return its is not None and "NaN" in its[0] and its[0].replace("NaN", "") == its[1]


def not_a_number(case: Case) -> bool:
    its = value(case)
    return its is not None and its[1] == "NaN"


def choice_stays(case: Case) -> bool:
    its = value(case)
    is_of_rows = case.row.get("type", "").startswith("select_one ${")
    is_kept_to = "choice_filter" in case.row or is_of_rows
    return its is not None and its[1] == "" and is_kept_to


def choice_gone(case: Case) -> bool:
    """What reads a choice that the peer took away and thinks of no more."""
    return case.divergence.step > 0 and case.reads_filtered


def hidden_counted(case: Case) -> bool:
    counts = any("count(" in rule for rule in case.rules)
    return counts and hidden(case)


def pulled_by_form(case: Case) -> bool:
    """What is pulled by what nobody answered just now."""
    return value(case) is not None and case.is_pulled_by_form


def order_of_chosen(case: Case) -> bool:
    its = value(case)
    is_multiple = case.row.get("type", "").startswith("select_multiple")
    return its is not None and is_multiple and {*its[0].split()} == {*its[1].split()}


def fraction(case: Case) -> bool:
    """A plain default that is no whole number, where one is asked for."""
    is_whole = case.row.get("type") == "integer"
    default = case.row.get("default", "")
    is_fraction = "." in default and not is_rule(default)
    return value(case) is not None and is_whole and is_fraction


def last_saved(case: Case) -> bool:
    return bool(case.form.saved) and any("last-saved" in rule for rule in case.rules)


def endless(case: Case) -> bool:
    its = value(case)
    return its is not None and its[0] == "" and its[1] in _ENDLESS


def inner_row(case: Case) -> bool:
    """A repeat in a row of another, of which the peer shows a row from the start."""
    found = case.divergence
    inner = "[" in found.path
    return found.what == "rows" and (found.left, found.right) == (0, 1) and inner


def filter_unread(case: Case) -> bool:
    calls = "(" in case.row.get("choice_filter", "")
    return case.divergence.what == "choices" and case.divergence.right == () and calls


def template_row(case: Case) -> bool:
    """An inner repeat whose template counts as a row of its own."""
    found = case.divergence
    return found.what == "rows" and (found.left, found.right) == (0, 2)


def not_mixed(case: Case) -> bool:
    is_mixed = "randomize" in case.row.get("parameters", "")
    return case.divergence.what == "choices" and is_mixed


def default(case: Case) -> bool:
    """A dynamic default that isn't put in."""
    its = value(case)
    return its is not None and its[1] == "" and is_rule(case.row.get("default", ""))


def default_after(case: Case) -> bool:
    """A default that is nothing yet, or reads something that is nothing yet."""
    is_dynamic = value(case) is not None and is_rule(case.row.get("default", ""))
    return default(case) or (is_dynamic and case.reads_calculated)


def is_rule(default: str) -> bool:
    return "(" in default or "$" in default


def default_hidden(case: Case) -> bool:
    return default(case) and any("relevant" in row for row in case.around)


def pulled_too_soon(case: Case) -> bool:
    """What is pulled by what is pulled, or comes up with one of what pulls it."""
    if value(case) is None or "trigger" not in case.row:
        return False
    comes_up = any("relevant" in row for row in case.around)
    return (comes_up and "," in case.row["trigger"]) or case.is_pulled_in_turn


def once(case: Case) -> bool:
    its = value(case)
    return its is not None and its[1] == "" and is_once(case)


def is_once(case: Case) -> bool:
    return case.row.get("calculation", "").startswith("once(")


def once_again(case: Case) -> bool:
    is_hidden = any("relevant" in row for row in case.around)
    return value(case) is not None and is_hidden and is_once(case)


def once_at_first(case: Case) -> bool:
    """What `once()` found before all was calculated, made and hidden."""
    is_early = case.reads_calculated or case.reads_hidden_default
    return value(case) is not None and is_once(case) and is_early


def once_is_text(case: Case) -> bool:
    """A truth made of what `once()` gave."""
    is_once = any(rule.startswith("once(") for rule in case.rules)
    return is_once and any("boolean(" in rule for rule in case.rules)


def not_cut(case: Case) -> bool:
    its = value(case)
    is_whole = its is not None and case.row.get("type") == "integer"
    return is_whole and "." in its[1] and its[0] == its[1].partition(".")[0]


def pulled(case: Case) -> bool:
    its = value(case)
    return its is not None and its[0] == "" and "trigger" in case.row


def rows_late(case: Case) -> bool:
    """What looks at rows of which one has just come or gone."""
    step = case.steps[case.divergence.step - 1] if case.divergence.step else ("",)
    if step[0] not in {"add", "remove"}:
        return False
    repeat = bare(step[1])
    inside = case.names_in(repeat)
    is_beside = f"{bare(case.divergence.path)}/".startswith(f"{repeat}/")
    is_numbered = is_beside and any("position(" in rule for rule in case.rules)
    return is_numbered or bool(inside & case.reads)


def hidden(case: Case) -> bool:
    """What looks at answers that are hidden."""
    return bool(case.hidden & case.reads)


def none_counted(case: Case) -> bool:
    found = case.divergence
    is_counted = "repeat_count" in case.row
    return found.what == "rows" and (found.left, found.right) == (0, 1) and is_counted


def count_falls(case: Case) -> bool:
    """Rows that were made before their count got lower."""
    found = case.divergence
    is_more = found.what == "rows" and int(str(found.left)) < int(str(found.right))
    return is_more and found.step > 0 and "repeat_count" in case.row


def tests_itself(case: Case) -> bool:
    """A constraint with a predicate that looks at what it tests."""
    constraint = case.row.get("constraint", "")
    return case.divergence.what == "invalid" and "[. " in constraint


def pulled_path(case: Case) -> bool:
    """What is pulled in a row, from another place in it or from outside."""
    return value(case) is not None and case.is_pulled_from_elsewhere


def set_off(case: Case) -> bool:
    """The value of a question that a default or a trigger puts another in."""
    its = value(case)
    is_set = "trigger" in case.row or is_rule(case.row.get("default", ""))
    return its is not None and is_set and its[1] in {"", *case.by_hand}


def calculated(case: Case) -> bool:
    """The value of a question that is calculated, and was then answered by hand."""
    is_calculated = "calculation" in case.row and "trigger" not in case.row
    return value(case) is not None and is_calculated and bool(case.by_hand)


def counted(case: Case) -> bool:
    return case.divergence.what == "rows" and "repeat_count" in case.row

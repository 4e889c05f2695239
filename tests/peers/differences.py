"""Every difference from a peer that is meant, by name; any other is a flaw.

`docs/xlsform.md` has the same list for people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.peers import reasons
from tests.peers.cases import Case
from tests.peers.comparing import Divergence


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference that is meant: its name on the page, with whom, and when."""

    name: str
    peers: frozenset[str]
    applies: Callable[[Case], bool]


_ALL = frozenset({"javarosa", "web", "rxeval"})

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
    Difference("truth-as-text", frozenset({"javarosa"}), reasons.truth_as_text),
    Difference("day-as-text", frozenset({"javarosa"}), reasons.day_as_text),
    Difference("time-as-text", frozenset({"javarosa"}), reasons.time_as_text),
    Difference("no-date", frozenset({"javarosa"}), reasons.no_date),
    Difference("choices-stay", frozenset({"javarosa", "web"}), reasons.choice_stays),
    Difference("choices-stay", frozenset({"javarosa"}), reasons.choice_gone),
    Difference("hidden-counted", frozenset({"web"}), reasons.hidden_counted),
    Difference("pulled-by-form", frozenset({"javarosa"}), reasons.pulled_by_form),
    Difference("label-in-rows", frozenset({"web"}), reasons.says("No element found")),
    Difference("inner-row", _ALL, reasons.inner_row),
    Difference("default-pulls", frozenset({"javarosa"}), reasons.pulled),
    Difference("default-after", frozenset({"javarosa"}), reasons.default_after),
    Difference("rows-late", frozenset({"javarosa"}), reasons.rows_late),
    Difference("order-of-chosen", _ALL, reasons.order_of_chosen),
    Difference("fraction-in-integer", frozenset({"javarosa"}), reasons.fraction),
    Difference("once-at-first", frozenset({"javarosa", "web"}), reasons.once_at_first),
    Difference("once-is-text", frozenset({"javarosa"}), reasons.once_is_text),
    Difference("once-again", frozenset({"javarosa"}), reasons.once_again),
    Difference(
        "many-nodes-as-one", frozenset({"javarosa"}), reasons.says("field is repeated")
    ),
    Difference("endless", frozenset({"javarosa", "rxeval"}), reasons.endless),
    Difference("default-hidden", frozenset({"web"}), reasons.default_hidden),
    Difference("pulled-too-soon", frozenset({"web"}), reasons.pulled_too_soon),
    Difference("same-again", frozenset({"javarosa"}), reasons.calculated),
    Difference("power-of-none", frozenset({"javarosa"}), reasons.has(r"pow\(.*, 0\)")),
    Difference("whole-pattern", frozenset({"web"}), reasons.has(r"regex\(.*'[\[.]")),
    Difference("truth-of-a-node", frozenset({"web"}), reasons.has(r"boolean\(")),
    Difference(
        "empty-in-sum",
        frozenset({"web"}),
        reasons.has(r"(min|max)\((?!coalesce|\$\{\w+\}\[)|sum\(\$\{\w+\}\)"),
    ),
    Difference("none-counted", frozenset({"javarosa"}), reasons.none_counted),
    Difference("bad-count", frozenset({"web"}), reasons.says("Invalid array length")),
    Difference(
        "selected-number", frozenset({"javarosa"}), reasons.says("must be in quotes")
    ),
    Difference(
        "trigger-into-rows",
        frozenset({"javarosa", "web"}),
        reasons.says("repeated field"),
    ),
    Difference("pulled-path", frozenset({"javarosa", "web"}), reasons.pulled_path),
    Difference("count-falls", frozenset({"javarosa"}), reasons.count_falls),
    Difference("dot-in-predicate", frozenset({"javarosa"}), reasons.tests_itself),
    Difference(
        "moment-of-nothing", frozenset({"web"}), reasons.has(r"decimal-(date-)?time")
    ),
    Difference("nothing-joined", frozenset({"web"}), reasons.has(r"join\('-'")),
    Difference("nan-as-text", frozenset({"web"}), reasons.nan_as_text),
    Difference(
        "weight-of-nothing",
        frozenset({"web"}),
        reasons.has(r"weighted-checklist\(.*\]/size, "),
    ),
    Difference("sundays", frozenset({"web"}), reasons.has("%a")),
    Difference("after-the-mark", frozenset({"web"}), reasons.has(r"substring-after\(")),
    Difference("nothing-compared", frozenset({"web"}), reasons.has(reasons.LOOKED_UP)),
    Difference(
        "close-numbers", frozenset({"web"}), reasons.has(r" div .* !?= | !?= .* div ")
    ),
    Difference("last-saved", frozenset({"web"}), reasons.last_saved),
    Difference(
        "pulled-data", frozenset({"javarosa"}), reasons.says("function 'pulldata'")
    ),
    Difference("filters-unread", frozenset({"rxeval"}), reasons.filter_unread),
    Difference("not-mixed", frozenset({"rxeval"}), reasons.not_mixed),
    Difference(
        "days-unordered", frozenset({"rxeval"}), reasons.has(reasons.ORDERED_DAYS)
    ),
    Difference("not-cut", frozenset({"rxeval"}), reasons.not_cut),
    Difference("not-once", frozenset({"rxeval"}), reasons.once),
    Difference("tables-unread", frozenset({"rxeval"}), reasons.has("towns")),
    Difference("template-row", frozenset({"rxeval"}), reasons.template_row),
    Difference("not-a-number", frozenset({"rxeval"}), reasons.not_a_number),
    Difference("counts-unread", frozenset({"rxeval"}), reasons.counted),
    Difference("hidden-answers", frozenset({"rxeval"}), reasons.hidden),
    Difference("actions-unread", frozenset({"rxeval"}), reasons.set_off),
    Difference("calculation-stays", frozenset({"rxeval"}), reasons.calculated),
    Difference(
        "not-evaluated",
        frozenset({"rxeval"}),
        reasons.says(
            "not implemented", "unknown function", "argument(s), got", "no choice"
        ),
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

"""The `parameters` column: what a type may be told, and what it may not."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from bwassess.checklist.model import Cells, Choice
from bwassess.checklist.types import Asks
from bwassess.text import _

Told = Iterator[tuple[str, str]]
"""What is wrong, and how to mend it."""

_PAIR = re.compile(r"[\s,;]*([^\s=,;]+)[\s,;]*=[\s,;]*([^\s=,;]+)")
_PAIRS = re.compile(rf"(?:{_PAIR.pattern})*[\s,;]*")
_KEEP_CASE = frozenset({"label", "value"})
"""They name columns of a file; other values are in small letters."""
_REFERENCE = re.compile(r"\$\{[^}]+\}")
_TAG = re.compile(r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?")
_APP = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")

_SELECT = ("randomize", "seed")
_GEO = ("allow-mock-accuracy", "incremental", "reference-geometry")
_ACCEPTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "select_one": _SELECT,
        "select_one_external": _SELECT,
        "select_multiple": _SELECT,
        "rank": _SELECT,
        "select_one_from_file": (*_SELECT, "value", "label"),
        "select_multiple_from_file": (*_SELECT, "value", "label"),
        "range": (
            "start",
            "end",
            "step",
            "tick_interval",
            "tick_labelset",
            "placeholder",
        ),
        "text": ("rows",),
        "image": ("max-pixels", "app"),
        "audio": ("quality",),
        "background-audio": ("quality",),
        "geopoint": (
            "allow-mock-accuracy",
            "capture-accuracy",
            "reference-geometry",
            "warning-accuracy",
        ),
        "geotrace": _GEO,
        "geoshape": _GEO,
        "audit": (
            "identify-user",
            "location-max-age",
            "location-min-interval",
            "location-priority",
            "track-changes",
            "track-changes-reasons",
        ),
    }
)
_TRUTH = ("true", "false")
_ONE_OF: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        **{(words, "randomize"): _TRUTH for words in _ACCEPTED if "select" in words},
        ("rank", "randomize"): _TRUTH,
        ("audio", "quality"): ("voice-only", "low", "normal", "external"),
        ("background-audio", "quality"): ("voice-only", "low", "normal"),
        ("geopoint", "allow-mock-accuracy"): _TRUTH,
        ("geotrace", "allow-mock-accuracy"): _TRUTH,
        ("geoshape", "allow-mock-accuracy"): _TRUTH,
        ("geotrace", "incremental"): ("true", "yes", "true()"),
        ("geoshape", "incremental"): ("true", "yes", "true()"),
        ("audit", "identify-user"): _TRUTH,
        ("audit", "track-changes"): _TRUTH,
        ("audit", "track-changes-reasons"): ("on-form-edit",),
        ("audit", "location-priority"): (
            "no-power",
            "low-power",
            "balanced",
            "high-accuracy",
        ),
    }
)
_DIGITS = 15
_WHOLE = frozenset({"rows", "max-pixels", "location-max-age", "location-min-interval"})
_DECIMAL = frozenset(
    {
        "capture-accuracy",
        "warning-accuracy",
        "start",
        "end",
        "step",
        "tick_interval",
        "placeholder",
    }
)
RANGE = MappingProxyType({"start": "1", "end": "10", "step": "1"})
"""What a range is where nothing else is said."""


def options_of(text: str) -> Cells | None:
    """The names and values of the column; None where it holds anything else."""
    if not _PAIRS.fullmatch(text):
        return None
    found = {}
    for match in _PAIR.finditer(text):
        key, value = match[1].lower(), match[2]
        found[key] = value if key in _KEEP_CASE else value.lower()
    return tuple(found.items())


def amiss(
    asks: Asks,
    options: Cells,
    *,
    appearance: str = "",
    lists: Mapping[str, Sequence[Choice]] = MappingProxyType({}),
) -> Told:
    """What is wrong with the options of a question."""
    accepted = _ACCEPTED.get(asks.words)
    if accepted is None:
        return
    its = dict(options)
    for key in its.keys() - set(accepted):
        yield (
            _("{type} has no parameter “{key}”.").format(type=asks.words, key=key),
            _("Use: {keys}.").format(keys=", ".join(sorted(accepted))),
        )
    wrong = dict(_wrong_values(asks.words, its))
    yield from wrong.values()
    if not wrong and (check := _CHECKS.get(asks.words)) is not None:
        yield from check(its, appearance, lists)
    if asks.is_select and "seed" in its and its.get("randomize") is None:
        yield (
            _("A seed needs choices in random order."),
            _("Add randomize=true, or take the seed away."),
        )


def _wrong_values(
    words: str, its: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for key, value in its.items():
        wanted = _ONE_OF.get((words, key))
        remedy = ""
        if wanted and value not in wanted:
            remedy = _("Use: {values}.").format(values=", ".join(wanted))
        elif key in _WHOLE and not re.fullmatch(r"[+-]?\d+", value):
            remedy = _("Write a whole number.")
        elif key in _DECIMAL and _decimal(value) is None:
            remedy = _("Write a number.")
        elif key == "seed" and not (_REFERENCE.fullmatch(value) or _is_float(value)):
            remedy = _("Write a number, or refer to a question.")
        elif key in _KEEP_CASE and not _TAG.fullmatch(value):
            remedy = _("Write the name of a column.")
        if remedy:
            yield (
                key,
                (
                    _("“{value}” can't be the {key}.").format(value=value, key=key),
                    remedy,
                ),
            )


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _DIGITS else None


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


_Lists = Mapping[str, Sequence[Choice]]


def _audit(its: Mapping[str, str], _appearance: str, _lists: _Lists) -> Told:
    location = [key for key in its if key.startswith("location-")]
    wanted = {"location-priority", "location-min-interval", "location-max-age"}
    if location and set(location) != wanted:
        yield (
            _("Places are recorded only where three parameters say how."),
            _("Give all of: {keys}.").format(keys=", ".join(sorted(wanted))),
        )
    elif location:
        least, most = int(its["location-min-interval"]), int(its["location-max-age"])
        if least < 0 or most < least:
            yield (
                _("The age of a place can't be less than the interval."),
                _("Give a location-max-age of {least} or more.").format(
                    least=max(least, 0)
                ),
            )


def _image(its: Mapping[str, str], appearance: str, _lists: _Lists) -> Told:
    if (
        "app" in its
        and appearance in ("", "annotate")
        and not _APP.fullmatch(its["app"])
    ):
        yield (
            _("“{app}” is the name of no app.").format(app=its["app"]),
            _("Write it like org.example.camera."),
        )


def _range(given: Mapping[str, str], appearance: str, lists: _Lists) -> Told:
    its = {**RANGE, **given}
    start, end, step = (Decimal(its[key]) for key in ("start", "end", "step"))
    width = abs(end - start)
    labels = its.get("tick_labelset", "")
    more = {"tick_interval", "placeholder", "tick_labelset"} & given.keys()
    if more and appearance and not re.search("vertical|no-ticks", appearance):
        yield (
            _("Ticks and a placeholder go with a plain range only."),
            _("Use the appearance vertical or no-ticks, or none."),
        )
    if step == 0 or step > width:
        yield (
            _("The step {step} doesn't fit from {start} to {end}.").format(
                step=step, start=start, end=end
            ),
            _("Use a step between 0 and {width}.").format(width=width),
        )
        return
    interval = Decimal(its["tick_interval"]) if "tick_interval" in its else None
    if interval is not None and (
        interval == 0 or interval > width or interval % step != 0
    ):
        yield (
            _("Ticks every {interval} don't fit the range.").format(interval=interval),
            _("Use a multiple of the step {step}.").format(step=step),
        )
        return
    if "placeholder" in its and not _fits(its["placeholder"], start, end, step):
        yield (
            _("The placeholder {place} isn't in the range.").format(
                place=its["placeholder"]
            ),
            _("Use a value between {start} and {end} that a step reaches.").format(
                start=start, end=end
            ),
        )
    if labels and labels not in lists:
        yield (
            _("There is no list of choices named {list}.").format(list=labels),
            _("Add it to the choices sheet, or correct the name."),
        )
    elif labels:
        names = [choice.name for choice in lists[labels]]
        fitting = [n for n in names if _fits(n, start, end, interval or step)]
        ends = {Decimal(name) for name in fitting} == {start, end}
        if len(fitting) < len(names) or ("no-ticks" in appearance and not ends):
            yield (
                _("The names of the list {list} aren't values of the range.").format(
                    list=labels
                ),
                _("Name its choices with numbers that a tick reaches."),
            )


def _fits(text: str, start: Decimal, end: Decimal, step: Decimal) -> bool:
    number = _decimal(text)
    return (
        number is not None
        and min(start, end) <= number <= max(start, end)
        and (number - start) % step == 0
    )


_CHECKS: Mapping[str, Callable[[Mapping[str, str], str, _Lists], Told]] = {
    "audit": _audit,
    "image": _image,
    "range": _range,
}

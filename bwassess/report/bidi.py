"""The Unicode bidirectional algorithm (UAX #9): levels, and visual order of a line.

All of it: embeddings, overrides, isolates, brackets. `isolated` keeps codes, dates and
hashes together in text that runs from the right, where they would fall apart.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_MAX_DEPTH = 125
_MAX_BRACKETS = 63
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "WS", "ON", "BN", "B", "S"})

_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e"
    "\u2308\u2309\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e"
    "\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9"
    "\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989"
    "\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996"
    "\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26"
    "\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009"
    "\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018"
    "\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d"
    "\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
# Angle brackets are canonically equal to their CJK twins and pair with them.
_TWINS = {"\u2329": "\u3008", "\u232a": "\u3009"}
_OPENING = {
    opening: _TWINS.get(closing, closing)
    for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
_CLOSING = frozenset(_BRACKETS[1::2])


def base_level(text: str, *, default: int = 0) -> int:
    """The level of a paragraph by its first strong letter; `default` where none is."""
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
    return default


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph, before any line breaks.

    Characters the algorithm removes get the level of their left neighbour.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if base == 0 and _PLAIN.issuperset(kinds):
        return [0] * len(text)
    resolved, found = _explicit(kinds, base)
    # A list, because resolving one sequence changes the levels others begin from.
    for sequence in list(_sequences(kinds, resolved, base)):
        _resolve(text, sequence, found, resolved)
    # L1 for the separators; trailing white space of a line is the line's business.
    _reset(kinds, resolved, base)
    return resolved


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """The order in which pieces of these levels stand from left to right (rule L2)."""
    order = list(range(len(line_levels)))
    odd = [level for level in line_levels if level % 2]
    if not odd:
        return order
    for level in range(max(line_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if line_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


_TOKEN = re.compile(
    r"(?<![\w\u2066-\u2069])(?:"
    r"(?=[A-Za-z0-9./:_-]*[0-9])[A-Za-z]+[A-Za-z0-9]*(?:[./:_-][A-Za-z0-9]+)*"  # OS8.05
    r"|\d+(?:[./:\u2013-]\d+)*(?:\([0-9a-z]+\))+[a-z]?"  # 177(1), 59(a)
    r"|\d+(?:[./:\u2013-]\d+)+"  # 2026-11-17, 17/11/2026, 22:00-05:00
    r"|[0-9a-f]{4}(?:[ -][0-9a-f]{4})+"  # digests in groups
    r")(?![\w\u2066-\u2069])"
)


def isolated(text: str) -> str:
    """The text with codes, dates and hashes wrapped in isolates, each read as one."""
    return _TOKEN.sub(lambda match: f"{LRI}{match.group()}{PDI}", text)


_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = rf"[{_LATIN}][{_LATIN}0-9'\u2019./_-]*(?<![./_-])"
_NUMBER = r"[0-9]+(?:[./:,\u2013-][0-9]+)*"
_CLAUSES = r"(?:\([0-9a-z]+\))"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PHRASE = re.compile(
    rf"(?<![{_LATIN}0-9])(?:"
    rf"{_NUMBER}{_CLAUSES}+[a-z]?"  # 59(a)
    rf"|{_WORD}"
    # Up to the last word before letters from the right, or what parts two things.
    rf"(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u2066-\u2069\n\u00b7]*{_WORD})?"
    rf"(?:\.?[ \u00a0]{_NUMBER}{_CLAUSES}*)?)"  # Labour Law 1997, art. 59(a)
)


def is_mixed(text: str) -> bool:
    """Whether a text has letters that run from the right, among others or alone."""
    return _RIGHT_TO_LEFT.search(text) is not None


def phrases_isolated(text: str) -> str:
    """The text with everything that runs from the left wrapped in isolates.

    So a name stays one among words from the right, and keeps off a number beside it.
    """
    found = []
    place = 0
    while (match := _PHRASE.search(text, place)) is not None:
        end = _in_brackets(text, match.start(), match.end())
        found.append(isolated(text[place : match.start()]))
        found.append(f"{LRI}{text[match.start() : end]}{PDI}")
        place = end
    return "".join((*found, isolated(text[place:])))


def _in_brackets(text: str, start: int, end: int) -> int:
    """Where a phrase ends so that it holds brackets in pairs only."""
    depth = 0
    opened = end
    for place in range(start, end):
        if text[place] == "(":
            opened = place if depth == 0 else opened
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    if depth == 1 and text[end : end + 1] == ")":
        return end + 1
    return len(text[start:opened].rstrip()) + start if depth else end


def _matching(kinds: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Isolate initiators and their PDIs (BD9), both ways."""
    closes: dict[int, int] = {}
    opens: dict[int, int] = {}
    stack: list[int] = []
    for index, kind in enumerate(kinds):
        if kind in _ISOLATES:
            stack.append(index)
        elif kind == "PDI" and stack:
            closes[stack[-1]] = index
            opens[index] = stack.pop()
        elif kind == "B":
            stack.clear()
    return closes, opens


def _first_strong(kinds: Sequence[str], start: int, end: int) -> int:
    depth = 0
    for kind in kinds[start:end]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
    return 0


def _explicit(kinds: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Levels by explicit marks, and kinds under overrides (X1 to X8)."""
    closes, _ = _matching(kinds)
    resolved = [base] * len(kinds)
    found = list(kinds)
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
    too_deep_isolates = too_deep_embeddings = valid_isolates = 0
    for index, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        if kind in {"RLE", "LRE", "RLO", "LRO"}:
            resolved[index] = level
            deeper = _deeper(level, right=kind[0] == "R")
            if (
                deeper <= _MAX_DEPTH
                and not too_deep_isolates
                and not too_deep_embeddings
            ):
                forced = {"RLO": "R", "LRO": "L"}.get(kind)
                stack.append((deeper, forced, False))
            elif not too_deep_isolates:
                too_deep_embeddings += 1
        elif kind in _ISOLATES:
            resolved[index] = level
            if override:
                found[index] = override
            end = closes.get(index, len(kinds))
            right = kind == "RLI" or (
                kind == "FSI" and _first_strong(kinds, index + 1, end) == 1
            )
            deeper = _deeper(level, right=right)
            if (
                deeper <= _MAX_DEPTH
                and not too_deep_isolates
                and not too_deep_embeddings
            ):
                valid_isolates += 1
                stack.append((deeper, None, True))
            else:
                too_deep_isolates += 1
        elif kind == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif valid_isolates:
                too_deep_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _ = stack[-1]
            resolved[index] = level
            if override:
                found[index] = override
        elif kind == "PDF":
            resolved[index] = level
            if too_deep_isolates:
                pass
            elif too_deep_embeddings:
                too_deep_embeddings -= 1
            elif len(stack) > 1 and not stack[-1][2]:
                stack.pop()
        elif kind == "B":
            resolved[index] = base
        else:
            resolved[index] = level
            if override and kind != "BN":
                found[index] = override
    return resolved, found


def _deeper(level: int, *, right: bool) -> int:
    return (level + 1) | 1 if right else (level + 2) & ~1


@dataclass(frozen=True, slots=True)
class _Sequence:
    """An isolating run sequence (BD13): its characters, level and both edges."""

    indices: list[int]
    level: int
    before: str
    after: str


def _sequences(
    kinds: Sequence[str], resolved: Sequence[int], base: int
) -> Iterator[_Sequence]:
    closes, opens = _matching(kinds)
    kept = [index for index, kind in enumerate(kinds) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for index in kept:
        if runs and resolved[runs[-1][-1]] == resolved[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    by_first = {run[0]: run for run in runs}
    position = {index: place for place, index in enumerate(kept)}
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in opens:
            continue
        indices = list(run)
        while (last := indices[-1]) in closes and kinds[last] in _ISOLATES:
            following = by_first.get(closes[last])
            if following is None:
                break
            indices.extend(following)
        level = resolved[indices[0]]
        first = position[indices[0]]
        before = resolved[kept[first - 1]] if first else base
        last = position[indices[-1]]
        if kinds[indices[-1]] in _ISOLATES or last + 1 == len(kept):
            after = base
        else:
            after = resolved[kept[last + 1]]
        yield _Sequence(
            indices,
            level,
            "R" if max(level, before) % 2 else "L",
            "R" if max(level, after) % 2 else "L",
        )


def _resolve(
    text: str, sequence: _Sequence, found: Sequence[str], resolved: list[int]
) -> None:
    """Rules W1 to I2 for one isolating run sequence."""
    kinds = [found[index] for index in sequence.indices]
    originals = list(kinds)
    _weak(kinds, sequence.before)
    _brackets(text, sequence, originals, kinds)
    _neutral(kinds, sequence)
    for index, kind in zip(sequence.indices, kinds, strict=True):
        level = sequence.level
        if level % 2 == 0:
            resolved[index] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        else:
            resolved[index] = level + (kind in {"L", "EN", "AN"})


def _weak(kinds: list[str], before: str) -> None:
    previous = before
    for place, kind in enumerate(kinds):  # W1
        if kind == "NSM":
            isolate = previous in _ISOLATES or previous == "PDI"
            kinds[place] = "ON" if isolate else previous
        previous = kinds[place]
    strong = before
    for place, kind in enumerate(kinds):  # W2
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place, kind in enumerate(kinds):  # W3
        if kind == "AL":
            kinds[place] = "R"
    for place in range(1, len(kinds) - 1):  # W4
        left, right = kinds[place - 1], kinds[place + 1]
        if left == right and (
            (kinds[place] == "ES" and left == "EN")
            or (kinds[place] == "CS" and left in {"EN", "AN"})
        ):
            kinds[place] = left
    place = 0
    while place < len(kinds):  # W5
        if kinds[place] != "ET":
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        number_before = place > 0 and kinds[place - 1] == "EN"
        number_after = end < len(kinds) and kinds[end] == "EN"
        if number_before or number_after:
            kinds[place:end] = ["EN"] * (end - place)
        place = end
    for place, kind in enumerate(kinds):  # W6
        if kind in {"ES", "ET", "CS"}:
            kinds[place] = "ON"
    strong = before
    for place, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _brackets(
    text: str, sequence: _Sequence, originals: Sequence[str], kinds: list[str]
) -> None:
    """Rule N0: both of a pair take one direction."""
    own = "R" if sequence.level % 2 else "L"
    for opening, closing in _pairs(text, sequence.indices, kinds):
        inside = {
            _STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _STRONG
        }
        if not inside:
            continue
        if own in inside:
            direction = own
        else:
            context = next(
                (_STRONG[k] for k in reversed(kinds[:opening]) if k in _STRONG),
                sequence.before,
            )
            direction = context if context != own else own
        for place in (opening, closing):
            kinds[place] = direction
            following = place + 1
            while following < len(kinds) and originals[following] == "NSM":
                kinds[following] = direction
                following += 1


def _pairs(
    text: str, indices: Sequence[int], kinds: Sequence[str]
) -> list[tuple[int, int]]:
    """Bracket pairs (BD16), in the order of their opening ones."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, index in enumerate(indices):
        character = text[index]
        if kinds[place] != "ON":
            continue
        if character in _OPENING:
            if len(stack) == _MAX_BRACKETS:
                break
            stack.append((_OPENING[character], place))
        elif character in _CLOSING:
            wanted = _TWINS.get(character, character)
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == wanted:
                    pairs.append((stack[depth][1], place))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _neutral(kinds: list[str], sequence: _Sequence) -> None:
    """Rules N1 and N2: neutrals between two alike take their direction."""
    own = "R" if sequence.level % 2 else "L"
    place = 0
    while place < len(kinds):
        if kinds[place] not in _NEUTRAL:
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _STRONG[kinds[place - 1]] if place else sequence.before
        right = _STRONG[kinds[end]] if end < len(kinds) else sequence.after
        kinds[place:end] = [left if left == right else own] * (end - place)
        place = end


def _reset(kinds: Sequence[str], resolved: list[int], base: int) -> None:
    """Rule L1 for separators; removed characters follow their left neighbour."""
    for index, kind in enumerate(kinds):
        if kind in _REMOVED:
            resolved[index] = resolved[index - 1] if index else base
    trailing = True
    for index in range(len(kinds) - 1, -1, -1):
        kind = kinds[index]
        if kind in {"B", "S"}:
            resolved[index] = base
            trailing = True
        elif trailing and (kind == "WS" or kind in _ISOLATES or kind == "PDI"):
            resolved[index] = base
        elif not (trailing and kind in _REMOVED):
            trailing = False
        else:
            resolved[index] = base

"""pyxform accepts a form if and only if we read it; each difference is named here."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2xform import convert

from bwassess.checklist.writing import write_folder, write_workbook
from bwassess.checklist.xlsform import Reading, load, read

DOCUMENT = Path(__file__).parents[2] / "docs" / "xlsform.md"

Cells: TypeAlias = Mapping[str, str]
Form: TypeAlias = Mapping[str, Sequence[Cells]]

NEEDS: Mapping[str, Cells] = {
    "calculate": {"calculation": "1"},
    "background-geopoint": {"trigger": "${first}"},
    "audit": {"name": ""},
}
FIRST: Cells = {"type": "text", "name": "first", "label": "First?"}
YES_NO: Sequence[Cells] = (
    {"list_name": "yn", "name": "yes", "label": "Yes"},
    {"list_name": "yn", "name": "no", "label": "No"},
)
SPACED: Sequence[Cells] = ({"list_name": "yn", "name": "a b", "label": "A B"},)
NUMBERED: Sequence[Cells] = tuple(
    {"list_name": "n", "name": name, "label": name} for name in ("1", "5", "10")
)
"""Choices that may label the ticks of a range."""


def asked(type_: str = "text", name: str = "q", **cells: str) -> Cells:
    return {"type": type_, "name": name, "label": "Which?", **cells}


def survey(*rows: Cells, **sheets: Sequence[Cells]) -> Form:
    return {"survey": (FIRST, *rows), "choices": YES_NO, **sheets}


def begin(edge: str, name: str, **cells: str) -> Cells:
    return {"type": f"begin_{edge}", "name": name, "label": name, **cells}


def end(edge: str) -> Cells:
    return {"type": f"end_{edge}"}


def parameters(type_: str, text: str, **cells: str) -> Form:
    choices = (*YES_NO, *NUMBERED)
    return survey(asked(type_, parameters=text, **cells), choices=choices)


TYPES: Mapping[str, Form] = {
    f"type {type_}": survey({**asked(type_), **NEEDS.get(type_, {})})
    for type_ in (
        *QUESTION_TYPE_DICT,
        "Text",
        "Integer",
        "phone",
        "dateTime ",
        "select_one yn",
        "select_one",
        "select one yn",
        "select1 yn",
        "select_multiple yn",
        "select all that apply yn",
        "select all that apply from yn",
        "select one from yn",
        "add select one prompt using yn",
        "add select multiple prompt using yn",
        "select_one nothing",
        "Select_One yn",
        "select_one  yn",
        "select_one yn or_other",
        "select_one yn or other",
        "select_multiple yn or specify other",
        "select_one yn or something",
        "select_one_external yn",
        "select_one_from_file yn",
        "select_one_from_file a.b.csv",
        "select_one_from_file a.txt",
        "rank yn",
        "rank",
        "osm tags",
        "begin group x",
        "include",
        "cascading_select yn",
    )
}
NAMES: Mapping[str, Form] = {
    f"name {name}": survey(asked(name=name))
    for name in ("1a", "a b", "a-b", "a.b", "_a", "é", "ខ្មែរ", "a$", "", "meta", "data")
}
NESTING: Mapping[str, Form] = {
    "group": survey(begin("group", "g"), asked(), end("group")),
    "repeat": survey(begin("repeat", "g"), asked(), end("repeat")),
    "repeat called as the form": survey(
        begin("repeat", "data"), asked(), end("repeat")
    ),
    "group called as the form": survey(begin("group", "data"), asked(), end("group")),
    "group in repeat": survey(
        begin("repeat", "r"),
        begin("group", "g"),
        asked(),
        end("group"),
        end("repeat"),
    ),
    "ends crossed": survey(
        begin("repeat", "r"),
        begin("group", "g"),
        asked(),
        end("repeat"),
        end("group"),
    ),
    "no end": survey(begin("group", "g"), asked()),
    "no begin": survey(asked(), end("group")),
    "no name": survey(begin("group", ""), asked(), end("group")),
    "no questions": survey(begin("group", "g"), end("group")),
    "other spellings": survey(
        {"type": "begin group", "name": "g"},
        asked(),
        {"type": "end_group"},
        {"type": "begin lgroup", "name": "r", "label": "R"},
        asked(name="q2"),
        {"type": "end looped group"},
    ),
    "loop": survey(
        {"type": "begin loop over yn", "name": "l", "label": "L"},
        asked(label="%(label)s?"),
        {"type": "end loop"},
    ),
    "loop over nothing": survey(
        {"type": "begin loop", "name": "l", "label": "L"}, asked(), {"type": "end loop"}
    ),
    "equal names beside": survey(asked(), asked()),
    "equal names apart": survey(
        asked(), begin("group", "g"), asked(), end("group"), asked("note", "n")
    ),
    "equal groups apart": survey(
        begin("group", "a"),
        begin("group", "c"),
        asked(),
        end("group"),
        end("group"),
        begin("group", "b"),
        begin("group", "c"),
        asked(),
        end("group"),
        end("group"),
    ),
    "equal repeats apart": survey(
        begin("group", "a"),
        begin("repeat", "c"),
        asked(),
        end("repeat"),
        end("group"),
        begin("repeat", "c"),
        asked(),
        end("repeat"),
    ),
    "question called as its group": survey(begin("group", "q"), asked(), end("group")),
    "question called as the group beside": survey(
        begin("group", "q"), asked(name="p"), end("group"), asked()
    ),
    "other beside or_other": survey(
        asked("select_one yn or_other"), asked(name="q_other")
    ),
    "count": survey(begin("repeat", "r", repeat_count="3"), asked(), end("repeat")),
    "count called as a question": survey(
        begin("repeat", "r", repeat_count="3 + 1"),
        asked(),
        end("repeat"),
        asked(name="r_count"),
    ),
}
CELLS: Mapping[str, Form] = {
    "no type": survey({"name": "q", "label": "Which?"}),
    "a remark": survey({"hint": "A remark."}, asked()),
    "disabled": survey(asked("nothing", disabled="yes"), asked()),
    "no text": survey({"type": "text", "name": "q"}),
    "hint alone": survey({"type": "text", "name": "q", "hint": "H"}),
    "guidance alone": survey({"type": "text", "name": "q", "guidance_hint": "G"}),
    "picture alone": survey({"type": "text", "name": "q", "media::image": "a.png"}),
    "large picture": survey(asked(**{"media::big-image": "a.png"})),
    "both pictures": survey(
        asked(**{"media::big-image": "a.png", "media::image": "b.png"})
    ),
    "note without a text": survey({"type": "note", "name": "q"}),
    "note without a name": survey({"type": "note", "label": "N"}),
    "note calculated": survey({"type": "note", "name": "q", "calculation": "1"}),
    "calculated unseen": survey({"type": "text", "name": "q", "calculation": "1"}),
    "calculate nothing": survey({"type": "calculate", "name": "q"}),
    "calculate by default": survey(
        {"type": "calculate", "name": "q", "default": "now()"}
    ),
    "calculate by a plain default": survey(
        {"type": "calculate", "name": "q", "default": "5"}
    ),
    "trigger": survey(asked("calculate", calculation="1", trigger="${first}")),
    "triggers": survey(
        asked(name="p"), asked(calculation="1", trigger="${first}, ${p}")
    ),
    "trigger bare": survey(asked(calculation="1", trigger="first")),
    "trigger without a comma": survey(
        asked(name="p"), asked(calculation="1", trigger="${first} ${p}")
    ),
    "trigger unknown": survey(asked(calculation="1", trigger="${nobody}")),
    "trigger unseen": survey(
        {"type": "calculate", "name": "p", "calculation": "1"},
        asked(calculation="1", trigger="${p}"),
    ),
    "trigger of a group": survey(
        begin("group", "g"),
        asked(name="p"),
        end("group"),
        asked(calculation="1", trigger="${g}"),
    ),
    "background-geopoint without a trigger": survey(asked("background-geopoint")),
    "background-geopoint calculated": survey(
        asked("background-geopoint", trigger="${first}", calculation="1")
    ),
    "audit named": survey(asked("audit", "mine")),
    "reference": survey(asked(label="${first}?")),
    "reference to nothing": survey(asked(label="${nobody}?")),
    "reference in a hint": survey(asked(hint="${nobody}?")),
    "reference in a relevant": survey(asked(relevant="${nobody} = 1")),
    "reference in a calculation": survey(asked(calculation="${nobody} + 1")),
    "reference in a filter": survey(
        asked("select_one yn", choice_filter="${nobody} = name")
    ),
    "reference in an unknown column": survey(asked(colour="${nobody}")),
    "reference in a disabled row": survey(asked(label="${nobody}", disabled="yes")),
    "reference broken": survey(asked(label="${first?")),
    "reference empty": survey(asked(label="${}")),
    "reference with blanks": survey(asked(label="${ first }")),
    "reference to the last": survey(asked(default="${last-saved#first}")),
    "reference to the instance": survey(asked(calculation="${instanceID}")),
    "reference to two": survey(
        begin("group", "g"),
        asked(),
        end("group"),
        begin("group", "h"),
        asked(),
        end("group"),
        asked(name="p", label="${q}?"),
    ),
    "reference in a choice": survey(
        asked("select_one yn"),
        choices=(*YES_NO, {"list_name": "yn", "name": "x", "label": "${nobody}"}),
    ),
    "reference in a setting": survey(
        asked(), settings=({"instance_name": "${nobody}"},)
    ),
}
LISTS: Mapping[str, Form] = {
    "blank in one": survey(asked("select_one yn"), choices=SPACED),
    "blank in several": survey(asked("select_multiple yn"), choices=SPACED),
    "choice twice": survey(asked("select_one yn"), choices=(*YES_NO, YES_NO[0])),
    "choice twice by leave": survey(
        asked("select_one yn"),
        choices=(*YES_NO, YES_NO[0]),
        settings=({"allow_choice_duplicates": "yes"},),
    ),
    "choice without a name": survey(
        asked("select_one yn"), choices=(*YES_NO, {"list_name": "yn", "label": "X"})
    ),
    "choice without a list": survey(
        asked("select_one yn"), choices=(*YES_NO, {"name": "x", "label": "X"})
    ),
    "choice without a text": survey(
        asked("select_one yn"), choices=(*YES_NO, {"list_name": "yn", "name": "x"})
    ),
    "filter": survey(
        asked("select_one yn", choice_filter="of = ${first}"),
        choices=({**YES_NO[0], "of": "1"},),
    ),
    "or_other filtered": survey(
        asked("select_one yn or_other", choice_filter="true()")
    ),
    "or_other of nothing": survey(asked("select_one nothing or_other")),
    "from answers": survey(
        begin("repeat", "r"),
        asked(),
        end("repeat"),
        asked("select_one ${q}", "p"),
    ),
    "several from answers": survey(
        begin("repeat", "r"),
        asked(),
        end("repeat"),
        asked("select_multiple ${q}", "p"),
    ),
    "table": survey(
        begin("group", "g", appearance="table-list"),
        asked("select_one yn"),
        asked("select_one yn", "p"),
        end("group"),
    ),
    "table of two lists": survey(
        begin("group", "g", appearance="table-list"),
        asked("select_one yn"),
        asked("select_one n", "p"),
        end("group"),
        choices=(*YES_NO, *NUMBERED),
    ),
    "table filtered": survey(
        begin("group", "g", appearance="table-list"),
        asked("select_one yn", choice_filter="true()"),
        end("group"),
    ),
    "no choices sheet": survey(asked("select_one yn"), choices=()),
    "external": survey(
        asked("select_one_external yn", choice_filter="true()"),
        external_choices=YES_NO,
    ),
    "external missing": survey(
        asked("select_one_external no", choice_filter="true()"),
        external_choices=YES_NO,
    ),
    "search": survey(asked("select_one yn", appearance="search('x')")),
}
PARAMETERS: Mapping[str, Form] = {
    f"{type_} with {text} {' '.join(more.values())}".strip(): parameters(
        type_, text, **more
    )
    for type_, text, more in (
        ("text", "rows=3", {}),
        ("text", "rows=many", {}),
        ("text", "lines=3", {}),
        ("text", "rows", {}),
        ("text", "rows=3 =", {}),
        ("text", "ROWS = 3", {}),
        ("integer", "anything=1", {}),
        ("integer", "anything", {}),
        ("image", "max-pixels=1024", {}),
        ("image", "max-pixels=big", {}),
        ("image", "app=org.example.camera", {}),
        ("image", "app=camera", {}),
        ("image", "app=camera", {"appearance": "draw"}),
        ("image", "app=1.2", {}),
        ("audio", "quality=low", {}),
        ("audio", "quality=best", {}),
        ("background-audio", "quality=external", {}),
        ("video", "quality=best", {}),
        ("geopoint", "capture-accuracy=5 warning-accuracy=10.5", {}),
        ("geopoint", "capture-accuracy=near", {}),
        ("geopoint", "allow-mock-accuracy=true", {}),
        ("geopoint", "allow-mock-accuracy=yes", {}),
        ("geopoint", "incremental=true", {}),
        ("geotrace", "incremental=true", {}),
        ("geoshape", "incremental=no", {}),
        ("select_one yn", "randomize=true", {}),
        ("select_one yn", "randomize=true seed=3", {}),
        ("select_one yn", "randomize=true seed=${first}", {}),
        ("select_one yn", "randomize=true seed=first", {}),
        ("select_one yn", "randomize=yes", {}),
        ("select_one yn", "seed=3", {}),
        ("select_one yn", "value=a", {}),
        ("rank yn", "randomize=false", {}),
        ("range", "", {}),
        ("range", "start=1 end=10 step=1", {}),
        ("range", "start=1;end=10,step=2", {}),
        ("range", "start=0 end=1 step=0.1", {}),
        ("range", "start=10 end=1 step=1", {}),
        ("range", "start=1 end=10 step=0", {}),
        ("range", "start=1 end=10 step=20", {}),
        ("range", "start=low", {}),
        ("range", "start=inf", {}),
        ("range", "tick_interval=3", {}),
        ("range", "tick_interval=0", {}),
        ("range", "tick_interval=30", {}),
        ("range", "step=2 start=0 tick_interval=3", {}),
        ("range", "placeholder=5", {}),
        ("range", "placeholder=50", {}),
        ("range", "placeholder=5 step=3", {}),
        ("range", "placeholder=5", {"appearance": "rating"}),
        ("range", "placeholder=5", {"appearance": "vertical"}),
        ("range", "tick_labelset=n", {}),
        ("range", "tick_labelset=no", {}),
        ("range", "tick_labelset=yn", {}),
        ("range", "tick_labelset=n end=8", {}),
        ("range", "tick_labelset=n", {"appearance": "no-ticks"}),
        ("audit", "track-changes=true", {"name": ""}),
        ("audit", "track-changes=maybe", {"name": ""}),
        (
            "audit",
            "identify-user=true track-changes-reasons=on-form-edit",
            {"name": ""},
        ),
        ("audit", "location-priority=balanced", {"name": ""}),
        (
            "audit",
            "location-priority=balanced location-min-interval=60 location-max-age=120",
            {"name": ""},
        ),
        (
            "audit",
            "location-priority=balanced location-min-interval=60 location-max-age=12",
            {"name": ""},
        ),
    )
}
HEADINGS: Mapping[str, Form] = {
    f"heading {heading}": survey(asked(**{heading: text}))
    for heading, text in (
        ("bind::relevant", "1 = 1"),
        ("bind: constraint", ". > 1"),
        ("relevance", "1 = 1"),
        ("Relevant", "1 = 1"),
        ("read only", "yes"),
        ("readonly", "yes"),
        ("calculate", "1"),
        ("constraint message", "No."),
        ("bind::jr:constraintMsg::French (fr)", "Non."),
        ("required_message::French (fr)", "Non."),
        ("label::French (fr)", "Lequel ?"),
        ("label:French", "Lequel ?"),
        ("hint::French (fr)", "Oui."),
        ("image", "a.png"),
        ("media::audio::French (fr)", "a.mp3"),
        ("instance::odk:tag", "x"),
        ("bind::odk:length", "9"),
        ("body::accuracyThreshold", "5"),
        ("control: appearance", "minimal"),
        ("caption", "Another?"),
        ("colour", "red"),
        ("# remark", "red"),
    )
}
SETTINGS: Mapping[str, Form] = {
    f"setting {setting}={text}": survey(asked(), settings=({setting: text},))
    for setting, text in (
        ("form_id", "x"),
        ("id_string", "x"),
        ("form_title", "A form"),
        ("version", "3"),
        ("default_language", "French (fr)"),
        ("name", "my_form"),
        ("name", "my form"),
        ("style", "pages"),
        ("instance_name", "concat('a', ${first})"),
        ("public_key", "abc"),
        ("submission_url", "https://example.org"),
        ("clean_text_values", "no"),
        ("omit_instanceID", "yes"),
        ("allow_choice_duplicates", "yes"),
        ("namespaces", 'odk="http://www.example.org"'),
        ("auto_send", "true"),
        ("colour", "red"),
    )
}
DIFFERENT: Mapping[str, Form] = {
    "rule broken": survey(asked(relevant="(1 = 1")),
    "function unknown": survey(asked(calculation="frobnicate(1)")),
    "circle": survey(asked(name="p", relevant="${q} = 1"), asked(relevant="${p} = 1")),
    "own answer": survey(asked(relevant=". = 1")),
    "bare name": survey(asked(calculation="null")),
    "file missing": survey(asked("select_one_from_file a.csv")),
    "pulldata": survey(asked(calculation="pulldata('a', 'b', 'c', 'd')")),
    "nothing asked": {
        "survey": ({"type": "calculate", "name": "q", "calculation": "1"},)
    },
    "entities": survey(asked(), entities=({"list_name": "trees", "label": "${no}"},)),
    "heading twice": {"survey": ({"Label": "A?", **asked()},)},
    "thirty-three deep": survey(
        *(begin("group", f"g{n}") for n in range(33)),
        asked(),
        *(end("group") for _n in range(33)),
    ),
}
CORPUS: Mapping[str, Form] = {
    **TYPES,
    **NAMES,
    **NESTING,
    **CELLS,
    **LISTS,
    **PARAMETERS,
    **HEADINGS,
    **SETTINGS,
    **DIFFERENT,
}

STRICTER: Mapping[str, str] = {
    "type q calculate": "nothing-calculated",
    "type add calculate prompt": "nothing-calculated",
    "type xml-external": "files-beside",
    "type csv-external": "files-beside",
    "file missing": "files-beside",
    "pulldata": "files-beside",
    "reference to the instance": "facts-of-the-form",
    "rule broken": "rules-are-checked",
    "function unknown": "rules-are-checked",
    "circle": "rules-are-checked",
    "own answer": "rules-are-checked",
    "bare name": "bare-names",
    "nothing asked": "nothing-asked",
    "heading twice": "small-and-capital",
    "thirty-three deep": "thirty-two-deep",
}
"""What pyxform takes and we don't, and its name in `docs/xlsform.md`."""
LOOSER: Mapping[str, str] = {
    "reference in an unknown column": "not-read-not-checked",
    "reference in a disabled row": "not-read-not-checked",
    "entities": "entities",
}
"""What we take and pyxform doesn't."""


def markdown(form: Form) -> str:
    lines = []
    for name, rows in form.items():
        if not rows:
            continue
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        lines += [f"| {name} |", f"| | {' | '.join(columns)} |"]
        lines += [
            f"| | {' | '.join(row.get(column, '') for column in columns)} |"
            for row in rows
        ]
    return "\n".join(lines) + "\n"


def _accepts(path: Path) -> bool:
    try:
        convert(str(path), validate=False)
    except (PyXFormError, KeyError):  # the latter where it forgot to look
        return False
    return True


def _written(folder: Path, form: Form) -> Path:
    path = folder / "form.md"
    path.write_text(markdown(form), encoding="utf-8")
    return path


def _told(reading: Reading) -> str:
    return " ".join(str(problem) for problem in reading.problems if problem.blocks)


@pytest.mark.parametrize("case", CORPUS)
def test_that_pyxform_accepts_what_we_read_and_write(case: str, tmp_path: Path) -> None:
    path = _written(tmp_path, CORPUS[case])
    accepted = _accepts(path)
    reading = read(path)
    wanted = {**dict.fromkeys(STRICTER, False), **dict.fromkeys(LOOSER, True)}
    is_read = reading.checklist is not None
    assert is_read == wanted.get(case, accepted), _told(reading)
    assert (case in STRICTER) <= accepted
    assert (case in LOOSER) <= (not accepted)
    for problem in reading.problems:
        assert problem.message
        assert problem.remedy
    if reading.checklist is not None:
        write_workbook(reading.checklist, tmp_path / "form.xlsx")
        assert load(tmp_path / "form.xlsx").hash == reading.checklist.hash
        convert(str(tmp_path / "form.xlsx"), validate=False)


def test_that_every_difference_is_explained() -> None:
    named = {*STRICTER.values(), *LOOSER.values()}
    explained = set(
        re.findall(r"^\| `([a-z-]+)` \|", DOCUMENT.read_text("utf-8"), re.M)
    )
    assert named <= explained
    assert {*STRICTER, *LOOSER} <= CORPUS.keys()


names = st.sampled_from(["a", "b", "c", "D", "first", "1x", ""])
types_ = st.sampled_from(
    [
        *("text", "integer", "note", "calculate", "date", "image", "hidden", "start"),
        *("select_one yn", "select_multiple yn", "select_one yn or_other", "rank yn"),
        *("range", "acknowledge", "nonsense", "select_one no"),
    ]
)
texts = st.sampled_from(["", "A?", "${first}?", "${a}?", "${b} and ${c}", "${"])
rules = st.sampled_from(["", "", "${first} = 'x'", "count(${g1}) > 0"])
questions = st.fixed_dictionaries(
    {"type": types_, "name": names},
    optional={
        "label": texts,
        "hint": texts,
        "relevant": rules,
        "calculation": rules,
        "default": st.sampled_from(["1", "now()"]),
        "trigger": st.sampled_from(["${first}", "${a}", "a"]),
        "media::image": st.just("a.png"),
        "parameters": st.sampled_from(["start=1 end=5", "randomize=true", "x"]),
    },
).map(lambda row: [row])


@st.composite
def grouped(draw: st.DrawFn, inner: st.SearchStrategy[list[Cells]]) -> list[Cells]:
    edge, other = draw(
        st.sampled_from([("group",) * 2, ("repeat",) * 2, ("group", "repeat")])
    )
    name = draw(st.sampled_from(["g1", "g2", "a"]))
    appearance = draw(st.sampled_from(["", "field-list", "table-list"]))
    rows = draw(st.lists(inner, max_size=3))
    return [
        begin(edge, name, appearance=appearance),
        *(row for some in rows for row in some),
        end(other if draw(st.integers(0, 9)) == 0 else edge),
    ]


forms = st.lists(st.recursive(questions, grouped, max_leaves=6), max_size=5)


@given(forms)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_that_any_form_pyxform_accepts_is_read_and_written(
    tmp_path: Path, parts: list[list[Cells]]
) -> None:
    path = _written(tmp_path, survey(*(row for part in parts for row in part)))
    reading = read(path)
    assert (reading.checklist is not None) == _accepts(path), _told(reading)
    if reading.checklist is not None:
        write_folder(reading.checklist, tmp_path / "folder")
        assert load(tmp_path / "folder").hash == reading.checklist.hash

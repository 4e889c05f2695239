from dataclasses import replace

from bwassess.report.content import Cluster, Finding, Point, Stitch
from bwassess.report.lint import StopKind, stops
from tests.report.sample import make_content


def content_with(sentence: str):
    finding = Finding(1, "OS8.05", "Are exits open?", sentence)
    point = Point("OS8", "Emergencies", (Stitch.FINDING,), (finding,))
    return replace(make_content(), clusters=(Cluster("OS", "Safety", (point,)),))


def test_that_an_open_disagreement_stops_the_report_at_its_question():
    (stop,) = stops(make_content(), disagreements=["OS8.05"])
    assert stop.kind is StopKind.DISAGREEMENT
    assert stop.code == "OS8.05"
    assert "OS8.05" in stop.sentence


def test_that_a_confidence_stops_the_report_at_the_finding_that_repeats_it():
    content = content_with("As  Sokha\nMeas said, the exit was locked.")
    (stop,) = stops(content, confidences=["sokha meas"])
    assert (stop.kind, stop.code) == (StopKind.CONFIDENCE, "OS8.05")
    assert "Sokha" not in stop.sentence


def test_that_a_name_inside_another_word_is_no_confidence():
    content = content_with("The annexe was locked.")
    assert stops(content, confidences=["Anne", "  "]) == ()


def test_that_khmer_confidences_are_found_without_spaces_around_them():
    content = content_with("កម្មករសុខានិយាយថាច្រកចាក់សោ")
    assert [stop.code for stop in stops(content, confidences=["សុខា"])] == ["OS8.05"]


def test_that_invisible_characters_hide_no_confidence():
    content = content_with("So\u200bkha said so.")
    assert stops(content, confidences=["Sokha"])


def test_that_captions_answers_and_limits_are_searched_too():
    content = make_content()
    assert {stop.place for stop in stops(content, confidences=["padlocked"])} == {
        "finding",
        "photo caption",
    }
    assert {stop.place for stop in stops(content, confidences=["secret ballot"])} == {
        "answer"
    }
    assert stops(content, confidences=["evening shift of 17 November"])[0].code == ""


def test_that_a_clean_report_has_no_stops():
    assert stops(make_content(), confidences=["Sokha Meas"]) == ()

from dataclasses import replace

from bwassess.report.content import Cluster, Finding, Instrument, Point, Stitch
from tests.report.conftest import letters, read
from tests.report.sample import make_content


def printed(finding: Finding) -> str:
    point = Point("CL1", "Child Labourers", (Stitch.FINDING,), (finding,), 0)
    cluster = Cluster("CL", "Child Labour", (point,))
    bare = replace(make_content(), information=(), closed=(), laws=())
    return letters(read(replace(bare, clusters=(cluster,))))


def test_that_a_finding_names_its_international_standards_by_their_titles():
    text = printed(
        Finding(
            1,
            "CL1.01",
            "Is anyone too young?",
            "One was 13.",
            instruments=(
                Instrument("C138", "Minimum Age Convention, 1973"),
                Instrument("R146", "Minimum Age Recommendation, 1973"),
            ),
        )
    )
    assert (
        "Onewas13.C138MinimumAgeConvention,1973;R146MinimumAgeRecommendation,1973"
        in text
    )


def test_that_a_finding_says_which_row_it_is_of():
    text = printed(
        Finding(1, "OS7.02", "How much room?", "Too little.", row="Dormitory 2 of 3")
    )
    assert "Dormitory2of3Howmuchroom?Toolittle." in text


def test_that_a_finding_says_why_its_value_stands_against_a_limit():
    finding = Finding(1, "DI4.01", "What share?", "Too few.", passed="agency staff")
    assert "Toofew.Standsagainstthechecklist'slimit:agencystaff" in printed(finding)


def test_that_a_comparison_says_which_row_too():
    finding = Finding(1, "OS7.02", "How much?", "Too little.", row="Room 2 of 3")
    assert "OS7.02Room2of3:Toolittle." in printed(finding)

"""Other visits of the same month: one in review, one that is half done."""

from bwassess.demo.factories import BASSAC, PREK_LEAP
from bwassess.demo.plain import facts
from bwassess.demo.said import (
    ISOLATED,
    MANAGERS,
    PAPERS,
    SEEN,
    SYSTEMIC,
    UNION,
    WORKERS,
    Said,
    Story,
)

PREK_LEAP_STORY: Story = {
    **facts(PREK_LEAP, {"DI4.01": 4, "OS8.02": 61, "OS8.09": 52, "OS5.02": 9}),
    "CL3.01": Said(
        "no",
        note="Two knitters with a statement of the commune instead of a card.",
        counts=(2, 26),
        extent=ISOLATED,
        sources=(PAPERS,),
    ),
    "DI4.01": Said(
        {"n": "4", "of": "838"},
        note="Four of the nine the quota asks for.",
        sources=(PAPERS,),
    ),
    "FA2.03": Said(
        "no",
        note="Dues of August passed on in October.",
        counts=(6, 20),
        extent=ISOLATED,
        sources=(PAPERS, UNION),
    ),
    "CO1.08": Said(
        ["meal", "seniority"],
        note="Meal money missing on overtime days; second-year bonus missing.",
        counts=(11, 26),
        extent=SYSTEMIC,
        sources=(PAPERS, WORKERS),
    ),
    "CO2.01": Said(
        "no",
        note="Paid at 130 % in linking.",
        counts=(5, 26),
        extent=ISOLATED,
        sources=(PAPERS,),
    ),
    "CO5.02": Said(
        "no",
        note="Slip shows no hours.",
        counts=(24, 24),
        extent=SYSTEMIC,
        sources=(PAPERS, WORKERS),
    ),
    "CH1.05": Said(
        "no",
        note="Copies lie in the office.",
        counts=(17, 24),
        extent=SYSTEMIC,
        sources=(WORKERS,),
    ),
    "CH2.02": Said(
        "no",
        note="Three months for operators, the law gives one.",
        counts=(4, 26),
        extent=ISOLATED,
        sources=(PAPERS,),
    ),
    "CH4.06": Said(
        "no",
        note="Suggestion box without a key-holder.",
        sources=(MANAGERS, WORKERS),
    ),
    "OS1.02": Said("no", note="Of 2022, without dyeing.", sources=(PAPERS,)),
    "OS2.03": Said(
        "no",
        note="Sheets in English and Chinese only.",
        counts=(8, 14),
        extent=SYSTEMIC,
        sources=(SEEN, PAPERS),
    ),
    "OS3.01": Said(
        "no",
        note="No masks in yarn winding.",
        counts=(12, 31),
        extent=SYSTEMIC,
        sources=(SEEN, WORKERS),
    ),
    "OS8.06": Said(
        "no",
        note="Two lamps dead on the stairs.",
        counts=(2, 9),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
    "OS8.08": Said("11", note="One drill since December.", sources=(PAPERS,)),
    "WT2.01": Said(
        ["day"],
        note="September only, linking.",
        counts=(9, 26),
        extent=ISOLATED,
        sources=(PAPERS, WORKERS),
    ),
    "WT3.04": Said(
        "no",
        note="Breaks deducted from piece pay.",
        counts=(2, 5),
        extent=ISOLATED,
        sources=(WORKERS,),
    ),
}
PREK_LEAP_SUMMARY = (
    "The first visit of the programme. Sixteen questions were not met, most of them in "
    "pay and contracts. Records were complete and shown at once, and management asked "
    "for help with the wage slip and with safety data sheets in Khmer."
)

BASSAC_STORY: Story = {
    **facts(BASSAC, {"OS8.02": 120, "OS8.09": 260, "OS5.02": 22}),
    "DI1.13": Said(
        "no",
        note="Washing unit only; training planned for December.",
        counts=(6, 22),
        extent=ISOLATED,
        sources=(WORKERS,),
    ),
    "FL3.01": Said(
        "yes",
        note="Team bonus lost for a refusal, told by workers of three lines.",
        counts=(4, 22),
        extent=ISOLATED,
        sources=(WORKERS, PAPERS),
    ),
    "FA4.05": Said(
        "no",
        note="Agreement of 2025 not posted.",
        counts=(15, 22),
        extent=SYSTEMIC,
        sources=(WORKERS, UNION),
    ),
    "OS2.05": Said(
        "no",
        note="Spraying cabin 2 without extraction.",
        counts=(1, 4),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
    "OS3.01": Said(
        "no",
        note="Half-masks with dust filters used for spraying.",
        counts=(7, 18),
        extent=SYSTEMIC,
        sources=(SEEN, WORKERS),
    ),
    "OS3.07": Said(
        "no",
        note="Wet floor under the socket strip in washing.",
        counts=(2, 9),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
    "OS4.02": Said(
        "no",
        note="Laser room, fan off.",
        counts=(1, 8),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
}
BASSAC_DONE = (
    *("CL1", "CL2", "CL3", "DI1", "DI2", "DI3", "DI4", "FL1", "FL2", "FL3", "FL4"),
    *("FA1", "FA2", "FA3", "FA4", "OS1", "OS2", "OS3", "OS4", "SI"),
)
"""The points that were answered on the first day."""

OTHERWISE = {"OS1.06": "no", "OS3.07": "yes"}
"""What the second assessor answers differently there."""

"""Two visits to Rumdoul Apparel: what was found in 2025, and what a year later."""

from bwassess.demo.factories import RUMDOUL
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
    n_of,
)

_FOUND_IN_2025: Story = {
    "CL3.01": Said(
        "no",
        note="Three files of the July intake hold a copy of the family book only.",
        counts=(3, 42),
        extent=ISOLATED,
        sources=(PAPERS, MANAGERS),
    ),
    "DI1.01": Said(
        "yes",
        note="Notices for sewing operators at the gate ask for “female, single”.",
        counts=(2, 5),
        extent=ISOLATED,
        sources=(SEEN, PAPERS),
    ),
    "DI4.01": Said(
        n_of(5, 1231),
        note="Five employees with a disability card; quota applies from 100 workers.",
        sources=(PAPERS, MANAGERS),
    ),
    "FA2.04": Said(
        "no",
        note="The union meets in the canteen; no notice board of its own.",
        sources=(SEEN, UNION),
    ),
    "CO2.06": Said(
        "no",
        note="Hourly base is basic wage / 208; the seniority bonus is left out.",
        counts=(42, 42),
        extent=SYSTEMIC,
        sources=(PAPERS, MANAGERS),
    ),
    "CO4.01": Said(
        "no",
        note="March and April were paid on the 12th instead of the 7th.",
        counts=(2, 12),
        extent=ISOLATED,
        sources=(PAPERS, WORKERS),
    ),
    "CO5.06": Said(
        "no",
        note="Piece bonus sheet only in English.",
        counts=(14, 38),
        extent=SYSTEMIC,
        sources=(WORKERS,),
    ),
    "CO6.10": Said(
        "no",
        note="Service before the change from fixed term to open-ended isn't counted.",
        counts=(8, 42),
        extent=SYSTEMIC,
        sources=(PAPERS,),
    ),
    "CH1.03": Said(
        ["safety", "social_insurance"],
        note="Old contract form of 2019 is still in use.",
        counts=(42, 42),
        extent=SYSTEMIC,
        sources=(PAPERS,),
    ),
    "CH4.01": Said(
        "no",
        note="Last minutes of the committee are of January 2025.",
        sources=(PAPERS, UNION),
    ),
    "CH4.04": Said(
        "yes",
        note="Lines 5 and 6 named again and again, one supervisor.",
        counts=(11, 38),
        extent=ISOLATED,
        sources=(WORKERS, UNION),
    ),
    "OS2.02": Said(
        "no",
        note="Spray bottles at the spot-cleaning tables.",
        counts=(9, 20),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "OS3.03": Said(
        "no",
        note="Building B, lines 5 to 9.",
        counts=(6, 36),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "OS3.10": Said(
        "no",
        note="Wooden benches without back rest in finishing.",
        counts=(38, 60),
        extent=SYSTEMIC,
        sources=(SEEN, WORKERS),
    ),
    "OS8.01": Said(
        "no",
        note="No alarm can be heard in the generator room and in the new store.",
        counts=(2, 11),
        extent=ISOLATED,
        sources=(SEEN, PAPERS),
    ),
    "OS8.05": Said(
        "no",
        note="Exit C-1 behind cartons; cleared within minutes.",
        counts=(1, 12),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
    "OS8.07": Said(
        "no",
        note="Trolleys parked in the aisles of Building B.",
        counts=(4, 16),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "WT2.01": Said(
        ["day"],
        note="Up to 3.5 hours on days before shipment, March to May.",
        counts=(21, 42),
        extent=SYSTEMIC,
        sources=(PAPERS, WORKERS),
    ),
}

CYCLE_2: Story = {
    **facts(
        RUMDOUL,
        {"DI4.01": 5, "OS8.09": 118, "OS4.04": 395, "women's toilets": 29},
        workers=(1020, 211),
    ),
    **_FOUND_IN_2025,
    "KS.01": Said("Management showed all records at once and opened every door."),
    "OS8.08": Said("6", note="Drills on 20/02/2025 and 15/08/2025, all lines."),
}

_FOUND_IN_2026: Story = {
    "DI1.13": Said(
        "no",
        note="Posters hang in the office corridor, not in the halls.",
        counts=(14, 40),
        extent=SYSTEMIC,
        sources=(WORKERS, MANAGERS),
    ),
    "DI4.01": Said(
        n_of(6, 1284),
        note="Six employees with a disability card; thirteen would meet the quota.",
        wording="6 of 1,284 employees (0.5\u00a0%) were people with disabilities; the "
        "legal quota is 1\u00a0%. One more was hired since the last visit.",
        sources=(PAPERS, MANAGERS),
    ),
    "FA2.04": Said(
        "no",
        note="Room promised for July, now used as a fabric store.",
        wording="The union had no room and no space of its own on the notice board, "
        "although the collective agreement gives it both.",
        sources=(SEEN, UNION),
    ),
    "CO1.08": Said(
        ["attendance"],
        note="Cut to zero for one day of approved leave; should be cut by the day.",
        wording="The attendance allowance of 10 USD was withheld in full from 7 of 42 "
        "workers in the sample who had taken one day of approved leave.",
        counts=(7, 42),
        extent=ISOLATED,
        sources=(PAPERS, WORKERS),
    ),
    "CO2.06": Said(
        "no",
        note="Same payroll formula as last year. Vendor asked on 02/11, no date.",
        wording="The hourly base for overtime left out the seniority bonus for all 42 "
        "workers in the sample.",
        counts=(42, 42),
        extent=SYSTEMIC,
        sources=(PAPERS, MANAGERS),
    ),
    "CO5.06": Said(
        "no",
        note="Khmer sheet exists since August but isn't handed out on lines 5 to 9.",
        counts=(11, 40),
        extent=SYSTEMIC,
        sources=(WORKERS,),
    ),
    "CO7.04": Said(
        "no",
        note="Declared at the basic wage; overtime and allowances missing.",
        counts=(9, 42),
        extent=SYSTEMIC,
        sources=(PAPERS,),
    ),
    "CH1.03": Said(
        ["safety"],
        note="New form used from March 2026; older contracts not yet exchanged.",
        wording="24 of 42 contracts checked did not state the duties on safety and "
        "health. Contracts signed since March 2026 were complete.",
        counts=(24, 42),
        extent=SYSTEMIC,
        sources=(PAPERS,),
    ),
    "CH3.05": Said(
        "no",
        note="Paid with the next payroll, 9 to 16 days after leaving.",
        wording="5 of 18 leavers checked were paid their final wages 9 to 16 days "
        "after their last day; the law gives two.",
        counts=(5, 18),
        extent=ISOLATED,
        sources=(PAPERS,),
    ),
    "CH4.01": Said(
        "no",
        note="Two meetings in twelve months, no minutes of the second.",
        wording="The bipartite committee met twice in twelve months; its decisions of "
        "March 2026 were neither minuted nor followed up.",
        sources=(PAPERS, UNION, MANAGERS),
    ),
    "CH4.04": Said(
        "yes",
        note="Lines 7 and 8. Fewer than last year, other names.",
        counts=(8, 40),
        extent=ISOLATED,
        sources=(WORKERS, UNION),
    ),
    "OS2.02": Said(
        "no",
        note="Three drums in the spot-cleaning room, three spray bottles on the lines.",
        wording="6 of 22 chemical containers were not labelled: three drums in the "
        "spot-cleaning room and three spray bottles on the finishing lines.",
        counts=(6, 22),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "OS2.06": Said(
        "no",
        note="Eye-wash in the spot-cleaning room without water pressure.",
        counts=(1, 3),
        extent=ISOLATED,
        sources=(SEEN,),
    ),
    "OS3.03": Said(
        "no",
        note="7 pulley covers in sewing, B lines 5 to 9; 2 blade guards in cutting.",
        wording="9 of 40 machines checked had no guard on moving parts: 7 pulley "
        "covers were missing in sewing (Building B, lines 5 to 9) and 2 blade guards "
        "in cutting.",
        counts=(9, 40),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "OS3.07": Said(
        "no",
        note="Board at A-2 open, two loose wires; two cracked plugs in ironing.",
        wording="3 of 18 electrical installations checked were unsafe: the "
        "distribution board at A-2 was open with loose wires, and two plugs in "
        "ironing were cracked.",
        counts=(3, 18),
        extent=ISOLATED,
        sources=(SEEN, MANAGERS),
    ),
    "OS6.03": Said(
        "no",
        note="Building C, ground floor. Soap ordered during the visit.",
        counts=(4, 28),
        extent=ISOLATED,
        sources=(SEEN, WORKERS),
    ),
    "OS8.05": Said(
        "no",
        note="B-2 padlocked, key with the guard, opened after 6 min. "
        "C-1 and C-3 behind cartons and rolls.",
        wording="4 of 14 emergency exits were locked or blocked during working hours. "
        "Exit B-2 was padlocked and opened six minutes after the request. Exits C-1 "
        "and C-3 were behind cartons and fabric rolls, exit A-4 behind a trolley.",
        counts=(4, 14),
        extent=SYSTEMIC,
        sources=(SEEN, WORKERS),
    ),
    "OS8.07": Said(
        "no",
        note="Trolleys with bundles at shift start; lines 3, 5, 6, 8 and 9.",
        wording="5 of 16 aisles were blocked by trolleys and bundles in Building B "
        "(lines 3, 5, 6, 8 and 9).",
        counts=(5, 16),
        extent=SYSTEMIC,
        sources=(SEEN,),
    ),
    "OS8.08": Said(
        "9",
        note="Drills on 15/08/2025 and 14/05/2026; none since for overtime teams.",
        wording="Nine months lay between the last two evacuation drills (15/08/2025 "
        "and 14/05/2026); the law asks for one every six months.",
        sources=(PAPERS, WORKERS),
    ),
    "WT2.01": Said(
        ["day"],
        note="Up to 3 hours on 22 days in April and May; less than last year.",
        wording="17 of 42 workers checked worked up to three hours of overtime on 22 "
        "days in April and May 2026; the limit is two hours a day.",
        counts=(17, 42),
        extent=SYSTEMIC,
        sources=(PAPERS, WORKERS),
    ),
}

_REMARKS: Story = {
    "CL3.01": Said(note="42 files, all with a copy of the identity card. Closed."),
    "DI1.01": Said(note="New notice form, five read. Closed."),
    "DI1.10": Said(note="Asked in every interview; nobody knew of a case."),
    "FL1.01": Said(note="Gate register shows early leave on all days checked."),
    "FL3.01": Said(note="Consent sheets of April and May, 40 workers asked."),
    "FA1.01": Said(note="Local union since 2017, about half of the workers."),
    "FA4.03": Said(note="Twelve clauses tested, all applied but the room (FA2.04)."),
    "CO1.01": Said(note="Lowest basic wage in the sample 210 USD."),
    "CO2.07": Said(note="Finger scans of April compared with payroll, 42 workers."),
    "CO4.01": Said(note="All twelve pay days on time. Closed."),
    "CO6.10": Said(note="Service counted from the first contract since May. Closed."),
    "CO7.02": Said(note="Receipts of twelve months seen."),
    "CH2.01": Said(note="Longest fixed-term chain 22 months."),
    "CH3.01": Said(note="Six dismissals in twelve months, files complete."),
    "OS1.02": Said(note="Revised 09/2026, cutting and boiler room included."),
    "OS1.06": Said(note="Certificate of Building C renewed 06/2026."),
    "OS3.01": Said(note="Steel gloves and masks handed out, lists signed."),
    "OS3.10": Said(note="New chairs on all lines since March. Closed."),
    "OS4.01": Said(
        "34",
        note="Ironing, 14:30, day 1. Measured at five places.",
        sources=(SEEN,),
    ),
    "OS4.03": Said("84", note="Cutting, ear plugs worn. Elsewhere below 80."),
    "OS4.04": Said("412", note="Inspection table, line 3."),
    "OS5.02": Said(n_of(14, 1284), note="All opened; contents complete."),
    "OS6.02": Said(note="One cabin of 40 closed for repair on day 1."),
    "OS6.04": Said(note="Test of 10/2026 shown, all points passed."),
    "OS8.01": Said(note="Sounder added in the store. Closed."),
    "OS8.03": Said(
        "no",
        note="One of 96 was out for refilling on day 1.",
        counts=(1, 96),
        extent=ISOLATED,
        sources=(SEEN, PAPERS),
        not_a_finding="The one missing extinguisher was at the service company with a "
        "receipt of the same day, and a spare one hung in its place on day 2.",
    ),
    "OS8.06": Said(note="Mains switched off in Building B for the test."),
    "OS8.12": Said(note="Plan of 2026, names posted at the gate."),
    "WT1.01": Said(note="42 time records of January, April and October."),
    "WT3.01": Said(note="18 days; balances shown on the wage slip."),
}

CYCLE_3: Story = {
    **facts(RUMDOUL, {"DI4.01": 6, "OS8.08": 9}),
    **_REMARKS,
    **_FOUND_IN_2026,
    "KS.01": Said(
        "Chairs with back rest on all lines; a Khmer wage sheet with an example; "
        "pregnant workers sit at marked places near the exits."
    ),
}

SUMMARY_2 = (
    "The factory had grown by two lines and its management was open to the "
    "assessors. Eighteen questions were not met. Most of them go back to three causes: "
    "one payroll formula, one old contract form, and too little space in Building B."
)
SUMMARY_3 = (
    "Six of the eighteen findings of cycle 2 were closed: age papers, job notices, pay "
    "days, the counting of service, fire alarms and chairs. Twelve are repeated and "
    "eight are new.\n\n"
    "The most urgent matter is the emergency exits. Four of fourteen were locked or "
    "blocked, and a padlocked one took six minutes to open. Management removed the "
    "padlock on the first day and cleared the others before the closing meeting.\n\n"
    "Aisles, exits and pulley guards share one cause, the lack of storage in Building "
    "B. The payroll findings share another, a formula that only the vendor can change."
)

"""Which drawn photo lies under which question, and what it shows."""

from dataclasses import dataclass

from bwassess.demo import photos
from bwassess.demo.photos import Drawing


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo of a visit."""

    code: str
    drawing: Drawing
    caption: str
    place: str


RUMDOUL_3 = (
    Shot("FA2.04", photos.notice_board, "Notice board, Building A", "Building A"),
    Shot(
        "OS2.02",
        photos.drums_without_label,
        "Drums and bottles without label, spot-cleaning room",
        "Building A, spot cleaning",
    ),
    Shot(
        "OS3.03",
        photos.machine_without_guard,
        "Button machine without pulley cover, Building B, line 7",
        "Building B, line 7",
    ),
    Shot(
        "OS3.07",
        photos.electrical_panel,
        "Distribution board A-2, open, loose wires",
        "Building A, ironing",
    ),
    Shot("OS4.04", photos.workbench_lamp, "Inspection table, line 3", "Line 3"),
    Shot("OS5.02", photos.first_aid_box, "First-aid box, Building C", "Building C"),
    Shot("OS6.02", photos.toilet_doors, "Women's toilets, ground floor", "Building B"),
    Shot(
        "OS6.03",
        photos.basin_without_soap,
        "Wash basins without soap, Building C",
        "Building C, ground floor",
    ),
    Shot("OS6.04", photos.drinking_water, "Drinking point with last test", "Line 1"),
    Shot("OS8.03", photos.extinguisher, "Extinguisher 14, serviced", "Building A"),
    Shot(
        "OS8.05",
        photos.padlocked_exit,
        "Exit B-2, padlocked from inside",
        "Building B, exit 2",
    ),
    Shot(
        "OS8.05", photos.cartons_before_exit, "Exit C-1, cartons", "Building C, exit 1"
    ),
    Shot(
        "OS8.05",
        photos.rolls_before_exit,
        "Exit C-3, fabric rolls",
        "Building C, exit 3",
    ),
    Shot("OS8.07", photos.blocked_aisle, "Trolley in the aisle, line 6", "Building B"),
)
RUMDOUL_2 = (
    Shot(
        "OS3.03",
        photos.machine_without_guard,
        "Machine without pulley cover, line 5",
        "Building B, line 5",
    ),
    Shot(
        "OS8.05", photos.cartons_before_exit, "Exit C-1, cartons", "Building C, exit 1"
    ),
)
PREK_LEAP = (
    Shot("OS2.03", photos.drums_without_label, "Dye store", "Dyeing"),
    Shot("OS8.03", photos.extinguisher, "Extinguisher at the stairs", "First floor"),
)
BASSAC = (
    Shot("OS3.07", photos.electrical_panel, "Board in washing", "Washing"),
    Shot("OS2.02", photos.drums_without_label, "Enzyme store", "Washing"),
)

"""What the assessors photographed, drawn: no real place, no face, nobody's property."""

from collections.abc import Callable

from bwassess.demo.canvas import FLOOR, HEIGHT, WIDTH, Canvas

WALL, PALE_WALL, WARM_WALL = "#8F9892", "#AEB5AE", "#A39D90"
CONCRETE, TILES, WOOD = "#77706A", "#8B9190", "#857464"

STEEL, DARK, WHITE = "#B9C0BE", "#2B3034", "#E4E7E2"
BLUE, DEEP_BLUE, GREEN, RED = "#5E93AE", "#3D6E8C", "#1E9A63", "#C23B2E"
CARTON, DARK_CARTON, TAPE = "#BF9150", "#A87B3C", "#D9BE8A"


def padlocked_exit() -> Canvas:
    """A double exit door with a padlock through its handles."""
    canvas = _exit()
    for x in (566, 634):
        canvas.bow((x - 34, 380, 68, 64), 200, 340, fill=WHITE, thick=14)
    canvas.box((548, 432, 104, 92), "#CB9F2F", corner=12)
    canvas.shaded((556, 440, 88, 30), "#DDB650", "#CB9F2F")
    canvas.bow((566, 372, 68, 110), 180, 360, fill=STEEL, thick=16)
    canvas.box((548, 442, 104, 82), "#CB9F2F", corner=12)
    canvas.disc(600, 478, 11, DARK)
    canvas.box((595, 480, 10, 24), DARK, corner=4)
    return canvas


def cartons_before_exit() -> Canvas:
    """An exit behind packed cartons."""
    canvas = _exit()
    for x, y, wide, high, colour in (
        (214, 480, 270, 204, DARK_CARTON),
        (482, 450, 300, 236, CARTON),
        (786, 496, 250, 190, DARK_CARTON),
        (296, 284, 268, 198, CARTON),
        (574, 250, 286, 202, DARK_CARTON),
        (424, 104, 262, 184, CARTON),
    ):
        _carton(canvas, x, y, wide, high, colour)
    return canvas


def rolls_before_exit() -> Canvas:
    """An exit behind rolls of fabric lying across each other."""
    canvas = _exit()
    for x, y, colour, end in (
        (250, 600, "#B4574E", "#D98A80"),
        (330, 520, "#5C7FA8", "#93B0D0"),
        (210, 440, "#C9B68C", "#E6D8B6"),
        (350, 660, "#4B6A62", "#7E9E94"),
    ):
        canvas.shape(
            (x, y), (x + 560, y - 90), (x + 578, y - 20), (x + 12, y + 72), fill=colour
        )
        canvas.shape(
            (x, y), (x + 560, y - 90), (x + 564, y - 74), (x + 3, y + 16), fill=end
        )
        canvas.disc(x + 8, y + 36, 38, end)
        canvas.disc(x + 8, y + 36, 24, colour)
        canvas.disc(x + 8, y + 36, 10, DARK)
    return canvas


def machine_without_guard() -> Canvas:
    """A button machine whose belt and pulley run open."""
    canvas = Canvas(wall=WALL, floor=CONCRETE)
    canvas.box((120, 560, 960, 40), "#9B7C57", corner=6)
    canvas.box((170, 600, 40, 170), "#5D646A")
    canvas.box((990, 600, 40, 170), "#5D646A")
    canvas.shaded((240, 330, 600, 232), "#DFE2DC", "#C8CDC7")
    canvas.box((300, 210, 430, 150), "#C2C8C4", corner=34)
    canvas.box((240, 330, 600, 232), "#D7DBD5", corner=18)
    canvas.box((330, 408, 150, 50), RED, corner=8)
    canvas.box((322, 340, 26, 214), "#AEB5B1")
    canvas.box((316, 500, 38, 62), "#8C9592", corner=6)
    canvas.line((560, 520), (866, 226), fill=DARK, thick=20)
    canvas.line((600, 556), (946, 470), fill=DARK, thick=20)
    canvas.disc(570, 538, 46, "#6E777A")
    canvas.disc(570, 538, 18, DARK)
    canvas.disc(910, 356, 152, "#4B5458")
    canvas.disc(910, 356, 118, "#8D9698")
    for x, y in ((910, 268), (910, 444), (822, 356), (998, 356)):
        canvas.disc(x, y, 24, "#4B5458")
    canvas.disc(910, 356, 32, DARK)
    return canvas


def drums_without_label() -> Canvas:
    """Drums and small bottles in the spot-cleaning room, none with a label."""
    canvas = Canvas(wall=PALE_WALL, floor=CONCRETE)
    for x, dark, light in (
        (180, "#2F5F87", "#4F86B3"),
        (450, "#356B57", "#5A977F"),
        (720, "#2F5F87", "#4F86B3"),
    ):
        canvas.shaded((x, 330, 115, 370), dark, light, across=True)
        canvas.shaded((x + 115, 330, 115, 370), light, dark, across=True)
        for y in (330, 446, 562, 684):
            canvas.box((x - 6, y, 242, 18), dark, corner=8)
        canvas.box((x + 24, 310, 182, 22), dark, corner=8)
        canvas.disc(x + 70, 318, 13, STEEL)
        canvas.box((x + 66, 480, 98, 60), light, corner=4, edge="#E8ECE8", thick=3)
    for x in (986, 1050, 1114):
        canvas.box((x, 610, 46, 96), "#D8DDD6", corner=10)
        canvas.box((x + 12, 586, 22, 28), RED, corner=4)
    return canvas


def extinguisher() -> Canvas:
    """An extinguisher in its place, sign and service card with it."""
    canvas = Canvas(wall=PALE_WALL, floor=TILES)
    canvas.box((470, 70, 260, 150), RED, corner=10)
    canvas.words(600, 146, "FIRE", size=64, fill=WHITE)
    canvas.box((690, 300, 16, 200), DARK, corner=8)
    canvas.bow((560, 270, 150, 90), 200, 360, fill=DARK, thick=16)
    canvas.shaded((520, 330, 80, 300), "#9C2318", "#D34B3C", across=True)
    canvas.shaded((600, 330, 80, 300), "#D34B3C", "#8E1F15", across=True)
    canvas.disc(600, 334, 80, "#B83226")
    canvas.box((572, 232, 56, 60), DARK, corner=8)
    canvas.box((520, 226, 130, 20), DARK, corner=8)
    canvas.box((540, 420, 120, 130), WHITE, corner=6)
    for y in (446, 472, 498, 524):
        canvas.box((554, y, 92, 8), "#9BA39F")
    canvas.box((640, 560, 84, 108), "#F0E3B4", corner=4, edge="#B79E4B", thick=3)
    canvas.words(682, 600, "11/26", size=24, fill=DARK)
    return canvas


def first_aid_box() -> Canvas:
    """A first-aid box on the wall, open, with what is in it."""
    canvas = Canvas(wall=WALL, floor=TILES)
    canvas.box((360, 150, 480, 400), WHITE, corner=18, edge="#9AA39E", thick=6)
    canvas.box((390, 190, 420, 320), "#D4DAD5", corner=8)
    for y in (296, 402):
        canvas.box((390, y, 420, 10), "#AEB7B1")
    for x in (410, 480, 550):
        canvas.box((x, 222, 54, 74), "#F2EEE0", corner=8, edge="#C8BF9F", thick=3)
    for x, colour in ((640, "#4F86B3"), (700, "#B4574E"), (760, "#7AA386")):
        canvas.box((x, 236, 36, 60), colour, corner=8)
        canvas.box((x + 8, 220, 20, 18), WHITE)
    for x in (412, 520, 628, 736):
        canvas.box((x, 340, 70, 62), "#E9DCC3", corner=30)
    canvas.box((420, 442, 160, 60), "#6D99B8", corner=6)
    canvas.box((610, 442, 180, 60), "#F4F1E6", corner=6, edge="#BDB59B", thick=3)
    canvas.box((540, 40, 120, 92), GREEN, corner=8)
    canvas.box((588, 52, 24, 68), WHITE)
    canvas.box((566, 74, 68, 24), WHITE)
    return canvas


def blocked_aisle() -> Canvas:
    """An aisle between two sewing lines with a trolley and bundles in it."""
    canvas = Canvas(wall=WARM_WALL, floor=CONCRETE)
    canvas.shape(
        (470, FLOOR), (730, FLOOR), (1010, HEIGHT), (190, HEIGHT), fill="#8A837B"
    )
    for start, end in ((470, 190), (730, 1010)):
        canvas.line((start, FLOOR), (end, HEIGHT), fill="#E2B93B", thick=14)
    for side in (0, 1):
        for place in range(3):
            x = 30 + place * 140 if side == 0 else WIDTH - 150 - place * 140
            y = 520 - place * 26
            canvas.box((x - 10, y + 60, 150, 18), "#9B7C57", corner=4)
            canvas.box((x + 16, y, 92, 34), "#D7DBD5", corner=12)
            canvas.box((x + 80, y + 16, 28, 46), "#C2C8C4", corner=6)
            canvas.box((x + 10, y + 78, 14, 80), "#5D646A")
            canvas.box((x + 110, y + 78, 14, 80), "#5D646A")
    canvas.box((440, 360, 16, 330), "#4F5A63")
    canvas.box((744, 360, 16, 330), "#4F5A63")
    canvas.box((430, 676, 340, 24), "#4F5A63", corner=6)
    for x in (460, 740):
        canvas.disc(x, 716, 24, DARK)
    for x, y, wide, colour in (
        (470, 596, 124, "#5C7FA8"),
        (600, 596, 132, "#B4574E"),
        (476, 520, 250, "#C9B68C"),
        (500, 444, 200, "#4B6A62"),
        (520, 368, 150, "#8FA9C4"),
    ):
        canvas.box((x, y, wide, 76), colour, corner=14)
        canvas.box((x + wide / 2 - 6, y, 12, 76), WHITE)
    return canvas


def toilet_doors() -> Canvas:
    """Three toilet cabins, the last one closed with tape."""
    canvas = Canvas(wall="#B9C3C4", floor=TILES)
    for row in range(4):
        canvas.box((0, 60 + row * 150, WIDTH, 4), "#A3AFB0")
    for x, is_closed in ((110, False), (450, False), (790, True)):
        canvas.box((x - 16, 130, 332, 524), "#8B9698", corner=6)
        canvas.shaded((x, 146, 300, 494), "#7FA6A2", "#6B938F")
        canvas.disc(x + 264, 400, 14, STEEL)
        canvas.box((x + 252, 424, 26, 12), RED if is_closed else GREEN, corner=4)
        canvas.disc(x + 150, 226, 22, WHITE)
        canvas.shape((x + 150, 250), (x + 190, 330), (x + 110, 330), fill=WHITE)
        if is_closed:
            for first, last in ((210, 600), (600, 210)):
                canvas.line((x, first), (x + 300, last), fill="#E2B93B", thick=26)
    return canvas


def drinking_water() -> Canvas:
    """A drinking point with three taps, cups and the last test beside it."""
    canvas = Canvas(wall="#A9B6BA", floor=TILES)
    canvas.box((250, 180, 560, 300), STEEL, corner=16)
    canvas.shaded((266, 196, 528, 110), "#D5DAD8", "#B9C0BE")
    canvas.words(530, 252, "DRINKING WATER", size=46, fill=DEEP_BLUE)
    for x in (350, 530, 710):
        canvas.box((x - 14, 400, 28, 60), DARK, corner=6)
        canvas.box((x - 12, 448, 24, 44), "#6E777A", corner=6)
        canvas.disc(x, 396, 18, BLUE)
    canvas.box((230, 500, 600, 46), "#8C9592", corner=10)
    canvas.box((262, 546, 30, 130), "#5D646A")
    canvas.box((768, 546, 30, 130), "#5D646A")
    for row in range(2):
        for place in range(4):
            canvas.box(
                (870 + place * 62, 300 + row * 92, 48, 64),
                WHITE,
                corner=8,
                edge=BLUE,
                thick=4,
            )
        canvas.box((856, 368 + row * 92, 264, 12), "#6E777A")
    canvas.box((900, 120, 190, 130), "#F4F1E6", edge="#BDB59B", thick=3)
    for y in (146, 172, 198, 222):
        canvas.box((920, y, 150, 8), "#9BA39F")
    return canvas


def notice_board() -> Canvas:
    """The notice board: work rules and wages, nothing of the union's."""
    canvas = Canvas(wall=WARM_WALL, floor=WOOD)
    canvas.box((170, 110, 860, 450), "#6E4F2E", corner=8)
    canvas.box((192, 132, 816, 406), "#C3A478")
    for x, y, wide, high, colour in (
        (226, 166, 160, 210, "#F4F1E6"),
        (414, 158, 150, 160, "#DDE8EF"),
        (414, 338, 150, 170, "#F4F1E6"),
        (596, 170, 190, 130, "#F6E7B0"),
        (226, 400, 160, 110, "#DDE8EF"),
    ):
        canvas.box((x, y, wide, high), colour, edge="#A98B5E", thick=2)
        canvas.box((x + 18, y + 24, wide - 36, 14), DEEP_BLUE)
        for line in range(54, int(high) - 18, 22):
            canvas.box((x + 18, y + line, wide - 36 - (line % 44), 8), "#8E948F")
        canvas.disc(x + wide / 2, y + 8, 8, RED)
    canvas.box((820, 166, 160, 344), "#C3A478", edge="#8E744A", thick=4)
    canvas.words(900, 336, "UNION", size=30, fill="#8E744A")
    return canvas


def electrical_panel() -> Canvas:
    """A distribution board without its cover, a cable hanging out."""
    canvas = Canvas(wall=WALL, floor=CONCRETE)
    canvas.box((340, 90, 520, 500), "#7B858A", corner=10)
    canvas.box((372, 122, 456, 436), "#3A4248", corner=4)
    canvas.shape((860, 100), (1060, 150), (1060, 560), (860, 584), fill="#98A2A6")
    canvas.shape(
        (930, 260),
        (975, 350),
        (945, 350),
        (985, 450),
        (905, 340),
        (938, 340),
        fill="#E2B93B",
    )
    for row in (160, 320):
        canvas.box((400, row + 36, 400, 16), "#8D9698")
        for place in range(8):
            x = 408 + place * 49
            canvas.box((x, row, 42, 92), "#D7DBD5", corner=4)
            canvas.box((x + 13, row + 26, 16, 36), DARK, corner=3)
    for place, colour in enumerate(
        ("#B4574E", "#4F86B3", "#D9BE4B", "#4B6A62", "#B4574E", "#2B3034")
    ):
        x = 424 + place * 62
        canvas.bow((x - 40, 396, 90, 130), 270, 80, fill=colour, thick=9)
    canvas.line((640, 480), (660, 600), (610, 700), fill="#B4574E", thick=12)
    canvas.line((700, 480), (730, 610), (700, 690), fill="#2B3034", thick=12)
    canvas.disc(610, 702, 9, "#D99A55")
    canvas.disc(700, 692, 9, "#D99A55")
    return canvas


def workbench_lamp() -> Canvas:
    """A lamp over an inspection table with a light meter on it."""
    canvas = Canvas(wall="#6E7672", floor=CONCRETE)
    canvas.shape((500, 210), (700, 210), (960, 560), (240, 560), fill="#A8A88F")
    canvas.shape((530, 210), (670, 210), (820, 560), (380, 560), fill="#D9D6B4")
    canvas.line((600, 0), (600, 140), fill=DARK, thick=10)
    canvas.shape((520, 140), (680, 140), (740, 214), (460, 214), fill="#3D4A46")
    canvas.box((470, 208, 260, 14), "#FFF7CF", corner=7)
    canvas.box((140, 556, 920, 44), "#C9A878", corner=6)
    canvas.box((190, 600, 40, 170), "#5D646A")
    canvas.box((970, 600, 40, 170), "#5D646A")
    canvas.shape((330, 500), (620, 484), (660, 556), (300, 556), fill="#8FA9C4")
    canvas.shape((400, 512), (560, 504), (580, 540), (396, 540), fill="#B7CADF")
    canvas.box((740, 440, 130, 118), DARK, corner=12)
    canvas.box((756, 458, 98, 44), "#BFD0B0", corner=4)
    canvas.words(805, 480, "412", size=34, fill=DARK)
    canvas.words(805, 530, "LUX", size=22, fill=WHITE)
    return canvas


def basin_without_soap() -> Canvas:
    """Wash basins with empty soap holders."""
    canvas = Canvas(wall="#B9C3C4", floor=TILES)
    for row in range(3):
        for place in range(9):
            canvas.box(
                (place * 140 + (row % 2) * 70 - 70, 30 + row * 92, 136, 88), "#C4CDCE"
            )
    for x in (130, 480, 830):
        canvas.box((x, 380, 240, 110), WHITE, corner=46)
        canvas.box((x + 26, 400, 188, 50), "#BFC9C9", corner=24)
        canvas.disc(x + 120, 432, 10, DARK)
        canvas.box((x + 108, 300, 24, 96), STEEL, corner=8)
        canvas.box((x + 108, 300, 24, 20), "#8C9592", corner=8)
        canvas.bow((x + 84, 290, 48, 60), 180, 300, fill=STEEL, thick=14)
        canvas.box((x + 96, 490, 48, 150), "#C9CFCB")
        canvas.box((x + 168, 320, 66, 26), "#8C9592", corner=10)
        canvas.box((x + 180, 324, 42, 12), "#5F696A", corner=6)
    return canvas


Drawing = Callable[[], Canvas]


def _exit() -> Canvas:
    """An exit door of two wings with its sign."""
    canvas = Canvas(wall=WALL, floor=CONCRETE)
    canvas.box((450, 0, 300, 26), GREEN)
    canvas.shape((580, 6), (612, 6), (632, 14), (612, 22), (580, 22), fill=WHITE)
    canvas.box((272, 36, 656, 652), "#39434B")
    for x in (300, 604):
        canvas.shaded((x, 62, 150, 622), DEEP_BLUE, BLUE, across=True)
        canvas.shaded((x + 150, 62, 146, 622), BLUE, DEEP_BLUE, across=True)
        canvas.box((x + 40, 124, 216, 240), "#47748C", edge="#3A647B", thick=6)
    return canvas


def _carton(
    canvas: Canvas, x: float, y: float, wide: float, high: float, colour: str
) -> None:
    canvas.box((x, y, wide, high), "#6B4A22")
    canvas.shaded((x + 4, y, wide - 8, high - 4), colour, _packed(colour))
    canvas.box((x + 4, y, wide - 8, 16), TAPE if colour == CARTON else "#C39A57")
    canvas.box((x + wide / 2 - 17, y, 34, high - 4), TAPE)


def _packed(colour: str) -> str:
    return DARK_CARTON if colour == CARTON else "#94692F"

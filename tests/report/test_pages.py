from dataclasses import dataclass

from typing_extensions import override

from bwassess.report.flowables import (
    Anchor,
    Block,
    Empty,
    Rule,
    SideBySide,
    Stack,
    TextBlock,
)
from bwassess.report.pages import paginate
from bwassess.report.styles import A4, TEXT
from bwassess.report.tables import Group, Table
from bwassess.report.typography import Paragraph


@dataclass(frozen=True)
class Box(Block):
    """A block of a fixed height."""

    tall: float

    @override
    def height(self, width):
        return self.tall

    @override
    def draw(self, surface, x, top, width):
        return


def on_pages(*blocks):
    return [[placed.block for placed in page.placed] for page in paginate(blocks, A4)]


def paragraph(lines):
    return TextBlock(Paragraph.of("\n".join(["x"] * lines), TEXT, "en"))


def table(*sizes, tall=30):
    return Table(
        (60, 0),
        (Box(10), Box(10)),
        tuple(
            Group(Box(10), tuple((Box(tall),) for _ in range(size))) for size in sizes
        ),
    )


def test_that_blocks_fill_a_page_before_the_next_begins():
    first, second = on_pages(Box(300), Box(300), Box(300))
    assert len(first) == 2
    assert len(second) == 1


def test_that_a_heading_moves_with_what_follows_it():
    heading = Box(20, with_next=True)
    first, second = on_pages(Box(690), heading, Box(30))
    assert first == [Box(690)]
    assert second[0] is heading


def test_that_a_paragraph_leaves_no_line_alone():
    pages = on_pages(Box(680), paragraph(4))
    assert [len(page) for page in pages] == [2, 1]
    head, tail = pages[0][1], pages[1][0]
    assert (head.first, head.last) == (0, 2)
    assert (tail.first, tail.last) == (2, None)
    assert on_pages(Box(680), paragraph(3)) == [[Box(680)], [paragraph(3)]]


def test_that_a_chapter_begins_a_page_and_names_it():
    pages = paginate(
        [
            Anchor("a", "A", "1 A", new_page=True, with_next=True),
            Box(100),
            Anchor("b", "B", "2 B", least=300, with_next=True),
            Box(500),
            Anchor("c", "C", "3 C", new_page=True, with_next=True),
            Box(700),
            Box(100),
        ],
        A4,
    )
    assert [page.head for page in pages] == ["1 A", "3 C", "3 C"]


def test_that_too_little_room_below_a_section_begins_a_page():
    section = Anchor("b", "B", "2 B", least=300, with_next=True)
    pages = on_pages(Box(500), section, Box(20))
    assert len(pages) == 2


def test_that_no_rule_stands_at_the_top_of_a_page():
    pages = on_pages(Box(700), Rule(with_next=True), Box(100))
    assert pages[1] == [Box(100)]


def test_that_a_table_goes_on_with_its_head_and_its_label():
    pages = on_pages(Box(500), table(12))
    head, tail = pages[0][1], pages[1][0]
    assert head.head == tail.head
    assert head.groups[0].label == tail.groups[0].label
    assert sum(len(part.groups[0].rows) for part in (head, tail)) == 12
    assert len(head.groups[0].rows) >= 2


def test_that_a_group_leaves_two_rows_to_the_next_page_rather_than_one():
    pages = on_pages(Box(500), table(7))
    head, tail = pages[0][1], pages[1][0]
    assert [len(part.groups[0].rows) for part in (head, tail)] == [5, 2]


def test_that_a_table_is_parted_between_groups_where_it_can_be():
    pages = on_pages(Box(550), table(2, 2, 2))
    assert [len(block.groups) for page in pages for block in page[-1:]] == [2, 1]


def test_that_a_small_table_is_never_parted():
    small = table(5, tall=10)
    assert on_pages(Box(660), small) == [[Box(660)], [small]]


def test_that_a_table_higher_than_a_page_is_parted_all_the_same():
    pages = on_pages(table(60))
    assert sum(len(page[0].groups[0].rows) for page in pages) == 60


def test_that_what_is_higher_than_a_page_is_split_even_inside_a_side_by_side():
    finding = SideBySide(Box(50), Stack((Box(400), paragraph(40))), 100, 10)
    pages = on_pages(finding)
    assert len(pages) == 2
    assert isinstance(pages[1][0].side, Empty)


def test_that_a_whole_block_moves_rather_than_being_parted():
    photos = Stack((Box(100), Box(150, before=9)))
    finding = SideBySide(Box(50), photos, 100, 10, whole=True)
    assert on_pages(Box(600), finding) == [[Box(600)], [finding]]
    taller = SideBySide(Box(50), Stack((Box(400), Box(500))), 100, 10, whole=True)
    assert len(on_pages(Box(600), taller)) == 3


def test_that_columns_grow_for_long_words_of_other_languages():
    def widths(word):
        head = TextBlock(Paragraph.of(word, TEXT, "en"))
        return Table((40, 0), (head, Box(10)), (Group(None, ((head, Box(10)),)),))

    assert widths("Last").height(300) == widths("Lastest").height(300)
    assert widths("Lastestest").height(300) < widths("Lastest" * 4).height(300)


def test_that_a_block_that_fits_no_page_is_still_printed():
    assert on_pages(Box(100), Box(2000), Box(10)) == [
        [Box(100)],
        [Box(2000)],
        [Box(10)],
    ]

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from bwassess.paths import RESOURCES
from ui import icons
from ui.theme import Role, Scheme, Theme


def colours(picture: QImage) -> set[str]:
    """The colours of the fully inked pixels."""
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", list(icons.names()))
def test_that_every_shipped_drawing_shows_something(name: str) -> None:
    picture = icons.pixmap(name, 20, scale=2).toImage()
    assert picture.size() == QSize(40, 40)
    assert colours(picture)


def test_that_the_list_names_what_is_there() -> None:
    readme = (RESOURCES / "icons" / "README.md").read_text(encoding="utf-8")
    listed = {line[2:] for line in readme.splitlines() if line.startswith("- ")}
    assert listed == set(icons.names()) - set(icons.MARKS)


def test_that_an_unknown_name_says_so() -> None:
    with pytest.raises(icons.UnknownIconError, match="unicorn"):
        icons.icon("unicorn")


def test_that_an_icon_has_its_role_s_colour_and_follows_the_look(
    qapp: QApplication,
) -> None:
    made_in_light = icons.icon("square", Role.MADDER)
    assert colours(made_in_light.pixmap(20, 20).toImage()) == {"#a52a20"}
    Theme(scheme=Scheme.DARK).apply(qapp)
    assert colours(made_in_light.pixmap(20, 20).toImage()) == {"#ff9c8e"}


def test_that_a_disabled_icon_is_grey() -> None:
    picture = icons.icon("square", Role.INDIGO).pixmap(20, 20, QIcon.Mode.Disabled)
    assert colours(picture.toImage()) == {"#5c6b66"}


def test_that_an_icon_is_sharp_on_a_dense_screen() -> None:
    picture = icons.icon("camera").pixmap(QSize(20, 20), 2.0)
    assert picture.size() == QSize(40, 40)
    assert picture.devicePixelRatio() == 2.0


@pytest.mark.parametrize(
    ("name", "mirrors"),
    [("chevron-right", True), ("undo-2", True), ("check", False), ("flag", False)],
)
def test_that_only_what_points_is_mirrored(
    qapp: QApplication, name: str, mirrors: bool
) -> None:
    plain = icons.pixmap(name, 20).toImage()
    Theme(language="ar").apply(qapp)
    other = icons.pixmap(name, 20).toImage()
    assert (other != plain) is mirrors
    if mirrors:
        flipped = plain.flipped(Qt.Orientation.Horizontal)
        assert difference(other, flipped) < difference(other, plain) / 4


def difference(one: QImage, other: QImage) -> int:
    return sum(
        abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha())
        for x in range(one.width())
        for y in range(one.height())
    )

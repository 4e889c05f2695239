import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageStat

from bwassess.demo import photos, pictures
from bwassess.demo.canvas import HEIGHT, WIDTH, Canvas

DRAWINGS = {shot.drawing for shot in pictures.RUMDOUL_3}


@pytest.mark.parametrize("drawing", sorted(DRAWINGS, key=lambda one: one.__name__))
def test_that_a_drawing_is_a_photo_of_something(
    drawing: Callable[[], Canvas],
) -> None:
    image = Image.open(io.BytesIO(drawing().jpeg()))

    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
    # An empty room has hardly any contrast.
    assert max(ImageStat.Stat(image).stddev) > 25


def test_that_drawings_are_the_same_each_time_and_each_another() -> None:
    drawn = [drawing().jpeg() for drawing in DRAWINGS]

    assert len(set(drawn)) == len(DRAWINGS) >= 12
    assert photos.extinguisher().jpeg() == photos.extinguisher().jpeg()

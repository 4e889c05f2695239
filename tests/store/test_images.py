"""Photos made ready: upright, small, silent about their taker, or refused clearly."""

import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from bwassess.store.errors import PlaceUnreachable
from bwassess.store.images import (
    MAX_BYTES,
    DamagedPhoto,
    NoPhoto,
    PhotoTooLarge,
    prepare,
)

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_halves(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image.convert(mode)


def written(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def shown(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def is_near(seen: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(seen, tuple)
    return all(abs(a - b) < 40 for a, b in zip(seen, wanted, strict=True))


def test_that_a_big_photo_becomes_a_working_copy_and_a_thumbnail() -> None:
    photo = prepare(written(two_halves(3000, 1500)))
    assert (photo.width, photo.height) == (2048, 1024)
    assert shown(photo.working).size == (2048, 1024)
    assert shown(photo.working).format == "JPEG"
    assert shown(photo.thumbnail).size == (320, 160)
    assert photo.original is None
    assert prepare(written(two_halves(3000, 1500)), max_side=640).width == 640


def test_that_a_small_photo_doesnt_grow() -> None:
    photo = prepare(written(two_halves(90, 60)))
    assert (photo.width, photo.height) == (90, 60)
    assert shown(photo.thumbnail).size == (90, 60)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_a_photo_taken_in_any_position_stands_upright(
    form: str, orientation: int
) -> None:
    upright = two_halves()
    held = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    taken = upright if held is None else upright.transpose(held)
    photo = prepare(written(taken, form, exif=exif))
    for content in (photo.working, photo.thumbnail):
        image = shown(content)
        assert image.size == (300, 200)
        assert is_near(image.getpixel((30, 100)), RED)
        assert is_near(image.getpixel((270, 100)), BLUE)
        assert not image.getexif()


def test_that_nothing_tells_who_took_it_where_and_with_what() -> None:
    exif = Image.Exif()
    exif[MAKE] = "canary-7f3a phone"
    exif.get_ifd(GPS)[1] = "N"
    photo = written(
        two_halves(),
        exif=exif,
        comment=b"canary-7f3a comment",
        xmp=b"<x>canary-7f3a</x>",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    text = PngInfo()
    text.add_text("Author", "canary-7f3a")
    for given in (photo, written(two_halves(), "PNG", pnginfo=text)):
        assert b"canary-7f3a" in given
        ready = prepare(given, keep_original=True)
        assert ready.original == given
        for content in (ready.working, ready.thumbnail):
            assert b"canary-7f3a" not in content
            assert set(shown(content).info) <= {
                *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
            }


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        *(("L", "PNG"), ("1", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("RGB", "BMP")),
        *(("LA", "PNG"), ("RGB", "AVIF"), ("P", "PNG"), ("LAB", "TIFF"), ("F", "TIFF")),
    ],
)
def test_that_every_usual_kind_of_picture_is_taken(mode: str, form: str) -> None:
    photo = prepare(written(two_halves(mode=mode), form))
    assert shown(photo.working).mode == "RGB"
    assert (photo.width, photo.height) == (300, 200)


def test_that_sixteen_bits_of_grey_stay_grey() -> None:
    photo = prepare(written(Image.new("I;16", (40, 40), 32_768), "PNG"))
    assert is_near(shown(photo.working).getpixel((20, 20)), (127, 127, 127))


def test_that_what_is_seen_through_is_white() -> None:
    for image in (
        Image.new("RGBA", (40, 40), (0, 0, 0, 0)),
        Image.new("LA", (40, 40), (0, 0)),
    ):
        photo = prepare(written(image, "PNG"))
        assert is_near(shown(photo.working).getpixel((20, 20)), (255, 255, 255))


def test_that_the_colours_of_another_space_are_turned_into_the_usual_ones() -> None:
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A space whose red is our blue, far off enough to be seen.
    swapped = usual.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1)
    swapped = swapped.replace(b"????", b"bXYZ", 1)
    photo = prepare(written(two_halves(), icc_profile=swapped))
    assert is_near(shown(photo.working).getpixel((30, 100)), BLUE)
    assert is_near(shown(photo.working).getpixel((270, 100)), RED)


def test_that_a_broken_description_of_colours_spoils_nothing() -> None:
    photo = prepare(written(two_halves(), icc_profile=b"nonsense"))
    assert is_near(shown(photo.working).getpixel((30, 100)), RED)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"%PDF-1.7 ...", b"<svg></svg>", b"\x00\x00\x00\x18ftypheic"],
)
def test_that_what_isnt_a_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(content)
    with pytest.raises(NoPhoto, match=r"letter\.docx isn't a picture"):
        prepare(tmp_path / "letter.docx")


def test_that_formats_nobody_photographs_in_arent_even_opened() -> None:
    with pytest.raises(NoPhoto, match="The picture isn't"):
        prepare(written(two_halves(), "PPM"))
    with pytest.raises(NoPhoto):
        prepare(written(two_halves(), "EPS"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_that_a_photo_copied_in_part_is_refused_by_name(form: str) -> None:
    whole = written(Image.effect_noise((400, 300), 90).convert("RGB"), form)
    with pytest.raises((DamagedPhoto, NoPhoto), match=r"gate\.jpg"):
        prepare(whole[: len(whole) // 2], name="gate.jpg")


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_500), (50_000, 50_000)])
def test_that_a_picture_of_too_many_pixels_is_refused_unopened(
    size: tuple[int, int],
) -> None:
    # A few bytes that claim to be a huge picture.
    header = written(Image.new("1", (1, 1)), "PNG")
    claimed = (
        header[:16]
        + size[0].to_bytes(4, "big")
        + size[1].to_bytes(4, "big")
        + header[24:29]
    )
    crc = zlib.crc32(claimed[12:29]).to_bytes(4, "big")
    with pytest.raises(PhotoTooLarge, match="80 million pixels"):
        prepare(claimed + crc + header[33:])


def test_that_a_file_of_too_many_bytes_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "film.jpg"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PhotoTooLarge, match="64 MB"):
        prepare(huge)


def test_that_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlaceUnreachable, match=r"gone\.jpg"):
        prepare(tmp_path / "gone.jpg")


# Pillow warns of odd metadata, which is thrown away anyway, and goes on.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_that_a_spoilt_picture_is_taken_or_refused_and_nothing_else(form: str) -> None:
    whole = written(two_halves(80, 60), form)
    chance = random.Random(form)  # noqa: S311
    for _ in range(60):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        if chance.random() < 0.3:
            del spoilt[chance.randrange(len(spoilt)) :]
        try:
            prepare(bytes(spoilt))
        except (NoPhoto, DamagedPhoto, PhotoTooLarge):
            continue

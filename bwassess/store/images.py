"""A photo made ready to be kept: upright, of a set size, telling nothing of its taker.

Where and when it was taken, and by which telephone, stands in the metadata of the
original alone, which is kept only if the settings say so.
"""

import io
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from bwassess.errors import BwassessError
from bwassess.store.disk import reporting
from bwassess.text import _

MAX_SIDE = 2048
THUMBNAIL_SIDE = 320
QUALITY = 85
THUMBNAIL_QUALITY = 75

MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 80_000_000

# What cameras, telephones, scanners and screens make; every other decoder of Pillow's
# is one more way in for a hostile file.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")

_DECODER_FAILURES = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow raises on files that are broken in one way or another."""


class NoPhoto(BwassessError):  # noqa: N818 (as the other errors of this room)
    """What was given isn't a picture in a form that is read here."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{name} isn't a picture bwassess can read. Add photos as JPEG, PNG, "
                "WebP, TIFF or AVIF."
            ).format(name=name)
        )


class PhotoTooLarge(BwassessError):  # noqa: N818
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{name} is too large: at most {pixels} million pixels and {size} MB "
                "are taken. Make it smaller and add it again."
            ).format(
                name=name,
                pixels=MAX_PIXELS // 1_000_000,
                size=MAX_BYTES // (1024 * 1024),
            )
        )


class DamagedPhoto(BwassessError):  # noqa: N818
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{name} is damaged or was copied only in part. Copy it from the "
                "camera again."
            ).format(name=name)
        )


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo as it will be kept; all JPEG but the original."""

    working: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)
    width: int
    height: int
    original: bytes | None = field(default=None, repr=False)


def prepare(
    photo: bytes | Path,
    *,
    name: str | None = None,
    max_side: int = MAX_SIDE,
    keep_original: bool = False,
) -> PreparedPhoto:
    """Turn a picture upright, make it small enough, and strip what it tells.

    Args:
        photo: The file, or what is in it.
        name: What to call it to the person; the file's name if not given.
        max_side: The longer side of the working copy, in pixels; it never grows.
        keep_original: Give the original back too, every byte of it.

    Raises:
        NoPhoto, PhotoTooLarge, DamagedPhoto: It can't be taken.
        PlaceUnreachable: The file can't be read.
    """
    called = name or (photo.name if isinstance(photo, Path) else _("The picture"))
    content = _content(photo, called)
    try:
        with _opened(content, called) as image:
            working = _worked(image, max_side)
        small = working.copy()
        _fit(small, THUMBNAIL_SIDE)
        return PreparedPhoto(
            working=_jpeg(working, QUALITY),
            thumbnail=_jpeg(small, THUMBNAIL_QUALITY),
            width=working.width,
            height=working.height,
            original=content if keep_original else None,
        )
    except MemoryError as error:
        raise PhotoTooLarge(called) from error
    except _DECODER_FAILURES as error:
        raise DamagedPhoto(called) from error


def _content(photo: bytes | Path, called: str) -> bytes:
    if isinstance(photo, bytes):
        content = photo
    else:
        with reporting(photo), photo.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PhotoTooLarge(called)
    return content


def _opened(content: bytes, called: str) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooLarge(called) from error
    except UnidentifiedImageError as error:
        raise NoPhoto(called) from error
    except _DECODER_FAILURES as error:
        raise DamagedPhoto(called) from error
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise PhotoTooLarge(called)
    return image


def _worked(image: Image.Image, max_side: int) -> Image.Image:
    # A JPEG decoder can halve on the way, in a third of the time.
    image.draft("RGB", (max_side, max_side))
    image.load()
    profile = image.info.get("icc_profile")
    working = _plain(image)
    _fit(working, max_side)
    ImageOps.exif_transpose(working, in_place=True)
    return _in_srgb(working, profile)


def _plain(image: Image.Image) -> Image.Image:
    """Leave what can be scaled and turned: full colours, nothing to see through."""
    if image.mode.startswith("I;16"):
        # Pillow's own conversion would cut sixteen bits of grey off at 255.
        return image.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        plain = Image.alpha_composite(white, seen).convert("RGB")
        plain.info = image.info
        return plain
    if image.mode in {"RGB", "CMYK", "L", "LAB"}:
        return image
    return image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Take the colours out of a telephone's wider space, whose description goes."""
    if profile:
        try:
            turned = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError):
            # A description that is broken, or of other colours than the picture has.
            turned = None
        if turned is not None:
            return turned
    return image.convert("RGB")


def _fit(image: Image.Image, side: int) -> None:
    # Half the time of Lanczos on twelve million pixels, and no difference to the eye.
    image.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # Pillow writes comments and more of what it read back into a JPEG.
    image.info.clear()
    file = io.BytesIO()
    # Not progressive: the report takes the bytes as they are, for every viewer.
    image.save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()

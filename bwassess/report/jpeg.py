"""Photos in the PDF: the JPEG's own bytes, never decoded."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab.pdfbase import pdfdoc

from bwassess.errors import BwassessError
from bwassess.report.content import Photo
from bwassess.text import _

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


class PhotoUnreadableError(BwassessError):
    """A photo of a finding is no JPEG that can be printed."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG with what its head says: pixels and colour space."""

    data: bytes
    width: int
    height: int
    space: str

    @classmethod
    def of(cls, photo: Photo) -> "Jpeg":
        """Read a photo.

        Raises:
            PhotoUnreadableError: it is no JPEG, or one of a rare colour space.
        """
        data = photo.read()
        try:
            with Image.open(BytesIO(data), formats=("JPEG",)) as image:
                return cls(data, image.width, image.height, _SPACES[image.mode])
        except (UnidentifiedImageError, OSError, KeyError) as error:
            raise PhotoUnreadableError(
                _('The photo "{caption}" is damaged and can\'t be printed.').format(
                    caption=photo.caption
                ),
                hint=_("Take it out of the finding, or attach it again."),
            ) from error

    def register(self, document: Any) -> str:
        """Put it into a ReportLab document once; returns the name to draw it by."""
        name = hashlib.sha256(self.data).hexdigest()[:32]
        if not document.hasForm(name):
            entries = {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Image"),
                "Width": self.width,
                "Height": self.height,
                "ColorSpace": pdfdoc.PDFName(self.space),
                "BitsPerComponent": 8,
                "Filter": pdfdoc.PDFName("DCTDecode"),
            }
            if self.space == "DeviceCMYK":
                # Adobe writes four-colour JPEGs inverted.
                entries["Decode"] = pdfdoc.PDFArray([1, 0] * 4)
            document.addForm(
                name, pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), self.data)
            )
        return name

"""Faces inside the PDF: subsets whose every code gives its letters back.

A code stands for a glyph together with the letters it was drawn for, so copying and
searching work even where one glyph serves different letters. No standard font of PDF
viewers is ever named.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from bwassess.report.fonts import Face

_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "gasp", "STAT")


_SILENT = (*range(0x2060, 0x2065), *range(0x200B, 0x2010), *range(0xFE00, 0xFE10))
"""Codes of glyphs that stand for no letter, such as the second half of a cluster.

They are told to be read as nothing, which poppler obeys; PDFium takes the code itself
for the character, so it must be one that is invisible.
"""


@dataclass
class _Codes:
    """The codes of one face, numbered in order of first use from 1."""

    face: Face
    resource: str
    by_glyph: dict[tuple[int, str], int] = field(default_factory=dict)
    silent: list[int] = field(default_factory=lambda: list(reversed(_SILENT)))

    def code(self, glyph: int, text: str) -> int:
        key = (glyph, text)
        if key not in self.by_glyph:
            if not text and self.silent:
                self.by_glyph[key] = self.silent.pop()
            else:
                self.by_glyph[key] = len(self.by_glyph) + 1
        return self.by_glyph[key]

    @property
    def glyphs(self) -> list[int]:
        """The glyph of every code up to the highest one; 0 where there is none."""
        found = [0] * (max(self.by_glyph.values()) + 1)
        for (glyph, _), code in self.by_glyph.items():
            found[code] = glyph
        return found


class EmbeddedFaces:
    """The faces of one PDF document; it writes itself when the document is saved."""

    def __init__(self, document: Any) -> None:
        self._codes: dict[Face, _Codes] = {}
        document.delayedFonts.append(self)

    def resource(self, face: Face) -> str:
        """The name a page calls a face by."""
        return self._of(face).resource

    def code(self, face: Face, glyph: int, text: str) -> int:
        """The two-byte code that draws a glyph and reads as its letters."""
        return self._of(face).code(glyph, text)

    def _of(self, face: Face) -> _Codes:
        if face not in self._codes:
            self._codes[face] = _Codes(face, f"F{len(self._codes) + 1}")
        return self._codes[face]

    # ReportLab calls this name on everything in `delayedFonts`.
    def addObjects(self, document: Any) -> None:  # noqa: N802
        fonts = document.idToObject["BasicFonts"].dict
        for codes in self._codes.values():
            fonts[codes.resource] = _font(document, codes)


def _font(document: Any, codes: _Codes) -> Any:
    program = _subset(codes)
    # Six letters from the subset's content, so that equal reports have equal bytes.
    digest = hashlib.sha256(program).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    name = pdfdoc.PDFName(f"{tag}+{codes.face.name}")
    glyphs = codes.glyphs
    extents = codes.face.hb_font.get_font_extents("ltr")
    descriptor = {
        "Type": pdfdoc.PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": 4,
        "FontBBox": pdfdoc.PDFArray([-1000, extents.descender, 2000, extents.ascender]),
        "ItalicAngle": 0,
        "Ascent": extents.ascender,
        "Descent": extents.descender,
        "CapHeight": 714,
        "StemV": 80,
        "FontFile2": _stream(document, program, Length1=len(program)),
    }
    descendant = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": pdfdoc.PDFDictionary(
            {
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }
        ),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        "DW": 0,
        "W": pdfdoc.PDFArray(list(_widths(codes))),
        "CIDToGIDMap": _stream(
            document, b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        ),
    }
    return document.Reference(
        pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(pdfdoc.PDFDictionary(descendant))]
                ),
                "ToUnicode": _stream(document, _to_unicode(codes)),
            }
        )
    )


def _widths(codes: _Codes) -> Iterator[Any]:
    """Runs of codes, each its first one and the widths from there on."""
    run: list[int] = []
    last = 0
    for (glyph, _), code in sorted(codes.by_glyph.items(), key=lambda item: item[1]):
        if run and code != last + 1:
            yield pdfdoc.PDFArray(run)
            run = []
        if not run:
            yield code
        run.append(codes.face.width(glyph))
        last = code
    if run:
        yield pdfdoc.PDFArray(run)


def _subset(codes: _Codes) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({glyph for glyph, _ in codes.by_glyph})
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    for table in _DROPPED:
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    return bytes(hb.subset(codes.face.hb_face, wanted).blob.data)


def _to_unicode(codes: _Codes) -> bytes:
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for (_, text), code in codes.by_glyph.items()
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _stream(document: Any, content: bytes, **entries: int) -> Any:
    # Compressed here, because ReportLab's own filter would be named twice.
    stream = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({**entries, "Filter": pdfdoc.PDFName("FlateDecode")}),
        zlib.compress(content),
        filters=None,
    )
    return document.Reference(stream)

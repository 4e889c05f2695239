"""Tables in files beside a form, read into it so that a version is whole in itself."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from bwassess.checklist.model import (
    Cells,
    Checklist,
    Instance,
    MediaFile,
    is_file_name,
)
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.sheets import csv_lines, decoded, read_bytes
from bwassess.text import _

_MAX_FILE = 8 * 2**20
_MAX_ROWS = 100_000
_PIECE = 2**20
_TAG = re.compile(r"[^\W\d][\w.-]*")


class Files:
    """The files a form may read from: those beside it, and those a base brings.

    They lie in the form's folder, or in the folder of its media, as servers name it.
    """

    def __init__(
        self, forms: Iterable[Path] = (), carried: Checklist | None = None
    ) -> None:
        self._places = tuple(map(_places_of, forms))
        self._tables = {one.source: one for one in carried.instances} if carried else {}
        self._media = {one.name: one for one in carried.files} if carried else {}

    @classmethod
    def of(cls, form: Path, base: Checklist | Path | None = None) -> "Files":
        """Those of a form, then those of the base it is laid over."""
        if isinstance(base, Path):
            return cls((form, base))
        return cls((form,), base)

    def instance(self, name: str, source: str) -> Instance | None:
        """The table in a file; None where there is no such file.

        Raises:
            ChecklistError: the file isn't what its name says, or is too large.
        """
        path = self._find(source)
        if path is not None:
            return read_instance(name, path)
        return self._tables.get(source)

    def media(self, name: str) -> MediaFile | None:
        """A picture, a recording or a film; None where there is none of that name."""
        path = self.path(name)
        if path is None:
            return self._media.get(name)
        try:
            return MediaFile(name, *_measured(path))
        except OSError:
            return None

    def size(self, name: str) -> int | None:
        """How many bytes one has; None where there is none of that name."""
        path = self.path(name)
        if path is None:
            carried = self._media.get(name)
            return carried.size if carried else None
        try:
            return path.stat().st_size
        except OSError:
            return None

    def path(self, name: str) -> Path | None:
        """Where a file of the form's media lies; those a base carries lie nowhere."""
        return self._find(name, media=True) if is_file_name(name) else None

    def _find(self, source: str, *, media: bool = False) -> Path | None:
        if Path(source).name != source:
            return None
        return next(
            (
                folder / source
                for places in self._places
                for folder in (reversed(places) if media else places)
                if (folder / source).is_file()
            ),
            None,
        )


def media_folder(form: Path) -> Path:
    """The folder beside a form, or in its folder of sheets, for its media."""
    return form / "media" if form.is_dir() else form.parent / f"{form.stem}-media"


def _places_of(form: Path) -> tuple[Path, Path]:
    return (form if form.is_dir() else form.parent, media_folder(form))


def _measured(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def read_instance(name: str, path: Path) -> Instance:
    """Read a table from a CSV, XML or GeoJSON file.

    Raises:
        ChecklistError: it is none, or is larger than a form's tables may be.
    """
    content = read_bytes(path, most=_MAX_FILE)
    rows: Iterable[Cells]
    match path.suffix.lower():
        case ".csv":
            rows = _csv_rows(csv_lines(path, decoded(path, content)))
        case ".xml":
            rows = _xml_rows(path, content)
        case _:
            rows = _geojson_rows(path, decoded(path, content))
    found: list[Cells] = []
    for row in rows:
        if len(found) == _MAX_ROWS:
            raise ChecklistError(
                _("{path} has more than {count} rows.").format(
                    path=path, count=_MAX_ROWS
                ),
                hint=_("Leave out what the form doesn't ask for."),
            )
        found.append(row)
    return Instance(name=name, source=path.name, rows=_in_one_order(found))


def _in_one_order(rows: Sequence[Cells]) -> tuple[Cells, ...]:
    """The cells of all rows in one order of columns, as they are written again."""
    columns = dict.fromkeys(column for row in rows for column, _text in row)
    place = {column: number for number, column in enumerate(columns)}
    return tuple(tuple(sorted(row, key=lambda cell: place[cell[0]])) for row in rows)


def _csv_rows(lines: Sequence[Sequence[str]]) -> Iterator[Cells]:
    header = [column.strip() for column in lines[0]] if lines else []
    for line in lines[1:]:
        cells = _row(zip(header, line, strict=False))
        if cells:
            yield cells


def _row(cells: Iterable[tuple[str, str]]) -> Cells:
    return tuple((column, its) for column, text in cells if (its := text.strip()))


def _xml_rows(path: Path, content: bytes) -> Iterator[Cells]:
    """The elements below the root are the rows; what lies deeper is their text."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(content)
    # Bombs and unknown encodings are ValueErrors and LookupErrors.
    except (ParseError, ValueError, LookupError) as error:
        raise _no_table(path) from error
    for item in root:
        yield _row((_bare(cell.tag), "".join(cell.itertext())) for cell in item)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _geojson_rows(path: Path, text: str) -> Iterator[Cells]:
    """The features are the rows, their geometry in the words of a filled form."""
    try:
        features = json.loads(text)["features"]
        for feature in features:
            properties = feature.get("properties") or {}
            cells = [(key, _plain(value)) for key, value in properties.items()]
            if "id" in feature and "id" not in properties:
                cells.append(("id", _plain(feature["id"])))
            cells.append(("geometry", _places(feature.get("geometry"))))
            yield _row(cells)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _no_table(path) from error


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _places(geometry: Any) -> str:
    if not geometry:
        return ""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            points = [coordinates]
        case "LineString":
            points = coordinates
        case "Polygon":
            points = coordinates[0]
        case _:
            return ""
    return ";".join(f"{float(lat)!r} {float(lon)!r} 0 0" for lon, lat, *_up in points)


def _no_table(path: Path) -> ChecklistError:
    return ChecklistError(
        _("{path} can't be read as a table.").format(path=path),
        hint=_("Save it anew, as CSV best."),
    )


def write_instance(instance: Instance, folder: Path) -> None:
    """Write a table beside a form, in the kind of file it was read from."""
    # A version may come from anywhere; its tables go into this folder and no other.
    path = folder / Path(instance.source).name
    match path.suffix.lower():
        case ".csv":
            text = _as_csv(instance)
        case ".xml":
            text = _as_xml(instance)
        case _:
            text = _as_geojson(instance)
    path.write_text(text, encoding="utf-8", newline="")


def _as_csv(instance: Instance) -> str:
    columns = dict.fromkeys(column for row in instance.rows for column, _text in row)
    target = StringIO(newline="")
    writer = csv.DictWriter(target, tuple(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(dict, instance.rows))
    return target.getvalue()


def _as_xml(instance: Instance) -> str:
    root = Element("root")
    for row in instance.rows:
        item = SubElement(root, "item")
        for column, text in row:
            if _TAG.fullmatch(column):
                SubElement(item, column).text = text
    return tostring(root, encoding="unicode")


def _as_geojson(instance: Instance) -> str:
    features = [_feature(dict(row)) for row in instance.rows]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _feature(cells: Mapping[str, str]) -> Mapping[str, object]:
    properties = {key: text for key, text in cells.items() if key != "geometry"}
    points = [
        [float(words[1]), float(words[0])]
        for place in cells.get("geometry", "").split(";")
        if len(words := place.split()) > 1
    ]
    geometry: Mapping[str, object] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif len(points) > 3 and points[0] == points[-1]:
        geometry = {"type": "Polygon", "coordinates": [points]}
    elif points:
        geometry = {"type": "LineString", "coordinates": points}
    return {"type": "Feature", "properties": properties, "geometry": geometry}

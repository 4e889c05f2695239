"""What is asked in drawn forms, and answered: lists, tables and answers by kind."""

from collections.abc import Mapping

from tests.peers.forms import Cells

TOWN = "select_one_from_file towns.csv"
OF_ROWS = "select_one of rows"
"""One of what was answered to a text in the rows of a repeat."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "text": ("", "a", "yes", "12", "two words", "É", "0"),
    "integer": ("", "0", "1", "2", "3", "-1", "18", "999999999"),
    "decimal": ("", "0", "0.5", "-1.25", "100", "0.1", "1234567.891"),
    "range": ("", "-5", "0", "5", "10"),
    "date": ("", "2024-02-29", "1970-01-01", "2026-11-22", "1969-12-31"),
    "time": ("", "00:00:00.000+00:00", "10:30:00.000+00:00", "23:59:59.000+00:00"),
    "dateTime": (
        "",
        "2024-02-29T10:30:00.000+00:00",
        "1970-01-01T00:00:00.000+00:00",
        "2026-11-22T23:59:59.000+00:00",
    ),
    "select_one fruit": ("", "apple", "pear", "fig"),
    "select_multiple fruit": ("", "apple", "pear fig", "apple pear fig", "fig pear"),
    "select_one place": ("", "north", "south", "mid"),
    "rank fruit": ("", "fig apple pear", "apple pear fig"),
    TOWN: ("", "Riga", "Lima", "Oslo"),
    OF_ROWS: ("", "a", "yes", "12"),
    "acknowledge": ("", "OK"),
    "geopoint": ("", "11.5 104.9 0.0 0.0", "-33.9 18.4 12.5 4.0"),
    "geotrace": (
        "",
        "11.5 104.9 0.0 0.0;11.6 104.9 0.0 0.0",
        "11.5 104.9 0.0 0.0;11.6 104.9 0.0 0.0;11.6 105.0 0.0 0.0",
    ),
    "geoshape": (
        "",
        "11.5 104.9 0.0 0.0;11.6 104.9 0.0 0.0;11.6 105.0 0.0 0.0;11.5 104.9 0.0 0.0",
        "-34.0 18.0 0.0 0.0;-34.0 19.0 0.0 0.0;-33.0 18.5 0.0 0.0;-34.0 18.0 0.0 0.0",
    ),
}

COMMON = (
    *("text", "integer", "decimal", "date", "time"),
    *("select_one fruit", "select_multiple fruit", "select_one place"),
)
"""What half of the questions are, and all that rxeval is good at."""

EXTRAS: Mapping[str, Cells] = {
    "range": {"parameters": "start=-5 end=10 step=5"},
}
"""What a question of a kind needs beside its type."""

NUMBERS = frozenset({"integer", "decimal", "range"})
SEVERAL = frozenset({"select_multiple fruit", "rank fruit"})
WITH_LABELS = frozenset({"select_one fruit", "select_one place", TOWN})
WORDS = frozenset({"text", "calculate", OF_ROWS})
MARKED = frozenset({"time", "dateTime", "geopoint", "geotrace", "geoshape"})
"""Whose answers pyxform takes for sums, or peers write in their own way."""

CHOICES: tuple[Cells, ...] = (
    {"list_name": "fruit", "name": "apple", "label": "Apple"},
    {"list_name": "fruit", "name": "pear", "label": "Pear"},
    {"list_name": "fruit", "name": "fig", "label": "Fig"},
    {"list_name": "place", "name": "north", "label": "N", "of": "apple", "size": "1"},
    {"list_name": "place", "name": "south", "label": "S", "of": "pear", "size": "2"},
    {"list_name": "place", "name": "mid", "label": "M", "of": "apple", "size": "18"},
)
TOWNS = {
    "towns.csv": (
        "name,label,of,size\n"
        "Riga,The old town,apple,1\n"
        'Lima,"Lima, Peru",pear,18\n'
        "Oslo,Oslo,apple,2.5\n"
    )
}
SAVED = {"first": "apple"}
"""What was answered in the form that was saved last."""

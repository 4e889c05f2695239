"""All functions over values, by name."""

from bwassess.checklist.expression.functions.choices import CHOICES
from bwassess.checklist.expression.functions.dates import DATES
from bwassess.checklist.expression.functions.numbers import NUMBERS
from bwassess.checklist.expression.functions.places import PLACES
from bwassess.checklist.expression.functions.signature import Functions
from bwassess.checklist.expression.functions.texts import TEXTS

FUNCTIONS: Functions = {**TEXTS, **NUMBERS, **CHOICES, **DATES, **PLACES}

"""The rules of a checklist as its readers check them."""

from bwassess.checklist.form.compiling import flaws
from bwassess.checklist.form.flaws import RULE_FIELDS, Flaw

__all__ = ["RULE_FIELDS", "Flaw", "flaws"]

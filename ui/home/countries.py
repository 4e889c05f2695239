"""Countries by their names in the language of the interface."""

from babel import Locale

from ui.frame.dates import locale


def country_name(code: str) -> str:
    """The name of a country; its code where the language has no name for it."""
    name: str = Locale.parse(locale()).territories.get(code, code)
    return name

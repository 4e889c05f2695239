"""`bwassess factory`: the factories of a vault."""

import logging
from typing import Annotated

import typer

from bwassess.commands.opening import unlocked
from bwassess.commands.options import AsJson, PassphraseFile, VaultFolder
from bwassess.commands.printing import as_json, table
from bwassess.errors import BwassessError
from bwassess.text import _

log = logging.getLogger(__name__)

app = typer.Typer(
    name="factory", no_args_is_help=True, help=_("The factories of this vault.")
)


class WrongFactError(BwassessError):
    """A fact of a factory was named or written in a way that can't be."""


@app.command("list", help=_("List the factories."))
def list_(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        factories = workspace.factories.list()
    if json:
        as_json(
            [
                {
                    "id": str(one.id),
                    "name": one.name,
                    "country": one.country,
                    "os_id": one.os_id or None,
                    **one.facts,
                }
                for one in factories
            ]
        )
        return
    table(
        (_("Id"), _("Name"), _("Country"), _("Open Supply Hub id")),
        [(str(one.id), one.name, one.country, one.os_id) for one in factories],
    )


@app.command("add", help=_("Add a factory."))
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name."))],
    country: Annotated[
        str, typer.Option("--country", metavar="CC", help=_("Two letters, as KH."))
    ],
    os_id: Annotated[
        str, typer.Option("--os-id", help=_("Its Open Supply Hub id."))
    ] = "",
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            metavar="NAME=VALUE",
            help=_("A further fact, such as city=Takhmao; may be given again."),
        ),
    ] = None,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.assessment.osid import parse_os_id

    facts = _facts(fact or [])
    code = country.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise WrongFactError(
            _("“{country}” isn't a country's two letters, as KH.").format(
                country=country
            )
        )
    if not name.strip():
        raise WrongFactError(_("A factory needs a name."))
    if os_id:
        facts["os_id"] = parse_os_id(os_id)
    with unlocked(vault, passphrase_file) as workspace:
        added = workspace.factories.add(name.strip(), code, **facts)
    log.info("factory %s added", added)
    typer.echo(str(added))


def _facts(pairs: list[str]) -> dict[str, str]:
    from bwassess.assessment.records import FACTORY_FACTS

    facts = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or name.strip() not in FACTORY_FACTS:
            raise WrongFactError(
                _("“{pair}” is no fact of a factory; there are {names}.").format(
                    pair=pair, names=", ".join(FACTORY_FACTS)
                )
            )
        facts[name.strip()] = value.strip()
    return facts

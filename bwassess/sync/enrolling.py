"""How a laptop comes to a hub the first time."""

import secrets
from collections.abc import Callable

from bwassess.store import identity as identities
from bwassess.store.identity import HubLink, Identity
from bwassess.store.replica import Replica
from bwassess.sync import wire
from bwassess.sync.client import HubClient
from bwassess.sync.errors import (
    CodeOfAnotherHubError,
    ForeignCertificateError,
    MistypedCodeError,
    NotEnrolledError,
)


def new_token() -> str:
    """What a laptop shows a hub; made here, so that no answer carries it."""
    return secrets.token_urlsafe(32)


def enrol(
    replica: Replica,
    url: str,
    code: str,
    *,
    client_of: Callable[[str], HubClient] = HubClient,
) -> Identity:
    """Enrol this laptop at a hub by a one-time code.

    Done again with the same code, after an answer was lost, it ends the same. Enrolled
    at another hub before, everything here is sent to the new one at the next sync.

    Raises:
        MistypedCodeError, CodeOfAnotherHubError: The code can't be right.
        BwassessError: The hub can't be reached, or said no; nothing was changed.
    """
    wanted = wire.read_code(code)
    if wanted is None:
        raise MistypedCodeError
    with replica.database.read() as connection:
        who = identities.load(connection)
    if who is None:
        raise NotEnrolledError
    token = new_token()
    with client_of(url) as client:
        found = client.identity()
        if not wire.is_code_of(wanted, found.hub):
            raise CodeOfAnotherHubError(client.url)
        client.pinned = found.hub
        certificate, found = client.enrol(
            wanted,
            hub=found.hub,
            key=who.key,
            person=who.certificate.person,
            token=token,
        )
        said = (certificate.programme, certificate.device, certificate.person)
        if said != (found.programme, who.key.public, who.certificate.person):
            raise ForeignCertificateError(client.url)
        link = HubLink(client.url, found.hub, found.epoch, token)
    with replica.database.write() as connection:
        identities.adopt(connection, certificate)
        identities.keep_hub_link(connection, link)
    return Identity(who.key, certificate)

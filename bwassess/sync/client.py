"""What a laptop asks a hub, and what the hub says, as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bwassess.journal import certificate as certificates
from bwassess.journal import receipt as receipts
from bwassess.journal.certificate import Certificate
from bwassess.journal.receipt import BadReceiptError, Outcome, Receipt
from bwassess.journal.signing import SigningKey
from bwassess.sync import wire
from bwassess.sync.channel import Channel
from bwassess.sync.errors import HubTooOldError, NotAHubError, OtherHubError
from bwassess.sync.wire import Frame, HubIdentity, Kind, Page


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hub says of one batch handed in.

    Attributes:
        hash: None where the bytes are no batch to it.
    """

    hash: bytes | None
    outcome: Outcome
    reason: str
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Papers:
    """Batches with what proves them.

    Attributes:
        cursor: Where the feed goes on; empty where it isn't the feed.
        own: Hashes of batches this laptop made itself; only a restored vault lacks any.
    """

    certificates: tuple[Certificate, ...]
    batches: tuple[bytes, ...]
    receipts: tuple[Receipt, ...]
    cursor: bytes = b""
    more: bool = False
    own: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Documents by what the two sides have of them.

    Attributes:
        different: Both have some, and not the same.
        lacking: The hub has none.
        unlisted: Only the hub has some.
    """

    different: tuple[bytes, ...]
    lacking: tuple[bytes, ...]
    unlisted: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What a hub has of some evidence files, by SHA-256 in hex."""

    whole: frozenset[str]
    offsets: Mapping[str, int]
    unknown: frozenset[str]


class HubClient(Channel):
    """One hub, as one laptop sees it."""

    def identity(self) -> HubIdentity:
        """Ask the hub who it is.

        Raises:
            OtherHubError: It isn't the one pinned.
            HubTooOldError: It speaks no version that this program does.
        """
        return self._identity(self.ask("GET", "/v1/hub"))

    def enrol(
        self, code: str, *, hub: bytes, key: SigningKey, person: bytes, token: str
    ) -> tuple[Certificate, HubIdentity]:
        """Use a one-time code; used again by the same laptop it gives the same."""
        token_sha256 = wire.hash_of_token(token)
        proof = key.sign(
            wire.enrolment_statement(
                hub,
                code=code,
                device=key.public,
                person=person,
                token_sha256=token_sha256,
            )
        )
        return self._enrolled(
            "/v1/enrolments",
            {
                "code": code,
                "device": key.public.hex(),
                "person": person.hex(),
                "token_sha256": token_sha256.hex(),
                "proof": proof.hex(),
            },
        )

    def come_back(
        self, certificate: Certificate, *, hub: bytes, key: SigningKey, token: str
    ) -> tuple[Certificate, HubIdentity]:
        """Show the hub's own certificate to a hub that forgot this laptop."""
        token_sha256 = wire.hash_of_token(token)
        proof = key.sign(
            wire.return_statement(
                hub, certificate=certificate.id, token_sha256=token_sha256
            )
        )
        return self._enrolled(
            "/v1/returns",
            {
                "certificate": certificate.encode().hex(),
                "token_sha256": token_sha256.hex(),
                "proof": proof.hex(),
            },
        )

    def push(
        self, batches: Sequence[bytes], papers: Iterable[Certificate]
    ) -> list[Answer]:
        """Hand in batches; an answer for each, in that order."""
        body = wire.pack(
            [
                *(Frame(Kind.CERTIFICATE, one.encode()) for one in papers),
                *(Frame(Kind.BATCH, data) for data in batches),
            ]
        )
        said = self.ask(
            "POST", "/v1/batches", content=body, headers={"content-type": wire.FRAMES}
        )
        with self.understanding():
            answers = [
                Answer(
                    bytes.fromhex(one["hash"]) if one["hash"] else None,
                    Outcome(one["outcome"]),
                    str(one["reason"]),
                    self._receipt(bytes.fromhex(one["receipt"]))
                    if one["receipt"]
                    else None,
                )
                for one in said["results"]
            ]
            if len(answers) != len(batches):
                raise ValueError("another number of answers")
        return answers

    def feed(self, cursor: bytes) -> Papers:
        """The next page of the feed."""
        response = self.request("GET", "/v1/feed", params={"cursor": cursor.hex()})
        papers = self._papers(response.content)
        if not papers.cursor:
            raise NotAHubError(self.url)
        return papers

    def batches(self, hashes: Sequence[bytes]) -> Papers:
        """Batches by hash; perhaps not all at once."""
        return self._papers(
            self.request("POST", "/v1/batches/wanted", json=_hashes(hashes)).content
        )

    def receipts(self, hashes: Sequence[bytes]) -> tuple[Receipt, ...]:
        """Receipts for those of some batches that the hub has."""
        return self._papers(
            self.request("POST", "/v1/receipts", json=_hashes(hashes)).content
        ).receipts

    def is_equal(self, overall: bytes) -> bool:
        """Whether the hub's documents add up to the same digest."""
        said = self.ask(
            "POST", "/v1/documents/compare", json={"overall": overall.hex()}
        )
        with self.understanding():
            return bool(said["equal"])

    def compare(
        self,
        documents: Mapping[bytes, bytes],
        *,
        since: bytes | None = None,
        until: bytes | None = None,
    ) -> Difference:
        """Compare the digests of all documents with ids in a range."""
        said = self.ask(
            "POST",
            "/v1/documents/compare",
            json={
                "since": since.hex() if since else None,
                "until": until.hex() if until else None,
                "documents": {
                    one.hex(): digest.hex() for one, digest in documents.items()
                },
            },
        )
        with self.understanding():
            return Difference(
                *(
                    tuple(bytes.fromhex(one) for one in said[name])
                    for name in ("different", "lacking", "unlisted")
                )
            )

    def listing(self, document: bytes) -> list[bytes]:
        """Hashes of a document's batches on the hub."""
        said = self.ask("GET", f"/v1/documents/{document.hex()}/batches")
        with self.understanding():
            return [bytes.fromhex(one) for one in said["hashes"]]

    def evidence(self, hashes: Sequence[str]) -> Present:
        """What the hub has of some evidence files."""
        said = self.ask("POST", "/v1/evidence/wanted", json={"hashes": list(hashes)})
        with self.understanding():
            return Present(
                frozenset(said["whole"]),
                {str(one): int(offset) for one, offset in said["offsets"].items()},
                frozenset(said["unknown"]),
            )

    def put_evidence(
        self, sha256: str, content: bytes, *, size: int, offset: int
    ) -> tuple[int, bool]:
        """Send bytes of a file; where it goes on now, and whether it is whole."""
        said = self.ask(
            "PUT",
            f"/v1/evidence/{sha256}",
            content=content,
            params={"size": str(size), "offset": str(offset)},
            headers={"content-type": "application/octet-stream"},
        )
        with self.understanding():
            return int(said["offset"]), bool(said["whole"])

    def evidence_part(self, sha256: str, offset: int) -> tuple[bytes, int]:
        """At most 1 MiB of a file from an offset on, and the file's length."""
        response = self.request(
            "GET",
            f"/v1/evidence/{sha256}",
            headers={"range": f"bytes={offset}-{offset + wire.CHUNK - 1}"},
        )
        with self.understanding():
            where, _, total = response.headers["content-range"].partition("/")
            if not where.startswith(f"bytes {offset}-") or not response.content:
                raise ValueError("another range")
            return response.content, int(total)

    def _enrolled(
        self, path: str, said: Mapping[str, Any]
    ) -> tuple[Certificate, HubIdentity]:
        answer = self.ask("POST", path, json=said)
        with self.understanding():
            certificate = certificates.read(bytes.fromhex(answer["certificate"]))
            return certificate, self._identity(answer["identity"])

    def _identity(self, said: Mapping[str, Any]) -> HubIdentity:
        with self.understanding():
            found = HubIdentity(
                bytes.fromhex(said["hub"]),
                bytes.fromhex(said["epoch"]),
                bytes.fromhex(said["programme"]),
                int(said["oldest_client"]),
                int(said["wire"]),
            )
            lengths = (len(found.hub), len(found.epoch), len(found.programme))
            if lengths != (32, 16, 32):
                raise ValueError("a key of another length")
        if self.pinned is not None and found.hub != self.pinned:
            raise OtherHubError(self.url)
        if found.wire < wire.OLDEST_HUB:
            raise HubTooOldError(self.url)
        return found

    def _papers(self, body: bytes) -> Papers:
        page = Page(b"", more=False)
        found: list[Certificate] = []
        batches: list[bytes] = []
        given: list[Receipt] = []
        own: list[bytes] = []
        with self.understanding():
            for frame in wire.unpack(body):
                match frame.kind:
                    case Kind.PAGE:
                        page = Page.read(frame.data)
                    case Kind.CERTIFICATE:
                        found.append(certificates.read(frame.data))
                    case Kind.BATCH:
                        batches.append(frame.data)
                    case Kind.RECEIPT:
                        given.append(self._receipt(frame.data))
                    case Kind.OWN:
                        own.append(frame.data)
        return Papers(
            tuple(found),
            tuple(batches),
            tuple(given),
            page.cursor,
            page.more,
            tuple(own),
        )

    def _receipt(self, data: bytes) -> Receipt:
        receipt = receipts.read(data)
        if receipt.giver != self.pinned:
            raise BadReceiptError("of another hub")
        return receipt


def _hashes(hashes: Sequence[bytes]) -> dict[str, list[str]]:
    return {"hashes": [one.hex() for one in hashes]}

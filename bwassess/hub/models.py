"""The JSON of the interface, with an example of each thing."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bwassess.assessment.records import Role
from bwassess.journal.receipt import Outcome
from bwassess.sync import wire

_KEY = "5d" * 32
_HASH = "9f" * 32
_ID = "0193b7c2d4e87a51b2c3d4e5f6a70819"
_EPOCH = "a1" * 16


_16 = StringConstraints(pattern="^[0-9a-f]{32}$")
_32 = StringConstraints(pattern="^[0-9a-f]{64}$")
_64 = StringConstraints(pattern="^[0-9a-f]{128}$")

Key = Annotated[str, _32, Field(examples=[_KEY])]
Hash = Annotated[str, _32, Field(examples=[_HASH])]
Id = Annotated[str, _16, Field(examples=[_ID])]
Epoch = Annotated[str, _16, Field(examples=[_EPOCH])]
Signature = Annotated[str, _64, Field(examples=["3c" * 64])]
Countries = list[Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]]
Bytes = Annotated[
    str, StringConstraints(pattern="^([0-9a-f]{2})*$", max_length=32 * 1024)
]


class Message(BaseModel):
    """What all messages have in common: nothing unknown is passed over in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Health(Message):
    status: str = Field(examples=["ok"])


class Identity(Message):
    hub: Key
    epoch: Epoch
    programme: Key
    oldest_client: int = Field(examples=[wire.OLDEST_CLIENT])
    wire: int = Field(examples=[wire.WIRE])
    program: str = Field(examples=["0.1.0"])


class Enrol(Message):
    code: str = Field(max_length=64, examples=["7K2M-9QXA-4TBN-8WZC-3FHD"])
    device: Key
    person: Id
    token_sha256: Hash
    proof: Signature


class Return(Message):
    certificate: Bytes = Field(examples=["92c4"])
    token_sha256: Hash
    proof: Signature


class Enrolled(Message):
    certificate: Bytes = Field(examples=["92c4"])
    identity: Identity


class Taken(Message):
    hash: Hash | None
    outcome: Outcome = Field(examples=["accepted"])
    reason: str = Field(examples=[""])
    receipt: Bytes | None = Field(examples=["92c4"])


class Pushed(Message):
    results: list[Taken]


class Hashes(Message):
    hashes: list[Hash] = Field(max_length=wire.MAX_HASHES, examples=[[_HASH]])


class Compare(Message):
    """Digests of the documents of a range of ids; `until` is the first not in it."""

    since: Id | None = Field(default=None, examples=["00" * 16])
    until: Id | None = Field(default=None, examples=[None])
    overall: Hash | None = Field(default=None, examples=[None])
    documents: dict[Id, Hash] = Field(
        default_factory=dict, max_length=wire.MAX_HASHES, examples=[{_ID: _HASH}]
    )


class Compared(Message):
    """`closed` are here, and not for this device; nothing of them is compared."""

    equal: bool = Field(examples=[False])
    different: list[Id] = Field(default_factory=list, examples=[[_ID]])
    lacking: list[Id] = Field(default_factory=list, examples=[[]])
    unlisted: list[Id] = Field(default_factory=list, examples=[[]])
    closed: list[Id] = Field(default_factory=list, examples=[[]])


class Listing(Message):
    hashes: list[Hash] = Field(examples=[[_HASH]])


class Wanted(Message):
    whole: list[Hash] = Field(examples=[[_HASH]])
    offsets: dict[Hash, int] = Field(examples=[{_HASH: 65536}])
    unknown: list[Hash] = Field(examples=[[]])


class Arrived(Message):
    offset: int = Field(examples=[1048576])
    whole: bool = Field(examples=[False])


class NewCode(Message):
    name: Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]{1,200}$")] = Field(
        examples=["Sokha Chan"]
    )
    role: Role = Field(examples=["assessor"])
    countries: Countries = Field(max_length=250, examples=[["KH"]])


class Code(Message):
    code: str = Field(examples=["7K2M-9QXA-4TBN-8WZC-3FHD"])
    expires_at: int = Field(examples=[1790000000000])


class DeviceEntry(Message):
    key: Key
    person: Id
    name: str = Field(examples=["Sokha Chan"])
    role: Role = Field(examples=["assessor"])
    countries: list[str] = Field(examples=[["KH"]])
    enrolled_at: int = Field(examples=[1790000000000])
    revoked_at: int | None = Field(examples=[None])


class Devices(Message):
    devices: list[DeviceEntry]


class Refusal(Message):
    code: wire.Code = Field(examples=["malformed"])
    message: str = Field(examples=["The request isn't formed as the interface says."])
    details: dict[str, Any] = Field(examples=[{}])

"""What an administrator does from afar: codes, devices, revocation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from bwassess.hub import accounts, models
from bwassess.hub.accounts import Device
from bwassess.hub.guard import Guard
from bwassess.hub.house import House
from bwassess.hub.problems import Problem
from bwassess.sync.wire import Code


def add_to(router: APIRouter, house: House, guard: Guard) -> None:
    """Add the addresses for administrators."""

    @router.post("/codes", summary="Make a one-time enrolment code")
    def new_code(
        device: Annotated[Device, Depends(guard.admin)], said: models.NewCode
    ) -> models.Code:
        if not device.manages(said.countries):
            raise Problem(Code.ROLE, needed="countries")
        now = house.clock()
        with house.database.write() as connection:
            code = accounts.new_code(
                connection,
                house.keys,
                name=said.name,
                role=said.role,
                countries=said.countries,
                now=now,
                lifetime_ms=house.settings.code_lifetime_ms,
            )
        return models.Code(code=code, expires_at=now + house.settings.code_lifetime_ms)

    @router.get(
        "/devices",
        summary="All devices ever enrolled for the administrator's countries",
    )
    def devices(device: Annotated[Device, Depends(guard.admin)]) -> models.Devices:
        with house.database.read() as connection:
            listed = accounts.listed(connection)
        listed = [one for one in listed if device.manages(one.countries)]
        return models.Devices(
            devices=[
                models.DeviceEntry(
                    key=one.key.hex(),
                    person=one.person.hex(),
                    name=one.name,
                    role=one.role,
                    countries=list(one.countries),
                    enrolled_at=one.enrolled_at,
                    revoked_at=one.revoked_at,
                )
                for one in listed
            ]
        )

    @router.post(
        "/devices/{key}/revocation", summary="Revoke a device", status_code=204
    )
    def revoke(
        device: Annotated[Device, Depends(guard.admin)],
        key: Annotated[str, Path(pattern="^[0-9a-f]{64}$", examples=["5d" * 32])],
    ) -> None:
        wanted = bytes.fromhex(key)
        with house.database.write() as connection:
            found = accounts.by_key(connection, wanted)
            known = found is not None and device.manages(found.countries)
            if known:
                accounts.revoke(connection, wanted, now=house.clock())
        if not known:
            raise Problem(Code.UNKNOWN_DEVICE)

"""Who asks: each request is checked anew for its device, revocation and role."""

from fastapi import Request

from bwassess.assessment.records import Role
from bwassess.hub import accounts
from bwassess.hub.accounts import Device
from bwassess.hub.house import House
from bwassess.hub.problems import Problem
from bwassess.sync import wire
from bwassess.sync.wire import Code


class Guard:
    """Tells who asks, before a route does anything."""

    def __init__(self, house: House) -> None:
        self._house = house

    def anyone(self, request: Request) -> Device:
        """An enrolled device, even a revoked one."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Problem(Code.NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"})
        with self._house.database.read() as connection:
            device = accounts.by_token(connection, token)
        if device is None:
            raise Problem(Code.NOT_ENROLLED, headers={"WWW-Authenticate": "Bearer"})
        return device

    def enrolled(self, request: Request) -> Device:
        """An enrolled device that isn't revoked."""
        device = self.anyone(request)
        if device.is_revoked:
            raise Problem(Code.REVOKED)
        return device

    def reader(self, request: Request) -> Device:
        """An enrolled device whose program understands what it is told."""
        device = self.enrolled(request)
        spoken = request.headers.get(wire.CLIENT_HEADER, str(wire.WIRE))
        number = int(spoken) if spoken.isascii() and spoken.isdigit() else 0
        if number < wire.OLDEST_CLIENT:
            raise Problem(Code.CLIENT_TOO_OLD, oldest=wire.OLDEST_CLIENT)
        return device

    def admin(self, request: Request) -> Device:
        """A device of an administrator."""
        device = self.enrolled(request)
        if device.role is not Role.ADMIN:
            raise Problem(Code.ROLE, needed=Role.ADMIN.value)
        return device

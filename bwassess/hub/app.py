"""The hub's composition root: settings in, an ASGI application out."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Lifespan

from bwassess import __version__
from bwassess.errors import BwassessError
from bwassess.hub.attempts import Attempts
from bwassess.hub.house import House, Settings
from bwassess.hub.limits import Limits
from bwassess.hub.problems import Problem
from bwassess.hub.routes import routes
from bwassess.store.errors import DatabaseBusy, DiskFull
from bwassess.store.replica import Clock, wall_clock
from bwassess.sync.wire import Code

log = logging.getLogger(__name__)

_DESCRIPTION = """\
Where the laptops of a programme meet. Batches are signed by the laptops, so what the
hub keeps can be checked by anyone; every batch stored has a signed receipt.
"""


def create_app(settings: Settings, *, clock: Clock = wall_clock) -> FastAPI:
    """Open the hub in a folder and put its door before it.

    Raises:
        NoHubError, DamagedHubKeyError, ForeignDatabaseError: It can't be opened.
    """
    house = House.open(settings, clock=clock)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        house.close()

    return door_of(house, lifespan=life)


def door_of(house: House, *, lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The application of an opened hub."""
    app = FastAPI(
        title="bwassess hub",
        version=__version__,
        description=_DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    attempts = Attempts(house.settings.failed_enrolments, clock=house.clock)
    app.include_router(routes(house, attempts))
    app.add_middleware(
        Limits,
        hub=house.keys.hub.public,
        body_timeout_s=house.settings.body_timeout_s,
        is_known=house.is_known,
    )
    _answer_errors(app)
    return app


def _answer_errors(app: FastAPI) -> None:
    """Say each thing that can go wrong in the interface's own form."""

    @app.exception_handler(Problem)
    def problem(_: Request, error: Problem) -> Response:
        return error.response()

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        # Where it is wrong, never what was sent.
        wrong = [
            ".".join(
                str(part).encode("ascii", "backslashreplace").decode()[:80]
                for part in one["loc"]
            )
            for one in error.errors()[:20]
        ]
        return Problem(Code.MALFORMED, where=wrong).response()

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> Response:
        code = {404: Code.NOT_FOUND, 405: Code.METHOD_NOT_ALLOWED}.get(
            error.status_code, Code.MALFORMED
        )
        return Problem(code, headers=error.headers).response()

    @app.exception_handler(BwassessError)
    def trouble(_: Request, error: BwassessError) -> Response:
        log.error("%s", type(error).__name__)
        if isinstance(error, DiskFull):
            return Problem(Code.STORAGE_FULL).response()
        if isinstance(error, DatabaseBusy):
            return Problem(Code.BUSY, headers={"Retry-After": "2"}).response()
        return Problem(Code.UNAVAILABLE, headers={"Retry-After": "10"}).response()

    @app.exception_handler(Exception)
    def fault(_: Request, error: Exception) -> Response:
        log.error("a fault", exc_info=error)
        return Problem(Code.INTERNAL).response()

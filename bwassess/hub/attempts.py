"""How often one address may fail to enrol."""

import threading
from collections import deque
from collections.abc import Callable

from bwassess.hub.problems import Problem
from bwassess.sync.wire import Code

_WINDOW_MS = 60_000
_ADDRESSES = 10_000


class Attempts:
    """Failures of the last minute by address; those that succeed don't count."""

    def __init__(self, most: int, *, clock: Callable[[], int]) -> None:
        self._most = most
        self._clock = clock
        self._failed: dict[str, deque[int]] = {}
        self._lock = threading.Lock()

    def require_room(self, address: str) -> None:
        """Turn an address away that has failed too often.

        Raises:
            Problem: It has.
        """
        with self._lock:
            failed = self._recent(address)
            if len(failed) >= self._most:
                left_ms = failed[0] + _WINDOW_MS - self._clock()
                raise Problem(
                    Code.TOO_MANY_ATTEMPTS,
                    headers={"Retry-After": str(max(1, -(-left_ms // 1000)))},
                )

    def note_failure(self, address: str) -> None:
        with self._lock:
            failed = self._recent(address)
            failed.append(self._clock())
            self._failed[address] = failed
            if len(self._failed) > _ADDRESSES:
                # The one that has been silent longest.
                del self._failed[next(iter(self._failed))]

    def _recent(self, address: str) -> deque[int]:
        failed = self._failed.pop(address, deque())
        since = self._clock() - _WINDOW_MS
        while failed and failed[0] <= since:
            failed.popleft()
        if failed:
            self._failed[address] = failed
        return failed

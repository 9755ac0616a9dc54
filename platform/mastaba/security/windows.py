"""Moving windows in bounded memory: a storage of the library `limits`.

That library's own storage in memory keeps every key for ever, and looks through all of them in a
thread while it is in use. Here the key that was counted longest ago goes when there are too many.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from collections import OrderedDict
from threading import Lock

from limits import RateLimitItem
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter

KEYS = 20_000  # about 10 MB, each of them at a limit of ten


class Windows(Storage, MovingWindowSupport):
    """When something was counted, by key; at most `keys` of them."""

    STORAGE_SCHEME = None

    def __init__(self, keys: int = KEYS) -> None:
        super().__init__()
        self._keys, self._lock = keys, Lock()
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` more, unless there would be more than `limit` in `expiry` seconds."""
        now = time.monotonic()
        with self._lock:
            seen = self._within(key, now - expiry)
            if len(seen) + amount > limit:
                return False
            self._seen[key] = [*seen, *[now] * amount]
            self._seen.move_to_end(key)
            if len(self._seen) > self._keys:
                self._seen.popitem(last=False)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest one within `expiry` seconds was counted, and how many there are."""
        now = time.monotonic()
        with self._lock:
            seen = self._within(key, now - expiry)
        return (seen[0] if seen else now), len(seen)

    def _within(self, key: str, since: float) -> list[float]:
        """What was counted after `since`; the rest is forgotten."""
        seen = self._seen.get(key, [])
        if not seen or seen[0] > since:
            return seen
        del seen[: bisect_right(seen, since)]
        if not seen:
            del self._seen[key]
        return seen

    def clear(self, key: str) -> None:
        """Forget one key."""
        with self._lock:
            self._seen.pop(key, None)

    def reset(self) -> int:
        """Forget everything; returns how many keys there were."""
        with self._lock:
            number = len(self._seen)
            self._seen.clear()
        return number

    def check(self) -> bool:
        """Whether it is there: always."""
        return True

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong inside: nothing of its own."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Windows that do not move are not kept here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Windows that do not move are not kept here."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Windows that do not move are not kept here."""
        raise NotImplementedError


class Limiter(MovingWindowRateLimiter):
    """The library's, on bounded memory."""

    def __init__(self, keys: int = KEYS) -> None:
        super().__init__(Windows(keys))

    def wait(self, item: RateLimitItem, *names: str) -> int:
        """Whole seconds, at least one, until there is room again in a full window."""
        reset = self.get_window_stats(item, *names).reset_time
        return max(1, math.ceil(reset - time.monotonic()))

"""A cache that may be away: pages go on without it, slower, while Redis restarts."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache while the server cannot be reached."""

    def _forgive(self, method: str, fallback: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), method)(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("cache is away: %s", error)
            return fallback

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._forgive("get", default, key, default, version)

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> Any:
        return self._forgive("set", None, key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return bool(self._forgive("add", True, key, value, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._forgive("delete", False, key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._forgive("incr", delta, key, delta, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return dict(self._forgive("get_many", {}, keys, version))

"""Starts the embedded Valkey for the cache."""

from pathlib import Path
from typing import Any

from redis import ConnectionPool

from support_desk.embedded.servers import valkey_of


class StartingPool(ConnectionPool):
    """Connections of the cache; the server is started before the first of them."""

    def __init__(self, *args: Any, var_dir: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._var_dir = Path(var_dir)

    def make_connection(self) -> Any:
        valkey_of(self._var_dir).ensure()
        return super().make_connection()

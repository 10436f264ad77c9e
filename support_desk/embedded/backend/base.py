"""Starts the embedded PostgreSQL at the first connection; in all else Django's own backend."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from support_desk.embedded.servers import postgres_of


class DatabaseWrapper(base.DatabaseWrapper):
    """`settings_dict["VAR_DIR"]` says whose server it is."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        server = postgres_of(Path(self.settings_dict["VAR_DIR"]))
        server.ensure()
        return super().get_new_connection(conn_params | {"host": str(server.layout.postgres_sockets)})

"""System checks ask a database what it can do; this one answers for the oldest PostgreSQL we support, unasked."""

from typing import Any, Final

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

OLDEST_SUPPORTED: Final = 150000


class DatabaseWrapper(base.DatabaseWrapper):
    pg_version = OLDEST_SUPPORTED

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        raise OperationalError("this command works without a database")

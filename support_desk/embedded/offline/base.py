"""System checks ask a database what it can do; this one answers for the oldest PostgreSQL we support, unasked."""

import warnings
from typing import Any, Final

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

OLDEST_SUPPORTED: Final = 150000

# Writing migrations, Django would look at the history of a database; here it is told that there is none to look at.
warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")


class DatabaseWrapper(base.DatabaseWrapper):
    pg_version = OLDEST_SUPPORTED

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        raise OperationalError("this command works without a database")

"""Tables laid by the migrations are kept as SQL, by what the migrations say: laying them anew takes some seconds.

The first run after a migration has changed runs them all, and writes down what came of it; those after it read that,
and `migrate` finds nothing left to do. Only with the embedded server, whose programs are at hand.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connection

from support_desk.embedded import postgres_programs
from support_desk.embedded.layout import Layout
from support_desk.embedded.postgres import Postgres

PLACE = "laid_tables"
# Lines for psql alone.
OF_PSQL = "\\"


def keep_laid_tables(cache: pytest.Cache) -> None:
    """Has the next `migrate` of this process, which is that of the test database, begin with what was kept."""
    if not settings.ENVIRONMENT.embedded:
        return
    patch, lay, kept = pytest.MonkeyPatch(), migrate.Command.handle, kept_file(cache)

    def handle(self: migrate.Command, *args: Any, **options: Any) -> Any:
        patch.undo()
        is_kept = kept.exists()
        if is_kept:
            read_back(kept)
        done = lay(self, *args, **options)
        if not is_kept:
            write_down(kept)
        return done

    patch.setattr(migrate.Command, "handle", handle)


def lay_tables(server: Postgres, cache: pytest.Cache) -> bool:
    """Those of the test database, in a server of a test's own. False where none are kept, and `migrate` is needed."""
    kept = kept_file(cache)
    if not kept.exists():
        return False
    with psycopg.connect(server.url) as connection:
        connection.execute(kept.read_text(encoding="utf-8"))
    return True


def kept_file(cache: pytest.Cache) -> Path:
    return Path(cache.mkdir(PLACE)) / f"{fingerprint()}.sql"


def fingerprint() -> str:
    """Changes with every migration of every app, and with the server's programs."""
    digest = hashlib.blake2b(str(programs()).encode(), digest_size=12)
    for config in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()


def programs() -> Path:
    return postgres_programs.folder(Layout(Path(settings.VAR_DIR)).servers)


def read_back(kept: Path) -> None:
    """Into the empty database. What it sets for its own session ends with the connection."""
    with connection.cursor() as cursor:
        cursor.execute(kept.read_text(encoding="utf-8").replace("%", "%%"), {})
    connection.close()


def write_down(kept: Path) -> None:
    """Whole or not at all; of several workers the last one's, which says the same. Former ones go."""
    wanted = connection.get_connection_params()
    named = {"-h": "host", "-p": "port", "-U": "user", "-d": "dbname"}
    options = [part for option, name in named.items() if wanted.get(name) for part in (option, str(wanted[name]))]
    command = [programs() / "pg_dump", *options, "--inserts", "--rows-per-insert=500", "--no-owner", "--no-privileges"]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = (line for line in dumped.splitlines(keepends=True) if not line.startswith(OF_PSQL))
    for former in kept.parent.glob("*.sql"):
        former.unlink(missing_ok=True)
    whole = kept.with_suffix(f".{os.getpid()}")
    whole.write_text("".join(lines), encoding="utf-8")
    whole.replace(kept)

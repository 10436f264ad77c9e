"""The embedded servers of this process: one object a server, because its lock counts processes."""

from pathlib import Path

from support_desk.embedded.layout import Layout
from support_desk.embedded.postgres import Postgres
from support_desk.embedded.valkey import Valkey

_postgres: dict[Path, Postgres] = {}
_valkey: dict[Path, Valkey] = {}


def postgres_of(var_dir: Path) -> Postgres:
    return _postgres.setdefault(var_dir, Postgres(Layout(var_dir)))


def valkey_of(var_dir: Path) -> Valkey:
    return _valkey.setdefault(var_dir, Valkey(Layout(var_dir)))

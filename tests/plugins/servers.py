"""Fixtures around PostgreSQL and Valkey."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management.commands import flush as flushing
from django.db import OperationalError, connection
from django.db.backends.postgresql.operations import DatabaseOperations
from pytest_django import DjangoDbBlocker

from support_desk.embedded.servers import valkey_of
from tests.plugins.laid_tables import keep_laid_tables
from tests.plugins.provisioning import KEY_OF_THE_TESTS

ATTEMPTS = 5
LONGEST_WAIT = 3
LEFT_OPEN = """
SELECT pid, state, left(query, 200) FROM pg_stat_activity
WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""
STRAYS = """
SELECT application_name, state, left(query, 200), pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
PAST_TRIGGERS = "SET LOCAL session_replication_role = replica"
# Written by `migrate` from what is installed, and so from nothing that a test does: kept instead of written again.
FROM_THE_CODE = ("django_content_type", "auth_permission")
# The collector looks once for what pages leave behind in some dozens of tests: by its usual habit, a sixth of all time.
OBJECTS_BETWEEN_LOOKS = (50_000, 20, 20)
# Past its megabytes a database is truncated, so that what tests wrote and took back does not pile up in it.
LARGEST = 16 * 1024 * 1024
# Who still writes is waited for, as TRUNCATE does; that takes a quarter of a second to make new files for empty tables.
DELETE_ALL = """
DO $$
DECLARE
  tables CONSTANT regclass[] := '{%(tables)s}';
  one regclass;
BEGIN
  IF (SELECT sum(pg_relation_size(name)) FROM unnest(tables) name) > %(largest)s THEN
    %(truncate)s
  ELSE
    FOR one IN SELECT name FROM unnest(tables) name WHERE pg_relation_size(name) > 0 LOOP
      EXECUTE format('DELETE FROM %%s', one);
    END LOOP;
  END IF;
END $$
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever waits for every open transaction is `alone`."""
    for item in items:
        if "no_open_transactions" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.alone)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_append_only_triggers() -> Iterator[None]:
    """Transactional tests empty every table, the append-only ones too, whose triggers refuse just that."""
    original, truncate = DatabaseOperations.execute_sql_flush, DatabaseOperations.sql_flush

    def emptying(self: DatabaseOperations, style: Any, tables: list[str], **options: Any) -> list[str]:
        """Deletes from the few tables that hold something, while nobody else reads or writes any."""
        tables = [table for table in tables if table not in FROM_THE_CODE]
        truncating = truncate(self, style, tables, **options)
        if not truncating or options.get("reset_sequences"):
            return truncating
        names = ", ".join(self.quote_name(table) for table in tables)
        told = {"tables": names.replace('"', ""), "largest": LARGEST, "truncate": " ".join(truncating)}
        return [f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE", DELETE_ALL % told]

    def flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
        for left in reversed(range(ATTEMPTS)):
            try:
                return original(self, [PAST_TRIGGERS, *sql_list])
            except OperationalError:
                # A page that a browser test left open may still be answered: the two wait for each other's tables.
                if not left:
                    raise
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        patch.setattr(DatabaseOperations, "sql_flush", emptying)
        patch.setattr(flushing, "emit_post_migrate_signal", lambda *args, **options: None)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Counted log-ins and cached fragments of one test do not reach the next."""
    yield
    if not settings.ENVIRONMENT.embedded_redis or valkey_of(settings.VAR_DIR).in_use:
        cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, pytestconfig: pytest.Config) -> None:
    """Migrations make and drop three thousand classes; looking for those again and again takes a quarter of them."""
    gc.disable()
    keep_laid_tables(pytestconfig.cache)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database can be dropped at the end though a process that was killed, or a page left open, still holds it."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OBJECTS_BETWEEN_LOOKS)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(STRAYS)
        for stray in cursor.fetchall():
            print("still connected when the tests ended:", *stray[:3])  # noqa: T201 - pytest shows it


@pytest.fixture
def no_open_transactions(transactional_db: None) -> None:
    """For tests of what waits for every open transaction of the server: waits until earlier tests have none left.
    Workers of xdist share a server, so there such tests are left to a run without them (`just alone`)."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        pytest.skip("the workers share a server: run by `just alone`")
    deadline = time.monotonic() + LONGEST_WAIT
    with connection.cursor() as cursor:
        while True:
            cursor.execute(LEFT_OPEN)
            left = cursor.fetchall()
            if not left:
                return
            if time.monotonic() > deadline:
                pytest.skip(f"another session of this server keeps a transaction open: {left[0]}")
            time.sleep(0.05)


@pytest.fixture
def process_environment(transactional_db: None) -> Callable[..., dict[str, str]]:
    """Environment for a child process on this test's own database; `process_environment(DEMO="1")` adds to it."""

    def build(**more: str) -> dict[str, str]:
        if settings.ENVIRONMENT.embedded_redis:
            valkey_of(settings.VAR_DIR).ensure()
        return {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.CACHES["default"]["LOCATION"],
            "SECRET_KEY": KEY_OF_THE_TESTS,
            "DEBUG": "1",
            **more,
        }

    return build


def database_url() -> str:
    """This worker's test database as DATABASE_URL."""
    here = connection.settings_dict
    person = quote(here["USER"]) + (f":{quote(here['PASSWORD'])}" if here.get("PASSWORD") else "")
    if here["HOST"].startswith("/"):
        return f"postgresql://{person}@/{here['NAME']}?host={quote(here['HOST'], safe='/')}"
    return f"postgresql://{person}@{here['HOST']}:{here['PORT'] or 5432}/{here['NAME']}"

"""Tables that were read back are those that the migrations lay."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.plugins.laid_tables import PLACE, fingerprint, write_down

# PostgreSQL writes a list of texts that it has read in another way than one that was given as such.
WITHOUT_MEANING = re.compile(r"::(text|character varying)(\[\])?|[()]")


@pytest.mark.django_db
def test_no_migration_is_left_to_do() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_another_migration_is_another_fingerprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = fingerprint()
    assert fingerprint() == before
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001_first.py").write_text("first = True\n")
    monkeypatch.setattr(apps.get_app_config("payroll"), "path", str(tmp_path))
    assert fingerprint() != before


@pytest.mark.skipif(not settings.ENVIRONMENT.embedded, reason="a given server is laid by migrations every time")
@pytest.mark.django_db
def test_nothing_of_what_was_kept_is_missing(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    kept = Path(pytestconfig.cache.mkdir(PLACE)) / f"{fingerprint()}.sql"
    again = tmp_path / "again.sql"
    write_down(again)
    assert not _shape(kept) - _shape(again)


def _shape(dumped: Path) -> Counter[str]:
    """What is laid, without the rows and the values of sequences, which other tests may have moved."""
    lines = dumped.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("CREATE "))
    said = (line for line in lines[start:] if not line.startswith(("INSERT ", "SELECT pg_catalog.setval", "\t(")))
    return Counter(WITHOUT_MEANING.sub("", line) for line in said)

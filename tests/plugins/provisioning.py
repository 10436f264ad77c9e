"""Where the tests find their servers: the given ones, or embedded ones in a folder that goes with the run.

The embedded servers start at the first use by any test process and stop after the last, as everywhere.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

from support_desk.embedded.layout import Layout
from support_desk.embedded.service import release_all

KEY_OF_THE_TESTS = "a key of the tests, as long as keys have to be"


def provision(environ: MutableMapping[str, str]) -> None:
    """Runs in the first process of a run; the workers of xdist inherit what it finds."""
    # A developer's own settings must not change what the tests see.
    for name in ("DEMO", "LANGUAGE_CODE", "TIME_ZONE", "EMAIL_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
        environ.pop(name, None)
    if "PYTEST_XDIST_WORKER" in environ:
        return
    var_dir = Path(tempfile.mkdtemp(prefix="support-desk-tests-"))
    Layout(var_dir).mark_disposable()
    environ["VAR_DIR"] = str(var_dir)
    environ["SECRET_KEY"] = KEY_OF_THE_TESTS
    if "DATABASE_URL" in environ:
        # Given servers look like an installation, which would insist on HTTPS.
        environ["DEBUG"] = "1"
    atexit.register(_clear_away, var_dir, os.getpid())


def give_this_process_its_share(environ: MutableMapping[str, str]) -> None:
    """Each worker of xdist has a database of Valkey for itself, as it has one of PostgreSQL."""
    from django.conf import settings

    number = int(environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 16
    settings.CACHES["default"]["LOCATION"] = _with_database(settings.CACHES["default"]["LOCATION"], "db", number)
    settings.CELERY_BROKER_URL = _with_database(settings.CELERY_BROKER_URL, "virtual_host", number)


def _with_database(url: str, parameter: str, number: int) -> str:
    if "://" in url and url.split(":")[0] in ("unix", "redis+socket"):
        return f"{url.partition('?')[0]}?{parameter}={number}"
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{number}"


def _clear_away(var_dir: Path, owner: int) -> None:
    if os.getpid() != owner:
        return
    release_all()
    shutil.rmtree(Layout(var_dir).sockets, ignore_errors=True)
    shutil.rmtree(var_dir, ignore_errors=True)

"""A file is brought, checked by trying it, and loaded: all its rows or none, and once."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.actions.jobs import start_job
from support_desk.shared.actions.store_file import store_file
from support_desk.shared.changing import save_valid, scope_of
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.imports import Importer, Problem, find
from support_desk.shared.imports.checking import Reading, attempt, read
from support_desk.shared.imports.sheets import MOST_BYTES, ZIP
from support_desk.shared.models import ImportRun
from support_desk.shared.viewer import Viewer

JOB_KIND = "import"
MOST_ERRORS = 200
State = ImportRun.State


@transaction.atomic
def upload_import(*, kind: str, content: bytes, name: str, by: Viewer, at: datetime) -> ImportRun:
    """Keeps the file and checks it: at once a few rows, in a job what takes longer. The same file brought again is
    checked again. Refused, naming `file`, when it is too large or was loaded already; NotAllowed for who may not load
    it."""
    importer = importer_for(kind, by)
    if len(content) > MOST_BYTES:
        raise Refused(_("A file may have 5 MB at most. Divide it into several."), field="file")
    digest = hashlib.sha256(content).hexdigest()
    check_not_loaded(kind, digest)
    keep = partial(store_file, content=content, name=name, content_type=type_of(content), at=at, user_id=by.user_id)
    # The file is kept only where there is none yet: Django calls what stands here when it makes the row.
    new: dict[str, Any] = {"file": keep, "created_at": at}
    run, _is_new = ImportRun.objects.get_or_create(owner_id=by.user_id, kind=kind, sha256=digest, defaults=new)
    locked = lock_run(run, by=by)
    if is_at_work(locked):
        return locked
    reading = read(importer, content)
    if len(reading.rows) > importer.at_once:
        hand_out(locked, importer, reading, "check", by=by, at=at)
    else:
        keep_findings(locked, reading, findings(importer, reading, by=by, at=at))
    return locked


@transaction.atomic
def load_import(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Loads all rows: at once a few, in a job what takes longer. Said twice it happens once. What has changed since the
    check is named in the run, and nothing is loaded. Refused for a file that has errors or is still being checked."""
    locked = lock_run(run, by=by)
    if locked.state == State.LOADED:
        return locked
    importer = importer_for(locked.kind, by)
    if locked.state != State.CHECKED:
        raise Refused(_("Mend what is named below and bring the file again."))
    reading = read(importer, content_of(locked))
    if len(reading.rows) > importer.at_once:
        hand_out(locked, importer, reading, "load", by=by, at=at)
        return locked
    return put_in(locked, importer, reading, by=by, at=at)


@transaction.atomic
def check_import(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """What a job does of an upload."""
    locked = lock_run(run, by=by)
    importer = importer_for(locked.kind, by)
    reading = read(importer, content_of(locked))
    keep_findings(locked, reading, findings(importer, reading, by=by, at=at))
    return locked


@transaction.atomic
def finish_import(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """What a job does of a load; nothing when it is loaded."""
    locked = lock_run(run, by=by)
    if locked.state != State.CHECKED:
        return locked
    importer = importer_for(locked.kind, by)
    return put_in(locked, importer, read(importer, content_of(locked)), by=by, at=at)


def put_in(run: ImportRun, importer: Importer, reading: Reading, *, by: Viewer, at: datetime) -> ImportRun:
    """All rows and the word that they are in, or what is wrong with them now."""
    check_not_loaded(run.kind, run.sha256)
    problems = reading.problems or attempt(importer, reading.rows, by=by, at=at, stays=True)
    if problems:
        keep_findings(run, reading, problems)
        return run
    run.state, run.loaded_at = State.LOADED, at
    save_valid(run)
    after = {"list": run.kind, "file": run.file.name, "rows": run.row_count}
    audit.record(action="import.load", target=run, scope=scope_of(run), by=by, at=at, after=after)
    return run


def is_at_work(run: ImportRun) -> bool:
    """A job is checking or loading it: the same file brought again changes nothing."""
    return run.job is not None and run.job.finished_at is None


def importer_for(kind: str, by: Viewer) -> Importer:
    """NotAllowed for who may not load this list, and for a list that there is not."""
    importer = find(kind)
    if importer is None or by.user_id is None or not importer.may(by):
        raise NotAllowed(_("You may not load this list."))
    return importer


def check_not_loaded(kind: str, digest: str) -> None:
    """Nobody has loaded the very same file."""
    if ImportRun.objects.filter(kind=kind, sha256=digest, state=State.LOADED).exists():
        raise Refused(_("This very file was loaded already. Bring one with the new rows alone."), field="file")


def findings(importer: Importer, reading: Reading, *, by: Viewer, at: datetime) -> list[Problem]:
    """What is wrong with the file, and with the rows that can be read when they are tried."""
    found = (
        [*reading.problems, *importer.look(reading.broken, reading.rows, by)] if reading.broken else reading.problems
    )
    if not reading.rows:
        return found
    tried = attempt(importer, reading.rows, by=by, at=at, stays=False)
    return sorted([*found, *tried], key=lambda problem: problem.row)


def keep_findings(run: ImportRun, reading: Reading, problems: Sequence[Problem]) -> None:
    """What the page of the import shows."""
    run.state = State.REFUSED if problems else State.CHECKED
    run.row_count, run.error_count = reading.count, len(problems)
    run.errors = [asdict(problem) for problem in problems[:MOST_ERRORS]]
    run.preview = reading.preview
    save_valid(run)


def hand_out(run: ImportRun, importer: Importer, reading: Reading, deed: str, *, by: Viewer, at: datetime) -> None:
    """Leaves the work to a job, whose page shows how far it is."""
    request = {"run": run.pk, "deed": deed, "language": translation.get_language()}
    title = f"{importer.title}: {run.file.name}"
    run.row_count, run.preview = reading.count, reading.preview
    if deed == "check":
        run.state, run.errors, run.error_count = State.UPLOADED, [], 0
    run.job = start_job(kind=JOB_KIND, title=title, params=request, total=len(reading.rows), by=by, at=at)
    save_valid(run)


def lock_run(run: ImportRun, *, by: Viewer) -> ImportRun:
    """The import as it is now, locked. ImportRun.DoesNotExist when it is somebody else's."""
    rows = ImportRun.objects.visible_to(by).select_related("file")
    return rows.select_for_update(of=("self",)).get(pk=run.pk)


def content_of(run: ImportRun) -> bytes:
    """The bytes as they were brought."""
    with run.file.content.open("rb") as kept:
        content: bytes = kept.read()
    return content


def type_of(content: bytes) -> str:
    """The type under which the file is kept; what the browser says of it counts for nothing."""
    is_workbook = content.startswith(ZIP)
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if is_workbook else "text/csv"

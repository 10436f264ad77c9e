"""A long export as a job: a part of 5,000 rows a step, each a file of its own, joined at the end."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from support_desk.shared import clock
from support_desk.shared.cursors import keyset_page
from support_desk.shared.errors import Refused
from support_desk.shared.exports.cells import Cell
from support_desk.shared.exports.files import csv_lines, rows_of, xlsx_file
from support_desk.shared.exports.results import keep_result
from support_desk.shared.exports.tables import Export, find
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import Job

KIND = "export"
ROWS_A_STEP = 5_000


def export_step(job: Job) -> bool:
    """Writes the next part, or joins them when all are written. Rights are those the owner has at this moment."""
    request = job.params["request"]
    export = find(request["export"])
    if export is None:
        raise Refused(_("This list is no longer exported."))
    with translation.override(request["language"]):
        if job.params.get("is_read"):
            return join_parts(job, export, request["format"])
        write_part(job, export)
    return False


def write_part(job: Job, export: Export) -> None:
    """Reads 5,000 rows after the last part's place and keeps them. Run again, it writes the same file again."""
    viewer, part = viewer_of(job.owner, clock.now()), job.params.get("parts", 0)
    rows = export.rows(viewer, job.params["request"]["query"])
    page = keyset_page(rows, order=export.order, cursor=job.params.get("cursor", ""), size=ROWS_A_STEP)
    with timezone.override(viewer.timezone or None):
        lines = "\n".join(json.dumps(row, default=_tagged) for row in rows_of(export, page.rows))
    default_storage.delete(part_name(job, part))
    default_storage.save(part_name(job, part), ContentFile(lines.encode()))
    job.params |= {"parts": part + 1, "cursor": page.older, "is_read": not page.older}
    job.done += len(page.rows)
    job.total = max(job.total, job.done)


def join_parts(job: Job, export: Export, file_format: str) -> bool:
    """Makes the file and removes the parts; always the last step."""
    rows = kept_rows(job)
    name = f"{export.key}-{job.created_at:%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        made = xlsx_file(str(export.title), export.titles(), rows)
    else:
        made = csv_file(csv_lines(export.titles(), rows))
    with made:
        job.result = keep_result(content=File(made), name=name, at=clock.now(), user_id=job.owner_id)
    for part in range(job.params["parts"]):
        default_storage.delete(part_name(job, part))
    return True


def csv_file(lines: Iterable[str]) -> IO[bytes]:
    """The lines in a temporary file, positioned at its start."""
    target = cast("IO[bytes]", TemporaryFile())  # noqa: SIM115 - the caller closes it
    target.writelines(line.encode() for line in lines)
    target.seek(0)
    return target


def kept_rows(job: Job) -> Iterator[list[Cell]]:
    """All rows of all parts, in order."""
    for part in range(job.params["parts"]):
        with default_storage.open(part_name(job, part)) as lines:
            for line in lines:
                if line.strip():
                    yield [_untagged(value) for value in json.loads(line)]


def part_name(job: Job, part: int) -> str:
    """Beside the files, under a name that nobody can guess."""
    return f"exports/{job.pk.hex}/{part:05d}"


def _tagged(value: object) -> list[str]:
    return [type(value).__name__, value.isoformat() if isinstance(value, date) else str(value)]


READERS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "Decimal": Decimal,
}


def _untagged(value: Any) -> Cell:
    found: Cell = READERS[value[0]](value[1]) if isinstance(value, list) else value
    return found

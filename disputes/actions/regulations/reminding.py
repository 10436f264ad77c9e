"""Reminding of rules that are still unread (D2): found by a job, each thing said once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from disputes.domain.reading import latest_reminder
from disputes.models import RegulationVersion
from disputes.notifications.reading import head_note, reminder
from disputes.queries.readers import Reader, all_readers, late_readers
from support_desk.shared.notices import Note, notify


@transaction.atomic
def remind_readers(*, at: datetime) -> int:
    """Each person of all that they have not read, on the days when something of it is due; each head once a version
    of who has not read it in a week. Three statements and the notices; how many are new."""
    readers, versions = all_readers(at)
    return notify([*_to_readers(readers, at), *_to_heads(readers, versions, at)], at=at)


def _to_readers(readers: Iterable[Reader], at: datetime) -> Iterator[Note]:
    for reader in readers:
        day = latest_reminder((unread for _version, unread in reader.unread), reader.today)
        if day is not None:
            yield reminder(reader, day, at=at)


def _to_heads(readers: list[Reader], versions: list[RegulationVersion], at: datetime) -> Iterator[Note]:
    sizes = Counter(reader.department.pk for reader in readers)
    known = {version.pk: version for version in versions}
    for (department_id, version_id), late in late_readers(readers).items():
        note = head_note(late[0].department, known[version_id], late, sizes[department_id], at=at)
        if note is not None:
            yield note

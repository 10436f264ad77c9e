"""Telling people about pay: in their working hours, each once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from support_desk.shared.notices import Note, notify
from workload.queries.presence import presence_of
from workload.queries.reaching import recipients_of


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told under `key`; `url` a path of this desk."""

    kind: str
    key: str
    facts: Mapping[str, Any]
    url: str
    department_id: int


def tell(telling: Telling, people: Collection[int], *, at: datetime) -> int:
    """Each of these employees, from when on they work; how many are new. At most five statements."""
    reached = recipients_of(presence_of(people, at), at=at)
    notes = [
        Note(
            user_id=one.user_id,
            kind=telling.kind,
            key=telling.key,
            facts=telling.facts,
            url=telling.url,
            deliver_at=one.works_from,
            department_id=telling.department_id,
        )
        for one in reached.values()
    ]
    return notify(notes, at=at)

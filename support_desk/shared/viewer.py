"""Who is looking: built once per request, mail or job, and passed to every `visible_to` (rules P2, P3)."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, or the system, at an instant.

    `department_ids` are the departments the person works in at `at`, `headless_department_ids` those of them whose head
    is absent then, or that have none; `headed_department_ids` those they head;
    `covered_project_ids`, `covered_ticket_ids` what they answer for in somebody's absence (L4).
    `absent_until`, `away_until`: an absence or an "away now" of their own that is in force, with its end.
    `timezone` is the person's own, else their department's; "" is the desk's.
    """

    at: datetime
    user_id: int | None = None
    employee_id: int | None = None
    contact_id: int | None = None
    client_id: int | None = None
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    department_ids: frozenset[int] = field(default_factory=frozenset)
    headed_department_ids: frozenset[int] = field(default_factory=frozenset)
    headless_department_ids: frozenset[int] = field(default_factory=frozenset)
    covered_project_ids: frozenset[int] = field(default_factory=frozenset)
    covered_ticket_ids: frozenset[int] = field(default_factory=frozenset)
    absent_until: datetime | None = None
    away_until: datetime | None = None
    is_system: bool = False
    timezone: str = ""

    @classmethod
    def nobody(cls, at: datetime) -> "Viewer":
        """Sees nothing."""
        return cls(at=at)

    @classmethod
    def system(cls, at: datetime, name: str = "system") -> "Viewer":
        """Jobs and inbound channels, which act for nobody and see everything."""
        return cls(at=at, name=name, is_system=True)

    @property
    def is_employee(self) -> bool:
        return self.employee_id is not None

    @property
    def is_client(self) -> bool:
        return self.client_id is not None

    @property
    def overseen_department_ids(self) -> frozenset[int]:
        """Departments whose tickets the viewer sees whole: an operator's own, and those headed (P2)."""
        own = self.department_ids if self.has("operator", "head") else frozenset[int]()
        return own | self.headed_department_ids

    @property
    def led_department_ids(self) -> frozenset[int]:
        """Departments the viewer heads: by name, or by their role in their own."""
        return self.headed_department_ids | (self.department_ids if self.has("head") else frozenset[int]())

    @property
    def deciding_department_ids(self) -> frozenset[int]:
        """Departments in which the viewer says yes or no: those they lead, and the office manager's own while its head
        is absent (L1, L2)."""
        own = self.headless_department_ids if self.has("office_manager") else frozenset[int]()
        return own | self.led_department_ids

    def has(self, *roles: str) -> bool:
        """Whether the viewer holds any of `roles`."""
        return not self.roles.isdisjoint(roles)

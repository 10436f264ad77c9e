"""A department's October that is ready to be paid, and the deeds that take it to its end."""

from dataclasses import dataclass
from typing import Any

from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run
from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import freeze_period
from payroll.models import PayPeriod, PayPlanVersion, PayRun, PlanAcknowledgement
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tests.factories.pay import a_pay_plan, assigned
from tests.factories.people import a_department, an_employee, viewer
from tests.factories.presence import with_calendar
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, an_approved_calendar, closed
from workload.models import Department, Employee

# Nothing is confirmed against anybody: quality is whole.
QUALITY = (("quality", "1", None),)
READ_AT = IN_NOVEMBER.replace(month=1, day=13)


@dataclass(frozen=True, slots=True)
class PayMonth:
    """Dina directs, Hugo heads the department, Mila and Vera work in it; the timesheets of October are closed."""

    department: Department
    version: PayPlanVersion

    def person(self, name: str) -> Employee:
        return Employee.objects.get(name=name)

    def viewer(self, name: str) -> Viewer:
        return viewer(self.person(name), IN_NOVEMBER)

    @property
    def period(self) -> PayPeriod:
        return PayPeriod.objects.get(department=self.department)

    def run(self, tier: str = "staff") -> PayRun:
        """The one that stands."""
        return PayRun.objects.standing().get(period__department=self.department, tier=tier)

    def freeze(self, by: str = "Hugo") -> PayPeriod:
        return freeze_period(department=self.department, month=OCTOBER, by=self.viewer(by), at=IN_NOVEMBER)

    def draft(self, by: str = "Hugo") -> Job:
        """Started and worked off."""
        job = start_draft(period=self.period, by=self.viewer(by), at=IN_NOVEMBER)
        while run_step(job_id=job.pk, at=IN_NOVEMBER):
            pass
        job.refresh_from_db()
        return job

    def confirm(self, tier: str = "staff", by: str = "Hugo", digest: str = "") -> PayRun:
        return confirm_run(run=self.run(tier), digest=digest, by=self.viewer(by), at=IN_NOVEMBER)

    def approve(self, tier: str = "staff", by: str = "Dina", digest: str = "") -> PayRun:
        return approve_run(run=self.run(tier), digest=digest, by=self.viewer(by), at=IN_NOVEMBER)


def a_pay_month(*names: str, components: Any = QUALITY, unread: str = "") -> PayMonth:
    """60,000 and 40,000 a month for everybody, who have read their plan long ago. `names`: further people of it;
    `unread`: who has not read it."""
    department = a_department(name="Support")
    director = an_employee("director", name="Dina")
    hugo = an_employee("head", department=department, name="Hugo", manager=director)
    people = [hugo, *(an_employee("manager", department=department, name=name) for name in ("Mila", "Vera", *names))]
    with_calendar(department, an_approved_calendar(director))
    version = a_pay_plan(components)
    for person in people:
        assigned(person, version)
    read(version, *(person for person in people if person.name != unread))
    closed(department)
    department.refresh_from_db()
    return PayMonth(department, version)


def read(version: PayPlanVersion, *people: Employee) -> None:
    """Acknowledged in January."""
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(employee=person, version=version, at=READ_AT) for person in people
    )

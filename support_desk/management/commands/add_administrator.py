"""`manage.py add_administrator`: the first person of a new desk, who then hires the others in `/admin/`.

A desk without an SLA policy gets the standard one with its calendar, so that clocks run from the first letter on.
"""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from support_desk.shared import clock
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_standard_terms
from tickets.models import SlaPolicy
from workload.actions.departments import create_department
from workload.actions.employees import Place, hire_employee
from workload.actions.naming import create_position
from workload.models import Department, Employee, Position

HOME, POST = "Administration", "Administrator"


class Command(BaseCommand):
    help = "Adds an administrator, with a department to stand in; asks for the password unless --no-password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="default: the address")
        parser.add_argument("--timezone", default="Europe/Moscow", help="of the department, default Europe/Moscow")
        parser.add_argument("--no-password", action="store_true", help="it will be set by “forgotten password”")

    def handle(self, *args: Any, **options: Any) -> None:
        password = "" if options["no_password"] else asked_password()
        try:
            person = add(options["name"] or options["email"], options["email"], options["timezone"], password)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{person.user.email} is an administrator. Log in at /accounts/login/, then open /admin/.")


@transaction.atomic
def add(name: str, email: str, timezone: str, password: str) -> Employee:
    """The person with role, department and position; those two, a calendar and an SLA policy are made once."""
    at = clock.now()
    by = Viewer.system(at)
    home = Department.objects.filter(name=HOME).first()
    home = home or create_department(name=HOME, timezone=timezone, by=by, at=at)
    post = Position.objects.filter(name=POST).first() or create_position(name=POST, by=by, at=at)
    place = Place(home, post, at.date())
    person = hire_employee(name=name, email=email, place=place, roles=["administrator"], by=by, at=at)
    if password:
        person.user.refresh_from_db()
        person.user.set_password(password)
        person.user.save(update_fields=["password"])
    if not SlaPolicy.objects.exists():
        create_standard_terms(by=by, at=at)
    return person


def asked_password() -> str:
    """Typed twice, and strong enough."""
    password = getpass("Password: ")
    if password != getpass("Again: "):
        raise CommandError("The two passwords differ.")
    try:
        validate_password(password)
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from weak
    return password

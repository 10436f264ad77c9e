"""Loading the demo into an empty database, in one transaction."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from support_desk.demo.batching import written_together
from support_desk.demo.company import found_company, local_day
from support_desk.demo.content import read_content
from support_desk.demo.customers import win_clients
from support_desk.demo.finale import finish
from support_desk.demo.portal import open_portal
from support_desk.demo.programme import DAYS, perform, programme
from support_desk.demo.promises import promise
from support_desk.demo.rosters import plan_roster
from support_desk.demo.stage import Stage
from support_desk.demo.whereabouts import expected
from support_desk.demo.workdays import Workdays
from support_desk.shared import audit
from support_desk.shared.models import OutboxItem
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.mailboxes import create_mailbox
from tickets.models import StatusChange

SEED = 2026


@transaction.atomic
def load(*, language: str, at: datetime) -> None:
    """The department as it is at `at`, with three months behind it, in "en" or "ru". The same input gives the same
    rows. Raises NotADemo outside a demo."""
    with written_together(StatusChange, OutboxItem):
        stage = live_through(language=language, at=at)
    finish(stage, at=at)


def live_through(*, language: str, at: datetime) -> Stage:
    """Sets the stage and lets the three months up to `at` happen on it."""
    since = (at - timedelta(days=DAYS)).replace(hour=16, minute=0, second=0, microsecond=0)
    with audit.gathered():
        stage = set_stage(language=language, founded=since - timedelta(days=2), at=at)
    perform(programme(stage, seed=SEED, at=at), since=since, until=at)
    return stage


def set_stage(*, language: str, founded: datetime, at: datetime) -> Stage:
    """Founds the company, wins its clients and plans who is there."""
    content, rng = read_content(language), Random(SEED)
    staff = found_company(content, at=founded, today=local_day(at))
    promises = promise(staff, content, at=founded)
    accounts = win_clients(staff, content, promises=promises, rng=rng, at=founded)
    open_portal(accounts, at=founded)
    support = staff.departments["support"]
    mailbox = create_mailbox(
        name="support",
        address=f"support@{settings.MAIL_DOMAIN}",
        department=support,
        display_name=support.name,
        by=Viewer.system(founded),
        at=founded,
    )
    whereabouts = expected(at, ZoneInfo(support.timezone))
    plan_roster(staff, zone=whereabouts.zone, today=at)
    return Stage(content, staff, accounts, mailbox, Workdays(support.timezone), whereabouts)

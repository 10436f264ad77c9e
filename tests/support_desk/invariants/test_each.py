"""Each invariant holds on sound rows and names the one that a slip behind the triggers has broken."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from support_desk.invariants import ALL
from support_desk.shared import audit
from support_desk.shared.actions.seal_audit import seal_audit
from support_desk.shared.models import AuditSeal, OutboxItem, PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_calendar,
    a_message,
    a_policy,
    a_project,
    a_raw_mail,
    a_ticket,
    a_time_entry,
    an_attachment,
    viewer,
)
from tests.tickets.sla.conftest import Desk
from tickets.actions.moving import move_ticket
from tickets.actions.replying import reply
from tickets.actions.sla.sweep import sweep
from tickets.domain.statuses import Event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _files_here(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def broken(code: str) -> list[str]:
    """What the invariant reports, as "object: detail"."""
    invariant = next(one for one in ALL if one.code == code)
    return [f"{row.object}: {row.detail}" for row in invariant.check()]


def slip(sql: str, *params: object) -> None:
    """A change that no action makes and the triggers would refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def worked_ticket() -> Iterator:
    """A ticket with a letter by mail, an answer, a file, time and a status history."""
    ticket = a_ticket()
    a_message(ticket, "in", raw_mail=a_raw_mail(state="accepted", outcome="created"), at=NOW - timedelta(hours=1))
    manager = viewer(ticket.assignee)
    message = reply(ticket=ticket, body="Done", by=manager, at=NOW)
    an_attachment(message)
    a_time_entry(ticket)
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=manager, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_auditwatermark")
        if not cursor.fetchone()[0]:
            cursor.execute("INSERT INTO shared_auditwatermark (id, xid) VALUES (1, 0)")
    OutboxItem.objects.update(state="sent", sent_at=NOW)
    seal_audit(at=NOW)
    ticket.refresh_from_db()
    return ticket


def test_sound_rows_break_nothing(worked_ticket, capsys):
    call_command("check_invariants", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert [one["code"] for one in told["invariants"]] == [
        "I1", "I2", "I3", "I5", "I5", "I6", "I7", "I7", "I7", "I7", "I8", "I9", "I10", "I10", "T5", "T6", "T1", "S2",
        "S2", "W2", "W3", "W7", "W8", "S1", "D4", "D6", "M3", "M2", "I4", "I5",
    ]  # fmt: skip


def test_a_broken_row_is_named_and_the_command_fails(worked_ticket, capsys):
    slip("UPDATE tickets_ticket SET message_count = 7 WHERE id = %s", worked_ticket.pk)
    with pytest.raises(SystemExit) as ended:
        call_command("check_invariants")
    assert ended.value.code == 1
    assert f"ticket {worked_ticket.number}: counts 7 messages and has 2" in capsys.readouterr().out


def test_i2_a_mail_whose_message_is_gone(worked_ticket):
    slip("UPDATE tickets_message SET raw_mail_id = NULL, channel = 'portal' WHERE direction = 'in'")
    assert [line.split(": ")[1] for line in broken("I2")] == ["accepted, but no message came of it"]


def test_i2_a_mail_whose_bytes_changed(worked_ticket):
    slip("UPDATE tickets_rawmail SET content = content || ''::bytea || 'x'::bytea")
    assert len(broken("I2")) == 1
    assert "are not the" in broken("I2")[0]


def test_i2_a_message_by_mail_without_its_raw_mail(worked_ticket):
    a_message(worked_ticket, "in")
    assert "without its raw mail" in broken("I2")[0]


def test_i5_an_entry_written_after_its_month_was_closed(worked_ticket):
    month = date(2026, 11, 1)
    PeriodLock.objects.create(
        department_id=worked_ticket.department_id, month=month, closed_at=NOW - timedelta(minutes=1)
    )
    assert len(broken("I5")) == 1
    PeriodLock.objects.update(closed_at=NOW + timedelta(days=14))
    assert broken("I5") == []


@pytest.mark.usefixtures("no_open_transactions")
def test_i6_an_altered_entry(worked_ticket):
    slip("UPDATE shared_auditentry SET actor_name = 'Somebody else' WHERE action = 'ticket.reply'")
    assert [line.split(": ")[1] for line in broken("I6")] == ["ticket.reply is not what its digest says"]


@pytest.mark.usefixtures("no_open_transactions")
def test_i6_an_altered_entry_with_a_new_digest_breaks_the_chain(worked_ticket):
    slip("UPDATE shared_auditentry SET actor_name = 'Somebody else' WHERE action = 'ticket.reply'")
    slip("UPDATE shared_auditentry e SET digest = audit_digest(e) WHERE action = 'ticket.reply'")
    assert [line.split(": ")[1] for line in broken("I6")] == ["does not follow from the one before and its entry"]


@pytest.mark.usefixtures("no_open_transactions")
def test_i6_a_link_taken_out(worked_ticket):
    assert AuditSeal.objects.count() >= 3
    slip("DELETE FROM shared_auditseal WHERE id = 2")
    lines = broken("I6")
    assert "audit seal 2: is missing from the chain" in lines
    assert any("was passed over by the sealing job" in line for line in lines)


@pytest.mark.usefixtures("no_open_transactions")
def test_i6_a_trigger_switched_off(worked_ticket):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shared_auditentry DISABLE TRIGGER append_only")
        try:
            assert broken("I6") == ["trigger shared_auditentry.append_only: is missing or switched off"]
        finally:
            cursor.execute("ALTER TABLE shared_auditentry ENABLE TRIGGER append_only")


@pytest.mark.usefixtures("no_open_transactions")
def test_i6_entries_not_sealed_yet_break_nothing(worked_ticket):
    audit.record(action="test.more", target=worked_ticket, by=Viewer.system(NOW), at=NOW)
    assert broken("I6") == []


def test_i7_a_step_the_table_does_not_have(worked_ticket):
    slip("UPDATE tickets_statuschange SET event = 'fall_silent' WHERE after = 'resolved'")
    assert "by fall_silent to resolved" in broken("I7")[0]


def test_i7_a_history_that_ends_elsewhere(worked_ticket):
    slip("UPDATE tickets_ticket SET status = 'open', closes_at = NULL WHERE id = %s", worked_ticket.pk)
    assert broken("I7") == [f"ticket {worked_ticket.number}: is open, its history ends at resolved"]


def test_i8_a_file_that_is_gone_and_one_that_changed(worked_ticket, tmp_path):
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.chmod(0o600)
    path.write_bytes(b"SOME bytes")
    assert "has other bytes than those that came" in broken("I8")[0]
    path.write_bytes(b"short")
    assert "has 5 bytes, not 10" in broken("I8")[0]
    path.unlink()
    assert "cannot be read" in broken("I8")[0]


def test_i9_an_item_stuck_and_a_reply_that_never_went_out(worked_ticket):
    slip("UPDATE shared_outboxitem SET state = 'pending', sent_at = NULL, available_at = now() - interval '2 days'")
    assert "has been pending since" in broken("I9")[0]
    slip("DELETE FROM shared_outboxitem")
    assert "never went to the outbox" in broken("I9")[0]


def test_i9_a_reply_taken_back_whose_mail_went_out(worked_ticket):
    slip("UPDATE tickets_message SET retracted_at = now() WHERE direction = 'out'")
    assert "was taken back, its mail is sent" in broken("I9")[0]


def test_i10_an_owner_of_another_department(worked_ticket):
    other = a_ticket()
    slip("UPDATE tickets_project SET owner_id = %s WHERE id = %s", other.assignee_id, worked_ticket.project_id)
    assert len(broken("I10")) == 1


def test_t5_a_waiting_that_the_messages_do_not_tell(worked_ticket):
    slip("UPDATE tickets_ticket SET waiting_since = %s WHERE id = %s", NOW, worked_ticket.pk)
    assert len(broken("T5")) == 1


def test_w7_a_reversal_that_is_no_mirror(worked_ticket):
    entry = worked_ticket.time_entries.get()
    a_time_entry(
        worked_ticket,
        reverses=entry,
        operation=entry.operation,
        actual_minutes=-19,
        norm_minutes=-15,
        billable_minutes=-20,
    )
    assert len(broken("W7")) == 1


def test_s1_a_calendar_or_policy_whose_version_says_otherwise_or_is_missing():
    calendar, policy = a_calendar(holidays=[date(2026, 11, 4)]), a_policy()
    assert broken("S1") == []
    slip("DELETE FROM workload_calendarday WHERE calendar_id = %s", calendar.pk)
    slip("UPDATE tickets_slapolicy SET version = 7 WHERE id = %s", policy.pk)
    assert broken("S1") == [
        f"calendar {calendar.code}: version 2 says otherwise than its rows",
        f"SLA policy {policy.code}: has no row of its version 7",
    ]


@pytest.fixture
def swept_clock():
    """A promise that was broken and escalated, soundly."""
    a_policy(calendar=a_calendar(is_around_the_clock=True), is_default=True)
    desk = Desk(a_project())
    ticket = desk.asked()
    sweep(at=desk.at(61))
    assert broken("I3") == broken("S2") == []
    return desk.clock(ticket, "first_response")


@pytest.mark.parametrize(
    "wrong",
    [
        "DELETE FROM tickets_clockstep WHERE step = 'breach'",
        "UPDATE tickets_clockstep SET step = 'head' WHERE step = 'manager'",
        "UPDATE tickets_clockstep SET at = at + interval '1 minute' WHERE step = 'breach'",
        "UPDATE tickets_clock SET steps_done = 2 WHERE kind = 'first_response'",
        "UPDATE tickets_clock SET breached_at = NULL WHERE kind = 'first_response'",
    ],
)
def test_i3_a_step_that_is_not_what_was_planned(swept_clock, wrong):
    slip(wrong)
    assert broken("I3")


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE tickets_clock SET due_at = due_at + interval '1 minute' WHERE kind = 'first_response'",
        "UPDATE tickets_clock SET next_at = NULL WHERE kind = 'first_response'",
        "UPDATE tickets_ticket SET next_due_at = NULL, next_due_kind = ''",
        "UPDATE tickets_ticket SET is_breached = false",
        "INSERT INTO tickets_clockpause (clock_id, starts_at) SELECT id, started_at FROM tickets_clock",
    ],
)
def test_s2_a_due_time_that_nobody_planned(swept_clock, wrong):
    slip(wrong)
    assert broken("S2")

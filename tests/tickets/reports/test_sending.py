"""A report goes to the client once, whole and in order; then it never changes (W8, I5)."""

import email
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email import policy

import pytest
from django.db import IntegrityError, transaction

from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, OutboxItem
from support_desk.shared.outbox import PermanentFailure
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_mailbox,
    a_project,
    a_report,
    a_ticket,
    an_employee,
    billed,
    viewer,
)
from tests.factories.reports import OCTOBER, holed
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.lines import set_line_text
from tickets.actions.reports.sending import send_report
from tickets.models import ClientReport, ReportLine
from tickets.notifications.report_mail import send_report_mail
from tickets.notifications.report_pdf import report_pdf
from tickets.queries.report_lines import lines_of

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
NOVEMBER = date(2026, 11, 1)
IN_DECEMBER = datetime(2026, 12, 2, 9, tzinfo=UTC)


def office(project):
    return viewer(an_employee("office_manager", department=project.department))


class TestMending:
    def test_a_hole_is_filled_in_the_draft(self):
        report = holed()
        line = report.lines.get()
        owner = viewer(line.project.owner)
        assert set_line_text(line=line, text="  Banner\n drawn ", by=owner, at=NOW).text == "Banner drawn"
        report.refresh_from_db()
        assert (report.hole_count, report.lines.get().hole) == (0, "")
        entry = AuditEntry.objects.get(action="report.mend")
        assert (entry.before, entry.after["text"]) == ({"text": ""}, "Banner drawn")
        set_line_text(line=line, text="Banner drawn", by=owner, at=NOW)
        assert AuditEntry.objects.filter(action="report.mend").count() == 1

    @pytest.mark.parametrize("text", ["", "  \n", "x" * 301])
    def test_words_that_say_nothing_are_refused(self, text):
        line = holed().lines.get()
        with pytest.raises(Refused) as refused:
            set_line_text(line=line, text=text, by=SYSTEM, at=NOW)
        assert refused.value.field == "text"

    def test_only_by_who_answers_for_the_project_or_sends(self):
        line = holed().lines.get()
        operator = viewer(an_employee("operator", department=line.project.department))
        with pytest.raises(NotAllowed):
            set_line_text(line=line, text="Words", by=operator, at=NOW)
        with pytest.raises(ClientReport.DoesNotExist):
            set_line_text(line=line, text="Words", by=viewer(an_employee("manager")), at=NOW)
        assert set_line_text(line=line, text="Words", by=office(line.project), at=NOW).text == "Words"

    def test_a_colleagues_line_in_the_same_report_is_not_found(self):
        client = a_client()
        mine, other = a_project(client), a_project(client)
        a_contact(client)
        billed(mine), billed(other, client_text="")
        report = a_report(mine)
        with pytest.raises(ReportLine.DoesNotExist):
            set_line_text(line=report.lines.get(project=other), text="Words", by=viewer(mine.owner), at=NOW)

    def test_what_was_sent_is_not_mended(self):
        report = a_report(is_sent=True)
        with pytest.raises(Refused, match="stays as it is"):
            set_line_text(line=report.lines.get(), text="Other words", by=SYSTEM, at=NOW)


class TestSending:
    def test_once_to_every_active_person(self):
        report = a_report()
        project = report.lines.get().project
        a_contact(report.client, "second@client.test")
        a_contact(report.client, "gone@client.test", is_active=False)
        by = office(project)
        for _again in range(2):
            send_report(report=report, by=by, at=NOW)
        report.refresh_from_db()
        assert (report.state, report.sent_at, report.sent_by_id) == ("sent", NOW, by.employee_id)
        addresses = OutboxItem.objects.filter(kind="mail.report").values_list("payload__address", flat=True)
        assert len(addresses) == 2 and "second@client.test" in addresses
        assert AuditEntry.objects.filter(action="report.send").count() == 1

    def test_holes_are_named(self):
        report = holed()
        number = report.lines.get().ticket.number
        with pytest.raises(Refused, match=rf"{number}, 05\.10\.2026 \(No line for the client\)"):
            send_report(report=report, by=SYSTEM, at=NOW)
        assert not OutboxItem.objects.filter(kind="mail.report").exists()

    def test_more_holes_than_fit_are_counted(self):
        project = a_project()
        for _number in range(7):
            billed(project, client_text="")
        with pytest.raises(Refused, match=r"\+2"):
            send_report(report=a_report(project), by=SYSTEM, at=NOW)

    def test_months_go_in_their_order(self):
        first = a_report()
        project = first.lines.get().project
        billed(project, 30, NOVEMBER)
        second = a_report(project, NOVEMBER)
        with pytest.raises(Refused, match="October 2026 first"):
            send_report(report=second, by=SYSTEM, at=IN_DECEMBER)
        send_report(report=first, by=SYSTEM, at=NOW)
        assert send_report(report=second, by=SYSTEM, at=IN_DECEMBER).state == "sent"

    def test_the_month_must_be_over_where_the_tickets_are_served(self):
        """What is worked in its last hours would be told a month later (C2, W8)."""
        project = a_project()
        billed(project, 30, NOVEMBER)
        a_contact(project.client)
        running = a_report(project, NOVEMBER)
        for at in (NOW, datetime(2026, 11, 30, 20, 59, tzinfo=UTC)):
            with pytest.raises(Refused, match="November 2026 is not over") as refused:
                send_report(report=running, by=SYSTEM, at=at)
            assert refused.value.field == "month"
        assert send_report(report=running, by=SYSTEM, at=datetime(2026, 11, 30, 21, tzinfo=UTC)).state == "sent"

    def test_a_line_that_was_sent_elsewhere_stops_it(self):
        report = a_report(is_sent=True)
        line = report.lines.get()
        stale = ClientReport.objects.create(client=report.client, month=NOVEMBER, built_at=NOW, line_count=1)
        try:
            with transaction.atomic():
                told = {"ticket": line.ticket, "worked_on": NOVEMBER, "text": "Again", "minutes": 60}
                ReportLine.objects.create(report=stale, time_entry=line.time_entry, **told)
        except IntegrityError:
            return  # the database itself refuses it
        with pytest.raises(Refused, match="another month"):
            send_report(report=stale, by=SYSTEM, at=IN_DECEMBER)

    def test_a_ticket_that_became_anothers_stops_it_until_it_is_built_again(self):
        report = a_report()
        project = report.lines.get().project
        billed(project, 20, ticket=a_ticket(project))
        build_reports(clients=[report.client_id], month=OCTOBER, by=SYSTEM, at=NOW)
        moved, other = project.tickets.latest("pk"), a_project()
        moved.client, moved.project = other.client, other
        moved.save()
        with pytest.raises(Refused, match="another client’s now"):
            send_report(report=report, by=SYSTEM, at=NOW)
        build_reports(clients=[report.client_id], month=OCTOBER, by=SYSTEM, at=NOW)
        assert send_report(report=report, by=SYSTEM, at=NOW).minutes == 60

    def test_somebody_must_be_there_to_read_it(self):
        report = a_report()
        report.client.contacts.update(is_active=False)
        with pytest.raises(Refused, match="address"):
            send_report(report=report, by=SYSTEM, at=NOW)

    def test_by_who_sees_every_line(self):
        report = a_report()
        project = report.lines.get().project
        billed(a_project(report.client))
        build_reports(clients=[report.client_id], month=OCTOBER, by=SYSTEM, at=NOW)
        operator = an_employee("operator", department=project.department)
        for person in (project.owner, operator):
            with pytest.raises(NotAllowed):
                send_report(report=report, by=viewer(person), at=NOW)
        with pytest.raises(NotAllowed, match="projects that you do not see"):
            send_report(report=report, by=office(project), at=NOW)
        assert send_report(report=report, by=viewer(an_employee("director")), at=NOW).state == "sent"

    def test_the_letter_has_the_paper_and_the_link(self, mailoutbox):
        report = a_report()
        a_mailbox(report.lines.get().ticket.department, address="desk@desk.test")
        send_report(report=report, by=SYSTEM, at=NOW)
        for _again in range(2):
            relay_outbox(at=NOW)
        [letter] = [each for each in mailoutbox if "report." in each.message().as_string()[:2000]]
        parsed = email.message_from_bytes(letter.message().as_bytes(), policy=policy.default)
        [paper] = list(parsed.iter_attachments())
        assert paper.get_content_type() == "application/pdf" and paper.get_content()[:5] == b"%PDF-"
        assert paper.get_filename() == "report-2026-10.pdf"
        assert f"/portal/reports/{report.pk}/" in parsed.get_body(("plain",)).get_content()
        assert parsed["From"].addresses[0].addr_spec == "desk@desk.test"

    def test_an_address_that_cannot_be_written_to_is_given_up(self):
        a_report(is_sent=True)
        item = OutboxItem.objects.get(kind="mail.report")
        item.payload["address"] = "no address"
        with pytest.raises(PermanentFailure):
            send_report_mail(item)

    def test_whoever_left_meanwhile_gets_no_letter(self, mailoutbox):
        report = a_report(is_sent=True)
        report.client.contacts.update(is_active=False)
        relay_outbox(at=NOW)
        assert not [each for each in mailoutbox if "<report." in str(each.message()["Message-ID"])]

    @pytest.mark.parametrize("deed", [
        lambda report: report.lines.update(text="Changed"),
        lambda report: report.contracts.update(used_minutes=1),
        lambda report: ClientReport.objects.filter(pk=report.pk).update(minutes=1),
        lambda report: ClientReport.objects.filter(pk=report.pk).delete(),
    ])  # fmt: skip
    def test_the_database_keeps_what_was_sent(self, deed):
        project = a_project()
        a_contract(project)
        with pytest.raises(IntegrityError):
            deed(a_report(project, is_sent=True))


class TestPaper:
    def test_it_reads_nothing_but_what_it_is_given(self, monkeypatch):
        """Whatever a line says is text: nothing is opened and nothing fetched for it."""
        monkeypatch.setattr("urllib.request.urlopen", lambda *_args, **_more: pytest.fail("fetched"))
        project = a_project()
        billed(project, client_text='<img src="http://evil.test/x.png"> ![x](file:///etc/passwd) Привет, 5 ₽\x1b')
        a_contract(project, rate_amount=Decimal("100.00"))
        report = a_report(project)
        paper = report_pdf(report, list(lines_of(SYSTEM, report)), list(report.contracts.all()))
        assert paper[:5] == b"%PDF-" and b"/URI" not in paper and b"/EmbeddedFile" not in paper
        again = report_pdf(report, list(lines_of(SYSTEM, report)), list(report.contracts.all()))
        assert again == paper


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_once():
    report = a_report()
    deed = lambda: send_report(report=report, by=SYSTEM, at=NOW)  # noqa: E731 - the same deed twice
    assert [each.state for each in run_at_once(deed, deed)] == ["sent", "sent"]
    assert OutboxItem.objects.filter(kind="mail.report").count() == 1


@pytest.mark.django_db(transaction=True)
def test_building_and_sending_at_once_lose_nothing():
    """Whichever comes first: what was logged meanwhile is in this report or waits for the next."""
    report = a_report()
    project = report.lines.get().project
    late = billed(project, 15, created_at=NOW + timedelta(seconds=1))
    build = lambda month=OCTOBER: build_reports(clients=[report.client_id], month=month, by=SYSTEM, at=NOW)  # noqa: E731
    outcomes = run_at_once(build, lambda: send_report(report=report, by=SYSTEM, at=NOW))
    assert not any(isinstance(each, Exception) for each in outcomes)
    build(NOVEMBER)
    assert ReportLine.objects.filter(time_entry=late).count() == 1
    assert ReportLine.objects.count() == 2

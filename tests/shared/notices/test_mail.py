"""Notices by mail: one letter for all that is due, in the person's language, sent by any number of workers."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from support_desk.shared.actions.gather_notices import gather_notices
from support_desk.shared.actions.relay_outbox import LEASE, deliver, lease_next, relay_outbox
from support_desk.shared.mail.ration import HOUR, MOST_AN_HOUR
from support_desk.shared.models import Notice, OutboxItem
from support_desk.shared.outbox import NotNeeded
from tests.at_once import run_at_once
from tests.factories import NOW, an_employee
from tests.plugins.smtp import SmtpSink
from tests.shared.notices.conftest import told
from tests.tickets.mail.servers import listening, mailers

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def user(db):
    return an_employee("manager", email="anna@desk.test").user


def states() -> list[str]:
    return list(OutboxItem.objects.order_by("id").values_list("state", flat=True))


def text_of(letter) -> str:
    return letter.get_content().replace("\r\n", "\n")


def test_a_letter_says_what_happened_and_where(user, smtp_sink: SmtpSink, settings):
    settings.BASE_URL = "https://desk.example.com"
    told(user)
    assert relay_outbox(at=NOW) == 1
    [letter] = smtp_sink.messages()
    assert letter["Subject"] == "Tickets: 2"
    assert letter["To"] == "anna@desk.test"
    assert letter["From"] == "Support Desk <support@desk.localhost>"
    assert letter.get_content_type() == "text/plain"
    assert text_of(letter).startswith("Tickets: 2\nBroken form\nhttps://desk.example.com/queue/?view=mine\n\n-- \n")
    assert "https://desk.example.com/profile/" in text_of(letter)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Support-Desk-Loop"] == "desk.localhost"


def test_all_that_is_due_is_one_letter_and_what_comes_later_is_another(user, smtp_sink: SmtpSink):
    told(user, *[f"{n}" for n in range(10)])
    told(user, "late", deliver_at=LATER)
    told(an_employee(email="oleg@desk.test").user, "other")
    assert relay_outbox(at=NOW) == 2
    assert [letter["To"] for letter in smtp_sink.messages()] == ["anna@desk.test", "oleg@desk.test"]
    assert smtp_sink.messages()[0]["Subject"] == "Tickets: 2, and 9 more"
    assert text_of(smtp_sink.messages()[0]).count("Tickets: 2") == 10
    assert states() == ["sent"] + ["covered"] * 9 + ["pending", "sent"]
    with time_machine.travel(LATER, tick=False):
        assert relay_outbox(at=LATER) == 1
    assert smtp_sink.messages()[-1]["Subject"] == "Tickets: 2"


def test_the_urgent_stands_first(user, smtp_sink: SmtpSink):
    told(user, "a")
    told(user, "b", facts={"count": 9}, is_urgent=True)
    relay_outbox(at=NOW)
    assert smtp_sink.messages()[0]["Subject"] == "Tickets: 9, and 1 more"


@pytest.mark.parametrize(
    ("language", "desk", "subject"),
    [("ru", "en", "Обращения: 2"), ("en", "ru", "Tickets: 2"), ("", "ru", "Обращения: 2")],
)
def test_the_language_is_the_persons_else_the_desks(user, smtp_sink: SmtpSink, settings, language, desk, subject):
    settings.LANGUAGE_CODE = desk
    user.language = language
    user.save()
    told(user)
    relay_outbox(at=NOW)
    assert smtp_sink.messages()[0]["Subject"] == subject


@pytest.mark.parametrize("field", ["is_active", "notice_mail_enabled"])
def test_whoever_left_or_wants_none_gets_none(user, smtp_sink: SmtpSink, field):
    told(user, "a", "b", is_urgent=True)
    setattr(user, field, False)
    user.save()
    assert relay_outbox(at=NOW) == 0
    assert smtp_sink.messages() == []
    assert states() == ["cancelled", "cancelled"]


def test_what_was_read_meanwhile_is_not_sent(user, smtp_sink: SmtpSink):
    told(user, "a", "b")
    Notice.objects.filter(key="a").update(read_at=NOW)
    relay_outbox(at=NOW)
    assert smtp_sink.messages()[0]["Subject"] == "Tickets: 2"
    told(user, "c")
    Notice.objects.update(read_at=NOW)
    relay_outbox(at=NOW)
    assert len(smtp_sink.messages()) == 1
    assert states() == ["sent", "covered", "cancelled"]


def test_a_subject_holds_no_second_header_and_is_not_endless(user, smtp_sink: SmtpSink):
    told(user, facts={"count": "1\r\nBcc: evil@client.test\x07 " + "long " * 99})
    relay_outbox(at=NOW)
    [letter] = smtp_sink.messages()
    assert letter["Bcc"] is None
    assert letter["Subject"].startswith("Tickets: 1 Bcc: evil@client.test long")
    assert len(letter["Subject"]) == 150


def test_a_server_that_is_down_gets_the_same_letter_later_and_newer_notices_another(user, settings):
    with listening() as (server, port):
        settings.MAILERS = mailers(port)
        server.drops = True
        told(user, "a", "b")
        relay_outbox(at=NOW)
        assert states() == ["pending", "covered"]
        told(user, "c")
        server.drops = False
        with time_machine.travel(NOW + LEASE, tick=False):
            assert relay_outbox(at=NOW + LEASE) == 2
    first, newer, again = server.letters
    assert first == again
    assert newer != first
    assert len(set(server.message_ids())) == 2


def test_killed_after_gathering_the_next_worker_sends_the_same_letter(user, smtp_sink: SmtpSink):
    told(user, "a", "b")
    leased = lease_next(at=NOW)
    assert len(gather_notices(item=leased, at=NOW)) == 2
    told(user, "c")
    assert relay_outbox(at=NOW) == 1
    with time_machine.travel(NOW + LEASE, tick=False):
        assert relay_outbox(at=NOW + LEASE) == 1
    assert [letter["Subject"] for letter in smtp_sink.messages()] == ["Tickets: 2", "Tickets: 2, and 1 more"]
    assert states() == ["sent", "covered", "sent"]


def test_an_item_in_flight_is_taken_in_by_another_worker_and_its_own_sends_nothing(user, smtp_sink: SmtpSink):
    told(user, "a", "b")
    first, second = lease_next(at=NOW), lease_next(at=NOW)
    assert deliver(second) is True
    assert deliver(first) is False
    assert states() == ["covered", "sent"]
    assert [letter["Subject"] for letter in smtp_sink.messages()] == ["Tickets: 2, and 1 more"]
    with pytest.raises(NotNeeded):
        gather_notices(item=first, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_one_letter(smtp_sink: SmtpSink):
    told(an_employee().user, *[f"{n}" for n in range(10)])
    run_at_once(*[lambda: relay_outbox(at=NOW)] * 3)
    [letter] = smtp_sink.messages()
    assert text_of(letter).count("Tickets: 2") == 10
    assert sorted(states()) == ["covered"] * 9 + ["sent"]


def test_more_than_the_hours_ration_waits_and_leaves_together_but_the_urgent_at_once(user, smtp_sink: SmtpSink):
    for n in range(MOST_AN_HOUR + 2):
        told(user, f"{n}")
        relay_outbox(at=NOW)
    assert len(smtp_sink.messages()) == MOST_AN_HOUR
    told(user, "urgent", is_urgent=True)
    assert relay_outbox(at=NOW) == 1
    assert states()[-3:] == ["pending", "pending", "sent"]
    cache.clear()  # an hour has passed
    with time_machine.travel(NOW + HOUR, tick=False):
        assert relay_outbox(at=NOW + HOUR) == 1


@pytest.mark.parametrize(("rows", "asked"), [(1, 9), (3, 10), (10, 10)])
def test_takes_ten_statements_however_many_and_one_less_alone(
    user, smtp_sink: SmtpSink, django_assert_num_queries, rows, asked
):
    told(user, *[f"{n}" for n in range(rows)])
    item = lease_next(at=NOW)
    # person, urgency; begin, items, others, notices, payload, end; notices to tell; outcome
    with django_assert_num_queries(asked):
        assert deliver(item)

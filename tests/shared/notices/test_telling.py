"""Telling people: once a key, in the caller's transaction, with the mail; S3."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from support_desk.shared.models import Notice, OutboxItem
from support_desk.shared.notices import notify, words_of
from support_desk.shared.viewer import Viewer
from tests.at_once import another_connection, run_at_once, while_held
from tests.factories import NOW, an_employee, viewer
from tests.shared.notices.conftest import a_note, told

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def user(db):
    return an_employee("manager").user


def test_a_notice_and_its_mail_are_written_together(user):
    assert notify([a_note(user, deliver_at=LATER, department_id=7, is_urgent=True)], at=NOW) == 1
    notice, item = Notice.objects.get(), OutboxItem.objects.get()
    assert (notice.user, notice.facts["count"], notice.department_id, notice.is_urgent) == (user, 2, 7, True)
    assert (notice.created_at, notice.deliver_at, notice.read_at) == (NOW, LATER, None)
    assert (item.kind, item.key, item.available_at) == ("mail.notice", f"notice:{user.pk}:k", LATER)
    assert (item.state, item.payload) == ("pending", {"user": user.pk, "notice": notice.pk})


@pytest.mark.parametrize("rows", [1, 3])
def test_takes_one_statement_however_many(user, django_assert_num_queries, rows):
    with django_assert_num_queries(1):
        assert notify([a_note(user, f"{n}") for n in range(rows)], at=NOW) == rows


@pytest.mark.django_db
def test_nobody_to_tell_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert notify([], at=NOW) == 0


def test_a_key_is_told_once_and_read_stays_read(user):
    notes = [a_note(user), a_note(user), a_note(user, "other")]
    assert notify(notes, at=NOW) == 2
    Notice.objects.update(read_at=NOW)
    assert notify(notes, at=LATER) == 0
    assert Notice.objects.filter(read_at=NOW).count() == OutboxItem.objects.count() == 2


def test_two_people_are_told_the_same(user):
    assert notify([a_note(user), a_note(an_employee().user)], at=NOW) == 2


def test_whoever_left_is_told_nothing(user):
    user.is_active = False
    user.save()
    assert notify([a_note(user)], at=NOW) == 0
    assert not OutboxItem.objects.exists()


def test_what_is_rolled_back_was_never_told(user):
    with transaction.atomic():
        told(user)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("deliver_at", [NOW, LATER])
def test_the_relay_is_called_only_for_what_is_due(user, monkeypatch, django_capture_on_commit_callbacks, deliver_at):
    called: list[str] = []
    monkeypatch.setattr("support_desk.shared.tasks.relay_outbox.delay", lambda: called.append("now"))
    with django_capture_on_commit_callbacks(execute=True):
        notify([a_note(user, deliver_at=deliver_at)], at=NOW)
    assert called == (["now"] if deliver_at == NOW else [])


@pytest.mark.parametrize(
    "url", ["", "queue", "//evil.test/", "/\\evil.test", "https://evil.test/", "javascript:x", "/a b", "/a\nb"]
)
def test_a_notice_leads_nowhere_else(user, url):
    with pytest.raises(IntegrityError), transaction.atomic():
        notify([a_note(user, url=url)], at=NOW)


@pytest.mark.parametrize("url", ["/", "/tickets/7/", "/queue/?view=mine&sort=x#row"])
def test_a_notice_leads_to_our_pages(user, url):
    assert notify([a_note(user, url=url)], at=NOW) == 1


def test_a_notice_is_its_recipients_and_is_there_from_its_time_on(user):
    told(user, deliver_at=LATER)
    mine, other = viewer(user.employee), viewer(an_employee("director"))
    seen = Notice.objects.visible_to(mine)
    assert seen.delivered(LATER).count() == 1
    assert seen.delivered(LATER - timedelta(microseconds=1)).count() == 0
    assert not Notice.objects.visible_to(other).exists()
    assert not Notice.objects.visible_to(Viewer.nobody(NOW)).exists()


def test_a_notice_is_read_when_delivered_at_the_earliest(user):
    told(user, deliver_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(read_at=NOW)


@pytest.mark.parametrize("over", [{"kind": "no.such"}, {"facts": {}}])
def test_what_cannot_be_put_into_words_still_leads_somewhere(user, over):
    told(user, **over)
    assert words_of(Notice.objects.get()).title == "Something changed that concerns you"


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once():
    user = an_employee().user
    keys = [f"{n:02d}" for n in range(20)]

    def tell(order):
        return notify([a_note(user, key) for key in order], at=NOW)

    outcomes = run_at_once(lambda: tell(keys), lambda: tell(keys[::-1]))
    assert sum(outcomes) == 20
    assert Notice.objects.count() == OutboxItem.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_tells_nothing():
    user = an_employee().user
    with another_connection() as first:
        with first.cursor() as cursor:
            cursor.execute(
                "INSERT INTO shared_notice (user_id, kind, key, facts, url, created_at, deliver_at, is_urgent)"
                " VALUES (%s, 'test.tickets', 'k', '{}', '/', %s, %s, false)",
                [user.pk, NOW, NOW],
            )
        assert while_held(first, lambda: notify([a_note(user)], at=NOW)) == 0
    assert Notice.objects.count() == 1
    assert not OutboxItem.objects.exists()

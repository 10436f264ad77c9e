"""Words that suggest complaints, messages they are found in, and who says that it is none (S6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from disputes.actions.complaints.flagging import flag_complaint
from disputes.actions.complaints.suggesting import dismiss_suggestion, look_through, suggest_complaints
from disputes.actions.complaints.words import STANDARD, add_standard_words, add_word, stem_of, switch_word
from disputes.jobs.complaints import suggest_complaints as job
from disputes.models import ComplaintLook, ComplaintSuggestion, ComplaintWord
from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Heartbeat
from tests import factories as make
from tests.at_once import another_connection, run_at_once
from tests.factories import NOW
from tickets.models import Message
from workload.models import Employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Employee:
    return make.an_employee("administrator")


def word(text: str, language: str = "ru", by: Employee | None = None) -> ComplaintWord:
    by = by or make.an_employee("director")
    return add_word(language=language, word=text, by=make.viewer(by), at=NOW)


def look() -> int:
    """Through everything, as though all of it had been committed."""
    return look_through(since=0, settled=2**62, at=NOW)


def found() -> dict[int, list[str]]:
    return dict(ComplaintSuggestion.objects.values_list("message_id", "words"))


def test_word_forms_of_both_languages_are_found_once(keeper: Employee) -> None:
    assert add_standard_words(by=make.viewer(keeper), at=NOW) == sum(map(len, STANDARD.values()))
    assert add_standard_words(by=make.viewer(keeper), at=NOW) == 0
    texts = {
        "Я буду жаловаться? Нет, это уже вторая жалоба, и претензии остались.": ["жалоба", "претензия"],
        "Верните, пожалуйста, деньги": [],
        "Верните деньги за месяц!": ["верните деньги"],
        "We are disappointed and will complain: two complaints already.": ["complaint", "disappointed"],
        "Спасибо, всё хорошо. Thank you.": [],
    }
    expected = {make.a_message(body_text=text).pk: words for text, words in texts.items()}
    make.a_message(direction="out", body_text="Нам жаль, что поступила жалоба")
    make.a_message(body_text="Жалоба", is_automatic=True)
    make.a_message(body_text="Жалоба", at=NOW - timedelta(days=31))
    assert look() == 3
    assert found() == {pk: words for pk, words in expected.items() if words}
    assert look() == 0
    assert AuditEntry.objects.filter(action="complaint.suggest").count() == 3


def test_a_subject_counts_for_the_message_that_opened_the_ticket(keeper: Employee) -> None:
    word("жалоба")
    ticket = make.a_ticket(subject="Жалобы на сроки")
    first = make.a_message(ticket, at=ticket.created_at)
    make.a_message(ticket, at=NOW)
    assert look() == 1
    assert list(found()) == [first.pk]


def test_what_is_flagged_or_switched_off_is_not_suggested() -> None:
    row = word("жалоба")
    message = make.a_message(body_text="Жалоба")
    flag_complaint(message=message, by=make.viewer(make.an_employee("director")), at=NOW)
    assert look() == 0
    director = make.viewer(make.an_employee("director"))
    for is_active in (False, False):
        assert switch_word(word=row, is_active=is_active, by=director, at=NOW).is_active is False
    make.a_message(body_text="Ещё жалоба")
    assert look() == 0
    assert AuditEntry.objects.filter(action="complaint_word.switch").count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_many_messages_take_as_many_statements_as_few(number: int, django_assert_num_queries: Any) -> None:
    word("жалоба")
    for _ in range(number):
        make.a_message(body_text="Жалоба")
    with django_assert_num_queries(3):
        assert look() == number


def test_nothing_to_look_for_and_two_forms_of_a_word_are_refused(keeper: Employee) -> None:
    word("жалоба")
    with pytest.raises(Conflict, match="жалоба"):
        word("  ЖАЛОБЫ ")
    for text in ("и", "!!!", "\x00", "не на", "x" * 101):
        with pytest.raises(Refused) as refusal:
            word(text)
        assert refusal.value.field == "word"
    for role in ("manager", "operator", "specialist"):
        with pytest.raises(NotAllowed):
            word("хамство", by=make.an_employee(role))
    with pytest.raises(Refused):
        word("chaos", "fr")


@given(some.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_finds_itself_or_nothing(text: str) -> None:
    stem = stem_of(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('russian', %s) @@ %s::tsquery", [text.replace("\x00", " "), stem]
        )  # fmt: skip
        assert cursor.fetchone()[0] is bool(stem)


def test_only_whom_it_does_not_concern_dismisses() -> None:
    department = make.a_department()
    head = make.an_employee("head", department=department)
    manager, operator = (make.an_employee(role, department=department) for role in ("manager", "operator"))
    message = make.a_message(make.a_ticket(make.a_project(owner=manager)))
    suggestion = make.a_suggestion(message)
    for person in (manager, head):
        with pytest.raises(NotAllowed, match="flag it"):
            dismiss_suggestion(suggestion=suggestion, by=make.viewer(person), at=NOW)
    with pytest.raises(Message.DoesNotExist):
        dismiss_suggestion(suggestion=suggestion, by=make.viewer(make.an_employee("manager")), at=NOW)
    for _twice in range(2):
        done = dismiss_suggestion(suggestion=suggestion, by=make.viewer(operator), at=NOW)
        assert (done.state, done.settled_by) == ("dismissed", operator)
    flag_complaint(message=message, by=make.viewer(manager), at=NOW)
    suggestion.refresh_from_db()
    assert suggestion.state == "flagged"
    with pytest.raises(IllegalTransition):
        dismiss_suggestion(suggestion=suggestion, by=make.viewer(operator), at=NOW)
    assert not ComplaintSuggestion.objects.open().exists()


@pytest.mark.usefixtures("no_open_transactions")
def test_what_commits_late_is_found_all_the_same_and_by_one_of_two() -> None:
    word("жалоба")
    late = make.a_message(direction="internal", body_text="Жалоба")
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute("UPDATE tickets_message SET direction = 'in', author_id = NULL WHERE id = %s", [late.pk])
        soon = make.a_message(body_text="Жалобы")
        assert suggest_complaints(at=NOW) == 0
        other.commit()
    outcomes = run_at_once(lambda: suggest_complaints(at=NOW), lambda: suggest_complaints(at=NOW))
    assert (sorted(outcomes), sorted(found())) == ([0, 2], [late.pk, soon.pk])
    assert job() == 0 and Heartbeat.objects.get().name == "suggest_complaints"
    assert ComplaintLook.objects.count() == 1

"""Refusals of the pure rules become refusals that pages and the API show."""

import pytest

from support_desk.shared.errors import Refused
from workload.actions.refusing import bad_input_refused
from workload.domain.calendars import calendar_from
from workload.domain.refusals import BadInput


def test_the_sentence_is_filled_and_the_field_keeps_its_path() -> None:
    with pytest.raises(Refused) as refused, bad_input_refused("calendar."):
        calendar_from({"timezone": "Mars/Base", "week": {}})
    assert refused.value.field == "calendar.timezone"
    assert str(refused.value) == "'Mars/Base' is no time zone, write a name such as Europe/Moscow."


def test_a_sentence_without_parts_may_hold_a_percent_sign() -> None:
    with pytest.raises(Refused, match=r"^100 % is too much\.$"), bad_input_refused():
        raise BadInput("share", "100 % is too much.")


def test_other_mistakes_pass() -> None:
    with pytest.raises(ZeroDivisionError), bad_input_refused():
        raise ZeroDivisionError

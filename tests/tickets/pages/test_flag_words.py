"""Every reason for a flag has words."""

import pytest

from tickets.actions.mail.place import CHOOSE_PROJECT
from tickets.actions.mail.quarantine import UNREADABLE
from tickets.domain.mail.threading import FlagReason
from tickets.queries.flag_words import FLAGS, flag_label, flag_reason


def test_every_code_is_worded():
    assert set(FLAGS) == {*map(str, FlagReason), CHOOSE_PROJECT, UNREADABLE}


@pytest.mark.parametrize(
    ("flag", "label", "reason"), [("forged_token", "False reply token", "The letter"), ("odd", "odd", ""), ("", "", "")]
)
def test_unknown_ones_speak_for_themselves(flag, label, reason):
    assert flag_label(flag) == label
    assert flag_reason(flag).startswith(reason)

"""The desk of the mail tests."""

import pytest

from tests.tickets.mail.desk import MailDesk, a_desk


@pytest.fixture
def desk(db: None) -> MailDesk:
    return a_desk()

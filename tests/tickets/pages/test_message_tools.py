"""What may be begun from a message: what others register, for who sees the message."""

import pytest

from tests.factories import a_message, a_project, a_ticket, an_employee
from tickets import message_tools
from tickets.message_tools import MessageTool


@pytest.fixture(autouse=True)
def _two_tools(monkeypatch):
    monkeypatch.setattr(message_tools, "_providers", [])
    message_tools.register(lambda viewer, message: [MessageTool("Later", f"/later/{message.pk}/", "flag", order=60)])
    for _twice in range(2):
        message_tools.register(first)


def first(viewer, message):
    return [MessageTool("First", "/first/", "scale", hint=viewer.name, is_post=True, order=10)]


@pytest.mark.django_db
def test_they_stand_in_order_once_each(visit):
    manager = an_employee("manager", name="Anna Sheveleva")
    message = a_message(a_ticket(a_project(owner=manager)))
    page = visit(manager).get(f"/messages/{message.pk}/tools/")
    assert [tool.label for tool in page.context["tools"]] == ["First", "Later"]
    html = page.content.decode()
    assert f'href="/later/{message.pk}/"' in html
    assert '<form method="post" action="/first/">' in html
    assert "Anna Sheveleva" in html


@pytest.mark.django_db
def test_nothing_of_a_foreign_message(visit):
    message = a_message(a_ticket(a_project()))
    assert visit(an_employee("manager")).get(f"/messages/{message.pk}/tools/").status_code == 404

"""Every list of the admin as a file: the rows that were chosen, of those one sees, harmless to open."""

import csv
import io
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client as Browser
from django.urls import reverse
from openpyxl import load_workbook

from support_desk.shared import admin_exports
from tests.factories import a_client, a_contract, a_department, a_project, an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()


def browser_of(*roles: str, **about: Any) -> Browser:
    browser = Browser()
    browser.force_login(an_employee(*roles, is_staff=True, **about).user)
    return browser


def ask(browser: Browser, model: str, kind: str = "csv", *, rows: Any = (), query: str = "") -> Any:
    chosen = [str(row.pk) for row in rows] or ["0"]
    data = {"action": f"export_{kind}", "_selected_action": chosen, "select_across": "0" if rows else "1"}
    return browser.post(reverse(f"admin:{model}_changelist") + query, data)


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_projects_with_the_columns_of_their_list() -> None:
    project = a_project(a_client("=1+1"), name="Store")
    head = browser_of("head", department=project.department)
    a_project(a_client("CANARY"))
    assert lines(ask(head, "tickets_project")) == [
        ["Name", "Client", "Owner", "Cover", "Department", "Service", "Active"],
        ["Store", "'=1+1", project.owner.name, "", project.department.name, "", "1"],
    ]


def test_only_what_was_chosen_or_found() -> None:
    director = browser_of("director")
    blog, _shop, wiki = (a_project(name=name) for name in ("Blog", "Shop", "Wiki"))
    assert [row[0] for row in lines(ask(director, "tickets_project", rows=[blog, wiki]))[1:]] == ["Blog", "Wiki"]
    assert [row[0] for row in lines(ask(director, "tickets_project", query="?q=shop"))[1:]] == ["Shop"]


def test_a_workbook_holds_figures_as_figures() -> None:
    contract = a_contract(a_project(), number="@SUM(A1)", included_minutes=600)
    answer = ask(browser_of("director"), "tickets_contract", "xlsx")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="contract-')
    _titles, row = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.iter_rows())
    assert (row[0].value, row[0].data_type) == ("'@SUM(A1)", "s")
    assert (row[2].value, row[2].data_type) == (600, "n")
    assert row[4].value == contract.rate_amount


def test_choices_are_words_and_times_are_the_readers() -> None:
    answer = ask(browser_of("administrator", department=a_department()), "workload_roleassignment")
    assert [row[1] for row in lines(answer)[1:]] == ["Administrator"]


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model._meta.label_lower)
def test_every_catalogue_has_it(model: type) -> None:
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined] # a model
    answer = ask(browser_of("administrator", "director"), name)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(lines(answer)[0]) == len(site._registry[model].list_display)  # type: ignore[index] # a model


def test_more_than_one_answer_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_exports, "AT_ONCE", 1)
    director = browser_of("director")
    a_client("Elm"), a_client("Fir")
    answer = ask(director, "tickets_client")
    assert answer.status_code == 302
    assert "Narrow the list first." in director.get(answer.headers["Location"]).content.decode()


def test_takes_the_same_statements_for_one_row_and_three(django_assert_num_queries: Any) -> None:
    director = browser_of("director")
    for rows in (1, 2):
        for _each in range(rows):
            a_project()
        # session, account, person, roles; the list's count; rows
        with django_assert_num_queries(8):
            lines(ask(director, "tickets_project"))

"""The pages of plans: what they show to whom, what their forms do, how many statements they take (Y1, M4)."""

from datetime import date

import pytest
from django.urls import reverse

from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from tests.factories.pay import a_pay_plan, assigned
from tests.factories.people import NOW, a_department, an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    return visit


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_statements(as_, rows, statements):
    place = a_department()
    browser = as_(an_employee("director", department=place))
    for _ in range(rows):
        version = a_pay_plan()
        for _ in range(rows):
            assigned(an_employee("manager", department=place), version)
    assert statements(browser, reverse("pay-plans")) == 11
    assert statements(browser, reverse("pay-plan-people")) == 9
    assert statements(browser, url := reverse("pay-plan", args=[version.plan_id])) == 10
    assert browser.get(url).content.decode().count('id="assignment-') == rows


def form_of(browser, url, **changed):
    """What a browser would send of the form at `url`."""
    context = browser.get(url).context
    sent = {name: context["form"][name].value() for name in context["form"].fields}
    rows = context["rows"]
    for form in (*rows, rows.management_form):
        sent |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in {**sent, **changed}.items()}


def test_a_director_writes_a_plan_from_its_template_and_publishes_it(as_):
    browser = as_(an_employee("director"))
    assert "?template=operator" in browser.get(reverse("pay-plan-new")).content.decode()
    url = reverse("pay-plan-new") + "?template=operator"
    sent = form_of(browser, url, **{"m-0-table": "70: 0; 85 → 0,5", "starts_on": "2026-11-01"})
    page = browser.post(url, {**sent, "m-0-weight": "45"})
    assert page.status_code == 422
    assert "sum to 0.95" in page.content.decode()
    wrong = browser.post(url, {**sent, "m-0-table": "85: 1; 70: 0"})
    assert wrong.context["rows"][0].errors["table"][0].startswith("Operator: The points of a scale go up")
    falling = browser.post(url, {**sent, "m-0-table": "70: 1; 85: 0.5"})
    assert falling.context["rows"][0].errors["table"] == [
        "Operator: The scores of a scale do not fall: 0.5 is less than 1."
    ]
    assert "is no point of a scale" in browser.post(url, {**sent, "m-0-table": "many"}).content.decode()
    browser.post(url, sent)
    version = PayPlanVersion.objects.get()
    assert (version.plan.name, version.starts_on) == ("Operator", date(2026, 11, 1))
    first = version.components.get(position=1)
    assert (first.code, str(first.weight), first.table) == ("deadlines", "0.50000", [["0.7", "0"], ["0.85", "0.5"]])
    browser.post(reverse("pay-plan-publish", args=[version.plan_id]))
    version.refresh_from_db()
    assert version.published_at == NOW


def test_a_next_version_begins_as_the_one_in_force(as_):
    browser, plan = as_(an_employee("director")), a_pay_plan().plan
    url = reverse("pay-plan-edit", args=[plan.pk])
    sent = form_of(browser, url)
    assert (sent["starts_on"], sent["m-0-weight"], sent["m-3-target"]) == (date(2026, 12, 1), "35", 10)
    answer = browser.post(url, {**sent, "m-0-weight": "", "m-2-weight": "60"})
    assert answer.url == f"{reverse('pay-plan', args=[plan.pk])}?version=2"
    page = browser.get(answer.url).context["page"]
    assert (page.place, [row.percent for row in page.measures]) == (
        "draft",
        ["20\u00a0%", "60\u00a0%", "15\u00a0%", "5\u00a0%"],
    )
    assert form_of(browser, url)["m-1-weight"] == "60"


def test_what_is_typed_is_drawn_beside_it(as_):
    browser, plan = as_(an_employee("director")), a_pay_plan().plan
    sent = form_of(browser, reverse("pay-plan-edit", args=[plan.pk]))
    preview = reverse("pay-plan-preview")
    text = browser.post(preview, sent).content.decode()
    assert ("100\u00a0%" in text, text.count('<svg class="plot curve"')) == (True, 5)
    text = browser.post(preview, {**sent, "m-0-weight": "30", "m-1-floor": "2", "m-1-cap": "1"}).content.decode()
    assert "5\u00a0% missing" in text
    assert "The cap of a scale is below its floor." in text
    assert "20\u00a0% too much" in browser.post(preview, {**sent, "m-0-weight": "55"}).content.decode()


def test_a_person_reads_the_plan_that_pays_them(as_):
    person = an_employee("manager")
    version = a_pay_plan(is_draft=True)
    browser, url = as_(person), reverse("pay-plan", args=[version.plan_id])
    assert "No plan pays you here" in browser.get(reverse("pay-plans")).content.decode()
    assert browser.get(url).status_code == 404
    published = a_pay_plan()
    assigned(person, published, base=70_000)
    assert "waits to be read by you" in browser.get(reverse("pay-plans")).content.decode()
    page = browser.get(reverse("pay-plan", args=[published.plan_id])).context["page"]
    assert (page.base, page.may_read, page.people, page.may_write) == (70_000, True, [], False)
    browser.post(reverse("pay-plan-read", args=[published.pk]))
    assert PlanAcknowledgement.objects.get().employee == person
    a_pay_plan(plan=published.plan, is_draft=True, starts_on=date(2026, 12, 1))
    assert browser.get(reverse("pay-plan", args=[published.plan_id]) + "?version=2").status_code == 404


def test_a_head_gives_plans_and_ends_them(as_):
    place = a_department()
    head = an_employee("head", department=place, name="Hugo")
    person = an_employee("manager", department=place, name="Mila")
    browser, plan = as_(head), a_pay_plan().plan
    assert "2 people are paid by no plan yet" in browser.get(reverse("pay-plan-people")).content.decode()
    url = reverse("pay-plan-assign")
    sent = {"employee": person.pk, "plan": plan.pk, "starts_on": "2026-11-20", "base": "", "variable": ""}
    assert "does not work here" in browser.post(url, {**sent, "starts_on": "2020-01-01"}).content.decode()
    browser.post(url, {**sent, "variable": "35000"})
    row = PlanAssignment.objects.get()
    assert (row.employee, row.variable, row.set_by) == (person, 35_000, head)
    assert "own variable part" in browser.get(f"{url}?employee={person.pk}").content.decode()
    rows = browser.get(reverse("pay-plan-people") + "?view=without").context["rows"]
    assert [one.employee for one in rows] == [head, person]
    assert browser.post(url, {**sent, "employee": head.pk}).status_code == 422
    browser.post(reverse("pay-plan-assignment-end", args=[row.pk]), {"ends_on": "2026-11-30"})
    row.refresh_from_db()
    assert row.ends_on == date(2026, 11, 30)


def test_a_heads_manager_who_leads_nothing_finds_where_to_give_the_head_a_plan(as_):
    boss = an_employee("manager", department=a_department())
    head = an_employee("head", department=a_department(), name="Hugo", manager=boss)
    browser, plan = as_(boss), a_pay_plan(position="head").plan
    assert reverse("pay-plan-people") in browser.get(reverse("pay-plans")).content.decode()
    page = browser.get(reverse("pay-plan-people"))
    assert [row.employee for row in page.context["rows"]] == [head]
    url = f"{reverse('pay-plan-assign')}?employee={head.pk}"
    assert url in page.content.decode() and browser.get(url).context["person"] == head
    browser.post(url, {"employee": head.pk, "plan": plan.pk, "starts_on": "2026-12-01", "base": "", "variable": ""})
    assert PlanAssignment.objects.get().set_by == boss
    assert browser.get(reverse("pay-plan", args=[plan.pk])).context["page"].may_assign
    assert as_(head).get(reverse("pay-plan", args=[plan.pk])).context["page"].own


def test_a_plan_is_named_anew_and_ended(as_):
    browser, plan = as_(an_employee("director")), a_pay_plan().plan
    browser.post(reverse("pay-plan-keep", args=[plan.pk]), {"name": "Clerks", "position": "other"})
    browser.post(reverse("pay-plan-end", args=[plan.pk]))
    assert list(PayPlan.objects.values_list("name", "is_active")) == [("Clerks", False)]
    assert "Clerks" in browser.get(reverse("pay-plans") + "?view=ended").content.decode()
    assert browser.get(reverse("pay-plan-edit", args=[plan.pk])).status_code == 404

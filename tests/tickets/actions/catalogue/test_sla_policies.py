"""SLA policies: what is refused by its field, what appends a version, whose clocks are counted anew (S1–S4)."""

from datetime import date

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_calendar,
    a_client,
    a_contract,
    a_department,
    a_policy,
    a_project,
    an_employee,
    viewer,
)
from tests.factories.sla import LADDER, NORMAL, TARGETS
from tickets.actions.catalogue import (
    clients,
    contracts,
    create_contract,
    create_policy,
    create_standard_terms,
    projects,
    set_department_policy,
    sla_policies,
    update_client,
    update_contract,
    update_policy,
    update_project,
)
from tickets.models import DepartmentPolicy, SlaPolicy, SlaPolicyVersion
from workload import calendar_listeners
from workload.actions.calendars import set_day, update_calendar
from workload.models import WorkingCalendar

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)


@pytest.fixture
def asked(monkeypatch):
    """What clocks were asked to be counted anew for."""
    heard = []

    def hear(*, by, at, **concerns):
        heard.append(concerns)

    for module in (sla_policies, contracts, clients, projects):
        monkeypatch.setattr(module, "recompute_later", hear)
    monkeypatch.setattr(calendar_listeners, "LISTENERS", [hear])
    return heard


def new(**over):
    about = {"code": "gold", "name": "Gold", "calendar": a_calendar(), "targets": TARGETS, "steps": LADDER}
    return create_policy(**{**about, "by": SYSTEM, "at": NOW, **over})


def change(policy, **over):
    return update_policy(policy=policy, by=SYSTEM, at=NOW, **over)


def refused_field(deed, *args, **over):
    with pytest.raises(Refused) as refused:
        deed(*args, **over)
    return refused.value.field


def test_a_new_policy_has_its_first_version():
    policy = new(warn_percent=80, hides_covered=True)
    version = SlaPolicyVersion.objects.get(policy=policy)
    assert (policy.version, version.number, version.created_at) == (1, 1, NOW)
    assert version.spec == {
        "warn_percent": 80,
        "notifies_any_time": False,
        "hides_covered": True,
        "targets": {str(priority): NORMAL for priority in (1, 2, 3, 4)},
        "steps": [
            {"role": "manager", "delay": 0},
            {"role": "operator", "delay": 0},
            {"role": "head", "delay": 60},
            {"role": "director", "delay": 240},
        ],
    }


def with_target(**minutes):
    return {**TARGETS, 3: {**NORMAL, **minutes}}


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"calendar": None}, "calendar"),
        ({"targets": with_target(first_response=0)}, "targets.high.first_response"),
        ({"targets": with_target(resolution=10 * 366 * 24 * 60)}, "targets.high.resolution"),
        ({"targets": with_target(unanswered=-1)}, "targets.high.unanswered"),
        ({"targets": with_target(next_response=True)}, "targets.high.next_response"),
        ({"targets": with_target(approval=0)}, "targets.high.approval"),
        ({"targets": with_target(approval=10 * 366 * 24 * 60)}, "targets.high.approval"),
        ({"targets": with_target(wish=60)}, "targets"),
        ({"targets": {**TARGETS, 5: NORMAL}}, "targets"),
        ({"targets": {1: NORMAL, 2: NORMAL, 3: NORMAL}}, "targets.urgent.first_response"),
        ({"steps": [("head", 60), ("manager", 0)]}, "steps"),
        ({"steps": [("head", 0), ("head", 60)]}, "steps"),
        ({"steps": [("mayor", 0)]}, "steps"),
        ({"steps": [("head", -1)]}, "steps"),
        ({"steps": [("head", 527_041)]}, "steps"),
        ({"warn_percent": 0}, "warn_percent"),
        ({"warn_percent": 100}, "warn_percent"),
        ({"code": ""}, "code"),
    ],
)
def test_a_policy_that_cannot_be_kept_is_refused_by_its_field(over, field):
    assert refused_field(new, **over) == field
    assert not SlaPolicy.objects.exists()


def test_the_boundaries_of_a_target_are_a_minute_and_a_year():
    policy = new(targets=with_target(first_response=1, resolution=527_040), steps=())
    assert policy.targets.get(priority=3).resolution_minutes == 527_040


def test_an_inactive_calendar_is_not_chosen_but_may_stay():
    calendar, other = a_calendar(), a_calendar()
    policy = new(calendar=calendar)
    for one in (calendar, other):
        update_calendar(calendar=one, is_active=False, by=SYSTEM, at=NOW)
        one.refresh_from_db()
    assert refused_field(new, code="silver", name="Silver", calendar=other) == "calendar"
    assert refused_field(change, policy, calendar=other) == "calendar"
    change(policy, calendar=calendar, name="Golden")


def test_a_change_of_what_is_promised_appends_a_version_and_asks_for_its_clocks(asked):
    policy = new()
    change(policy, name="Golden")
    change(policy, targets=TARGETS)
    assert (SlaPolicyVersion.objects.count(), asked) == (1, [])
    change(policy, targets=with_target(first_response=30))
    change(policy, steps=[("director", 0)])
    change(policy, warn_percent=50)
    assert asked == [{"policy_id": policy.pk}] * 3
    assert list(SlaPolicyVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    last = AuditEntry.objects.filter(action="sla_policy.terms").latest("id")
    assert (last.before["warn_percent"], last.after["warn_percent"], last.after["version"]) == (75, 50, 4)


def test_another_calendar_is_no_new_version_but_asks_for_its_clocks(asked):
    policy = new()
    change(policy, calendar=a_calendar())
    assert (SlaPolicyVersion.objects.count(), asked) == (1, [{"policy_id": policy.pk}])


def test_a_change_of_a_calendar_asks_for_its_clocks(asked):
    calendar = a_calendar()
    asked.clear()
    set_day(calendar=calendar, day=date(2026, 11, 23), kind="holiday", by=SYSTEM, at=NOW)
    assert asked == [{"calendar_id": calendar.pk}]


def test_one_is_the_default_and_a_new_one_asks_for_all_clocks(asked):
    first = new(is_default=True)
    second = new(code="silver", name="Silver")
    asked.clear()
    change(second, is_default=True)
    assert asked == [{}]
    assert list(SlaPolicy.objects.filter(is_default=True)) == [second]
    assert refused_field(change, second, is_active=False) == "is_active"
    change(first, is_active=False)


def test_a_department_has_a_policy_of_its_own(asked):
    department, policy, other = a_department(), a_policy(), a_policy()
    for chosen in (policy, policy, other, None, None):
        set_department_policy(department=department, policy=chosen, by=SYSTEM, at=NOW)
    assert not DepartmentPolicy.objects.exists()
    assert [one for one in asked if "department_id" in one] == [{"department_id": department.pk}] * 3
    entries = AuditEntry.objects.filter(action="department.sla_policy").order_by("id")
    assert [(one.before["policy"] or {}).get("label") for one in entries] == [None, policy.name, other.name]
    change(policy, is_active=False)
    policy.refresh_from_db()
    assert refused_field(set_department_policy, department=department, policy=policy, by=SYSTEM, at=NOW) == "policy"


def test_a_contract_names_policy_and_calendar(asked):
    project, policy, calendar = a_project(), a_policy(), a_calendar()
    by = viewer(an_employee("director"))
    asked.clear()
    terms = {"project": project, "rate_amount": 1, "by": by, "at": NOW}
    plain = create_contract(number="1", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), **terms)
    update_contract(contract=plain, by=by, at=NOW, ends_on=date(2025, 11, 30))
    assert asked == []
    contract = create_contract(number="2", starts_on=date(2026, 1, 1), sla_policy=policy, **terms)
    update_contract(contract=contract, by=by, at=NOW, calendar=calendar)
    update_contract(contract=contract, by=by, at=NOW, number="2a")
    update_contract(contract=contract, by=by, at=NOW, sla_policy=None, calendar=None)
    assert asked == [{"project_ids": [project.pk]}] * 3
    change(policy, is_active=False)
    update_calendar(calendar=calendar, is_active=False, by=SYSTEM, at=NOW)
    policy.refresh_from_db()
    calendar.refresh_from_db()
    assert refused_field(update_contract, contract=contract, by=by, at=NOW, sla_policy=policy) == "sla_policy"
    assert refused_field(update_contract, contract=contract, by=by, at=NOW, calendar=calendar) == "calendar"
    refused = refused_field(create_contract, number="3", starts_on=date(2030, 1, 1), sla_policy=policy, **terms)
    assert refused == "sla_policy"


def test_a_contract_keeps_a_policy_that_has_become_inactive():
    policy = a_policy()
    contract = a_contract(sla_policy=policy)
    change(policy, is_active=False)
    policy.refresh_from_db()
    update_contract(contract=contract, by=SYSTEM, at=NOW, sla_policy=policy, number="7")


@pytest.mark.parametrize("minutes", [0, -5, 527_041])
def test_a_threshold_that_cannot_be_is_refused_by_its_field(minutes):
    client = a_client()
    assert refused_field(update_client, client=client, by=SYSTEM, at=NOW, unanswered_minutes=minutes) == (
        "unanswered_minutes"
    )


def test_a_clients_threshold_asks_for_its_clocks(asked):
    client = a_client()
    update_client(client=client, by=SYSTEM, at=NOW, unanswered_minutes=15)
    update_client(client=client, by=SYSTEM, at=NOW, unanswered_minutes=15, tone_notes="Kind.")
    update_client(client=client, by=SYSTEM, at=NOW, unanswered_minutes=None)
    assert asked == [{"client_id": client.pk}] * 2
    project = a_project(client)
    by = viewer(project.owner)
    update_client(client=client, by=by, at=NOW, tone_notes="Kinder.")
    with pytest.raises(NotAllowed):
        update_client(client=client, by=by, at=NOW, unanswered_minutes=15)


def test_a_project_is_covered_by_a_colleague_of_its_department():
    project = a_project()
    colleague = an_employee("manager", department=project.department)
    for stranger in (project.owner, an_employee("manager")):
        assert refused_field(update_project, project=project, by=SYSTEM, at=NOW, cover=stranger) == "cover"
    update_project(project=project, by=SYSTEM, at=NOW, cover=colleague)
    project.refresh_from_db()
    assert project.cover == colleague
    assert AuditEntry.objects.filter(action="project.update").latest("id").after["cover"]["label"] == colleague.name


def test_who_takes_a_project_over_covers_it_no_longer():
    project = a_project()
    colleague = an_employee("manager", department=project.department)
    update_project(project=project, by=SYSTEM, at=NOW, cover=colleague)
    update_project(project=project, by=SYSTEM, at=NOW, owner=colleague)
    project.refresh_from_db()
    assert (project.owner, project.cover) == (colleague, None)


def test_another_department_has_other_covers_and_another_policy(asked):
    project = a_project()
    update_project(project=project, by=SYSTEM, at=NOW, cover=an_employee("manager", department=project.department))
    stranger = an_employee("manager")
    department = stranger.employments.get().department
    update_project(project=project, by=SYSTEM, at=NOW, owner=stranger, department=department)
    project.refresh_from_db()
    assert (project.department, project.cover) == (department, None)
    assert asked == [{"project_ids": [project.pk]}]


@pytest.mark.parametrize(("role", "may"), [("head", True), ("director", True), ("operator", False), ("manager", False)])
def test_who_keeps_policies(role, may):
    by = viewer(an_employee(role))
    if may:
        assert new(by=by).version == 1
        return
    with pytest.raises(NotAllowed):
        new(by=by)
    with pytest.raises(NotAllowed):
        update_policy(policy=a_policy(), by=by, at=NOW, warn_percent=50)


def test_the_head_of_another_department_does_not_choose_its_policy():
    with pytest.raises(NotAllowed):
        set_department_policy(department=a_department(), policy=a_policy(), by=viewer(an_employee("head")), at=NOW)


def test_the_standard_terms_are_made_once():
    policy = create_standard_terms(by=SYSTEM, at=NOW)
    calendar = policy.calendar
    assert (policy.is_default, calendar.is_default, calendar.timezone) == (True, True, "Europe/Moscow")
    assert list(calendar.years.values_list("year", "approved_at")) == [(2026, None), (2027, None)]
    normal = policy.targets.get(priority=2)
    assert (normal.first_response_minutes, normal.next_response_minutes) == (60, 120)
    assert (normal.resolution_minutes, normal.unanswered_minutes) == (960, 60)
    with pytest.raises(Refused):
        create_standard_terms(by=SYSTEM, at=NOW)


def test_the_standard_policy_counts_by_the_default_calendar_where_there_is_one():
    calendar = a_calendar(is_default=True)
    assert create_standard_terms(by=SYSTEM, at=NOW).calendar == calendar
    assert WorkingCalendar.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_changes_at_once_have_a_version_each():
    policy = new()
    run_at_once(*[lambda percent=percent: change(policy, warn_percent=percent) for percent in (50, 60, 70)])
    policy.refresh_from_db()
    assert policy.version == 4
    assert SlaPolicyVersion.objects.get(policy=policy, number=4).spec["warn_percent"] == policy.warn_percent


@pytest.mark.django_db(transaction=True)
def test_two_defaults_at_once_end_as_one():
    first, second = new(), new(code="silver", name="Silver")
    done = run_at_once(*[lambda policy=policy: change(policy, is_default=True) for policy in (first, second)])
    assert all(isinstance(outcome, SlaPolicy | Refused) for outcome in done), done
    assert SlaPolicy.objects.filter(is_default=True).count() == 1

"""Rules are written, published and ended by who may, and never bind backwards (D2)."""

from datetime import timedelta

import pytest

from disputes.actions.regulations.publishing import end_regulation, publish_draft
from disputes.actions.regulations.writing import Draft, change_owner, create_regulation, write_draft
from disputes.domain.clauses import ClauseText
from disputes.models import Regulation, RegulationVersion
from disputes.queries.regulations import version_in_force
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CLAUSES = (ClauseText("1", "An answer in a day."), ClauseText("2", "A promise is kept."))


@pytest.fixture
def department():
    return make.a_department()


@pytest.fixture
def head(department):
    return make.viewer(make.an_employee("head", department=department))


@pytest.fixture
def owner(department):
    return make.an_employee("manager", department=department)


def draft(starts_on=TODAY + timedelta(days=14), *clauses, **over):
    return Draft(**{"title": "Letters", "starts_on": starts_on, "clauses": clauses or CLAUSES, **over})


def create(department, keeper, by, **over):
    return create_regulation(
        **{"code": "R-1", "department": department, "owner": keeper, "draft": draft(), "by": by, "at": NOW, **over}
    )


def test_a_rule_begins_with_a_draft_that_binds_nobody(department, head, owner):
    rule = create(department, owner, head, draft=draft(TODAY))
    version = rule.versions.get()
    assert (version.number, version.published_at) == (1, None)
    assert [(one.number, one.text) for one in version.clauses.all()] == [(one.number, one.text) for one in CLAUSES]
    assert version_in_force(rule, TODAY) is None
    assert not Notice.objects.exists()
    assert set(AuditEntry.objects.values_list("scope", flat=True)) == {f"regulation:{rule.pk}"}


def test_a_draft_is_written_anew_in_its_place(department, head, owner):
    rule = create(department, owner, head)
    text = write_draft(
        regulation=rule,
        draft=draft(TODAY, ClauseText("7", "Another."), title=" Mail "),
        by=make.viewer(owner),
        at=NOW,
    )
    assert rule.versions.get() == text
    assert (text.number, text.title, text.clauses.get().number) == (1, "Mail", "7")


def test_who_may_write_and_publish(department, head, owner):
    rule = create(department, owner, head)
    stranger, peer = make.an_employee("head"), make.an_employee("manager", department=department)
    with pytest.raises(Regulation.DoesNotExist):
        write_draft(regulation=rule, draft=draft(), by=make.viewer(stranger), at=NOW)
    with pytest.raises(NotAllowed):
        publish_draft(regulation=rule, by=make.viewer(owner), at=NOW)
    publish_draft(regulation=rule, by=head, at=NOW)
    for person in (stranger, peer):
        with pytest.raises(NotAllowed):
            write_draft(regulation=rule, draft=draft(), by=make.viewer(person), at=NOW)
        with pytest.raises(NotAllowed):
            create(department, owner, make.viewer(person), code="R-2")


def test_a_rule_of_the_company_is_the_directors_and_the_administrators(head, owner):
    director, administrator = (make.viewer(make.an_employee(role)) for role in ("director", "administrator"))
    with pytest.raises(NotAllowed) as refused:
        create(None, owner, head)
    assert refused.value.field == "department"
    rule = create(None, owner, administrator)
    assert Regulation.objects.visible_to(administrator).get() == rule
    assert not Regulation.objects.visible_to(head).exists()
    with pytest.raises(NotAllowed):
        publish_draft(regulation=rule, by=administrator, at=NOW)
    publish_draft(regulation=rule, by=director, at=NOW)
    assert Notice.objects.filter(kind="regulation.published").count() == 4


def test_publishing_tells_the_department_once_and_says_who_did(department, head, owner):
    rule = create(department, owner, head)
    make.an_employee("manager")
    version = publish_draft(regulation=rule, by=head, at=NOW)
    assert (version.published_at, version.published_by_id) == (NOW, head.employee_id)
    told = Notice.objects.filter(kind="regulation.published").values_list("user__employee", flat=True)
    assert set(told) == {head.employee_id, owner.pk}
    with pytest.raises(Refused, match="no draft"):
        publish_draft(regulation=rule, by=head, at=NOW)


@pytest.mark.parametrize(("days", "sentence"), [(-1, "tomorrow"), (0, "tomorrow"), (1, None)])
def test_a_later_version_starts_tomorrow_at_the_earliest(department, head, owner, days, sentence):
    rule = make.a_version(make.a_regulation(department, owner=owner)).regulation
    write_draft(regulation=rule, draft=draft(TODAY + timedelta(days=days)), by=head, at=NOW)
    if sentence is None:
        assert publish_draft(regulation=rule, by=head, at=NOW).number == 2
        return
    with pytest.raises(Refused, match=sentence) as refused:
        publish_draft(regulation=rule, by=head, at=NOW)
    assert refused.value.field == "starts_on"


def test_tomorrow_is_counted_where_the_rule_holds(head, owner):
    far = make.a_department(timezone="Asia/Vladivostok")
    by = make.viewer(make.an_employee("head", department=far))
    rule = make.a_version(make.a_regulation(far, owner=owner)).regulation
    evening = NOW.replace(hour=15)
    write_draft(regulation=rule, draft=draft(TODAY + timedelta(days=1)), by=by, at=evening)
    with pytest.raises(Refused, match="tomorrow"):
        publish_draft(regulation=rule, by=by, at=evening)


def test_the_days_of_versions_run_like_their_numbers(department, head, owner):
    rule = make.a_version(make.a_regulation(department, owner=owner), starts_on=TODAY + timedelta(days=9)).regulation
    write_draft(regulation=rule, draft=draft(TODAY + timedelta(days=9)), by=head, at=NOW)
    with pytest.raises(Refused, match="27 November 2026"):
        publish_draft(regulation=rule, by=head, at=NOW)


def test_what_is_wrong_with_a_draft_is_named(department, head, owner):
    for bad, field in (
        ({"draft": draft(TODAY, ClauseText("1", "A"), ClauseText("1", "B"))}, "clauses"),
        ({"draft": draft(title=" ")}, "title"),
        ({"code": ""}, "code"),
        ({"owner": make.an_employee(left_on=TODAY - timedelta(days=1))}, "owner"),
    ):
        with pytest.raises(Refused) as refused:
            create(department, owner, head, **bad)
        assert refused.value.field == field
    create(department, owner, head)
    with pytest.raises(Refused) as refused:
        create(department, owner, head)
    assert refused.value.field == "code"


def test_an_ended_rule_binds_until_its_last_day_and_is_written_no_more(department, head, owner):
    version = make.a_version(make.a_regulation(department, owner=owner))
    rule = end_regulation(regulation=version.regulation, by=head, at=NOW)
    assert version_in_force(rule, TODAY) == version
    assert version_in_force(rule, TODAY + timedelta(days=1)) is None
    later = end_regulation(regulation=rule, by=head, at=NOW + timedelta(days=3))
    assert later.ended_on == TODAY
    for deed in (
        lambda: write_draft(regulation=rule, draft=draft(), by=head, at=NOW),
        lambda: publish_draft(regulation=rule, by=head, at=NOW),
    ):
        with pytest.raises(Refused, match="ended"):
            deed()


def test_another_owner_writes_from_then_on(department, head, owner):
    rule = make.a_version(make.a_regulation(department, owner=owner)).regulation
    with pytest.raises(NotAllowed):
        change_owner(regulation=rule, owner=owner, by=make.viewer(owner), at=NOW)
    heir = make.an_employee("manager", department=department)
    change_owner(regulation=rule, owner=heir, by=head, at=NOW)
    change_owner(regulation=rule, owner=heir, by=head, at=NOW)
    assert AuditEntry.objects.filter(action="regulation.owner").count() == 1
    write_draft(regulation=rule, draft=draft(), by=make.viewer(heir), at=NOW)
    with pytest.raises(NotAllowed):
        write_draft(regulation=rule, draft=draft(), by=make.viewer(owner), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_one_version(department, head, owner):
    rule = create(department, owner, head)
    outcomes = run_at_once(*[lambda: publish_draft(regulation=rule, by=head, at=NOW)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "RegulationVersion"]
    assert RegulationVersion.objects.get().published_at == NOW
    assert Notice.objects.filter(user=owner.user).count() == 1

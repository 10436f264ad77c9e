"""People and rosters from files: every bad cell named, all rows or none, once (issue D)."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support_desk.shared.actions.imports import load_import, upload_import
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, ImportRun, PeriodLock, StoredFile
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, a_shift, a_skill, an_employee, moscow, viewer
from tests.factories.files import csv_bytes, xlsx_bytes
from workload.models import Employee, Position, Shift

pytestmark = pytest.mark.django_db
PEOPLE = (
    "Name", "E-mail", "Department", "Position", "Hired on", "Roles", "Share of full time, %", "Manager’s e-mail",
    "Skills",
)  # fmt: skip
ROSTER = ("E-mail", "Day", "From", "Until", "Break, minutes")


@pytest.fixture
def head():
    return an_employee("head", department=a_department("Support"), name="Vera", email="vera@desk.test")


@pytest.fixture
def anna(head):
    department = head.employments.get().department
    return an_employee("manager", department=department, name="Anna", email="anna@desk.test")


def december(day: int, hour: int) -> datetime:
    return moscow(hour, day=date(2026, 12, day))


def bring(by: Employee, kind: str, *rows) -> ImportRun:
    return upload_import(kind=kind, content=xlsx_bytes(rows), name="list.xlsx", by=viewer(by), at=NOW)


def load(by: Employee, run: ImportRun) -> ImportRun:
    return load_import(run=run, by=viewer(by), at=NOW)


def close_october(head: Employee) -> None:
    department_id = head.employments.get().department_id
    PeriodLock.objects.create(department_id=department_id, month="2026-10-01", closed_at=NOW)


def wrong(run: ImportRun) -> list[tuple[int, str, str]]:
    return [(error["row"], error["column"], error["sentence"]) for error in run.errors]


class TestPeople:
    def test_a_manager_may_stand_below_who_reports_to_them(self, head):
        a_skill("Layout")
        Position.objects.create(name="Lead")
        office = an_employee("office_manager", department=head.employments.get().department)
        rows = [
            ["Boris", "boris@desk.test", "support", "manager", "18.11.2026", "manager; king", "50%",
             "ada@desk.test", "Layout 4"],
            ["Ada", "Ada@desk.test", "Support", "Lead", "2026-11-18", "", "", "vera@desk.test", ""],
        ]  # fmt: skip
        run = bring(office, "people", PEOPLE, *rows)
        assert (run.state, run.row_count, wrong(run)) == ("refused", 2, [(2, "roles", run.errors[0]["sentence"])])
        rows[0][5] = "manager; operator"
        # Nobody makes themselves who decides on others (P4): the head's own file may not name the head.
        assert [(row, column) for row, column, _said in wrong(bring(head, "people", PEOPLE, rows[1]))] == [
            (2, "manager")
        ]
        run = bring(office, "people", PEOPLE, *rows)
        assert (run.state, Employee.objects.count()) == ("checked", 2)
        assert load(office, run).state == "loaded"
        boris = Employee.objects.get(name="Boris")
        assert (boris.manager.name, boris.manager.manager) == ("Ada", head)
        assert boris.employments.get().share_percent == 50
        assert sorted(boris.role_assignments.values_list("role", flat=True)) == ["manager", "operator"]
        assert [(held.skill.name, held.level) for held in boris.skills.all()] == [("Layout", 4)]
        entry = AuditEntry.objects.get(action="import.load")
        assert entry.after == {"list": "people", "file": "list.xlsx", "rows": 2}

    def test_every_bad_cell_is_named_and_nothing_stays(self, head, anna):
        elsewhere = a_department("Elsewhere")
        close_october(head)
        rows = [
            ["", "no address", "Sales", "Boss", "03/04/2026", "king", "0", "x@y.test", "Magic 3"],
            ["K", "k@desk.test", "", "Manager", "2026-11-18", "", "", "b@desk.test", "Layout 9"],
            ["=A1", "b@desk.test", "Sales", "Manager", "2026-11-18"],
            ["C", "c@desk.test", "Support", "Boss", "2026-11-18"],
            ["D", "anna@desk.test", "Support", "Manager", "2026-11-18"],
            ["E", "e@desk.test", "Support", "Manager", "2026-11-18", "", "", "nobody@desk.test"],
            ["F", "f@desk.test", elsewhere.name, "Manager", "2026-11-18"],
            ["G", "g@desk.test", "Support", "Manager", "2026-10-05"],
            ["H", "h@desk.test", "Support", "Manager", "2026-11-18", "", "", "", "Magic"],
            ["I", "i@desk.test", "Support", "Manager", "2026-11-18", "director"],
            ["J", "j@desk.test", "Support", "Manager", "2026-11-18", "", "", "", "", "stray"],
        ]
        run = bring(head, "people", PEOPLE, *rows)
        assert run.state == "refused"
        assert [(row, column) for row, column, _sentence in wrong(run)] == [
            (2, "name"), (2, "email"), (2, "hired_on"), (2, "roles"), (2, "share"), (2, "department"), (2, "position"),
            (2, "skills"), (2, "manager"), (3, "department"), (3, "skills"), (4, "name"), (4, "department"),
            (5, "position"), (6, "email"), (7, "manager"), (8, ""), (9, "hired_on"), (10, "skills"), (11, "roles"),
            (12, "J"),
        ]  # fmt: skip
        assert "There are: Manager." in run.errors[6]["sentence"]
        assert Employee.objects.count() == 2
        with pytest.raises(Refused, match="Mend what is named"):
            load(head, run)

    def test_people_who_are_each_others_managers(self, head):
        rows = [
            ["A", "a@desk.test", "Support", "Manager", "2026-11-18", "", "", "b@desk.test"],
            ["B", "b@desk.test", "Support", "Manager", "2026-11-18", "", "", "a@desk.test"],
        ]
        assert [row for row, _column, _said in wrong(bring(head, "people", PEOPLE, *rows))] == [2, 3]

    def test_wrong_headings_are_named_with_what_was_expected_and_no_row_is_read(self, head):
        run = bring(head, "people", ["Name", "Nmae", "E-mial", "", "ИМЯ", "Hired on"], ["", "", "", "", "", "never"])
        assert [(row, value) for row, value, _said in wrong(run)] == [
            (1, "Nmae"), (1, "E-mial"), (1, ""), (1, "ИМЯ"), (1, "email"), (1, "department"), (1, "position"),
        ]  # fmt: skip
        assert "Did you mean “E-mail”?" in run.errors[1]["sentence"]
        assert run.preview == []


class TestRosters:
    def test_shifts_by_the_wall_clock_with_a_night_and_a_break(self, head, anna):
        boris = an_employee("manager", department=anna.employments.get().department, email="boris@desk.test")
        rows = [
            ["anna@desk.test", "2026-12-01", "09:00", "18:00", 60],
            ["ANNA@desk.test", "02.12.2026", "22:00", "6:00", ""],
            ["boris@desk.test", "22/12/2026", "00:00", "24:00", 0],
        ]
        run = bring(head, "rosters", ROSTER, *rows)
        assert wrong(run) == []
        assert not Shift.objects.exists()
        load(head, run)
        shifts = [
            (shift.employee, shift.starts_at, shift.ends_at, shift.break_minutes) for shift in Shift.objects.all()
        ]
        assert shifts == [
            (anna, december(1, 9), december(1, 18), 60),
            (anna, december(2, 22), december(3, 6), 0),
            (boris, december(22, 0), december(23, 0), 0),
        ]
        assert AuditEntry.objects.filter(action="shift.plan_many").count() == 2

    def test_unknown_people_overlaps_the_past_and_others_are_named(self, head, anna):
        a_shift(anna, december(1, 9))
        stranger = an_employee("manager", email="stranger@desk.test")
        gone = an_employee("manager", email="gone@desk.test", department=head.employments.get().department)
        gone.employments.update(ends_on="2026-01-31")
        close_october(head)
        rows = [
            ["nobody@desk.test", "2026-12-01", "09:00", "18:00", 0],
            ["anna@desk.test", "2026-12-01", "12:00", "20:00", 0],
            ["anna@desk.test", "2026-12-03", "09:00", "18:00", 0],
            ["anna@desk.test", "2026-12-03", "17:00", "20:00", 0],
            ["anna@desk.test", "2026-11-17", "09:00", "18:00", 0],
            ["anna@desk.test", "2026-12-04", "09:00", "10:00", 60],
            ["anna@desk.test", "2026-10-05", "09:00", "10:00", 0],
            [stranger.user.email, "2026-12-04", "09:00", "10:00", 0],
            [gone.user.email, "2026-12-04", "09:00", "10:00", 0],
            ["nobody@desk.test", "never", "09:00", "10:00", 0],
        ]
        assert [found[:2] for found in wrong(bring(head, "rosters", ROSTER, *rows))] == [
            (2, "email"), (3, "from"), (5, "from"), (6, "reason"), (7, "break"), (8, "day"), (9, ""), (10, "email"),
            (11, "day"), (11, "email"),
        ]  # fmt: skip
        assert Shift.objects.count() == 1
        run = bring(head, "rosters", (*ROSTER, "Reason"), [*rows[4], "Kept on paper"])
        assert load(head, run).state == "loaded"


class TestOnce:
    def test_the_same_file_is_loaded_once_whoever_brings_it(self, head, anna):
        content = csv_bytes(ROSTER[:4], ("anna@desk.test", "2026-12-01", "09:00", "18:00"))
        run = upload_import(kind="rosters", content=content, name="a.csv", by=viewer(head), at=NOW)
        again = upload_import(kind="rosters", content=content, name="a.csv", by=viewer(head), at=NOW)
        assert (again.pk, StoredFile.objects.count()) == (run.pk, 1)
        load(head, run)
        assert load(head, run).state == "loaded"
        assert Shift.objects.count() == 1
        office = an_employee("office_manager", department=head.employments.get().department)
        for by in (head, office):
            with pytest.raises(Refused, match="loaded already"):
                upload_import(kind="rosters", content=content, name="b.csv", by=viewer(by), at=NOW)

    def test_what_has_changed_since_the_check_is_named_and_nothing_is_loaded(self, head, anna):
        run = bring(head, "rosters", ROSTER[:4], ["anna@desk.test", "2026-12-01", "09:00", "18:00"])
        a_shift(anna, december(1, 9))
        assert load(head, run).state == "refused"
        assert "another shift" in run.__class__.objects.get().errors[0]["sentence"]
        assert Shift.objects.count() == 1

    def test_who_may_not_load_a_list_is_refused(self, head, anna):
        run = bring(head, "rosters", ROSTER[:4], ["anna@desk.test", "2026-12-01", "09:00", "18:00"])
        for by, kind in ((anna, "rosters"), (head, "nothing")):
            with pytest.raises(NotAllowed):
                bring(by, kind, ROSTER)
        with pytest.raises(ImportRun.DoesNotExist):
            load(anna, run)
        with pytest.raises(Refused, match="5 MB"):
            upload_import(kind="rosters", content=b"x" * 5_242_881, name="x", by=viewer(head), at=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_two_clicks_at_once_load_once(self, head, anna):
        content = csv_bytes(ROSTER[:4], ("anna@desk.test", "2026-12-01", "09:00", "18:00"))
        by = viewer(head)

        def deed() -> ImportRun:
            return upload_import(kind="rosters", content=content, name="a.csv", by=by, at=NOW)

        first, second = run_at_once(deed, deed)
        assert first.pk == second.pk
        states = run_at_once(*[lambda: load_import(run=first, by=by, at=NOW).state] * 2)
        assert (states, Shift.objects.count()) == (["loaded", "loaded"], 1)


CELLS = st.one_of(
    st.sampled_from(["anna@desk.test", "2026-12-01", "09:00", "18:00", "0", "01/02/2026", "=1", "24:00"]),
    st.text(max_size=12).filter(lambda text: text.isprintable()),
    st.integers(-5, 2_000),
    st.dates(),
    st.times().map(lambda value: value.replace(microsecond=0)),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.none(),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=5),
    kind=st.sampled_from(["people", "rosters"]),
)
def test_no_cells_whatever_crash_and_nothing_is_half_loaded(head, anna, rows, kind):
    before = (Employee.objects.count(), Shift.objects.count())
    heading = PEOPLE[:6] if kind == "people" else (*ROSTER, "Reason")
    run = bring(head, kind, heading, *rows)
    assert (run.state == "refused") == bool(run.errors)
    assert (Employee.objects.count(), Shift.objects.count()) == before
    if run.state == "checked":
        load(head, run)
        loaded = (Employee.objects.count() - before[0]) + (Shift.objects.count() - before[1])
        assert loaded == run.row_count

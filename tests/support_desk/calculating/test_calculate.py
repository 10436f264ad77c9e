"""`manage.py calculate`: JSON in, JSON and nothing else out, exit 2 for a single bad case."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from support_desk.calculating import RULES
from support_desk.management.commands.calculate import Command

ROOT = Path(__file__).parents[3]
WEEK = {"fri": [["09:00", "18:00"]], "mon": [["09:00", "13:00"], ["14:00", "18:00"]]}
DUE: dict[str, Any] = {
    "calendar": {"timezone": "Europe/Moscow", "week": WEEK},
    "started_at": "2026-11-20T17:40:00+03:00",
    "target_minutes": 120,
}
TERM: dict[str, Any] = {"opened_at": "2026-11-26T12:00:00+03:00", "timezone": "Asia/Vladivostok"}


def calculate(rule: str, asked: object, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, int]:
    """The answer and the exit code."""
    raw = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out, code = io.StringIO(), 0
    try:
        call_command("calculate", rule, stdout=out)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return json.loads(out.getvalue()), code


def test_due(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calculate("due", DUE, monkeypatch) == (
        {
            "due_at": "2026-11-23T10:40:00+03:00",
            "explanation": [
                "Started Fri 20 Nov 2026 17:40.",
                "20 min counted until Fri 20 Nov 2026 18:00.",
                "Weekend skipped until Mon 23 Nov 2026 09:00.",
                "100 min counted until Mon 23 Nov 2026 10:40.",
                "Due Mon 23 Nov 2026 10:40.",
            ],
        },
        0,
    )


@pytest.mark.parametrize(
    ("change", "due"),
    [
        ({"calendar": "24x7", "started_at": "2026-11-20T17:40:00Z"}, "2026-11-20T19:40:00+00:00"),
        ({"target_minutes": 20}, "2026-11-20T18:00:00+03:00"),
        ({"pauses": []}, "2026-11-23T10:40:00+03:00"),
        ({"pauses": None}, "2026-11-23T10:40:00+03:00"),
        ({"pauses": [["2026-11-20T17:40:00+03:00", "2026-11-23T09:30:00+03:00"]]}, "2026-11-23T11:30:00+03:00"),
        ({"pauses": [["2026-11-20T17:40:00+03:00", None]]}, None),
    ],
)
def test_due_with_other_parts(change: dict[str, Any], due: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, code = calculate("due", DUE | change, monkeypatch)
    assert (answer["due_at"], code) == (due, 0)
    assert answer["explanation"]


@pytest.mark.parametrize(
    ("change", "end"),
    [
        ({}, "2026-12-04T00:00:00+10:00"),
        ({"days": None, "absences": None}, "2026-12-04T00:00:00+10:00"),
        ({"days": 1}, "2026-11-28T00:00:00+10:00"),
        ({"absences": [["2026-11-30", "2026-12-06"]]}, "2026-12-11T00:00:00+10:00"),
    ],
)
def test_respond_by(change: dict[str, Any], end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, code = calculate("respond_by", TERM | change, monkeypatch)
    assert (answer["respond_by"], code) == (end, 0)
    assert answer["explanation"][-1].startswith("Day ")


@pytest.mark.parametrize(
    ("rule", "case", "error"),
    [
        ("due", DUE | {"colour": "red"}, "colour: This is unknown here"),
        ("due", {"calendar": "24x7"}, "started_at: This is missing"),
        ("due", DUE | {"target_minutes": "120"}, "target_minutes: '120' is not a whole number"),
        ("due", DUE | {"target_minutes": True}, "target_minutes: True is not a whole number"),
        ("due", DUE | {"target_minutes": 1.0}, "target_minutes: 1.0 is not a whole number"),
        ("due", DUE | {"target_minutes": 0}, "target_minutes: 0 is not a number of minutes from 1 to 527040"),
        ("due", DUE | {"target_minutes": 5_256_000}, "target_minutes: 5256000 is not a number of minutes"),
        ("due", DUE | {"started_at": "2026-11-20T17:40:00"}, "started_at: '2026-11-20T17:40:00' is not an instant"),
        ("due", DUE | {"started_at": 0}, "started_at: 0 is not an instant"),
        ("due", DUE | {"pauses": "none"}, "pauses: This is not a list"),
        ("due", DUE | {"pauses": [["2026-11-20T17:40:00Z"]]}, "pauses[0]: This is not a pair"),
        ("due", DUE | {"pauses": [[None, None]]}, "pauses[0]: None is not an instant"),
        (
            "due",
            DUE | {"pauses": [["2026-11-20T17:40:00Z", "2026-11-20T17:39:00Z"]]},
            "pauses[0]: This pause ends before it begins",
        ),
        ("due", DUE | {"calendar": "8x5"}, 'calendar: A calendar is "24x7" or an object'),
        ("due", DUE | {"calendar": {"timezone": "Mars", "week": WEEK}}, "calendar.timezone: 'Mars' is no time zone"),
        (
            "due",
            DUE | {"calendar": {"timezone": "UTC", "week": {"mon": [["09:00", "13:00"], ["12:00", "14:00"]]}}},
            "calendar.week.mon[1]: This interval overlaps another one",
        ),
        ("respond_by", TERM | {"hours": 1}, "hours: This is unknown here"),
        ("respond_by", TERM | {"timezone": None}, "timezone: None is no time zone"),
        ("respond_by", TERM | {"timezone": "Asia/Nowhere"}, "timezone: 'Asia/Nowhere' is no time zone"),
        ("respond_by", TERM | {"days": 0}, "days: 0 is not a number of days"),
        ("respond_by", TERM | {"absences": [["2026-11-30", None]]}, "absences[0]: None is no date"),
        (
            "respond_by",
            TERM | {"absences": [["2026-12-02", "2026-12-01"]]},
            "absences[0]: This absence ends before it begins",
        ),
        ("respond_by", 7, "a case is a JSON object"),
        ("due", b"{", "the input is not JSON"),
        ("due", b"", "the input is not JSON"),
        ("due", b"\xff\xfe\xfa", "the input is not JSON"),
        ("due", b'{"target_minutes": NaN}', "the input is not JSON: NaN is no JSON number"),
        ("due", b"[" * 100_000, "the input is not JSON"),
    ],
)
def test_a_single_bad_case_prints_its_error_and_exits_2(
    rule: str, case: object, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, code = calculate(rule, case, monkeypatch)
    assert list(answer) == ["error"]
    assert answer["error"].startswith(error)
    assert code == 2


def test_a_bad_case_among_others_stands_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, code = calculate("due", [DUE, {**DUE, "target_minutes": 0}, None, DUE], monkeypatch)
    assert code == 0
    assert [sorted(answer) for answer in answers] == [
        ["due_at", "explanation"],
        ["error"],
        ["error"],
        ["due_at", "explanation"],
    ]
    assert calculate("due", [], monkeypatch) == ([], 0)


def test_only_rules_that_are_built_are_offered() -> None:
    assert sorted(RULES) == ["due", "pay", "respond_by", "settlement", "staffing"]
    with pytest.raises(CommandError, match="invalid choice: 'horoscope'"):
        Command().create_parser("manage.py", "calculate").parse_args(["horoscope"])


def test_as_a_process_without_key_and_server(tmp_path: Path) -> None:
    environ = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing", "VAR_DIR": str(tmp_path)}
    environ |= {"REDIS_URL": "redis://127.0.0.1:9/0"}
    environ.pop("SECRET_KEY", None)
    done = subprocess.run(
        [sys.executable, "manage.py", "calculate", "due"],
        cwd=ROOT,
        env=environ,
        input=json.dumps(DUE | {"target_minutes": 0}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert list(json.loads(done.stdout)) == ["error"]
    assert list(tmp_path.iterdir()) == []

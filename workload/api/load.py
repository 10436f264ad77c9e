"""The load board: weeks of people, moves that would help, who has time (L7, L8)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import DeskViewSet
from workload.actions.load_moves import apply_move, dismiss_move
from workload.api.load_cells import CellSerializer, ShortageSerializer
from workload.api.load_moves import LoadMoveSerializer
from workload.domain.load import WeekLoad
from workload.domain.moves import NOBODY
from workload.models import LoadMove
from workload.queries.load.board import WEEKS_SHOWN, Board
from workload.queries.load.cell import load_cell
from workload.queries.load.figures import whole_board
from workload.queries.load.idle import IdlePerson, idle_people
from workload.queries.load.moves import Proposal
from workload.queries.load.page import LoadPage, asked_board, load_page
from workload.queries.load.places import MOST_WEEKS

LARGEST = 2**63 - 1
ASKED = [
    OpenApiParameter("department", int, description="One that you may see; else your own."),
    OpenApiParameter("weeks", int, description="1 to 8, 4 when left out."),
]


class LoadWeekSerializer(serializers.Serializer[WeekLoad]):
    """One week in minutes. `late`: what cannot be ready before its deadline. `percent` is null without capacity."""

    starts_on = DayField()
    capacity_minutes = serializers.IntegerField(source="capacity")
    task_minutes = serializers.IntegerField(source="tasks")
    inflow_minutes = serializers.IntegerField(source="inflow")
    late_minutes = serializers.IntegerField(source="late")
    percent = serializers.IntegerField(allow_null=True)
    tone = serializers.SerializerMethodField()

    def get_tone(self, week: WeekLoad) -> str:
        return week.tone(self.context["rules"]).value


class LoadPersonSerializer(serializers.Serializer[Any]):
    """Somebody with their weeks."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    position = serializers.CharField()
    weeks = LoadWeekSerializer(many=True)


class ProposalSerializer(serializers.Serializer[Proposal]):
    """A move that would help; `reasons` are codes with their figures."""

    key = serializers.CharField(source="move.key")
    title = serializers.CharField(source="work.title")
    url = serializers.CharField(source="work.url")
    department = serializers.IntegerField(source="department_id")
    from_id = serializers.IntegerField(source="work.employee_id", allow_null=True)
    from_name = serializers.CharField()
    to_id = serializers.IntegerField(source="move.to_id")
    to_name = serializers.CharField()
    minutes = serializers.IntegerField(source="move.minutes")
    reasons = serializers.DictField()


class BoardSerializer(serializers.Serializer[Any]):
    """The board of a department."""

    department = serializers.IntegerField()
    overload_percent = serializers.IntegerField()
    idle_percent = serializers.IntegerField()
    people = LoadPersonSerializer(many=True)
    nobody = LoadWeekSerializer(many=True, allow_null=True, help_text="Weeks of the tasks that wait for a specialist.")
    proposals = ProposalSerializer(many=True)


class HintSerializer(serializers.Serializer[Any]):
    """What somebody could do with their time."""

    code = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    reason = serializers.CharField()
    minutes = serializers.IntegerField(allow_null=True)


class IdleSerializer(serializers.Serializer[IdlePerson]):
    """Somebody who has time this week."""

    id = serializers.IntegerField(source="person.id")
    name = serializers.CharField(source="person.name")
    spare_minutes = serializers.IntegerField()
    hints = HintSerializer(many=True)


class MoveInput(Input):
    """A proposal as the board names it."""

    department = serializers.IntegerField(min_value=1, max_value=LARGEST)
    key = serializers.CharField(max_length=60)
    to = serializers.IntegerField(min_value=1, max_value=LARGEST)


class LoadViewSet(DeskViewSet):
    """The load board."""

    scope = "tasks"
    serializer_class = BoardSerializer
    change_columns = None
    pagination_class = None

    def known_parameters(self) -> set[str]:
        if self.action in ("week", "shortages"):
            return {"department"}
        return {"department", "weeks"} if self.action in ("list", "hints") else set()

    @extend_schema(operation_id="load_retrieve", responses=BoardSerializer, parameters=ASKED)
    def list(self, request: Request) -> Response:
        page = self.page(request)
        return Response(BoardSerializer(shape(page), context={"rules": page.board.department.rules}).data)

    @extend_schema(operation_id="load_hints", responses=IdleSerializer(many=True), parameters=ASKED)
    @action(detail=False, methods=["get"])
    def hints(self, request: Request) -> Response:
        """Who has time this week, and what they could do."""
        board = asked_board(self.viewer, *self.asked(request))
        if board is None:
            raise NotFound
        found: Any = idle_people(board, self.viewer)
        return Response(IdleSerializer(found, many=True).data)

    @extend_schema(operation_id="load_week", responses=CellSerializer, parameters=ASKED[:1])
    @action(
        detail=False, methods=["get"], url_path=r"(?P<employee_id>[0-9]{1,18})/(?P<week>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    )
    def week(self, request: Request, employee_id: str, week: str) -> Response:
        """What makes up somebody's week, by its Monday; employee 0: what waits for a specialist in the department."""
        monday, department_id = day_from(week), number(request, "department", LARGEST)
        cell = load_cell(self.viewer, int(employee_id), monday, department_id) if monday else None
        if cell is None:
            raise NotFound
        return Response(CellSerializer(cell).data)

    @extend_schema(operation_id="load_shortages", responses=ShortageSerializer(many=True), parameters=ASKED[:1])
    @action(detail=False, methods=["get"])
    def shortages(self, request: Request) -> Response:
        """What nobody has time for, whatever is moved; of a board that is seen whole."""
        board = asked_board(self.viewer, number(request, "department", LARGEST))
        if board is None:
            raise NotFound
        whole = whole_board(board.department.id, self.viewer.at) if board.department.is_whole else None
        found: Any = whole.shortages() if whole else []
        return Response(ShortageSerializer(found, many=True).data)

    @extend_schema(request=MoveInput, responses=LoadMoveSerializer)
    @action(detail=False, methods=["post"])
    def apply(self, request: Request) -> Response:
        """Apply a proposed move. The same again is the same move."""
        return self.decided(apply_move)

    @extend_schema(request=MoveInput, responses=LoadMoveSerializer)
    @action(detail=False, methods=["post"])
    def dismiss(self, request: Request) -> Response:
        """Not this: it is not proposed again."""
        return self.decided(dismiss_move)

    def decided(self, deed: Callable[..., LoadMove]) -> Response:
        data = self.read(MoveInput)
        move = deed(department_id=data["department"], key=data["key"], to_id=data["to"], **self.who)
        return Response(LoadMoveSerializer(move).data)

    def page(self, request: Request) -> LoadPage:
        """NotFound for a department whose board the caller may not see."""
        found = load_page(self.viewer, *self.asked(request))
        if found is None:
            raise NotFound
        return found

    def asked(self, request: Request) -> tuple[int | None, int]:
        """(department, weeks) as the query names them."""
        return number(request, "department", LARGEST), number(request, "weeks", MOST_WEEKS) or WEEKS_SHOWN


def day_from(text: str) -> date | None:
    """None for a day that is none, as the thirtieth of February."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number(request: Request, name: str, largest: int) -> int | None:
    """A whole number from 1 to `largest` of the query, None where it is left out."""
    text = request.query_params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= largest):
        raise serializers.ValidationError({name: [_("Write a whole number that is possible here.")]})
    return int(text)


def shape(page: LoadPage) -> dict[str, Any]:
    """The board as its serializer reads it."""
    board: Board = page.board
    rules = board.department.rules
    return {
        "department": board.department.id,
        "overload_percent": rules.overload_percent,
        "idle_percent": rules.idle_percent,
        "people": [
            {"id": person.id, "name": person.name, "position": person.position, "weeks": board.weeks_of(person.id)}
            for person in board.people
        ],
        "nobody": board.weeks_of(NOBODY) if board.nobody else None,
        "proposals": page.proposals,
    }

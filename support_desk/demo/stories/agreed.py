"""Work that clients agree to, each piece left where somebody's next step is due (T6, W1–W4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from support_desk.demo.stage import Scene
from support_desk.demo.stories import Story
from support_desk.demo.stories.ordinary import asks
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing import (
    Figures,
    approve,
    ask_client,
    confirm_estimate,
    estimate_task,
    report_overrun,
)
from tickets.actions.items.marking import mark_items
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.logging_time import LoggedWork, log_time
from tickets.actions.portal.changes import ask_for_changes
from tickets.actions.receiving import Letter
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.tasks.confirming import confirm_work
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.moving import decline_task, move_task
from tickets.domain.items import propose_items
from tickets.domain.tasks import TaskEvent
from tickets.models import LetterItem, Task
from tickets.queries.viewers import viewer_of_contact

STEP = timedelta(minutes=25)
ANSWERED = 7
WORKER, JUNIOR = "specialist", "developer"
AGREED = ("accept", "estimate", "confirm", "ask", "approve", "log")
# What has happened to a piece of work so far: after each of these somebody else has the next word.
COURSES = (
    ("offered", WORKER, ()),
    ("question", WORKER, ("unclear",)),
    ("estimate with the mentor", JUNIOR, ("accept", "estimate")),
    ("approval with the client", WORKER, AGREED[:4]),
    ("in work", WORKER, AGREED),
    ("overrun", WORKER, (*AGREED, "overrun")),
    ("to be checked", WORKER, (*AGREED, "submit")),
    ("returned", WORKER, (*AGREED, "submit", "give_back")),
    ("handed over", WORKER, (*AGREED, "submit", "check", "hand_over")),
    ("confirmed", WORKER, (*AGREED, "submit", "check", "hand_over", "close")),
    ("changes asked", WORKER, (*AGREED, "submit", "check", "hand_over", "wish")),
)


@dataclass(slots=True)
class Work:
    """One task of a scene's ticket; each deed by whom it falls to."""

    scene: Scene
    worker: str
    number: int
    task: Task

    def accept(self, at: datetime) -> None:
        self.moves(TaskEvent.ACCEPT, self.by_worker(at))

    def unclear(self, at: datetime) -> None:
        self.moves(TaskEvent.ASK, self.by_worker(at), text=self.says("task_question"))

    def estimate(self, at: datetime) -> None:
        figures = Figures(likely_minutes=60 + 15 * self.number, risk_percent=20)
        estimate_task(task=self.task, figures=figures, by=self.by_worker(at), at=at)

    def confirm(self, at: datetime) -> None:
        confirm_estimate(estimate=self.task.estimates.latest("id"), by=self.by_manager(at), at=at)

    def ask(self, at: datetime) -> None:
        ask_client(
            ticket=self.scene.open_ticket,
            estimates=list(self.task.estimates.all()),
            overruns=[],
            words=self.says("approval_words"),
            by=self.by_manager(at),
            at=at,
        )

    def approve(self, at: datetime) -> None:
        approval = self.scene.open_ticket.approvals.latest("id")
        approve(approval=approval, by=viewer_of_contact(self.scene.case.writer.contact, at), at=at)

    def log(self, at: datetime) -> None:
        """A little less than was agreed."""
        minutes = 50 + 15 * self.number
        operation = self.scene.stage.staff.operations["page"]
        work = LoggedWork(operation=operation, actual_minutes=minutes, task=self.task)
        log_time(ticket=self.scene.open_ticket, work=work, by=self.by_worker(at), at=at)

    def overrun(self, at: datetime) -> None:
        report_overrun(
            task=self.task,
            minutes=90,
            cause="client",
            explanation=self.says("overrun_text"),
            by=self.by_worker(at),
            at=at,
        )

    def submit(self, at: datetime) -> None:
        self.moves(TaskEvent.SUBMIT, self.by_worker(at))

    def give_back(self, at: datetime) -> None:
        self.moves(TaskEvent.RETURN, self.by_manager(at), text=self.says("return_text"), reason="criteria")

    def check(self, at: datetime) -> None:
        self.moves(TaskEvent.CHECK, self.by_manager(at))

    def hand_over(self, at: datetime) -> None:
        self.moves(TaskEvent.HAND_OVER, self.by_manager(at))

    def close(self, at: datetime) -> None:
        by = viewer_of_contact(self.scene.case.writer.contact, at)
        confirm_work(ticket=self.scene.open_ticket, by=by, at=at)

    def wish(self, at: datetime) -> None:
        by = viewer_of_contact(self.scene.case.writer.contact, at)
        ask_for_changes(ticket=self.scene.open_ticket, letter=Letter(self.says("changes_asked")), by=by, at=at)

    def moves(self, event: TaskEvent, by: Viewer, *, text: str = "", reason: str = "") -> None:
        self.task = move_task(task=self.task, event=event, by=by, at=by.at, text=text, reason=reason)

    def by_worker(self, at: datetime) -> Viewer:
        return self.scene.stage.staff.viewer(self.worker, at)

    def by_manager(self, at: datetime) -> Viewer:
        return self.scene.by(self.scene.owner, at)

    def says(self, key: str) -> str:
        return self.scene.case.fill(self.scene.stage.content.words[key])


def agreed_work(scene: Scene, today: datetime, *, number: int) -> Story:
    """A letter becomes a task, which goes as far as its course does."""
    _name, worker, deeds = COURSES[number]
    at = today - STEP * (len(deeds) + 4) - timedelta(minutes=number)
    yield at
    scene.opens(at)
    asks(scene, at)
    at += STEP
    yield at
    work = Work(scene, worker, number, split_off(scene, worker, number, at))
    for name in deeds:
        at += STEP
        yield at
        deed: Callable[[datetime], None] = getattr(work, name)
        deed(at)


def split_off(
    scene: Scene, worker: str, number: int, at: datetime, *, item: LetterItem | None = None, is_critical: bool = False
) -> Task:
    """A task for `worker`, due in some days."""
    words = scene.stage.content.words
    spec = TaskSpec(
        title=scene.case.fill(words["task_titles"][number % len(words["task_titles"])]),
        formulation=scene.case.fill(words["task_formulation"]),
        acceptance_criteria=scene.case.fill(words["task_criteria"]),
        assignee=scene.stage.staff.people[worker],
        deadline_at=at + timedelta(days=1 + number % 4),
        is_critical=is_critical,
    )
    return create_task(ticket=scene.open_ticket, spec=spec, item=item, by=scene.by(scene.owner, at), at=at)


def ten_questions(scene: Scene, today: datetime) -> Story:
    """Seven are answered, one is a task, two are left."""
    content, at = scene.stage.content, today - timedelta(hours=5)
    yield at
    scene.opens(at)
    scene.client_writes(scene.case.letter(content, content.words["ten_letter"], from_client=True), at)
    at += STEP
    yield at
    letter = scene.open_ticket.messages.get()
    items = mark_items(message=letter, texts=propose_items(letter.body_text), by=scene.by(scene.owner, at), at=at)
    at += STEP
    yield at
    text = scene.case.letter(content, content.words["seven_answers"], from_client=False)
    settled = ItemsOfReply(answered=frozenset(item.pk for item in items[:ANSWERED]))
    options = ReplyOptions(then=None, items=settled, work=scene.work("consult", at))
    reply(ticket=scene.open_ticket, body=text, by=scene.by(scene.owner, at), at=at, options=options)
    at += STEP
    yield at
    split_off(scene, WORKER, len(COURSES), at, item=items[ANSWERED])


def whose_turn(scene: Scene, other: Scene, today: datetime) -> Story:
    """A critical task of one manager meets one that is begun for another: they, or their head, set the order (W1)."""
    at = today - timedelta(hours=4)
    yield at
    for each in (scene, other):
        each.opens(at)
        asks(each, at)
    at += STEP
    yield at
    begun, critical = split_off(scene, JUNIOR, 1, at), split_off(other, JUNIOR, 2, at, is_critical=True)
    at += STEP
    yield at
    by = scene.stage.staff.viewer(JUNIOR, at)
    for event in (TaskEvent.ACCEPT, TaskEvent.START):
        begun = move_task(task=begun, event=event, by=by, at=at)
    decline_task(task=critical, reason="busy", against=begun, by=by, at=at)

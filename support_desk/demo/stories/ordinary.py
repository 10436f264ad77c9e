"""The usual course: a letter, an answer, perhaps a specialist, more letters, the hand-over, silence."""

from datetime import datetime, timedelta

from support_desk.demo.company import SPECIALISTS
from support_desk.demo.stage import Scene
from support_desk.demo.stories import Story
from tickets.actions.handling import follow, set_tags
from tickets.actions.needing_answer import no_answer_needed
from tickets.domain.statuses import Event

# Shares of the stories: answered in one go, followed by another letter, sent through a specialist's hands.
ONE_TOUCH, WRITES_AGAIN, ASKS_SPECIALIST = 0.4, 0.25, 0.5


def ordinary(scene: Scene, at: datetime, *, neglected: bool = False) -> Story:
    """`neglected`: nobody answers, so that somebody has to notice."""
    words = scene.stage.content.words
    yield at
    scene.opens(at)
    asks(scene, at)
    if neglected:
        return
    at = soon(scene, at, most=900)
    if scene.rng.random() < 0.12:
        yield at
        promises(scene, at)
        at = soon(scene, at, least=90, most=420)
    yield at
    if scene.rng.random() < ONE_TOUCH and not needs_specialist(scene) and scene.case.matter.key != "complaint":
        hands_over(scene, at)
        yield from after_hand_over(scene, at)
        return
    answers_first(scene, at)
    if scene.rng.random() < 0.05:
        at += timedelta(minutes=scene.rng.randrange(1, 4))
        yield at
        scene.client_writes(scene.case.fill(words["automatic"]), at, automatic=True)
    yield from goes_on(scene, at)


def goes_on(scene: Scene, at: datetime) -> Story:
    """From the first answer to the hand-over and after it."""
    case, content = scene.case, scene.stage.content
    if scene.rng.random() < WRITES_AGAIN:
        at = at + timedelta(minutes=scene.rng.randrange(25, 1500))
        yield at
        scene.client_writes(case.letter(content, case.matter.more, from_client=True), at)
    if needs_specialist(scene) and scene.rng.random() < ASKS_SPECIALIST:
        yield from (detour := Detour(scene)).through_development(soon(scene, at))
        at = detour.until
    at = soon(scene, at, least=60, most=2_400)
    yield at
    hands_over(scene, at)
    yield from after_hand_over(scene, at)


def asks(scene: Scene, at: datetime) -> None:
    case = scene.case
    scene.client_writes(case.letter(scene.stage.content, case.matter.ask, from_client=True), at, file=case.matter.file)


def promises(scene: Scene, at: datetime) -> None:
    """We are on it, answer by then."""
    due = scene.stage.workdays.later(at, 540)
    local = due.astimezone(scene.stage.workdays.zone)
    text = scene.case.fill(scene.stage.content.words["promise"][0], deadline=f"{local:%d.%m, %H:%M}")
    scene.answers(scene.owner, text, at, then=Event.START, promise=due)


def answers_first(scene: Scene, at: datetime) -> None:
    """The answer with its time; the ticket gets its tags and sometimes the head's eye."""
    case = scene.case
    # A complaint is answered by the head, not by whom it concerns.
    login = "head" if case.matter.key == "complaint" else scene.owner
    scene.answers(
        login, case.letter(scene.stage.content, case.matter.answer, from_client=False), at, work=case.matter.work[0]
    )
    if scene.rng.random() < 0.5:
        set_tags(ticket=scene.open_ticket, tags=case.matter.tags, by=scene.by(login, at), at=at)
    if case.matter.key == "complaint" or scene.rng.random() < 0.04:
        follow(ticket=scene.open_ticket, by=scene.by("head", at), at=at)


def hands_over(scene: Scene, at: datetime) -> None:
    case, rng = scene.case, scene.rng
    own_work = "" if needs_specialist(scene) else case.matter.work[-1]
    if own_work and rng.random() < 0.2:
        scene.notes(scene.owner, case.fill(case.matter.note), at - timedelta(minutes=1))
    scene.answers(
        scene.owner,
        case.letter(scene.stage.content, case.matter.done, from_client=False),
        at,
        then=Event.RESOLVE,
        work=own_work or ("control" if rng.random() < 0.5 else "letter"),
        file="csv" if case.matter.work[-1] == "report" else "",
    )


def after_hand_over(scene: Scene, at: datetime) -> Story:
    """A thank-you that needs no answer, a second look, or the silence in which a ticket closes by itself."""
    content, rng = scene.stage.content, scene.rng
    chance = rng.random()
    if chance < 0.22:
        at += timedelta(minutes=rng.randrange(10, 900))
        yield at
        scene.client_writes(scene.case.fill(rng.choice(content.words["bare_thanks"])), at)
        at = soon(scene, at)
        yield at
        no_answer_needed(ticket=scene.open_ticket, by=scene.by(scene.owner, at), at=at)
        scene.moves(scene.owner, Event.CLOSE if chance < 0.1 else Event.RESOLVE, at)
        scene.reads_all(scene.owner, at)
    elif chance < 0.34:
        at += timedelta(minutes=rng.randrange(1_500, 14_000))
        yield at
        index = rng.randrange(2)
        scene.client_writes(scene.case.letter(content, content.words["again"][index], from_client=True), at)
        at = soon(scene, at)
        yield at
        text = scene.case.letter(content, content.words["again_done"][index], from_client=False)
        scene.answers(scene.owner, text, at, then=Event.RESOLVE, work="letter")
    elif chance < 0.8:
        # The client said on the phone that all is well, or it was a trifle from the start.
        at = soon(scene, at, least=60, most=1_500)
        yield at
        scene.moves(scene.owner, Event.CLOSE, at)


class Detour:
    """Through the hands of a specialist and back to the manager; `until` is when the manager has it again."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.until: datetime

    def through_development(self, at: datetime) -> Story:
        scene = self.scene
        case, words = scene.case, scene.stage.content.words
        operation = case.matter.work[-1]
        specialist = "designer" if operation == "design" else scene.rng.choice(SPECIALISTS)
        yield at
        scene.notes(scene.owner, scene.rng.choice(words["to_specialist"]), at)
        scene.moves(scene.owner, Event.ASK_SPECIALIST, at)
        scene.assigns(scene.owner, specialist, at)
        at = soon(scene, at, least=60, most=1_800)
        yield at
        scene.notes(specialist, case.fill(case.matter.note), at, work=operation)
        at += timedelta(minutes=scene.rng.randrange(1, 20))
        yield at
        scene.notes(specialist, scene.rng.choice(words["from_specialist"]), at)
        scene.assigns(specialist, scene.owner, at)
        scene.moves(scene.owner, Event.START, at)
        self.until = at


def needs_specialist(scene: Scene) -> bool:
    """The work is the developers' to do."""
    operation = scene.stage.staff.operations[scene.case.matter.work[-1]]
    return operation.department_id == scene.stage.staff.departments["development"].pk


def soon(scene: Scene, at: datetime, *, least: int = 8, most: int = 400) -> datetime:
    """Some working minutes later, sooner rather than later."""
    minutes = round(scene.rng.triangular(least, most, least + (most - least) / 8))
    return scene.stage.workdays.later(at, minutes)

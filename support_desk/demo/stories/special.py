"""Rarer courses: calls, inquiries of strangers, letters from private addresses, ten questions at once."""

from datetime import datetime, timedelta

from support_desk.demo.letters import Letter, keep_raw
from support_desk.demo.stage import MAIL, Scene
from support_desk.demo.stories import Story
from support_desk.demo.stories.ordinary import goes_on, soon
from support_desk.shared.viewer import Viewer
from tickets.actions.handling import place_ticket
from tickets.actions.locks import lock_ticket
from tickets.actions.messages import add_message
from tickets.actions.opening import open_ticket
from tickets.domain.statuses import Event
from tickets.models import Channel, Message


def phone_call(scene: Scene, at: datetime) -> Story:
    """The client calls; the manager writes it down, calls back and hands over."""
    words, rng = scene.stage.content.words, scene.rng
    yield at
    scene.opens(at, channel=Channel.PHONE)
    scene.calls(scene.owner, scene.case.fill(rng.choice(words["call_in"])), at, is_outgoing=False)
    at = soon(scene, at)
    yield at
    scene.calls(scene.owner, scene.case.fill(rng.choice(words["call_out"])), at, is_outgoing=True)
    scene.moves(scene.owner, Event.RESOLVE, at)


def long_letter(scene: Scene, at: datetime) -> Story:
    """Ten questions in one letter: answered in parts, or not yet."""
    content = scene.stage.content
    yield at
    scene.opens(at)
    scene.client_writes(scene.case.letter(content, content.words["ten_letter"], from_client=True), at)
    at = soon(scene, at, least=400, most=1_600)
    yield at
    scene.notes(scene.owner, scene.rng.choice(content.words["notes"]), at)
    at = soon(scene, at, least=300, most=900)
    yield at
    text = scene.case.letter(content, scene.case.matter.answer, from_client=False)
    scene.answers(scene.owner, text, at, work="consult")
    yield from goes_on(scene, at)


def inquiry(scene: Scene, at: datetime) -> Story:
    """A stranger asks (T3): a lead, which the operator answers and passes on."""
    words = scene.stage.content.words
    yield at
    stranger_writes(
        scene,
        subject=scene.case.fill(scene.rng.choice(words["lead_subjects"])),
        text=scene.case.letter(scene.stage.content, scene.rng.choice(words["leads"]), from_client=True),
        at=at,
    )
    at = soon(scene, at, least=60, most=1_200)
    yield at
    scene.answers("operator", scene.case.fill(words["lead_reply"][0]), at, work="letter")
    at = soon(scene, at, least=900, most=2_400)
    yield at
    scene.moves("operator", Event.CLOSE, at)


def private_address(scene: Scene, at: datetime) -> Story:
    """A known person writes from an address nobody knows: it enters no thread, the operator places it (T2)."""
    words = scene.stage.content.words
    yield at
    text = scene.case.letter(scene.stage.content, words["unknown_note"], from_client=True)
    stranger_writes(scene, subject=f"Re: {scene.case.subject}", text=text, at=at, flag="not_in_thread")
    at = soon(scene, at, least=60, most=1_200)
    yield at
    place_ticket(
        ticket=scene.open_ticket,
        project=scene.case.account.projects["site"],
        requester=scene.case.writer.contact,
        by=scene.by("operator", at),
        at=at,
    )
    at = soon(scene, at)
    yield at
    text = scene.case.letter(scene.stage.content, scene.case.matter.done, from_client=False)
    scene.answers(scene.owner, text, at, then=Event.RESOLVE, work="letter")


def stranger_writes(scene: Scene, *, subject: str, text: str, at: datetime, flag: str = "") -> None:
    """A ticket of the department, nobody's yet."""
    system, stage = Viewer.system(at, MAIL), scene.stage
    name = scene.case.writer.contact.name
    address = f"{scene.case.writer.address.partition('@')[0]}.{stage.serial}@post.test"
    letter = Letter(name, address, subject, text, stage.next_mail_id("post.test"))
    opened = open_ticket(
        subject=subject,
        by=system,
        at=at,
        channel=Channel.EMAIL,
        requester_name=name,
        requester_address=address,
        department=stage.staff.departments["support"],
        flag=flag,
    )
    scene.ticket = opened
    add_message(
        ticket=lock_ticket(opened, by=system),
        direction=Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=system,
        at=at,
        author_name=name,
        author_address=address,
        body_text=text,
        raw_mail=keep_raw(letter, mailbox=stage.mailbox, at=at, outcome="lead"),
        to_addresses=[stage.mailbox.address],
        mail_id=letter.mail_id,
    )


def cold_start(scene: Scene, at: datetime) -> Story:
    """A ticket the manager opens on their own account, by writing first."""
    yield at
    scene.opens(at, channel=Channel.PHONE)
    text = scene.case.letter(scene.stage.content, scene.case.matter.answer, from_client=False)
    scene.answers(scene.owner, text, at + timedelta(minutes=2), work=scene.case.matter.work[0])
    yield from goes_on(scene, at + timedelta(minutes=2))

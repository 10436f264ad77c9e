"""`/disputes/<id>/`: both sides, the regulation and the stakes in one view."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from disputes.domain.workflow import DisputeEvent
from disputes.models import Dispute, DisputeState, DisputeTerm, Posting
from disputes.permissions import events_for
from disputes.queries.dispute_evidence import Shown, evidence_of
from disputes.queries.dispute_parties import Party, parties_of
from disputes.queries.dispute_regulation import RegulationPanel, regulation_panel
from disputes.queries.dispute_steps import StepMark, steps_of
from disputes.queries.dispute_words import day_dots, left_words, local_day, signed, stake_words, state_badge
from disputes.queries.term_lines import term_lines
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer

ONE_DAY = timedelta(days=1)
JOINED = (
    "initiator",
    "respondent",
    "arbiter",
    "department",
    "initiator_department",
    "policy",
    "version__regulation",
    "clause",
    "acknowledgement",
    "decided_by",
    "escalated_to",
)
ANSWERS = frozenset({DisputeEvent.ACCEPT, DisputeEvent.CONTEST})


@dataclass(frozen=True, slots=True)
class PostingRow:
    """What was posted to one side; `is_reversal` takes another one back."""

    name: str
    points: str
    month: date
    posted_at: datetime
    is_reversal: bool


@dataclass(frozen=True, slots=True)
class DisputePage:
    """All of one dispute. `events`: what the viewer may do now. `dots`, `left`: the days of whoever is waited for."""

    dispute: Dispute
    state: SafeString
    stake: str
    steps: list[StepMark]
    parties: list[Party]
    shown: Shown
    panel: RegulationPanel
    dots: SafeString
    left: str
    term_lines: list[str]
    postings: list[PostingRow]
    events: tuple[DisputeEvent, ...]

    @property
    def may_answer(self) -> bool:
        return not ANSWERS.isdisjoint(self.events)

    @property
    def may_withdraw(self) -> bool:
        return DisputeEvent.WITHDRAW in self.events

    @property
    def may_decide(self) -> bool:
        return DisputeEvent.FIND_INITIATOR_RIGHT in self.events

    @property
    def told_next(self) -> str:
        """When the arbiter is asked again, and when the next level is told (D7); "" when nobody judges."""
        return _told_next(self.dispute)


def found_dispute(pk: int, viewer: Viewer) -> Dispute:
    """One dispute with all that its page needs. Dispute.DoesNotExist when the viewer may not see it. One statement."""
    return Dispute.objects.visible_to(viewer).select_related(*JOINED).get(pk=pk)


def dispute_page(dispute: Dispute, viewer: Viewer) -> DisputePage:
    """About a dozen statements, as many for every dispute of its kind."""
    times = TimeWords(at=viewer.at)
    terms = list(DisputeTerm.objects.filter(dispute=dispute).order_by("id"))
    dots, left = waited_days(dispute, terms[-1], viewer.at)
    return DisputePage(
        dispute=dispute,
        state=state_badge(dispute.state),
        stake=stake_words(dispute),
        steps=steps_of(dispute, terms[-1], times),
        parties=parties_of(dispute, times),
        shown=evidence_of(dispute, viewer),
        panel=regulation_panel(dispute, viewer),
        dots=dots,
        left=left,
        term_lines=term_lines(terms, dispute, times),
        postings=postings_of(dispute),
        events=events_for(dispute, viewer, viewer.at),
    )


def waited_days(dispute: Dispute, term: DisputeTerm, at: datetime) -> tuple[SafeString, str]:
    """The respondent's days while they are waited for, then the arbiter's until the next level is told."""
    if dispute.state == DisputeState.OPEN:
        today = local_day(at, dispute.timezone)
        return day_dots(term.counted_days, term.absent_days, today), left_words(term.counted_days, today)
    if dispute.state == DisputeState.CONTESTED and dispute.arbiter_asked_at:
        zone = dispute.department.timezone
        first, today = local_day(dispute.arbiter_asked_at, zone), local_day(at, zone)
        days = [first + each * ONE_DAY for each in range(1, dispute.rules.arbiter_escalation_days + 1)]
        return day_dots(days, (), today), left_words(days, today)
    return SafeString(""), ""


def postings_of(dispute: Dispute) -> list[PostingRow]:
    """The ledger's lines of this dispute, oldest first; whoever sees the dispute sees what it moved. One statement."""
    rows = Posting.objects.filter(dispute=dispute).select_related("employee").order_by("id")
    return [
        PostingRow(row.employee.name, signed(row.points), row.month, row.posted_at, row.mirrors_id is not None)
        for row in rows
    ]


def _told_next(dispute: Dispute) -> str:
    if dispute.state != DisputeState.CONTESTED or dispute.arbiter_asked_at is None:
        return ""
    rules, asked, zone = dispute.rules, dispute.arbiter_asked_at, ZoneInfo(dispute.department.timezone)
    words = TimeWords(at=asked, zone=zone)
    if dispute.escalated_to:
        return _("%(name)s was told on %(day)s") % {
            "name": dispute.escalated_to.name,
            "day": words.dated(dispute.escalated_at or asked, in_sentence=True),
        }
    return _("Asked again on %(day)s, the next level is told on %(later)s") % {
        "day": _plain(asked + rules.arbiter_reminder_days * ONE_DAY, zone),
        "later": _plain(asked + rules.arbiter_escalation_days * ONE_DAY, zone),
    }


def _plain(instant: datetime, zone: ZoneInfo) -> str:
    """ "19 Mar", never "tomorrow": two days stand beside each other."""
    return TimeWords(at=instant - 30 * ONE_DAY, zone=zone).day(instant)

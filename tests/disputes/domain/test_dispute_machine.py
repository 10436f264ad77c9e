"""Every command by every party in any order, twice, too late and with clocks that jump: the ledger stays explained."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from disputes.domain.ledger import Entry, Parties, bad_mirrors, balances, is_explained, mirrored, postings_of, standing
from disputes.domain.postings import Cause, Posting
from disputes.domain.stakes import Points, Stakes
from disputes.domain.steps import Refusal, step
from disputes.domain.workflow import DISPUTE_TRANSITIONS, DisputeEvent, DisputeParty, DisputeState, is_path

START = datetime(2026, 11, 20, tzinfo=UTC)
STAKES = Stakes(both_right=Points(1, 1), both_wrong=Points(-1, -2))
SEVEN_DAYS = timedelta(days=7)
EMPLOYEES = st.integers(1, 4)


class Desk(RuleBasedStateMachine):
    """What actions will do with the table and the ledger, without a database."""

    disputes = Bundle("disputes")

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.entries: list[Entry] = []
        self.parties: list[Parties] = []
        self.histories: list[list[DisputeState]] = []
        self.terms: list[datetime] = []
        self.corrections = 0

    @rule(target=disputes, initiator=EMPLOYEES, others=st.integers(1, 3), is_cross=st.booleans())
    def open(self, initiator: int, others: int, is_cross: bool) -> int:
        respondent = (initiator + others - 1) % 4 + 1
        self.parties.append(Parties(initiator, respondent, is_cross))
        self.histories.append([DisputeState.OPEN])
        self.terms.append(self.now + SEVEN_DAYS)
        return len(self.parties) - 1

    @rule(hours=st.integers(-48, 240))
    def jump(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        dispute=disputes,
        event=st.sampled_from(DisputeEvent),
        party=st.sampled_from(DisputeParty),
        times=st.integers(1, 2),
    )
    def command(self, dispute: int, event: DisputeEvent, party: DisputeParty, times: int) -> None:
        taken = [self.take(dispute, event, party) for _ in range(times)]
        assert sum(taken) <= 1

    @rule(dispute=disputes, which=st.integers(0, 4))
    def go_on(self, dispute: int, which: int) -> None:
        """One of the moves that the table has, so that outcomes are reached and not only refused."""
        state = self.histories[dispute][-1]
        moves = [(event, who) for (at, event), (who, _) in DISPUTE_TRANSITIONS.items() if at == state]
        if moves:
            self.take(dispute, *moves[which % len(moves)])

    @rule(dispute=disputes, employee=EMPLOYEES, points=st.integers(-3, 3).filter(bool))
    def correct(self, dispute: int, employee: int, points: int) -> None:
        self.corrections += points
        self.post(dispute, Posting(employee, points, self.parties[dispute].initiator, Cause.CORRECTION))

    def take(self, dispute: int, event: DisputeEvent, party: DisputeParty) -> bool:
        history = self.histories[dispute]
        target = step(history[-1], event, party, at=self.now, respond_by=self.terms[dispute])
        if isinstance(target, Refusal):
            return False
        if event == DisputeEvent.GIVE_DAYS_BACK:
            self.terms[dispute] = self.now + SEVEN_DAYS
            for entry in standing(self.entries, dispute):
                self.post(dispute, mirrored(entry.posting), mirrors=entry.number)
        history.append(target)
        for posting in postings_of(target, self.parties[dispute], STAKES):
            self.post(dispute, posting)
        return True

    def post(self, dispute: int, posting: Posting, mirrors: int | None = None) -> None:
        self.entries.append(Entry(len(self.entries), dispute, posting, mirrors))

    @invariant()
    def every_dispute_is_explained(self) -> None:
        for dispute, (history, parties) in enumerate(zip(self.histories, self.parties, strict=True)):
            assert is_explained(self.entries, dispute, history[-1], parties, STAKES)
            assert is_path(history)
        assert bad_mirrors(self.entries) == []

    @invariant()
    def balances_are_what_stands_and_corrections(self) -> None:
        stands = [entry for dispute in range(len(self.parties)) for entry in standing(self.entries, dispute)]
        assert sum(balances(self.entries).values()) == sum(balances(stands).values()) + self.corrections


TestDesk = Desk.TestCase
TestDesk.settings = settings(stateful_step_count=30)

"""Every command by every party in any order, twice, too late and with clocks that jump: the ledger stays explained."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from disputes.domain.given_back import resumed
from disputes.domain.ledger import Entry, Parties, bad_mirrors, balances, is_explained, mirrored, postings_of, standing
from disputes.domain.postings import Cause, Posting
from disputes.domain.recounted import recounted
from disputes.domain.stakes import Points, Stakes
from disputes.domain.steps import Refusal, step
from disputes.domain.terms import Term, respond_by
from disputes.domain.workflow import DISPUTE_TRANSITIONS, DisputeEvent, DisputeParty, DisputeState, is_path

START = datetime(2026, 11, 20, tzinfo=UTC)
STAKES = Stakes(both_right=Points(1, 1), both_wrong=Points(-1, -2))
DAY = timedelta(days=1)
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
        self.terms: list[list[Term]] = []
        self.starts: list[datetime] = []
        self.away: list[list[tuple[date, date]]] = []
        self.corrections = 0

    @rule(target=disputes, initiator=EMPLOYEES, others=st.integers(1, 3), is_cross=st.booleans())
    def open(self, initiator: int, others: int, is_cross: bool) -> int:
        respondent = (initiator + others - 1) % 4 + 1
        self.parties.append(Parties(initiator, respondent, is_cross))
        self.histories.append([DisputeState.OPEN])
        self.terms.append([respond_by(self.now, "UTC")])
        self.starts.append(self.now)
        self.away.append([])
        return len(self.parties) - 1

    @rule(dispute=disputes, first=st.integers(-12, 6), days=st.integers(0, 6))
    def fall_sick(self, dispute: int, first: int, days: int) -> None:
        """Registered whenever; a term that runs is counted anew at once."""
        day = self.now.date() + first * DAY
        self.away[dispute].append((day, day + days * DAY))
        *before, term = self.terms[dispute]
        if self.histories[dispute][-1] == DisputeState.OPEN and self.now < term.respond_by:
            args = (term, self.starts[dispute], "UTC", self.away[dispute])
            self.terms[dispute][-1] = recounted(*args, at=self.now, before=before)
            self.check_term(dispute)

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
        target = step(history[-1], event, party, at=self.now, respond_by=self.terms[dispute][-1].respond_by)
        if isinstance(target, Refusal):
            return False
        if event == DisputeEvent.GIVE_DAYS_BACK:
            term = resumed(self.terms[dispute], "UTC", self.away[dispute], at=self.now)
            if term is None:
                return False
            self.terms[dispute].append(term)
            self.starts[dispute] = self.now
            self.check_term(dispute)
            for entry in standing(self.entries, dispute):
                self.post(dispute, mirrored(entry.posting), mirrors=entry.number)
        history.append(target)
        for posting in postings_of(target, self.parties[dispute], STAKES):
            self.post(dispute, posting)
        return True

    def check_term(self, dispute: int) -> None:
        """Seven days here, however often and however late days were given back; the last one is whole."""
        counted = [day for term in self.terms[dispute] for day in term.counted_days]
        here = [day for day in counted if not any(first <= day <= last for first, last in self.away[dispute])]
        assert len(here) == 7
        last = self.terms[dispute][-1]
        assert last.respond_by.date() == last.last_day + DAY
        assert last.respond_by > self.now

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

"""Random months of points: a department of a few people, some of them poor, and whatever they posted and take back."""

from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import Kind, PointPolicy
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement_case import SettlementCase

CONTROLLER = 9


def random_month(random: Random) -> SettlementCase:
    """Up to eight people, the controller sometimes among them, and up to twelve postings."""
    people = [_person(random, employee) for employee in random.sample(range(1, 10), random.randint(1, 8))]
    postings = [_posting(random, [person.id for person in people]) for _ in range(random.randint(0, 12))]
    return SettlementCase(_policy(random), tuple(people), tuple(postings), random.choice([None, 0, 101, 15_000, 10**7]))


MONTHS = st.randoms(use_true_random=False).map(random_month)


def _policy(random: Random) -> PointPolicy:
    return PointPolicy(
        random.choice([*Kind]),
        random.choice([0, 1, 333, 10_000, 99_999]),
        random.choice([None, None, *map(Fraction, (0, 5, 20, 100))]),
        silence_counts=random.random() < 0.8,
        controller=CONTROLLER,
        controller_cap=random.choice([None, 0, 101, 25_000]),
    )


def _person(random: Random, employee: int) -> Person:
    variable = random.choice([0, 1, 9_999, 10_000, 123_457, 4_000_000])
    return Person(employee, variable, variable + random.choice([0, 7, 50_000, 6_000_000]))


def _posting(random: Random, employees: list[int]) -> Posting:
    return Posting(
        random.choice(employees),
        random.choice([-2, -2, -1, -1, 0, 1, 1, 2, 7]),
        random.choice([*employees, CONTROLLER, CONTROLLER, 77]),
        random.choice([*Cause]),
        is_cross=random.random() < 0.2,
        rate=random.choice([None, None, None, 0, 1, 10_000, 25_001]),
    )

"""Who is named in a note (T7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mentions import who_is_named

PEOPLE = [
    (1, "Anna Sheveleva"),
    (2, "Ilya Brandt"),
    (3, "Ilya Gareev"),
    (4, "Олег Дрозд"),
    (5, "Jean-Luc O’Neil"),
    (6, "Артём Королёв"),
]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Anna look", {1}),
        ("@anna, @Ilya Brandt: look", {1, 2}),
        ("Спросим @Олег Дрозд завтра", {4}),
        ("@Jean-Luc O’Neil", {5}),
        ("@Anna Sheveleva @Anna", {1}),
        ("@Anna Brandt", {1}),
        ("@Артем и @Артём Королев", {6}),
        ("write to anna@mail.test or @@Anna", set()),
        ("@nobody @1 @", set()),
    ],
)
def test_people(text: str, people: set[int]) -> None:
    assert who_is_named(text, PEOPLE).people == people


def test_a_first_name_of_two_is_unclear() -> None:
    named = who_is_named("@Ilya and @Anna", PEOPLE)
    assert (named.people, named.unclear) == ({1}, (("Ilya", ("Ilya Brandt", "Ilya Gareev")),))


@given(st.text(max_size=300))
def test_any_text_names_only_colleagues(text: str) -> None:
    assert who_is_named(text, PEOPLE).people <= {key for key, _name in PEOPLE}


@given(st.sampled_from(PEOPLE), st.text(alphabet=" \n.,!", max_size=5))
def test_a_full_name_is_always_meant(person: tuple[int, str], around: str) -> None:
    assert who_is_named(f"{around}@{person[1]}{around}", PEOPLE).people == {person[0]}

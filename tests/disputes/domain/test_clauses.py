"""Clauses as they are written and read, and what changed between two texts (D2)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.clause_diff import Mark, changes_between, words_between
from disputes.domain.clauses import BadClause, ClauseText, read_clauses, written_as

NUMBERS = st.lists(st.integers(0, 30), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
TEXTS = st.text("aЖ1 .,-", min_size=1, max_size=20).map(str.strip).filter(bool)
RULES = st.dictionaries(NUMBERS, TEXTS, min_size=1, max_size=6).map(
    lambda rule: tuple(ClauseText(number, text) for number, text in rule.items())
)


def test_a_line_is_a_number_and_a_sentence():
    read = read_clauses("3.1 Every letter gets an answer.\r\n\n  3.2.  A promise is kept. \n4) And so on.")
    assert [(one.number, one.text) for one in read] == [
        ("3.1", "Every letter gets an answer."),
        ("3.2", "A promise is kept."),
        ("4", "And so on."),
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "Write at least one clause"),
        (" \n\n", "Write at least one clause"),
        ("1 One.\nand more", "Line 2 does not begin with a number such as 3.1 and a space: and more"),
        ("3.1", "Line 1 does not begin"),
        ("3.1No space", "Line 1 does not begin"),
        ("1 One.\n\n1 Again.", "Line 3: there is a clause 1 already."),
        ("1 " + "x" * 2_001, "Line 1 is longer than 2000 characters."),
        ("\n".join(f"{number} x" for number in range(301)), "A rule has 300 clauses at most"),
    ],
)
def test_a_bad_line_is_named(written, words):
    with pytest.raises(BadClause) as refused:
        read_clauses(written)
    assert refused.value.field == "clauses" and refused.value.sentence.startswith(words)


@settings(max_examples=40, deadline=None)
@given(RULES)
def test_what_is_written_reads_as_it_was(rule):
    assert read_clauses(written_as(rule)) == rule


@settings(max_examples=60, deadline=None)
@given(RULES, RULES)
def test_both_texts_are_whole_in_their_difference(old, new):
    changes = changes_between(old, new)
    assert len({one.number for one in changes}) == len(changes)
    in_new = [one for one in changes if one.mark is not Mark.REMOVED]
    assert tuple(ClauseText(one.number, text_of(one, Mark.ADDED)) for one in in_new) == new
    was = {one.number: text_of(one, Mark.REMOVED) for one in changes if one.mark is not Mark.ADDED}
    assert was == {clause.number: clause.text for clause in old}


@settings(max_examples=30, deadline=None)
@given(RULES)
def test_nothing_changes_between_a_text_and_itself(rule):
    assert {one.mark for one in changes_between(rule, rule)} == {Mark.SAME}
    assert {one.mark for one in changes_between((), rule)} == {Mark.ADDED}


def test_words_that_changed_stand_beside_each_other():
    pieces = words_between("An answer within a day.", "An answer within two hours.")
    assert [(piece.mark, piece.text) for piece in pieces] == [
        (Mark.SAME, "An answer within "),
        (Mark.REMOVED, "a"),
        (Mark.ADDED, "two"),
        (Mark.SAME, " "),
        (Mark.REMOVED, "day"),
        (Mark.ADDED, "hours"),
        (Mark.SAME, "."),
    ]


def test_what_is_gone_stands_where_it_stood():
    old = [ClauseText(number, "x") for number in ("1", "2", "3")]
    new = [ClauseText(number, "x") for number in ("3", "1", "4")]
    assert [(one.number, one.mark) for one in changes_between(old, new)] == [
        ("3", Mark.SAME),
        ("1", Mark.SAME),
        ("2", Mark.REMOVED),
        ("4", Mark.ADDED),
    ]


def text_of(change, mark):
    return "".join(piece.text for piece in change.pieces if piece.mark in (Mark.SAME, mark))

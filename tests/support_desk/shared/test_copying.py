"""What a copy of a catalogue's row is called."""

from hypothesis import given
from hypothesis import strategies as st

from support_desk.shared.copying import LONGEST_CODE, LONGEST_NAME, code_of_copy, name_of_copy

CODES = st.text("abc-", min_size=1, max_size=LONGEST_CODE)


@given(CODES, st.sets(CODES, max_size=20))
def test_a_code_is_free_and_fits_however_many_copies_there_are(code, others):
    taken = {code, *others}
    for _ in range(12):
        found = code_of_copy(code, taken)
        assert found not in taken and len(found) <= LONGEST_CODE
        taken.add(found)


@given(st.text(max_size=LONGEST_NAME), st.text(max_size=120))
def test_a_proposed_name_fits_and_begins_as_its_model(name, department):
    proposed = name_of_copy(name, department)
    assert len(proposed) <= LONGEST_NAME
    assert proposed.startswith(name[:LONGEST_NAME])


def test_a_copy_is_numbered_and_named_after_its_department():
    assert code_of_copy("standard", {"standard", "standard-2"}) == "standard-3"
    assert name_of_copy("Standard", "Support") == "Standard, Support"
    assert name_of_copy("Standard", "") == "Standard, copy"

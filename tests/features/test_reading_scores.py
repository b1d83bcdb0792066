"""The reader against labelled sentences: the promise in numbers, per field, on the split that tuning never sees."""

import pytest

from tests.features.reading_score import REAL, cases, real_labels, score, score_real


def test_there_are_five_hundred_cases_and_two_in_five_are_held_back():
    held, tuned = len(cases("held")), len(cases("tune"))
    assert held + tuned >= 500
    assert 0.38 <= held / (held + tuned) <= 0.42


@pytest.fixture(scope="module")
def held():
    return score("held")


@pytest.mark.parametrize("field", ["hours_min", "hours_max", "shifts", "credentials", "terms"])
def test_what_decides_feasibility_is_read_surely(held, field):
    assert held[field].precision >= 0.95, held[field].notes
    assert held[field].recall >= 0.85, held[field].notes


@pytest.mark.parametrize("field", ["functional_needs", "demands"])
def test_needs_and_demands_are_read_well(held, field):
    assert held[field].precision >= 0.85, held[field].notes
    assert held[field].recall >= 0.75, held[field].notes


def test_real_adverts_are_read_as_a_person_reads_them():
    if not REAL.exists():
        pytest.skip(f"SKIPPED LOUDLY: {REAL} is not here, so {len(real_labels())} labels of real adverts go unread")
    tallies = score_real()
    for field in ("hours_min", "hours_max", "requirements", "daytimes", "contract"):
        assert tallies[field].precision >= 0.95, tallies[field].notes
        assert tallies[field].recall >= 0.85, tallies[field].notes

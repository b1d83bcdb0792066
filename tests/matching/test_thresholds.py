"""Law and agreement are told before anybody is called: on a suggestion, about a vacancy, and by the day's rules."""

from datetime import date

import pytest

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Participant
from matching.thresholds import notes
from tests.town import EMPLOYERS, PEOPLE, TODAY, VACANCIES, WORKDAYS, employer, town_ranker, vacancy

CLEANER, OFFICE = "9112", "4110"


def codes(hours, *, agreement=None, disco=CLEANER, wanted=None, today=TODAY):
    """The notes' codes on a job of some hours, perhaps for somebody who wants some hours."""
    firm = employer("f", 56.45, **({"agreement": agreement} if agreement else {}))
    job = vacancy("j", "f", "Rengøring", [], hours, [(WORKDAYS, "09:00", "12:00", "flexible")], disco08=disco)
    person = None
    if wanted is not None:
        low, high = wanted
        person = PersonFacts.of(Participant.model_validate({"id": "p", "hours_min": low, "hours_max": high}), today)
    return [note.code for note in notes(OpeningFacts.of(job, firm), person, today)]


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ((3, 3), ["contract_none"]),
        ((2, 6), ["contract_from"]),
        ((3.5, 3.5), ["contract_written"]),
        ((14, 14), ["contract_written"]),
        ((15, 20), []),
        ((None, None), []),
    ],
)
def test_a_written_contract_is_asked_for_above_three_hours(hours, told):
    assert codes(hours) == told


def test_until_the_law_of_2023_it_was_above_eight():
    assert codes((6, 6), today=date(2023, 6, 30)) == ["contract_none"]
    assert codes((6, 6), today=date(2023, 7, 1)) == ["contract_written"]


@pytest.mark.parametrize(
    ("hours", "disco", "told"),
    [
        ((6, 7.5), OFFICE, False),
        ((6, 8), OFFICE, True),
        ((10, 12), "5223", True),
        ((10, 12), CLEANER, False),
        ((10, 12), None, False),
        ((20, 25), OFFICE, False),
    ],
)
def test_salaried_work_is_named_from_eight_hours_where_the_work_is_of_that_kind(hours, disco, told):
    assert ("salaried_from" in codes(hours, disco=disco)) is told


FIFTEEN = {"name": "serviceoverenskomst", "min_weekly_hours": 15, "checked": "2026-10-01"}


@pytest.mark.parametrize(
    ("hours", "wanted", "told"),
    [
        ((10, 12), None, ["agreement_under"]),
        ((10, 20), None, ["agreement_least"]),
        ((10, 20), (5, 12), ["agreement_under"]),
        ((15, 20), (5, 37), []),
        ((20, 30), None, []),
    ],
)
def test_an_agreements_least_hours_meet_those_of_the_job_and_the_person(hours, wanted, told):
    found = codes(hours, agreement=FIFTEEN, wanted=wanted)
    assert [code for code in found if "agreement" in code] == told


def test_what_would_mend_it_is_the_jobs_hours_unless_they_are_the_persons():
    firm = employer("f", 56.45, agreement=FIFTEEN)
    short = OpeningFacts.of(vacancy("j", "f", "Rengøring", [], (10, 12)), firm)
    long = OpeningFacts.of(vacancy("j", "f", "Rengøring", [], (10, 20)), firm)
    person = PersonFacts.of(Participant.model_validate({"id": "p", "hours_min": 5, "hours_max": 12}), TODAY)
    assert notes(short, None, TODAY)[0].change == {"vacancy.hours_max": 15}
    assert notes(long, person, TODAY)[0].change == {}


@pytest.mark.parametrize(
    ("agreement", "told"),
    [
        ({"name": "x"}, "ask_agreement_hours"),
        ({"name": "x", "min_weekly_hours": 15}, "ask_agreement_checked"),
        ({"name": "x", "min_weekly_hours": 15, "checked": "2025-10-01"}, "ask_agreement_again"),
    ],
)
def test_an_agreement_nobody_has_looked_at_becomes_a_question(agreement, told):
    assert told in codes((6, 6), agreement=agreement)


def test_notes_stand_on_the_suggestion_and_keep_nothing_off_the_list():
    firm = employer("e1", 56.45, size_band="10-49", agreement=FIFTEEN)
    before = town_ranker().rank(PEOPLE["amina"], 50, TODAY, per_employer=50)
    after = town_ranker(VACANCIES, {**EMPLOYERS, "e1": firm}).rank(PEOPLE["amina"], 50, TODAY, per_employer=50)
    assert [one.vacancy_id for one in after.suggestions] == [one.vacancy_id for one in before.suggestions]
    noted = {one.vacancy_id: [note.code for note in one.notes] for one in after.suggestions}
    assert noted["v02"] == ["agreement_under", "contract_written"]  # 10 to 12 hours
    assert noted["v01"] == []  # 15 hours

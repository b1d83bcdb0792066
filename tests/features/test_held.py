"""What a job asks one to hold or to speak: 1 where known, a prior where nobody has asked."""

import pytest

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.held import credential_fit
from features.profiles import Employer, Participant, Vacancy
from tests.strategies import TODAY
from tests.town import asked, spoken


def fit(someone, *requirements):
    raw = {"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job", "requirements": requirements}
    opening = OpeningFacts.of(Vacancy.model_validate(raw), Employer(id="e"), None)
    person = PersonFacts.of(Participant.model_validate({"id": "p"} | someone), TODAY)
    return pytest.approx(float(credential_fit(person, Columns.of([opening], {"e": 0}))[0]))


def test_credentials_not_known_to_be_held_count_by_how_often_they_are():
    both = asked("B", "task"), asked("hygiene", "legal", "certificate")
    assert fit({}) == 1
    assert fit({}, *both) == 0.5 * 0.5
    assert fit({"credentials": [{"code": "C"}]}, *both) == 0.5
    assert fit({"credentials_missing": ["B"]}, *both) == 0.4 * 0.5


def test_of_a_choice_of_credentials_the_likeliest_counts():
    either = [asked("truck", "task", "certificate") | {"any_of": "x"}, asked("B", "task") | {"any_of": "x"}]
    assert fit({}, *either) == 0.5
    assert fit({"credentials": [{"code": "truck"}]}, *either) == 1


def test_a_foreign_language_that_nobody_has_asked_about_is_mostly_not_spoken():
    assert fit({}, spoken("B1", "ar")) == 0.05
    assert fit({}, spoken("B1", "en"), spoken("B1", "ar")) == 0.4 * 0.05
    assert fit({"languages": [{"language": "ar", "speak": "A1"}]}, spoken("B1", "ar")) == 1


def test_danish_is_judged_by_its_level_alone():
    assert fit({}, spoken("B1", "da")) == 1
    assert fit({}, spoken("B1", "da"), spoken("B1", "en")) == 0.4


def test_of_a_choice_of_languages_the_likeliest_counts():
    choice = spoken("B1", "ar", any_of="x"), spoken("B1", "en", any_of="x")
    assert fit({}, *choice) == 0.4
    assert fit({"languages": [{"language": "ar", "speak": "B2"}]}, *choice) == 1
    assert fit({}, spoken("B1", "da", any_of="x"), spoken("B1", "en", any_of="x")) == 1
